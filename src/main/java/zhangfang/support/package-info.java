/** Questions of customers to the agency (工单), such as invoices for Hong Kong, Macau, Taiwan and abroad. */
package zhangfang.support;
