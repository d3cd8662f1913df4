package zhangfang.wallet;

import java.time.Instant;
import java.time.LocalDate;
import zhangfang.money.Money;

/**
 * A bank transfer that a customer announced (充值).
 *
 * @param orderId   the order to be paid when the money is there, or {@code null}
 * @param amount    what was announced
 * @param received  what arrived; {@code null} until confirmed
 * @param reason    why rejected, or why another amount was confirmed
 * @param reviewDue by when finance should have looked
 */
public record TopUp(String id, String companyId, String orderId, Money amount, String payerName, String payerAccount,
        Status status, String announcedBy, Instant announcedAt, LocalDate reviewDue, Money received, String reason,
        String decidedBy, Instant decidedAt) {

    /** Where a top-up stands. */
    public enum Status {
        /** 待到账确认. */
        ANNOUNCED,
        /** 已到账. */
        CONFIRMED,
        /** 已驳回. */
        REJECTED
    }
}
