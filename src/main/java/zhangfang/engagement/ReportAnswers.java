package zhangfang.engagement;

import zhangfang.identity.Actor;

/** Gives the customer's word on a report by completing its open task; implemented where the processes are known. */
public interface ReportAnswers {

    /**
     * The customer confirms.
     *
     * @throws zhangfang.refusal.Refusal conflict, where the task is done or the time is over
     */
    void confirm(Actor actor, String monthId, Report report);

    /**
     * The customer objects (有异议).
     *
     * @throws zhangfang.refusal.Refusal invalid, without reason; conflict as above
     */
    void object(Actor actor, String monthId, Report report, String reason);
}
