package zhangfang.notice;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import zhangfang.identity.Actor;

/** The open tasks that wait for a person; implemented where the processes are known. */
public interface Worklist {

    /**
     * @param id   id of the task, by which Tasklist opens it
     * @param name what is to be done, for which company and month
     * @param due  until when, or {@code null}
     */
    record Waiting(String id, String name, Instant due) {
    }

    /** How many tasks are assigned or offered to this person. */
    long count(Actor actor);

    /** Of these tasks those that are still to be done. */
    Set<String> open(Collection<String> taskIds);

    /** The most urgent of them. */
    List<Waiting> mostUrgent(Actor actor, int limit);

    /**
     * The open tasks that wait for this person, by what they are about.
     *
     * @param caseIds ids of domain rows that processes move, such as top-ups
     * @return the task's id by the row's id; nothing for a row without such a task
     */
    Map<String, String> tasksOf(Actor actor, Collection<String> caseIds);
}
