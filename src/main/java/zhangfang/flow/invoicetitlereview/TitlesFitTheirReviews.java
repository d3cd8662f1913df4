package zhangfang.flow.invoicetitlereview;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import zhangfang.audit.StateCheck;

/** A title under review has exactly one running instance, which waits for the reviewer; any other title has none. */
@Component
class TitlesFitTheirReviews implements StateCheck {

    private final JdbcClient jdbc;

    TitlesFitTheirReviews(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String name() {
        return "titles under review fit their process instances";
    }

    @Override
    public List<String> violations() {
        return jdbc.sql("""
                select t.id, t.status, count(k.ID_) as tasks
                from invoice_title t
                left join ACT_RU_EXECUTION i on i.BUSINESS_KEY_ = t.id and i.PARENT_ID_ is null
                left join ACT_RU_TASK k on k.PROC_INST_ID_ = i.ID_ and k.TASK_DEF_KEY_ = 'userTask_reviewTitle'
                group by t.id, t.status
                having case when t.status = 'IN_REVIEW' then 1 else 0 end <> count(k.ID_)
                    or case when t.status = 'IN_REVIEW' then 1 else 0 end <> count(distinct i.ID_)""")
                .query((row, n) -> "title %s is %s with %d tasks of review".formatted(row.getString(1),
                        row.getString(2), row.getInt(3)))
                .list();
    }
}
