/** The books (账簿): chart of accounts, vouchers, posting, periods, closing, balances. */
package zhangfang.ledger;
