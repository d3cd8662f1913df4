package zhangfang.termination;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import zhangfang.money.Money;

/**
 * The end of an order before its term is over, or with it (终止服务).
 *
 * @param wishedLastMonth  the last service month that the asker wishes; the month before the first one means none at all
 * @param decisionDue      by when the process owner decides
 * @param reason           why it is asked for
 * @param decisionReason   why it was rejected
 * @param lastMonth        the last service month as decided
 * @param monthsCancelled  how many months were cancelled
 * @param monthsPrice      the price of the cancelled months: price ÷ term × months, rounded half up to the fen once
 * @param refund           what went back to the balance, of which {@code refundedGift} as gifts
 * @param deductionReason  why less than the price of the months went back
 * @param handoverDue      by when the accountant hands over
 * @param receivedBy       who took the things, as the accountant wrote it
 * @param confirmEnds      from this instant on silence counts as confirmed
 * @param confirmedAt      when the customer confirmed, or the instant at which silence did
 * @param confirmedBy      who confirmed; the system's id for silence
 * @param confirmRemark    what the customer misses or remarks
 * @param handedOver       what was handed back (交接清单)
 */
public record Termination(String id, String companyId, String orderId, Side side, String askedBy, Instant askedAt,
        String reason, YearMonth wishedLastMonth, LocalDate decisionDue, Status status, String decidedBy,
        Instant decidedAt, String decisionReason, YearMonth lastMonth, Integer monthsCancelled, Money monthsPrice,
        Money refund, Money refundedGift, String deductionReason, Handover handover, LocalDate handoverDue,
        String handedOverBy, Instant handedOverAt, String receivedBy, String handoverRemark, Instant confirmEnds,
        String confirmedBy, Instant confirmedAt, String confirmRemark, Instant endedAt, List<Row> handedOver) {

    /** Who asks. */
    public enum Side {
        /** 客户. */
        CUSTOMER,
        /** 代理机构. */
        AGENCY
    }

    /** Where a termination stands. */
    public enum Status {
        /** 待决定. */
        REQUESTED,
        /** 已同意, months that have begun are being finished. */
        APPROVED,
        /** 待交接. */
        HANDING_OVER,
        /** 待客户确认交接. */
        AWAITING_CONFIRMATION,
        /** 已交接, months that have begun are being finished. */
        HANDED_OVER,
        /** 已终止. */
        COMPLETED,
        /** 已驳回. */
        REJECTED,
        /** 已撤回. */
        WITHDRAWN;

        /** Whether this is the end. */
        public boolean isEnded() {
            return this == COMPLETED || isRefused();
        }

        /** Whether nothing came of it, so that it may be asked for again. */
        public boolean isRefused() {
            return this == REJECTED || this == WITHDRAWN;
        }
    }

    /** When the company's things are handed back. */
    public enum Handover {
        /** 立即. */
        AT_ONCE,
        /** 进行中的服务月做完以后. */
        AFTER_MONTHS,
        /** 不需要, where nobody keeps the company or another order goes on. */
        NONE
    }

    /** One kind of thing that is handed back, and how many. */
    public record Row(String kind, int quantity, String remark) {
    }
}
