/** Reports as values, and such reports as files: CSV, Excel, paper. */
package zhangfang.report;
