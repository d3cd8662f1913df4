package zhangfang.invoicing;

import java.time.Instant;

/**
 * One thing that happened to an application (开票进度).
 *
 * @param returnId    the return that it is part of, or {@code null}
 * @param effectiveAt the instant that it counts for, such as a deadline
 * @param processedAt when it was really done
 * @param detail      a reason, a number, an address; or {@code null}
 */
public record InvoiceStep(String applicationId, int number, Kind kind, String returnId, Instant effectiveAt,
        Instant processedAt, String actorId, String detail) {

    /** What happened. */
    public enum Kind {
        APPLIED, CANCELLED, ISSUING, ISSUE_FAILED, RETRIED, REJECTED, ISSUED, OVERDUE, MAILED, SIGNED, COMPLETED_BY_TIME,
        SENDING, SENT, NOT_SENT, PROVIDED, RETURN_APPLIED, RETURN_ARRIVED, RETURN_APPROVED, RETURN_REJECTED,
        RETURN_OVERDUE, RED_ISSUED
    }
}
