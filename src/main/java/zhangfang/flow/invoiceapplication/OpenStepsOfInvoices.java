package zhangfang.flow.invoiceapplication;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import zhangfang.identity.Actor;
import zhangfang.identity.People;
import zhangfang.identity.Role;
import zhangfang.invoicing.OpenInvoiceTasks;

/** Finds the open tasks of applications and returns. */
@Component
class OpenStepsOfInvoices implements OpenInvoiceTasks {

    private final JdbcClient jdbc;

    OpenStepsOfInvoices(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Map<String, OpenTask> of(Actor actor, Collection<String> ids) {
        List<String> groups = new ArrayList<>(actor.roles().stream().map(Role::group).toList());
        actor.companies().forEach(company -> groups.add(People.companyGroup(company)));
        if (ids.isEmpty() || groups.isEmpty()) {
            return Map.of();
        }
        return jdbc.sql("""
                select i.BUSINESS_KEY_, t.ID_, t.NAME_
                from ACT_RU_EXECUTION i join ACT_RU_TASK t on t.PROC_INST_ID_ = i.ID_
                where i.BUSINESS_KEY_ in (:ids) and exists (select 1 from ACT_RU_IDENTITYLINK l
                    where l.TASK_ID_ = t.ID_ and l.GROUP_ID_ in (:groups))""")
                .param("ids", ids).param("groups", groups)
                .query((row, number) -> Map.entry(row.getString(1), new OpenTask(row.getString(2), row.getString(3))))
                .list().stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (one, other) -> one));
    }
}
