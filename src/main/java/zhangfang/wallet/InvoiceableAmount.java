package zhangfang.wallet;

import zhangfang.money.Money;

/**
 * What a company may apply for in invoices (可开票金额), with the figures behind it: cash consumed less invoiced. Money that
 * was topped up but not spent, and gifts, don't count. Negative after a refund of invoiced money: invoices are owed
 * back (欠票).
 *
 * @param cashConsumed paid from cash less what was refunded (现金消耗金额)
 * @param invoiced     applied for and issued, less what was cancelled, rejected and returned (已开票金额)
 */
public record InvoiceableAmount(Money cashConsumed, Money invoiced) {

    public Money invoiceable() {
        return cashConsumed.minus(invoiced);
    }

    /** Whether more is invoiced than was consumed (欠票). */
    public boolean isOwed() {
        return invoiceable().isNegative();
    }
}
