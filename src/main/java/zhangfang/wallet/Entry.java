package zhangfang.wallet;

import java.time.Instant;
import zhangfang.money.Money;

/**
 * One movement of the balance (账户流水), never changed afterwards.
 *
 * @param number       counts a company's entries from 1, without gaps
 * @param reference    id of the top-up, order, withdrawal, gift or decision that caused it
 * @param orderId      the order that was paid or refunded, {@code null} for other movements
 * @param amount       what it adds to the balance; negative for a payment
 * @param giftAmount   the part of the amount in gifts
 * @param balanceAfter the balance after it
 * @param giftAfter    the part of that balance in gifts
 * @param effectiveAt  the instant that it counts for, such as the deadline of a refund
 * @param processedAt  when it was really done
 */
public record Entry(int number, Kind kind, String reference, String orderId, Money amount, Money giftAmount,
        Money balanceAfter, Money giftAfter, Instant effectiveAt, Instant processedAt, String actorId, String note) {

    /** Why the balance moved. */
    public enum Kind {
        /** 充值. */
        TOP_UP,
        /** 支付订单. */
        PAYMENT,
        /** 退款. */
        REFUND,
        /** 赠送. */
        GIFT,
        /** 提现, from the moment that it is asked for. */
        WITHDRAWAL,
        /** 提现退回. */
        WITHDRAWAL_RETURNED
    }
}
