package zhangfang.process;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Process models with the state of one instance on them; implemented where the processes are known. */
public interface ProcessDiagrams {

    /** How far a step is. */
    enum State {
        DONE, NOW,
        /** Stuck: somebody must look into it. */
        FAILED,
        /** Begun, and withdrawn by something else. */
        WITHDRAWN
    }

    /**
     * A visit to a step of the model; in a loop there are several.
     *
     * @param node    id of the step in the model
     * @param name    as it is written in the model
     * @param actorId who did it, or {@code null} where nobody or nobody known
     * @param from    when it began
     * @param until   when it was over, or {@code null}
     * @param part    the process that this step called, or {@code null}
     */
    record Visit(String node, String name, State state, String actorId, Instant from, Instant until, Part part) {
    }

    /** A process that is part of another. */
    record Part(String processId, String businessKey) {
    }

    /**
     * An instance on its model.
     *
     * @param companyId  whom it is about, or {@code null} for no company
     * @param about      what tells it from the company's others, such as a month, or {@code null}
     * @param name       the process's name
     * @param instanceId by which Cockpit shows it, while it runs
     * @param running    whether it has not ended
     * @param drawing    the model, without what only the engine reads
     * @param visits     in order
     */
    record Diagram(String processId, String businessKey, String companyId, String about, String name,
            String instanceId, boolean running, Instant from, Instant until, String drawing, Set<String> done,
            Set<String> now, Set<String> failed, List<Visit> visits) {
    }

    /** The newest instance with this business key; the caller checks who may see it. */
    Optional<Diagram> find(String processId, String businessKey);
}
