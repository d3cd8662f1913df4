package zhangfang.termination;

import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import zhangfang.audit.StateCheck;

/** Terminations, the months of their orders, and the money that went back agree. */
@Component
class TerminationCheck implements StateCheck {

    private final JdbcClient jdbc;

    TerminationCheck(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String name() {
        return "terminations";
    }

    @Override
    public List<String> violations() {
        List<String> found = new ArrayList<>();
        add(found, "order that lost other months than its termination cancelled: ", """
                select o.id from service_order o
                left join service_termination t on t.binding_order_id = o.id
                where o.months_cancelled <> coalesce(t.months_cancelled, 0)""");
        add(found, "months still reserved after the last one decided: ", """
                select distinct t.id from service_termination t
                join service_order_month m on m.order_id = t.order_id and m.service_month > t.last_month""");
        add(found, "cancelled months at another price: ", """
                select t.id from service_termination t join service_order o on o.id = t.order_id
                where t.months_price <> round(o.price * t.months_cancelled / o.term_months, 2)""");
        add(found, "refund that is not in the balance, or is there and was not decided: ", """
                select t.id from service_termination t
                left join wallet_entry e on e.kind = 'REFUND' and e.reference = t.id and e.company_id = t.company_id
                    and e.order_id = t.order_id
                where coalesce(t.refund, 0) <> coalesce(e.amount, 0)
                   or coalesce(t.refunded_gift, 0) <> coalesce(e.gift_amount, 0)""");
        add(found, "termination that ended before its order: ", """
                select t.id from service_termination t join service_order o on o.id = t.order_id
                where t.status = 'COMPLETED' and o.status in ('CONFIRMED', 'IN_SERVICE')""");
        add(found, "handed over without a list, or a list without a hand-over: ", """
                select t.id from service_termination t
                left join (select distinct termination_id from service_termination_row) r on r.termination_id = t.id
                where (t.handed_over_at is not null) <> (r.termination_id is not null)""");
        return found;
    }

    private void add(List<String> found, String what, String sql) {
        jdbc.sql(sql).query(String.class).list().forEach(id -> found.add(what + id));
    }
}
