package zhangfang.wallet;

import zhangfang.money.Money;

/**
 * What a customer announces.
 *
 * @param orderId the order to be paid when the money is there, or {@code null}
 */
public record NewTopUp(String companyId, Money amount, String payerName, String payerAccount, String orderId) {
}
