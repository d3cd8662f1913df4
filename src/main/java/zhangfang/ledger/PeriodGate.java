package zhangfang.ledger;

import java.time.YearMonth;
import zhangfang.identity.Actor;

/** A month that is part of a service is closed by its process; implemented where the processes are known. */
public interface PeriodGate {

    /**
     * Closes the period by completing the closing step of its service month on this person's behalf.
     *
     * @return false if the period has no service month, so that it closes freely
     * @throws zhangfang.refusal.Refusal conflict, naming the step that the service month is at
     */
    boolean closeThroughService(Actor actor, String companyId, YearMonth period);

    /**
     * Checks that no service month goes on from this period's closing: neither reports that are with the customer nor a
     * filing. Holds the service month where it is until the transaction ends.
     *
     * @throws zhangfang.refusal.Refusal conflict, saying where the service month is and what can be done instead
     */
    void requireNotWaitedFor(String companyId, YearMonth period);

    /**
     * Checks that the period has no service month, whose process would issue its reports.
     *
     * @throws zhangfang.refusal.Refusal conflict, naming the step that the service month is at
     */
    void requireOutsideService(String companyId, YearMonth period);
}
