package zhangfang.calendar;

import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.stream.LongStream;

/**
 * A calendar month as a span of time in Asia/Shanghai.
 *
 * @param from its first instant
 * @param end  the first instant of the next month
 */
public record MonthSpan(YearMonth month, Instant from, Instant end) {

    public static MonthSpan of(YearMonth month) {
        return new MonthSpan(month, Deadlines.startOf(month), Deadlines.endOf(month));
    }

    /** So many months up to and with this one, the earliest first. */
    public static List<MonthSpan> lastUntil(YearMonth month, int months) {
        return LongStream.range(0, months).mapToObj(i -> of(month.minusMonths(months - 1 - i))).toList();
    }
}
