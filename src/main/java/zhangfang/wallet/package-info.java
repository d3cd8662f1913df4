/** The prepaid balance of each company (账户余额): top-ups, payments, refunds, gifts. */
package zhangfang.wallet;
