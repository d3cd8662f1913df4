package zhangfang.flow.engine;

import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.TaskQuery;
import org.springframework.stereotype.Component;
import zhangfang.identity.Actor;
import zhangfang.identity.People;
import zhangfang.identity.Role;
import zhangfang.notice.Worklist;

/** Reads the worklist for our own pages, where nobody is signed in to the engine: the query itself asks for one person's. */
@Component
class EngineWorklist implements Worklist {

    private final TaskService tasks;

    EngineWorklist(TaskService tasks) {
        this.tasks = tasks;
    }

    @Override
    public long count(Actor actor) {
        return query(actor).count();
    }

    @Override
    public List<Waiting> mostUrgent(Actor actor, int limit) {
        return query(actor).orderByDueDate().asc().orderByTaskCreateTime().asc().listPage(0, limit).stream()
                .map(task -> new Waiting(task.getId(), task.getName(),
                        task.getDueDate() == null ? null : task.getDueDate().toInstant()))
                .toList();
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
