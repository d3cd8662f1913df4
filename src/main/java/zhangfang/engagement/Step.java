package zhangfang.engagement;

import java.time.Duration;
import java.time.Instant;

/**
 * Who did what with a service month.
 *
 * @param action      what was done, such as {@code booksKept}
 * @param status      the month's status from then on
 * @param effectiveAt since when it holds: the deadline's instant where a deadline acted
 * @param processedAt when it was really done
 */
public record Step(String action, MonthStatus status, String actorId, Instant effectiveAt, Instant processedAt,
        String detail) {

    /** Whether it was done some time after it took effect, such as after a downtime. */
    public boolean isRecordedLater() {
        return Duration.between(effectiveAt, processedAt).toMinutes() > 0;
    }
}
