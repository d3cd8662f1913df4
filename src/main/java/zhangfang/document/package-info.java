/** Files (资料) that belong to a company: sent as drafts, kept by the step that they are for. */
package zhangfang.document;
