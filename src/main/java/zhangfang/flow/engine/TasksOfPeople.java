package zhangfang.flow.engine;

import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import zhangfang.document.TaskCompanies;
import zhangfang.identity.Actor;
import zhangfang.identity.People;

/** Which company an open task is about, for those to whom it is offered or assigned. */
@Component
class TasksOfPeople implements TaskCompanies {

    private final JdbcClient jdbc;
    private final People people;

    TasksOfPeople(JdbcClient jdbc, People people) {
        this.jdbc = jdbc;
        this.people = people;
    }

    @Override
    public Optional<String> companyOfTask(Actor actor, String taskId) {
        return mayWorkOn(actor, taskId)
                ? jdbc.sql("select TEXT_ from ACT_RU_VARIABLE where TASK_ID_ = ? and NAME_ = ?")
                        .params(taskId, ProcessVariables.COMPANY_ID).query(String.class).optional()
                : Optional.empty();
    }

    @Override
    public Optional<String> businessKeyOfTask(Actor actor, String taskId) {
        return mayWorkOn(actor, taskId)
                ? jdbc.sql("""
                        select i.BUSINESS_KEY_ from ACT_RU_TASK t join ACT_RU_EXECUTION i on i.ID_ = t.PROC_INST_ID_
                        where t.ID_ = ? and i.BUSINESS_KEY_ is not null""")
                        .param(taskId).query(String.class).optional()
                : Optional.empty();
    }

    private boolean mayWorkOn(Actor actor, String taskId) {
        boolean assigned = jdbc.sql("select count(*) from ACT_RU_TASK where ID_ = ? and ASSIGNEE_ = ?")
                .params(taskId, actor.id()).query(Integer.class).single() > 0;
        return assigned || jdbc.sql("select USER_ID_, GROUP_ID_ from ACT_RU_IDENTITYLINK where TASK_ID_ = ?")
                .param(taskId)
                .query((row, n) -> actor.id().equals(row.getString(1))
                        || row.getString(2) != null && people.groupsOf(actor.id()).contains(row.getString(2)))
                .list().contains(true);
    }
}
