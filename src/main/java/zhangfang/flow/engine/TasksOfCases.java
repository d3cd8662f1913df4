package zhangfang.flow.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.exception.NullValueException;
import org.camunda.bpm.engine.TaskAlreadyClaimedException;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.engine.task.TaskQuery;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import zhangfang.identity.Actor;
import zhangfang.identity.People;
import zhangfang.identity.Role;
import zhangfang.process.CaseTasks;
import zhangfang.refusal.Refusal;

/** Finds open tasks by the business keys of their instances, which the engine has an index of. */
@Component
class TasksOfCases implements CaseTasks {

    private final JdbcClient jdbc;
    private final TaskService tasks;
    private final OnBehalf onBehalf;
    private final People people;

    TasksOfCases(JdbcClient jdbc, TaskService tasks, OnBehalf onBehalf, People people) {
        this.jdbc = jdbc;
        this.tasks = tasks;
        this.onBehalf = onBehalf;
        this.people = people;
    }

    @Override
    public List<OpenTask> of(Actor actor, Collection<String> caseIds) {
        if (caseIds.isEmpty()) {
            return List.of();
        }
        // a list that is never empty: "in ()" is no SQL
        List<String> groups = new ArrayList<>(people.groupsOf(actor.id()));
        groups.add("");
        return jdbc.sql("""
                select t.ID_, i.BUSINESS_KEY_, t.TASK_DEF_KEY_, t.ASSIGNEE_,
                    (select count(*) from ACT_RU_IDENTITYLINK l
                      where l.TASK_ID_ = t.ID_ and l.TYPE_ = 'candidate'
                        and (l.USER_ID_ = :user or l.GROUP_ID_ in (:groups))) as offered
                from ACT_RU_EXECUTION i join ACT_RU_TASK t on t.PROC_INST_ID_ = i.ID_
                where i.BUSINESS_KEY_ in (:cases) and t.SUSPENSION_STATE_ = 1
                order by t.CREATE_TIME_, t.ID_""")
                .param("user", actor.id()).param("groups", groups).param("cases", caseIds)
                .query((row, n) -> {
                    String assignee = row.getString(4);
                    boolean mine = assignee == null ? row.getInt(5) > 0 : assignee.equals(actor.id());
                    return new OpenTask(row.getString(1), row.getString(2), row.getString(3), assignee, mine);
                })
                .list();
    }

    @Override
    public List<Offered> unclaimed(Role role, int limit) {
        return unclaimed(role).orderByDueDate().asc().orderByTaskCreateTime().asc().listPage(0, limit).stream()
                .map(task -> new Offered(task.getId(), task.getName(),
                        task.getDueDate() == null ? null : task.getDueDate().toInstant(),
                        task.getCreateTime().toInstant()))
                .toList();
    }

    @Override
    public long countUnclaimed(Role role) {
        return unclaimed(role).count();
    }

    private TaskQuery unclaimed(Role role) {
        return tasks.createTaskQuery().active().taskUnassigned().taskCandidateGroup(role.group());
    }

    @Override
    public void claim(Actor actor, String taskId) {
        onBehalf.of(actor, () -> {
            Task task = tasks.createTaskQuery().taskId(taskId).singleResult();
            if (task == null) {
                throw Refusal.conflict("flow.taskGone");
            }
            try {
                tasks.claim(taskId, actor.id());
            } catch (TaskAlreadyClaimedException e) {
                throw Refusal.conflict("flow.alreadyClaimed");
            } catch (NullValueException e) {
                throw Refusal.conflict("flow.taskGone");
            }
            return null;
        });
    }
}
