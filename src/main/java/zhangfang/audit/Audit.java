package zhangfang.audit;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import zhangfang.calendar.BusinessClock;
import zhangfang.identity.Actor;

/**
 * The append-only record of commands (操作日志, 财会〔2024〕12号 第三十二条): each command writes its row in its own
 * transaction, so that nothing happens unrecorded and nothing is recorded that did not happen.
 */
@Component
public class Audit {

    private static final int DETAIL_LIMIT = 2000;
    /** H2 takes arrays of at most 65 536 elements. */
    private static final int ROWS_AT_ONCE = 50_000;

    private final JdbcClient jdbc;
    private final BusinessClock clock;

    Audit(JdbcClient jdbc, BusinessClock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Records one command.
     *
     * @param action    what was done, {@code subject.verb}, such as {@code order.pay}
     * @param companyId the company it concerns, or {@code null}
     * @param subjectId the id of the row it was done to
     * @param detail    what a reader needs besides, in words; cut after 2000 characters
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void record(Actor actor, String action, String companyId, String subjectId, String detail) {
        jdbc.sql("""
                insert into audit_entry (happened_at, recorded_at, actor_id, action, company_id, subject_id, detail)
                values (?, ?, ?, ?, ?, ?, ?)""")
                .params(clock.now().atOffset(ZoneOffset.UTC), OffsetDateTime.now(ZoneOffset.UTC), actor.id(), action,
                        companyId, subjectId, cut(detail))
                .update();
    }

    /**
     * Records one command for each of many rows, in one statement per 50 000.
     *
     * @param details id of the row it was done to → what a reader needs besides
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void recordAll(Actor actor, String action, String companyId, Map<String, String> details) {
        List<String> subjects = List.copyOf(details.keySet());
        for (int from = 0; from < subjects.size(); from += ROWS_AT_ONCE) {
            List<String> some = subjects.subList(from, Math.min(from + ROWS_AT_ONCE, subjects.size()));
            jdbc.sql("""
                    insert into audit_entry (happened_at, recorded_at, actor_id, action, company_id, subject_id, detail)
                    select :happened, :recorded, :actor, :action, :company, r.subject, r.detail
                    from unnest(cast(:subjects as varchar array), cast(:details as varchar array)) as r (subject, detail)""")
                    .param("happened", clock.now().atOffset(ZoneOffset.UTC))
                    .param("recorded", OffsetDateTime.now(ZoneOffset.UTC))
                    .param("actor", actor.id())
                    .param("action", action)
                    .param("company", companyId)
                    .param("subjects", some.toArray(String[]::new))
                    .param("details", some.stream().map(details::get).map(Audit::cut).toArray(String[]::new))
                    .update();
        }
    }

    /** One command that was done. */
    public record Entry(Instant happenedAt, String actorId, String action, String subjectId, String detail) {
    }

    /** What was done to any of these rows of a company, the newest first. */
    public List<Entry> trail(String companyId, Collection<String> subjectIds) {
        return jdbc.sql("""
                select happened_at, actor_id, action, subject_id, detail from audit_entry
                where company_id = :company and subject_id in (:subjects)
                order by happened_at desc, id desc""")
                .param("company", companyId)
                .param("subjects", subjectIds)
                .query((rs, i) -> new Entry(rs.getObject("happened_at", OffsetDateTime.class).toInstant(),
                        rs.getString("actor_id"), rs.getString("action"), rs.getString("subject_id"),
                        rs.getString("detail")))
                .list();
    }

    private static String cut(String detail) {
        return detail == null || detail.length() <= DETAIL_LIMIT ? detail : detail.substring(0, DETAIL_LIMIT);
    }
}
