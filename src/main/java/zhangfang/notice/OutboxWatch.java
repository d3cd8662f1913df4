package zhangfang.notice;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import zhangfang.identity.Actor;
import zhangfang.identity.Role;
import zhangfang.refusal.Refusal;

/**
 * What did not leave the system at once, for process owners and administrators: what waits for its next try, and what was
 * given up. A health detail counts both; health stays up, since the node is well.
 */
@Component("outboxHealthIndicator")
public class OutboxWatch implements HealthIndicator {

    /** Where a row stands. */
    public enum State {
        /** 等待重试. */
        WAITING,
        /** 已放弃. */
        GAVE_UP
    }

    /**
     * A row that was not sent at its first try.
     *
     * @param dedupKey    what it is about
     * @param nextAttempt when it is tried again, or when it was given up
     * @param error       what the receiver's side answered last
     */
    public record Unsent(String id, String kind, String dedupKey, State state, int attempts, Instant createdAt,
                         Instant nextAttempt, String error) {
    }

    private final JdbcClient jdbc;

    OutboxWatch(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The newest first. @throws Refusal forbidden, to others than process owners and administrators */
    @Transactional(readOnly = true)
    public List<Unsent> unsent(Actor actor, int limit) {
        if (!actor.isAny(Role.PROCESS_OWNER, Role.ADMINISTRATOR)) {
            throw Refusal.forbidden("notice.outbox.onlyWatchers");
        }
        return jdbc.sql("""
                select id, kind, dedup_key, gave_up_at, attempts, created_at, next_attempt_at, last_error from outbox
                where sent_at is null and attempts > 0
                order by created_at desc, id desc fetch first ? rows only""")
                .param(limit).query(OutboxWatch::unsent).list();
    }

    @Override
    public Health health() {
        return Health.up()
                .withDetail("waiting", count("sent_at is null and gave_up_at is null"))
                .withDetail("gaveUp", count("sent_at is null and gave_up_at is not null")).build();
    }

    private int count(String which) {
        return jdbc.sql("select count(*) from outbox where " + which).query(Integer.class).single();
    }

    private static Unsent unsent(ResultSet row, int number) throws SQLException {
        return new Unsent(row.getString("id"), row.getString("kind"), row.getString("dedup_key"),
                row.getObject("gave_up_at") == null ? State.WAITING : State.GAVE_UP, row.getInt("attempts"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("next_attempt_at", OffsetDateTime.class).toInstant(), row.getString("last_error"));
    }
}
