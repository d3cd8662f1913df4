/** The prepaid balance (账户余额): top-ups, payments, refunds. */
package zhangfang.wallet;
