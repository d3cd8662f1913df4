package zhangfang.support;

import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import zhangfang.audit.StateCheck;

/** The messages of a ticket are numbered without gaps, the customer's first, and its status says who wrote last. */
@Component
class TicketsCheck implements StateCheck {

    private final JdbcClient jdbc;

    TicketsCheck(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String name() {
        return "tickets";
    }

    @Override
    public List<String> violations() {
        List<String> found = new ArrayList<>();
        add(found, "messages of a ticket have gaps, or there is none: ", """
                select t.id from support_ticket t
                left join (select ticket_id, count(*) as written, max(message_no) as newest
                           from ticket_message group by ticket_id) m on m.ticket_id = t.id
                where m.ticket_id is null or m.written <> m.newest""");
        add(found, "first message of a ticket is not the customer's: ",
                "select ticket_id from ticket_message where message_no = 1 and side <> 'CUSTOMER'");
        add(found, "status of a ticket is not what the last message says: ", """
                select t.id from support_ticket t
                join ticket_message m on m.ticket_id = t.id and m.message_no =
                    (select max(n.message_no) from ticket_message n where n.ticket_id = t.id)
                where t.status = 'OPEN' and m.side <> 'CUSTOMER' or t.status = 'ANSWERED' and m.side <> 'AGENCY'""");
        add(found, "closed by the system, but not at its deadline: ",
                "select id from support_ticket where closed_by = 'SYSTEM' and closed_at > processed_at");
        return found;
    }

    private void add(List<String> found, String what, String sql) {
        jdbc.sql(sql).query(String.class).list().forEach(id -> found.add(what + id));
    }
}
