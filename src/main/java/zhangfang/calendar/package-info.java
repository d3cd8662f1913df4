/** The business clock, statutory working days, deadlines. */
package zhangfang.calendar;
