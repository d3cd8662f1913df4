package zhangfang.web;

import java.time.YearMonth;
import java.util.List;
import zhangfang.statements.ReportPeriod;

/**
 * The period of a report with the ways to others: the one before and the one after, and the month, quarter and year of
 * the same time.
 *
 * @param present what is shown, or {@code null}, if the months are neither a month, nor a quarter, nor a year
 * @param before  the period of the same kind before
 * @param after   the period of the same kind after
 * @param kinds   month, quarter and year; of reports on months only, nothing
 */
record PeriodChoice(ReportPeriod present, ReportPeriod before, ReportPeriod after, List<ReportPeriod> kinds) {

    private static final int MONTHS_OF_QUARTER = 3;

    /** @param now the present month, which stands for a quarter or year that is not over */
    static PeriodChoice of(ReportPeriod period, YearMonth now) {
        boolean goesOn = period.to().isAfter(now) && !period.from().isAfter(now);
        return new PeriodChoice(period, period.previous(), period.next(), kinds(goesOn ? now : period.to()));
    }

    static PeriodChoice of(YearMonth month) {
        ReportPeriod period = ReportPeriod.of(month);
        return new PeriodChoice(period, period.previous(), period.next(), List.of());
    }

    /** Of reports that take any months. */
    static PeriodChoice of(YearMonth from, YearMonth to, YearMonth now) {
        return kinds(to).stream().filter(kind -> kind.from().equals(from) && kind.to().equals(to)).findFirst()
                .map(period -> of(period, now)).orElseGet(() -> new PeriodChoice(null, null, null, kinds(to)));
    }

    /** The same choice, which does not lead to a period that was over when the books began. */
    PeriodChoice since(YearMonth begin) {
        return before == null || begin == null || !before.to().isBefore(begin) ? this
                : new PeriodChoice(present, null, after, kinds);
    }

    public boolean is(ReportPeriod period) {
        return period.equals(present);
    }

    /** The number of the quarter or month in its year. */
    public static int number(ReportPeriod period) {
        int month = period.to().getMonthValue();
        return period.kind() == ReportPeriod.Kind.QUARTER ? month / MONTHS_OF_QUARTER : month;
    }

    private static List<ReportPeriod> kinds(YearMonth month) {
        int quarter = (month.getMonthValue() - 1) / MONTHS_OF_QUARTER + 1;
        return List.of(ReportPeriod.of(month), ReportPeriod.parse(month.getYear() + "-Q" + quarter),
                ReportPeriod.parse(String.valueOf(month.getYear())));
    }
}
