package zhangfang.wallet;

import java.time.Instant;
import java.time.LocalDate;
import zhangfang.money.Money;

/**
 * Cash that a company asks back (提现).
 *
 * @param payeeName     whose account it goes to, as the bank writes it
 * @param payDue        by when finance should have paid out or rejected
 * @param bankReference number of the transfer that paid it out; {@code null} until then
 * @param paidOn        the day of that transfer
 * @param reason        why it was rejected, or what finance remarked
 */
public record Withdrawal(String id, String companyId, Money amount, String payeeName, String bank, String account,
        Status status, String requestedBy, Instant requestedAt, LocalDate payDue, String bankReference,
        LocalDate paidOn, String reason, String decidedBy, Instant decidedAt) {

    /** Where a withdrawal stands. */
    public enum Status {
        /** 待付款. */
        REQUESTED,
        /** 已付款. */
        PAID,
        /** 已驳回. */
        REJECTED,
        /** 已撤回. */
        CANCELLED
    }
}
