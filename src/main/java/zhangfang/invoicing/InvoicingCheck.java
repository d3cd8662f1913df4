package zhangfang.invoicing;

import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import zhangfang.audit.StateCheck;

/** What is invoiced is the sum of its applications less what red invoices took back; numbers, steps and returns agree. */
@Component
class InvoicingCheck implements StateCheck {

    private final JdbcClient jdbc;

    InvoicingCheck(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String name() {
        return "invoicing";
    }

    @Override
    public List<String> violations() {
        List<String> found = new ArrayList<>();
        add(found, "the amount invoiced differs from the applications that it is the sum of: ", """
                select i.company_id from invoice_account i
                left join (select company_id, sum(amount - red_total) as amount from invoice_application
                           where status not in ('CANCELLED', 'REJECTED') group by company_id) a
                    on a.company_id = i.company_id
                where i.invoiced <> coalesce(a.amount, 0)""");
        add(found, "application without an account: ", """
                select a.id from invoice_application a
                left join invoice_account i on i.company_id = a.company_id where i.company_id is null""");
        add(found, "what was taken back differs from the red invoices: ", """
                select a.id from invoice_application a
                left join (select application_id, sum(red_amount) as amount from invoice_return
                           where status = 'RETURNED' group by application_id) r on r.application_id = a.id
                where a.red_total <> coalesce(r.amount, 0)""");
        add(found, "the return under way is not the one that is open: ", """
                select a.id from invoice_application a
                left join (select application_id, count(*) as returns, min(id) as id from invoice_return
                           where status not in ('RETURNED', 'REJECTED') group by application_id) r
                    on r.application_id = a.id
                where coalesce(r.returns, 0) <> case when a.open_return_id is null then 0 else 1 end
                   or r.id <> a.open_return_id""");
        add(found, "steps do not count up: ", """
                select a.id from invoice_application a
                left join (select application_id, count(*) as steps, max(step_no) as last_no from invoice_step
                           group by application_id) s on s.application_id = a.id
                where a.steps <> coalesce(s.steps, 0) or a.steps <> coalesce(s.last_no, 0)""");
        add(found, "invoice and recorded number do not agree: ", """
                select a.id from invoice_application a
                left join (select application_id, count(*) as numbers from recorded_invoice where return_id is null
                           group by application_id) n on n.application_id = a.id
                where coalesce(n.numbers, 0) <> case when a.invoice_number is null then 0 else 1 end""");
        add(found, "red invoice and recorded number do not agree: ", """
                select r.id from invoice_return r
                left join recorded_invoice n on n.return_id = r.id
                where (r.red_number is null) <> (n.invoice_key is null)""");
        return found;
    }

    private void add(List<String> found, String what, String sql) {
        jdbc.sql(sql).query(String.class).list().forEach(id -> found.add(what + id));
    }
}
