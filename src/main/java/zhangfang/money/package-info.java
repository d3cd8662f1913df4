/** The one exact money type. */
package zhangfang.money;
