/** Leaving: what becomes of the unstarted months of an order, the money for them, and the hand-over. */
package zhangfang.termination;
