package zhangfang.flow.engine;

import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import zhangfang.company.CaseLoad;

/** Which companies a person works on: those of the tasks that are assigned to him, in one query. */
@Component
class OpenTasks implements CaseLoad {

    private final JdbcClient jdbc;

    OpenTasks(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Set<String> companiesOf(String userId) {
        return jdbc.sql("""
                select distinct v.TEXT_
                  from ACT_RU_TASK t
                  join ACT_RU_VARIABLE v on v.TASK_ID_ = t.ID_ and v.NAME_ = ?
                 where t.ASSIGNEE_ = ?""")
                .params(ProcessVariables.COMPANY_ID, userId)
                .query(String.class).set();
    }
}
