package zhangfang.process;

import java.time.Instant;
import java.util.List;

/** Steps of processes that failed for good and wait for a process owner (事件). Whoever asks has been checked. */
public interface Incidents {

    /**
     * How often a step of a process stands still.
     *
     * @param processName as the model has it
     * @param stepName    as the model has it
     * @param message     what the latest of them says
     */
    record FailingStep(String processName, String stepName, int count, Instant since, String message) {
    }

    /**
     * One of them.
     *
     * @param instanceId  of the process instance, for Cockpit
     * @param caseId      what the instance is about, or {@code null}
     * @param companyId   or {@code null}
     * @param companyName or {@code null}
     */
    record Incident(String processName, String stepName, String instanceId, String caseId, String companyId, String companyName,
            Instant since, String message) {
    }

    /** All of them, by process and step; most first. */
    List<FailingStep> byStep();

    /** The latest of them. */
    List<Incident> latest(int limit);
}
