/** Clear answers: how every module says no, and how a no becomes a sentence in the caller's language. */
package zhangfang.refusal;
