package zhangfang.termination;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.YearMonth;
import java.util.List;
import org.junit.jupiter.api.Test;
import zhangfang.money.Money;
import zhangfang.ordering.ServiceOrder;

/** What months cost that are not served. */
class TerminationTermsTest {

    @Test
    void thePriceOfMonthsIsRoundedOnceAtTheEnd() {
        ServiceOrder order = order(3, "100.00", 0);

        assertThat(List.of(TerminationTerms.price(order, 0), TerminationTerms.price(order, 1),
                TerminationTerms.price(order, 2), TerminationTerms.price(order, 3)))
                .containsExactly(Money.of("0.00"), Money.of("33.33"), Money.of("66.67"), Money.of("100.00"));
    }

    @Test
    void halfAFenIsRoundedUp() {
        assertThat(TerminationTerms.price(order(8, "0.20", 0), 5)).isEqualTo(Money.of("0.13"));
    }

    @Test
    void oneOptionForEachMonthThatCouldBeTheLast() {
        TerminationTerms terms = TerminationTerms.of(order(4, "400.00", 1), YearMonth.of(2026, 12), null);

        assertThat(terms.options()).containsExactly(
                new TerminationTerms.Option(YearMonth.of(2026, 11), 1, 3, Money.of("300.00")),
                new TerminationTerms.Option(YearMonth.of(2026, 12), 2, 2, Money.of("200.00")),
                new TerminationTerms.Option(YearMonth.of(2027, 1), 3, 1, Money.of("100.00")),
                new TerminationTerms.Option(YearMonth.of(2027, 2), 4, 0, Money.of("0.00")));
    }

    private static ServiceOrder order(int term, String price, int opened) {
        return new ServiceOrder("O1", "C1", "P", "套餐", term, Money.of(price), null, ServiceOrder.Status.IN_SERVICE, true,
                null, YearMonth.of(2026, 11), opened, 0, "x", null, null, null, null, null, null, null, null, null,
                null);
    }
}
