package zhangfang.wallet;

import zhangfang.money.Money;

/**
 * What a customer announces.
 *
 * @param orderId the order to be paid when the money is there, or {@code null}
 * @param requestKey the caller's own id of this announcement, or {@code null}: sent again, it is the same top-up
 * @param slip    the paper of the transfer (转账凭证); the forms ask for it, programs may announce without
 */
public record NewTopUp(String companyId, Money amount, String payerName, String payerAccount, String orderId,
        SentSlip slip, String requestKey) {
}
