/** What people are told (通知), and the outbox through which things leave the system. */
package zhangfang.notice;
