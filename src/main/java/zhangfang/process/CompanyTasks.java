package zhangfang.process;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import zhangfang.identity.Actor;

/** The open tasks of companies that wait for a person; implemented where the processes are known. */
public interface CompanyTasks {

    /**
     * An open task.
     *
     * @param id          in the task list
     * @param step        id of the step in its model, such as {@code userTask_confirmTaxes}
     * @param name        what is to be done, without the company
     * @param due         until when, or {@code null}
     * @param companyId   whose it is
     * @param businessKey of the process instance, such as the id of a service month
     */
    record Waiting(String id, String step, String name, Instant due, String companyId, String businessKey) {
    }

    /**
     * What this person should do for these companies, the most urgent first, in one query; without what a person only may
     * do if he likes, such as cancelling something.
     */
    List<Waiting> waiting(Actor actor, Collection<String> companyIds);

    /** How many tasks of a process wait for somebody, and how many of them are overdue. */
    record Count(String processId, int tasks, int late) {
    }

    /** What waits for this person in whatever company, by process, the fullest first; in one query. */
    List<Count> counts(Actor actor);
}
