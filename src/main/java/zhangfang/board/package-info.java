/** What process owners watch (看板): the work under way in all companies, and what became of the service. */
package zhangfang.board;
