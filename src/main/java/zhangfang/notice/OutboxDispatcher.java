package zhangfang.notice;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import zhangfang.calendar.BusinessClock;

/**
 * Sends what is in the outbox: one row per transaction, locked so that no other node takes it meanwhile. A row that
 * cannot be sent is tried again after 1, 2, 4 … minutes, at most every six hours; it is given up after five days (the
 * time that RFC 5321 §4.5.4.1 gives mail), or when the receiver has refused it for good three times. Rows of a kind that
 * has no channel wait. Whoever put the row hears of its end in a transaction of its own, so that nothing done with that
 * news can bring about a second sending.
 */
@Component
class OutboxDispatcher {

    private static final Logger LOG = LoggerFactory.getLogger(OutboxDispatcher.class);
    private static final Duration FIRST_WAIT = Duration.ofMinutes(1);
    private static final Duration LONGEST_WAIT = Duration.ofHours(6);
    private static final Duration TELL_AGAIN = Duration.ofMinutes(5);
    private static final Duration PATIENCE = Duration.ofDays(5);
    /** What waited while all nodes were down has its tries before it, however old it is. */
    private static final int FEWEST_TRIES = 5;
    private static final int MOST_REFUSALS = 3;
    private static final int MOST_DOUBLINGS = 9;
    private static final int ROWS_AT_ONCE = 100;
    private static final int ERROR_LENGTH = 1000;

    private static final String SELECT = """
            select id, kind, dedup_key, payload, topic, subject_id, created_at, attempts, gave_up_at, last_error
            from outbox
            """;

    private record Row(String id, String kind, String dedupKey, String payload, String topic, String subjectId,
                       Instant createdAt, int attempts, boolean gaveUp, String lastError) {
    }

    private final JdbcClient jdbc;
    private final BusinessClock clock;
    private final TransactionTemplate transaction;
    private final Map<String, OutboxChannel> channels;
    private final Map<String, DeliveryOutcome> outcomes;

    OutboxDispatcher(JdbcClient jdbc, BusinessClock clock, TransactionTemplate transaction,
            List<OutboxChannel> channels, List<DeliveryOutcome> outcomes) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.transaction = transaction;
        this.channels = channels.stream().collect(Collectors.toMap(OutboxChannel::kind, Function.identity()));
        this.outcomes = outcomes.stream().collect(Collectors.toMap(DeliveryOutcome::topic, Function.identity()));
    }

    @Scheduled(fixedDelayString = "${zhangfang.outbox.every:PT10S}", initialDelayString = "${zhangfang.outbox.every:PT10S}")
    void dispatch() {
        if (!channels.isEmpty()) {
            whileThereAre(() -> Boolean.TRUE.equals(transaction.execute(status -> sendNext())));
        }
        if (!outcomes.isEmpty()) {
            whileThereAre(this::tellNext);
        }
    }

    private static void whileThereAre(BooleanSupplier next) {
        int rows = 0;
        while (rows < ROWS_AT_ONCE && next.getAsBoolean()) {
            rows++;
        }
    }

    /** Whether there was a row to send. */
    private boolean sendNext() {
        Optional<Row> next = jdbc.sql(SELECT + """
                where sent_at is null and gave_up_at is null and next_attempt_at <= :now and kind in (:kinds)
                order by next_attempt_at, id
                fetch first 1 rows only
                for update skip locked""")
                .param("now", now()).param("kinds", channels.keySet())
                .query(OutboxDispatcher::row).optional();
        next.ifPresent(this::send);
        return next.isPresent();
    }

    private void send(Row row) {
        try {
            channels.get(row.kind()).send(row.dedupKey(), row.payload());
            jdbc.sql("""
                    update outbox set sent_at = ?, next_attempt_at = ?, attempts = attempts + 1, last_error = null
                    where id = ?""")
                    .params(now(), now(), row.id()).update();
        } catch (Exception e) {
            LOG.warn("outbox row {} of kind {} was not sent", row.id(), row.kind(), e);
            boolean refused = e instanceof Undeliverable && row.attempts() + 1 >= MOST_REFUSALS;
            boolean inVain = row.attempts() + 1 >= FEWEST_TRIES
                    && clock.now().isAfter(row.createdAt().plus(PATIENCE));
            if (refused || inVain) {
                giveUp(row, message(e));
            } else {
                tryLater(row, message(e));
            }
        }
    }

    private void tryLater(Row row, String error) {
        jdbc.sql("update outbox set attempts = attempts + 1, next_attempt_at = ?, last_error = ? where id = ?")
                .params(clock.now().plus(waitAfter(row.attempts())).atOffset(ZoneOffset.UTC), error, row.id()).update();
    }

    private void giveUp(Row row, String error) {
        jdbc.sql("""
                update outbox set gave_up_at = ?, next_attempt_at = ?, attempts = attempts + 1, last_error = ?
                where id = ?""")
                .params(now(), now(), error, row.id()).update();
        channels.get(row.kind()).gaveUp(row.dedupKey(), row.payload(), error);
    }

    /** Whether there was an outcome to tell. What it brings about and the note that it was told commit together. */
    private boolean tellNext() {
        AtomicReference<Row> told = new AtomicReference<>();
        try {
            transaction.executeWithoutResult(status -> {
                nextToTell().ifPresent(told::set);
                if (told.get() != null) {
                    tell(told.get());
                }
            });
        } catch (RuntimeException e) {
            if (told.get() == null) {
                throw e;
            }
            LOG.warn("the outcome of outbox row {} was not taken", told.get().id(), e);
            transaction.executeWithoutResult(status ->
                    jdbc.sql("update outbox set next_attempt_at = ? where id = ? and told_at is null")
                            .params(clock.now().plus(TELL_AGAIN).atOffset(ZoneOffset.UTC), told.get().id()).update());
        }
        return told.get() != null;
    }

    private Optional<Row> nextToTell() {
        return jdbc.sql(SELECT + """
                where told_at is null and topic in (:topics) and next_attempt_at <= :now
                  and (sent_at is not null or gave_up_at is not null)
                order by next_attempt_at, id
                fetch first 1 rows only
                for update skip locked""")
                .param("now", now()).param("topics", outcomes.keySet())
                .query(OutboxDispatcher::row).optional();
    }

    private void tell(Row row) {
        jdbc.sql("update outbox set told_at = ? where id = ?").params(now(), row.id()).update();
        DeliveryOutcome outcome = outcomes.get(row.topic());
        if (row.gaveUp()) {
            outcome.gaveUp(row.subjectId(), row.lastError());
        } else {
            outcome.delivered(row.subjectId());
        }
    }

    private OffsetDateTime now() {
        return clock.now().atOffset(ZoneOffset.UTC);
    }

    private static Duration waitAfter(int attempts) {
        Duration wait = FIRST_WAIT.multipliedBy(1L << Math.min(attempts, MOST_DOUBLINGS));
        return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
    }

    /** What people read of it: the receiver's own words, or what hindered us, without the names of classes around it. */
    private static String message(Exception e) {
        Throwable said = e instanceof Undeliverable ? e : NestedExceptionUtils.getMostSpecificCause(e);
        String text = String.valueOf(said.getMessage()).strip();
        return text.length() <= ERROR_LENGTH ? text : text.substring(0, ERROR_LENGTH);
    }

    private static Row row(ResultSet row, int number) throws SQLException {
        return new Row(row.getString("id"), row.getString("kind"), row.getString("dedup_key"), row.getString("payload"),
                row.getString("topic"), row.getString("subject_id"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(), row.getInt("attempts"),
                row.getObject("gave_up_at") != null, row.getString("last_error"));
    }
}
