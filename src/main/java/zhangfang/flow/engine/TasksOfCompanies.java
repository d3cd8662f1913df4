package zhangfang.flow.engine;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import zhangfang.calendar.BusinessClock;
import zhangfang.company.Companies;
import zhangfang.identity.Actor;
import zhangfang.identity.People;
import zhangfang.identity.Role;
import zhangfang.process.CompanyTasks;

/** Reads open tasks in one query, whoever is signed in to the engine. */
@Component
class TasksOfCompanies implements CompanyTasks {

    private static final int MOST = 200;

    /** What a person should do; what customers may cancel does not wait for them. */
    private static final String WAITS = """
            t.SUSPENSION_STATE_ = 1 and substring(t.TASK_DEF_KEY_ from 1 for 15) <> 'userTask_cancel'
                and (t.ASSIGNEE_ = :user or t.ASSIGNEE_ is null and exists (select 1 from ACT_RU_IDENTITYLINK l
                    where l.TASK_ID_ = t.ID_ and l.TYPE_ = 'candidate'
                        and (l.USER_ID_ = :user or l.GROUP_ID_ in (:groups))))
            """;

    private final JdbcClient jdbc;
    private final Companies companies;
    private final BusinessClock clock;

    TasksOfCompanies(JdbcClient jdbc, Companies companies, BusinessClock clock) {
        this.jdbc = jdbc;
        this.companies = companies;
        this.clock = clock;
    }

    @Override
    public List<Waiting> waiting(Actor actor, Collection<String> companyIds) {
        if (companyIds.isEmpty()) {
            return List.of();
        }
        Map<String, String> names = companies.namesOf(companyIds);
        return jdbc.sql("""
                select t.ID_, t.TASK_DEF_KEY_, t.NAME_, t.DUE_DATE_, c.TEXT_ as company_id, k.TEXT_ as case_id
                from ACT_RU_TASK t
                    join ACT_RU_VARIABLE c on c.TASK_ID_ = t.ID_ and c.NAME_ = :company
                    left join ACT_RU_VARIABLE k on k.TASK_ID_ = t.ID_ and k.NAME_ = :case
                where c.TEXT_ in (:companies) and
                """ + WAITS + """
                order by case when t.DUE_DATE_ is null then 1 else 0 end, t.DUE_DATE_, t.CREATE_TIME_, t.ID_
                fetch first :most rows only""")
                .param("company", ProcessVariables.COMPANY_ID).param("case", ProcessVariables.CASE_ID)
                .param("companies", names.keySet()).param("user", actor.id())
                .param("groups", groups(actor)).param("most", MOST)
                .query((row, number) -> waiting(row, names)).list();
    }

    @Override
    public List<Count> counts(Actor actor) {
        return jdbc.sql("""
                select p.KEY_, count(*), sum(case when t.DUE_DATE_ < :now then 1 else 0 end)
                from ACT_RU_TASK t join ACT_RE_PROCDEF p on p.ID_ = t.PROC_DEF_ID_
                where
                """ + WAITS + """
                group by p.KEY_ order by count(*) desc, p.KEY_""")
                .param("now", Timestamp.from(clock.now())).param("user", actor.id()).param("groups", groups(actor))
                .query((row, number) -> new Count(row.getString(1), row.getInt(2), row.getInt(3))).list();
    }

    private static List<String> groups(Actor actor) {
        List<String> groups = new ArrayList<>(actor.roles().stream().map(Role::group).toList());
        actor.companies().forEach(company -> groups.add(People.companyGroup(company)));
        // a list that is never empty: "in ()" is no SQL
        groups.add("");
        return groups;
    }

    private static Waiting waiting(ResultSet row, Map<String, String> names) throws SQLException {
        Timestamp due = row.getTimestamp("DUE_DATE_");
        String company = row.getString("company_id");
        return new Waiting(row.getString("ID_"), row.getString("TASK_DEF_KEY_"),
                row.getString("NAME_").replace(" · " + names.get(company), ""), due == null ? null : due.toInstant(),
                company, row.getString("case_id"));
    }
}
