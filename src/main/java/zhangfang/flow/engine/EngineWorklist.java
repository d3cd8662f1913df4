package zhangfang.flow.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.engine.task.TaskQuery;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import zhangfang.identity.Actor;
import zhangfang.identity.People;
import zhangfang.identity.Role;
import zhangfang.notice.Worklist;

/** Reads the worklist for our own pages, where nobody is signed in to the engine: the query itself asks for one person's. */
@Component
class EngineWorklist implements Worklist {

    private final TaskService tasks;
    private final JdbcClient jdbc;

    EngineWorklist(TaskService tasks, JdbcClient jdbc) {
        this.tasks = tasks;
        this.jdbc = jdbc;
    }

    @Override
    public long count(Actor actor) {
        return query(actor).count();
    }

    @Override
    public Set<String> open(Collection<String> taskIds) {
        return tasks.createTaskQuery().active().taskIdIn(taskIds.toArray(String[]::new)).list().stream()
                .map(Task::getId).collect(Collectors.toSet());
    }

    @Override
    public List<Waiting> mostUrgent(Actor actor, int limit) {
        return query(actor).orderByDueDate().asc().orderByTaskCreateTime().asc().listPage(0, limit).stream()
                .map(task -> new Waiting(task.getId(), task.getName(),
                        task.getDueDate() == null ? null : task.getDueDate().toInstant()))
                .toList();
    }

    @Override
    public Map<String, String> tasksOf(Actor actor, Collection<String> caseIds) {
        if (caseIds.isEmpty()) {
            return Map.of();
        }
        Map<String, String> cases = jdbc.sql("""
                select t.ID_, v.TEXT_ from ACT_RU_TASK t
                join ACT_RU_VARIABLE v on v.TASK_ID_ = t.ID_ and v.NAME_ = :name
                where v.TEXT_ in (:cases)""")
                .param("name", ProcessVariables.CASE_ID).param("cases", caseIds)
                .query((row, number) -> Map.entry(row.getString(1), row.getString(2))).list().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        if (cases.isEmpty()) {
            return Map.of();
        }
        return query(actor).taskIdIn(cases.keySet().toArray(String[]::new)).list().stream()
                .collect(Collectors.toMap(task -> cases.get(task.getId()), Task::getId, (one, other) -> one));
    }

    private TaskQuery query(Actor actor) {
        List<String> groups = new ArrayList<>(actor.roles().stream().map(Role::group).toList());
        actor.companies().forEach(company -> groups.add(People.companyGroup(company)));
        TaskQuery query = tasks.createTaskQuery().active().or().taskAssignee(actor.id()).taskCandidateUser(actor.id());
        if (!groups.isEmpty()) {
            query = query.taskCandidateGroupIn(groups);
        }
        return query.endOr();
    }
}
