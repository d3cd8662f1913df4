package zhangfang.flow.engine;

import java.util.Optional;

/** Tells what an instance of one process is about; each process supplies one bean. */
public interface ProcessCases {

    /**
     * @param companyId   the company, or {@code null} for a process that concerns none
     * @param companyName its name
     * @param label       what tells this instance from the company's others: a month such as {@code 2026-11}, an order
     */
    record Case(String companyId, String companyName, String label) {
    }

    /**
     * What people are told.
     *
     * @param onceKey    told once per person and key
     * @param messageKey of the sentence
     * @param args       of the sentence
     */
    record Sentence(String onceKey, String messageKey, Object... args) {
    }

    /** Id of the process, such as {@code serviceOrder}. */
    String processId();

    /** @param businessKey id of the domain row that the instance moves */
    Case caseOf(String businessKey);

    /**
     * Whether a customer is expected to do this task, and so told of it and reminded. What customers only may do if they
     * like does not wait for them: tasks by which they cancel something.
     */
    default boolean waits(String taskKey) {
        return !taskKey.startsWith("userTask_cancel");
    }

    /**
     * What a company's people are told when this task is offered to them, where the process has better words than the
     * task's name and due date. Two tasks with one {@code onceKey} are told as one.
     */
    default Optional<Sentence> offer(String taskKey, String businessKey) {
        return Optional.empty();
    }
}
