package zhangfang.audit;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
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

    private static String cut(String detail) {
        return detail == null || detail.length() <= DETAIL_LIMIT ? detail : detail.substring(0, DETAIL_LIMIT);
    }
}
