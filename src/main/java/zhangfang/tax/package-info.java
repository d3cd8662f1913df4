/** The tax figures of a month (报税) and their filing. */
package zhangfang.tax;
