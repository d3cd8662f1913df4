package zhangfang.flow.engine;

import java.util.List;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import zhangfang.engagement.KeeperTasks;
import zhangfang.identity.Role;
import zhangfang.refusal.Refusal;

/**
 * Passes the open tasks of a company to its new accountant. A claimed task that is another role's work, such as a review,
 * stays with who claimed it.
 */
@Component
class TasksOfKeepers implements KeeperTasks {

    private record Held(String id, boolean assigned, boolean offered) {
    }

    private final JdbcClient jdbc;
    private final TaskService tasks;
    private final AuthorizationService authorizations;
    private final IdentityService identity;

    TasksOfKeepers(JdbcClient jdbc, TaskService tasks, AuthorizationService authorizations, IdentityService identity) {
        this.jdbc = jdbc;
        this.tasks = tasks;
        this.authorizations = authorizations;
        this.identity = identity;
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public int pass(String companyId, String fromUserId, String toUserId) {
        List<Held> held = held(companyId, fromUserId);
        // The hand-over has been allowed by its own rules; nobody needs the engine's right to change tasks for it.
        Authentication before = identity.getCurrentAuthentication();
        identity.clearAuthentication();
        try {
            held.forEach(task -> pass(task, fromUserId, toUserId));
        } catch (OptimisticLockingException e) {
            throw Refusal.conflict("flow.lostRace");
        } finally {
            if (before != null) {
                identity.setAuthentication(before);
            }
        }
        return held.size();
    }

    private List<Held> held(String companyId, String userId) {
        return jdbc.sql("""
                select t.ID_, t.ASSIGNEE_,
                    (select count(*) from ACT_RU_IDENTITYLINK l
                      where l.TASK_ID_ = t.ID_ and l.TYPE_ = 'candidate' and l.USER_ID_ = :user) as offered
                from ACT_RU_TASK t join ACT_RU_VARIABLE v on v.TASK_ID_ = t.ID_ and v.NAME_ = :variable
                where v.TEXT_ = :company
                    and (exists (select 1 from ACT_RU_IDENTITYLINK l
                              where l.TASK_ID_ = t.ID_ and l.TYPE_ = 'candidate' and l.USER_ID_ = :user)
                        or t.ASSIGNEE_ = :user and not exists (select 1 from ACT_RU_IDENTITYLINK l
                              where l.TASK_ID_ = t.ID_ and l.GROUP_ID_ <> :accountants))
                order by t.ID_""")
                .param("user", userId)
                .param("variable", ProcessVariables.COMPANY_ID)
                .param("company", companyId)
                .param("accountants", Role.ACCOUNTANT.group())
                .query((row, n) -> new Held(row.getString(1), userId.equals(row.getString(2)), row.getInt(3) > 0))
                .list();
    }

    private void pass(Held task, String from, String to) {
        if (task.offered) {
            tasks.deleteCandidateUser(task.id, from);
            tasks.addCandidateUser(task.id, to);
        }
        if (task.assigned) {
            tasks.setAssignee(task.id, to);
        }
        // The engine gave it with the task and would leave it.
        authorizations.createAuthorizationQuery().userIdIn(from).resourceType(Resources.TASK).resourceId(task.id).list()
                .forEach(right -> authorizations.deleteAuthorization(right.getId()));
        // The engine does not count a change of candidates: whoever is finishing the task right now must notice it.
        jdbc.sql("update ACT_RU_TASK set REV_ = REV_ + 1 where ID_ = ?").param(task.id).update();
    }
}
