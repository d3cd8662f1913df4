package zhangfang.wallet;

import zhangfang.money.Money;

/**
 * What a customer asks back, and where it is to go.
 *
 * @param requestKey the caller's own id of this request, or {@code null}: sent again, it is the same withdrawal
 */
public record NewWithdrawal(String companyId, Money amount, String payeeName, String bank, String account,
        String requestKey) {
}
