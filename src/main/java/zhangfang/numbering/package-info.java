/** Ids that people can read out. */
package zhangfang.numbering;
