/** Trial balance (科目余额表), balance sheet, income statement, cash flow statement; what was issued of them. */
package zhangfang.statements;
