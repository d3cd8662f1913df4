package zhangfang.termination;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import zhangfang.money.Money;
import zhangfang.ordering.ServiceOrder;

/**
 * What would become of an order that ends: for each month that could be its last one, how many months are cancelled and
 * what they cost.
 *
 * @param options the earliest first; the last one cancels nothing
 * @param openId  the termination that there is already, or {@code null}
 */
public record TerminationTerms(ServiceOrder order, List<Option> options, String openId) {

    /**
     * @param lastMonth       the last month that is served
     * @param monthsCancelled how many months after it are cancelled
     * @param price           their price: what goes back at most
     */
    public record Option(YearMonth lastMonth, int monthsServed, int monthsCancelled, Money price) {
    }

    static TerminationTerms of(ServiceOrder order, YearMonth firstCancellable, String openId) {
        int most = (int) firstCancellable.until(order.lastMonth().plusMonths(1), ChronoUnit.MONTHS);
        return new TerminationTerms(order, IntStream.rangeClosed(0, most).map(i -> most - i)
                .mapToObj(cancelled -> new Option(order.lastMonth().minusMonths(cancelled),
                        order.monthsServed() - cancelled, cancelled, price(order, cancelled)))
                .toList(), openId);
    }

    /** The price of some months: price × months ÷ term, rounded half up to the fen once, at the end. */
    static Money price(ServiceOrder order, int months) {
        return Money.of(order.price().amount().multiply(BigDecimal.valueOf(months))
                .divide(BigDecimal.valueOf(order.termMonths()), 2, RoundingMode.HALF_UP));
    }

    /** The option that ends with this month. */
    public Optional<Option> endingWith(YearMonth lastMonth) {
        return options.stream().filter(option -> option.lastMonth().equals(lastMonth)).findFirst();
    }
}
