package zhangfang.flow.supportticket;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import zhangfang.audit.StateCheck;

/** Each ticket that is not closed has exactly one running instance, which waits for whoever's turn it is. */
@Component
class TicketsFitTheirProcesses implements StateCheck {

    private final JdbcClient jdbc;

    TicketsFitTheirProcesses(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String name() {
        return "tickets fit their process instances";
    }

    @Override
    public List<String> violations() {
        return jdbc.sql("""
                select t.id, t.status, count(distinct i.ID_) as instances, count(k.ID_) as tasks
                from support_ticket t
                left join ACT_RU_EXECUTION i on i.BUSINESS_KEY_ = t.id and i.PARENT_ID_ is null
                left join ACT_RU_TASK k on k.PROC_INST_ID_ = i.ID_ and k.TASK_DEF_KEY_ =
                    case t.status when 'OPEN' then 'userTask_answerTicket' else 'userTask_replyTicket' end
                group by t.id, t.status
                having count(distinct i.ID_) <> case when t.status = 'CLOSED' then 0 else 1 end
                    or count(k.ID_) <> case when t.status = 'CLOSED' then 0 else 1 end""")
                .query((row, n) -> "ticket %s is %s with %d running instances and %d of its tasks".formatted(
                        row.getString(1), row.getString(2), row.getInt(3), row.getInt(4)))
                .list();
    }
}
