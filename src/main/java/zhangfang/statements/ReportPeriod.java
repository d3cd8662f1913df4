package zhangfang.statements;

import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import zhangfang.refusal.Refusal;

/**
 * What a statement is drawn up for: a month {@code 2026-01}, a quarter {@code 2026-Q1} or a year {@code 2026}.
 *
 * @param text the period as it is written
 * @param from its first month
 * @param to   its last month
 */
public record ReportPeriod(String text, Kind kind, YearMonth from, YearMonth to) {

    public enum Kind {
        MONTH, QUARTER, YEAR
    }

    private static final Pattern FORM = Pattern.compile("(\\d{4})(?:-(?:Q([1-4])|(\\d{2})))?");
    private static final int MONTHS_OF_QUARTER = 3;

    public static ReportPeriod of(YearMonth month) {
        return new ReportPeriod(month.toString(), Kind.MONTH, month, month);
    }

    /** @throws Refusal invalid, if this is neither a month, a quarter nor a year */
    public static ReportPeriod parse(String text) {
        Matcher form = FORM.matcher(text == null ? "" : text.strip());
        if (!form.matches()) {
            throw notAPeriod(text);
        }
        int year = Integer.parseInt(form.group(1));
        if (form.group(2) != null) {
            return quarter(YearMonth.of(year, (Integer.parseInt(form.group(2)) - 1) * MONTHS_OF_QUARTER + 1));
        }
        if (form.group(3) != null) {
            return of(month(text, year, Integer.parseInt(form.group(3))));
        }
        return year(year);
    }

    private static YearMonth month(String text, int year, int month) {
        try {
            return YearMonth.of(year, month);
        } catch (DateTimeException noSuchMonth) {
            throw notAPeriod(text);
        }
    }

    private static Refusal notAPeriod(String text) {
        return Refusal.field("period", "statements.period.unreadable", text == null ? "" : text);
    }

    /** The month, quarter or year before. */
    public ReportPeriod previous() {
        return switch (kind) {
            case MONTH -> of(from.minusMonths(1));
            case QUARTER -> quarter(from.minusMonths(MONTHS_OF_QUARTER));
            case YEAR -> year(from.getYear() - 1);
        };
    }

    /** The month, quarter or year after. */
    public ReportPeriod next() {
        return switch (kind) {
            case MONTH -> of(to.plusMonths(1));
            case QUARTER -> quarter(to.plusMonths(1));
            case YEAR -> year(to.getYear() + 1);
        };
    }

    /** The same month, quarter or year of the year before. */
    ReportPeriod yearBefore() {
        return switch (kind) {
            case MONTH -> of(from.minusYears(1));
            case QUARTER -> quarter(from.minusYears(1));
            case YEAR -> previous();
        };
    }

    private static ReportPeriod quarter(YearMonth first) {
        int number = first.getMonthValue() / MONTHS_OF_QUARTER + 1;
        return new ReportPeriod(first.getYear() + "-Q" + number, Kind.QUARTER, first,
                first.plusMonths(MONTHS_OF_QUARTER - 1));
    }

    private static ReportPeriod year(int year) {
        return new ReportPeriod(String.valueOf(year), Kind.YEAR, YearMonth.of(year, 1), YearMonth.of(year, 12));
    }

    /** The first month of the calendar year, which is the fiscal year (会计法第十一条). */
    YearMonth january() {
        return from.withMonth(1);
    }
}
