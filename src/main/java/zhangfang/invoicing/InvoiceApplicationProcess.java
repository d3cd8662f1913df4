package zhangfang.invoicing;

import zhangfang.identity.Actor;
import zhangfang.refusal.Refusal;

/** Brings applications for invoices on their way; implemented where processes are known. */
public interface InvoiceApplicationProcess {

    /**
     * Applies for an invoice and starts its process; again with the same request key answers the first application.
     *
     * @param actor a member of the company; the system for a recurring application
     * @return the application's id
     * @throws Refusal naming every wrong field
     */
    String start(Actor actor, NewApplication application);

    /** A member cancels on a page what can also be cancelled in the task list: the same step. */
    void cancel(Actor actor, String applicationId);

    /** A member signs for the invoice that came by courier. */
    void sign(Actor actor, String applicationId);
}
