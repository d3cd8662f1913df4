package zhangfang.support;

import java.time.Instant;
import java.time.LocalDate;

/**
 * A question of a customer and what became of it (工单).
 *
 * @param answerDue by when finance answers; {@code null} unless open
 * @param closesAt  from when on the customer can answer no more; {@code null} unless answered
 * @param closedBy  who closed it; {@code SYSTEM} after the customer's silence; {@code null} before
 * @param closedAt  the instant that the closing counts for, or {@code null}
 */
public record SupportTicket(String id, String companyId, Kind kind, String subject, Status status, String openedBy,
        Instant openedAt, LocalDate answerDue, Instant closesAt, String closedBy, Instant closedAt) {

    /** What it is about. */
    public enum Kind {
        /** 港澳台及海外开票. */
        OVERSEAS_INVOICE,
        /** 其他. */
        OTHER
    }

    /** Whose turn it is. */
    public enum Status {
        /** 待答复. */
        OPEN,
        /** 已答复: the customer reads, answers back or closes. */
        ANSWERED,
        /** 已关闭. */
        CLOSED
    }
}
