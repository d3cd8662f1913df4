/** The append-only record of who did what when. */
package zhangfang.audit;
