package zhangfang.invoicing;

import java.time.Instant;
import java.util.List;
import zhangfang.money.Money;

/**
 * What invoices may be applied for (可开票金额) and what it is made of: cash consumed less what is invoiced. Negative (欠票)
 * when invoiced money was refunded; then nothing can be withdrawn.
 *
 * @param amount       cash consumed − invoiced
 * @param cashConsumed orders paid from cash, less refunds
 * @param invoiced     applied for or issued, less what was released
 * @param parts        what both are made of
 * @param beside       what does not count, for those who look for it
 * @param causes       where it is negative, the refunds that made it so, newest first
 */
public record InvoiceableBreakdown(Money amount, Money cashConsumed, Money invoiced, List<Part> parts, List<Part> beside,
        List<Row> causes) {

    /** A figure of the formula. */
    public enum Figure {
        /** 现金支付的订单. */
        PAID(1),
        /** 退款. */
        REFUNDED(-1),
        /** 申请中. */
        UNDER_WAY(-1),
        /** 已开具. */
        ISSUED(-1),
        /** 红字发票. */
        RED(1),
        /** 已取消, which counts no more. */
        CANCELLED(0),
        /** 已驳回, which counts no more. */
        REJECTED(0),
        /** 未消费的余额, which does not count. */
        UNSPENT(0);

        private final int sign;

        Figure(int sign) {
            this.sign = sign;
        }

        /** 1 adds to what may be applied for, −1 takes from it, 0 does neither. */
        public int sign() {
            return sign;
        }
    }

    /**
     * A figure with its amount, always positive, and how many rows it is the sum of; its newest rows, where they were asked
     * for.
     */
    public record Part(Figure figure, Money amount, int count, List<Row> rows) {
    }

    /**
     * A row of a figure.
     *
     * @param reference     id of an order or application, for a red invoice its number
     * @param applicationId the application to look at, or {@code null} for an order
     */
    public record Row(String reference, String applicationId, Money amount, Instant at) {
    }

    public boolean isOwing() {
        return amount.isNegative();
    }
}
