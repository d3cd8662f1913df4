package zhangfang.ordering;

import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import zhangfang.audit.StateCheck;

/** Orders and money agree, and the months of confirmed orders are reserved. */
@Component
class OrderingCheck implements StateCheck {

    private final JdbcClient jdbc;

    OrderingCheck(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String name() {
        return "ordering";
    }

    @Override
    public List<String> violations() {
        List<String> found = new ArrayList<>();
        add(found, "paid order without its payment, or payment without a paid order: ", """
                select o.id from service_order o
                left join wallet_entry e on e.kind = 'PAYMENT' and e.reference = o.id
                    and e.company_id = o.company_id and e.amount = -o.price
                where (o.paid_at is not null) <> (e.id is not null)""");
        add(found, "payment of an order that does not exist: ", """
                select e.reference from wallet_entry e
                left join service_order o on o.id = e.order_id and o.company_id = e.company_id
                where e.kind in ('PAYMENT', 'REFUND') and o.id is null""");
        add(found, "order not confirmed in time without its full refund: ", """
                select o.id from service_order o
                left join wallet_entry e on e.kind = 'REFUND' and e.reference = o.id
                    and e.company_id = o.company_id and e.amount = o.price
                where o.status = 'REFUNDED' and e.id is null""");
        add(found, "refund of an order that neither timed out nor lost months, or of more than its cancelled months: ", """
                select o.id from service_order o
                join wallet_entry e on e.kind = 'REFUND' and e.order_id = o.id and e.company_id = o.company_id
                where o.status <> 'REFUNDED'
                group by o.id, o.price, o.months_cancelled, o.term_months
                having sum(e.amount) > round(o.price * o.months_cancelled / o.term_months, 2)""");
        add(found, "confirmed order whose months are not reserved, or the other way round: ", """
                select o.id from service_order o
                left join (select order_id, count(*) as months, min(service_month) as first_month
                           from service_order_month group by order_id) m on m.order_id = o.id
                where coalesce(m.months, 0) <>
                      case when o.status in ('CONFIRMED', 'IN_SERVICE', 'COMPLETED', 'TERMINATED')
                           then o.term_months - o.months_cancelled else 0 end
                   or m.first_month <> o.first_month""");
        add(found, "bought requirement without its order, or the other way round: ", """
                select r.id from requirement r
                left join service_order o on o.requirement_id = r.id and o.company_id = r.company_id
                where (r.status = 'PURCHASED') <> (o.id is not null)""");
        add(found, "order without a process: ", "select id from service_order where begun = false");
        return found;
    }

    private void add(List<String> found, String what, String sql) {
        jdbc.sql(sql).query(String.class).list().forEach(id -> found.add(what + id));
    }
}
