package zhangfang.termination;

import zhangfang.identity.Actor;

/** Moves the process of a termination the way its forms do; implemented where processes are known. */
public interface TerminationProcess {

    /** Asks for the end of an order. @return the termination's id */
    String start(Actor actor, NewTermination termination);

    /** Takes the request back. @throws zhangfang.refusal.Refusal conflict, when it is decided */
    void withdraw(Actor actor, String terminationId);

    /** The customer has what was handed back. @throws zhangfang.refusal.Refusal conflict, when it is not waited for */
    void confirmHandover(Actor actor, String terminationId, String remark);
}
