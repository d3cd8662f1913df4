/** The service (服务): its months, their steps and confirmations. */
package zhangfang.engagement;
