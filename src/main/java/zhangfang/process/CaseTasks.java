package zhangfang.process;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import zhangfang.identity.Actor;
import zhangfang.identity.Role;

/** The open user tasks of many cases in one question, and the tasks that wait for somebody of a group to take them. */
public interface CaseTasks {

    /**
     * An open task.
     *
     * @param id       by which Tasklist opens it
     * @param caseId   what it is about, such as the id of a service month
     * @param step     id of the user task in its model
     * @param assignee user id of who has claimed it, or {@code null}
     * @param mine     whether the person who asks may do it: it is his, or offered to him and nobody else's
     */
    record OpenTask(String id, String caseId, String step, String assignee, boolean mine) {
    }

    /**
     * A task that a whole group may take.
     *
     * @param name what is to be done, for which company and month
     * @param due  until when, or {@code null}
     */
    record Offered(String id, String name, Instant due, Instant since) {
    }

    /** The open tasks of these cases, oldest first. */
    List<OpenTask> of(Actor actor, Collection<String> caseIds);

    /** Tasks offered to all people of a role that nobody has claimed, the most urgent first. */
    List<Offered> unclaimed(Role role, int limit);

    long countUnclaimed(Role role);

    /**
     * Claims a task (认领), so that others leave it alone; claiming one's own again changes nothing.
     *
     * @throws zhangfang.refusal.Refusal conflict, if it is gone or somebody else's; forbidden, if it is not offered to
     *                                   this person
     */
    void claim(Actor actor, String taskId);
}
