package zhangfang.calendar;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZonedDateTime;

/** The instants at which things are over, all in Asia/Shanghai. A deadline's instant itself is already too late. */
public final class Deadlines {

    private static final int CONFIRMATION_DAY = 15;
    private static final int REMINDER_DAYS = 3;
    private static final Duration REISSUE_GRACE = Duration.ofHours(24);

    private Deadlines() {
    }

    /** 24:00 of a day: the first instant of the next. */
    public static Instant endOf(LocalDate day) {
        return startOf(day.plusDays(1));
    }

    /** The end of a month: the first instant of the next. */
    public static Instant endOf(YearMonth month) {
        return startOf(month.plusMonths(1));
    }

    public static Instant startOf(YearMonth month) {
        return startOf(month.atDay(1));
    }

    public static Instant startOf(LocalDate day) {
        return day.atStartOfDay(BusinessClock.ZONE).toInstant();
    }

    /** The last day of a time that ends at an instant: of one that ends at midnight, the day before. */
    public static LocalDate lastDayBefore(Instant end) {
        return end.minusNanos(1).atZone(BusinessClock.ZONE).toLocalDate();
    }

    /**
     * When people are reminded of a deadline: at the start of the third day before it. A deadline at 24:00 of a day, or in
     * the last second of it, is that day's.
     */
    public static Instant reminderOf(Instant deadline) {
        LocalDate over = deadline.plusSeconds(1).atZone(BusinessClock.ZONE).toLocalDate();
        return startOf(over.minusDays(REMINDER_DAYS));
    }

    /** When a report is confirmed by the system: the first 15th, 00:00, later than its issue. */
    public static Instant automaticConfirmation(Instant issuedAt) {
        return nextFifteenth(issuedAt, false);
    }

    /** When a re-issued report is confirmed by the system: the first 15th, 00:00, at least 24 hours after. */
    public static Instant automaticConfirmationOfReissue(Instant reissuedAt) {
        return nextFifteenth(reissuedAt.plus(REISSUE_GRACE), true);
    }

    private static Instant nextFifteenth(Instant from, boolean inclusive) {
        ZonedDateTime candidate = YearMonth.from(from.atZone(BusinessClock.ZONE)).atDay(CONFIRMATION_DAY)
                .atStartOfDay(BusinessClock.ZONE);
        boolean reached = inclusive ? !candidate.toInstant().isBefore(from) : candidate.toInstant().isAfter(from);
        return (reached ? candidate : candidate.plusMonths(1)).toInstant();
    }
}
