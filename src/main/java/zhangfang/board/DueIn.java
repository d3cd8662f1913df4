package zhangfang.board;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import zhangfang.calendar.Deadlines;

/** How far the deadline of a month's step is away, counted in days of the calendar. */
public enum DueIn {
    /** More than seven days over. */
    LONG_OVERDUE(Integer.MIN_VALUE, -8),
    /** One to seven days over. */
    OVERDUE(-7, -1),
    TODAY(0, 0),
    THREE_DAYS(1, 3),
    SEVEN_DAYS(4, 7),
    LATER(8, Integer.MAX_VALUE);

    private final int firstDay;
    private final int lastDay;

    DueIn(int firstDay, int lastDay) {
        this.firstDay = firstDay;
        this.lastDay = lastDay;
    }

    public boolean isLate() {
        return lastDay < 0;
    }

    /** @param lastDay the last day for the step */
    static DueIn of(LocalDate today, LocalDate lastDay) {
        long days = today.until(lastDay, ChronoUnit.DAYS);
        for (DueIn each : values()) {
            if (days <= each.lastDay) {
                return each;
            }
        }
        return LATER;
    }

    /** The instant after which a deadline of this kind is over, if there is an earliest. */
    Optional<Instant> after(LocalDate today) {
        return firstDay == Integer.MIN_VALUE ? Optional.empty() : Optional.of(Deadlines.startOf(today.plusDays(firstDay)));
    }

    /** The instant at which a deadline of this kind is over at the latest, if there is one. */
    Optional<Instant> until(LocalDate today) {
        return lastDay == Integer.MAX_VALUE ? Optional.empty() : Optional.of(Deadlines.endOf(today.plusDays(lastDay)));
    }
}
