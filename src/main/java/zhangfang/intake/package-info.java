/** What customers send in: mailings (邮寄), hand-over lists (交接清单), source documents (原始凭证). */
package zhangfang.intake;
