package zhangfang.ledger;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import zhangfang.money.Money;

/** What an account, or several together, did month by month within a range: balances and turnovers. */
final class Series {

    /** One month; all balances are debit minus credit. */
    record Month(YearMonth period, Turnover turnover, Turnover ytd, Money balance) {
    }

    private final MonthRange range;
    private Money yearStart = Money.ZERO;
    /** By month; that before January holds what was booked in the year before the book's start. */
    private final Map<String, Turnover> turnovers = new TreeMap<>();

    Series(MonthRange range) {
        this.range = range;
    }

    static Series sum(MonthRange range, Collection<Series> parts) {
        Series sum = new Series(range);
        for (Series part : parts) {
            sum.yearStart = sum.yearStart.plus(part.yearStart);
            part.turnovers.forEach(sum::add);
        }
        return sum;
    }

    /** @param period a month; empty for the balance at the start of the range's first year */
    void add(String period, Turnover turnover) {
        if (period.isBlank()) {
            yearStart = yearStart.plus(turnover.net());
        } else {
            turnovers.merge(period, turnover, Turnover::plus);
        }
    }

    /** The balance before the first month. */
    Money opening() {
        return turnovers.entrySet().stream()
                .filter(month -> month.getKey().compareTo(range.from().toString()) < 0)
                .map(month -> month.getValue().net()).reduce(yearStart, Money::plus);
    }

    Money closing() {
        return turnovers.values().stream().map(Turnover::net).reduce(yearStart, Money::plus);
    }

    /** What was booked within the range. */
    Turnover turnover() {
        return months().stream().map(Month::turnover).reduce(Turnover.NONE, Turnover::plus);
    }

    /** Whether there is nothing at all to show; what was booked and taken back is something. */
    boolean isEmpty() {
        return opening().isZero() && turnovers.keySet().stream()
                .noneMatch(month -> month.compareTo(range.from().toString()) >= 0);
    }

    /** Each month of the range; what is cumulated begins anew each January. */
    List<Month> months() {
        List<Month> months = new ArrayList<>();
        Turnover ytd = cumulatedBefore();
        Money balance = opening();
        for (YearMonth period : range.months()) {
            Turnover turnover = turnovers.getOrDefault(period.toString(), Turnover.NONE);
            ytd = period.getMonthValue() == 1 ? turnover : ytd.plus(turnover);
            balance = balance.plus(turnover.net());
            months.add(new Month(period, turnover, ytd, balance));
        }
        return months;
    }

    private Turnover cumulatedBefore() {
        return turnovers.entrySet().stream()
                .filter(month -> month.getKey().compareTo(range.from().toString()) < 0)
                .map(Map.Entry::getValue).reduce(Turnover.NONE, Turnover::plus);
    }
}
