package zhangfang.invoicing;

import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import zhangfang.audit.StateCheck;

/** Each recurring application belongs to one company and month, for the amount that could be invoiced then. */
@Component
class RecurringCheck implements StateCheck {

    private final JdbcClient jdbc;

    RecurringCheck(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String name() {
        return "recurring invoicing";
    }

    @Override
    public List<String> violations() {
        List<String> found = new ArrayList<>();
        add(found, "recurring application without its run: ", """
                select a.id from invoice_application a left join recurring_run r on r.application_id = a.id
                where a.origin = 'RECURRING' and r.company_id is null""");
        add(found, "run with an application that is not its own: ", """
                select a.id from recurring_run r join invoice_application a on a.id = r.application_id
                where a.origin <> 'RECURRING' or a.company_id <> r.company_id or a.amount <> r.amount""");
        add(found, "run that applied for nothing, or was skipped without need: ", """
                select r.company_id || ' ' || r.run_month from recurring_run r
                where r.outcome = 'APPLIED' and r.amount <= 0
                   or r.obstacles in ('NO_AMOUNT', 'OWED') and r.amount > 0""");
        add(found, "month that ended with failures: ", """
                select distinct m.run_month from recurring_month m join recurring_run r on r.run_month = m.run_month
                where m.ended_at is not null and r.outcome = 'FAILED'""");
        return found;
    }

    private void add(List<String> found, String what, String sql) {
        jdbc.sql(sql).query(String.class).list().forEach(id -> found.add(what + id));
    }
}
