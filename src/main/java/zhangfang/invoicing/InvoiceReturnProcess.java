package zhangfang.invoicing;

import zhangfang.identity.Actor;

/** Brings returns of invoices on their way; implemented where processes are known. */
public interface InvoiceReturnProcess {

    /** Applies for a return and starts its process. @return the return's id */
    String start(Actor actor, NewReturn wish);
}
