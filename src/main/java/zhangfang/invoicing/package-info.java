/**
 * The invoices that the agency owes its customers for their fees (开票): titles, addresses, applications, returns, and the
 * amount that may be applied for.
 */
package zhangfang.invoicing;
