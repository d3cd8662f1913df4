package zhangfang.wallet;

import zhangfang.money.Money;

/** What a customer asks back, and where it is to go. */
public record NewWithdrawal(String companyId, Money amount, String payeeName, String bank, String account) {
}
