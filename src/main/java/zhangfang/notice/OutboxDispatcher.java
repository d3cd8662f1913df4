package zhangfang.notice;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import zhangfang.calendar.BusinessClock;

/**
 * Sends what is in the outbox: one row per transaction, locked so that no other node takes it meanwhile. A row that
 * cannot be sent is tried again after 1, 2, 4 … minutes, at most every six hours, until it is sent; rows of a kind that
 * has no channel wait.
 */
@Component
class OutboxDispatcher {

    private static final Logger LOG = LoggerFactory.getLogger(OutboxDispatcher.class);
    private static final Duration FIRST_WAIT = Duration.ofMinutes(1);
    private static final Duration LONGEST_WAIT = Duration.ofHours(6);
    private static final int MOST_DOUBLINGS = 9;
    private static final int ROWS_AT_ONCE = 100;
    private static final int ERROR_LENGTH = 1000;

    private record Row(String id, String kind, String dedupKey, String payload, int attempts) {
    }

    private final JdbcClient jdbc;
    private final BusinessClock clock;
    private final TransactionTemplate transaction;
    private final Map<String, OutboxChannel> channels;

    OutboxDispatcher(JdbcClient jdbc, BusinessClock clock, TransactionTemplate transaction,
            List<OutboxChannel> channels) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.transaction = transaction;
        this.channels = channels.stream().collect(Collectors.toMap(OutboxChannel::kind, Function.identity()));
    }

    @Scheduled(fixedDelayString = "${zhangfang.outbox.every:PT10S}", initialDelayString = "${zhangfang.outbox.every:PT10S}")
    void dispatch() {
        if (channels.isEmpty()) {
            return;
        }
        for (int sent = 0; sent < ROWS_AT_ONCE; sent++) {
            if (!Boolean.TRUE.equals(transaction.execute(status -> sendNext()))) {
                return;
            }
        }
    }

    /** Whether there was a row to send. */
    private boolean sendNext() {
        Optional<Row> next = jdbc.sql("""
                select id, kind, dedup_key, payload, attempts from outbox
                where sent_at is null and next_attempt_at <= :now and kind in (:kinds)
                order by next_attempt_at, id
                fetch first 1 rows only
                for update skip locked""")
                .param("now", clock.now().atOffset(ZoneOffset.UTC)).param("kinds", channels.keySet())
                .query((row, number) -> new Row(row.getString(1), row.getString(2), row.getString(3),
                        row.getString(4), row.getInt(5)))
                .optional();
        next.ifPresent(this::send);
        return next.isPresent();
    }

    private void send(Row row) {
        try {
            channels.get(row.kind()).send(row.dedupKey(), row.payload());
            jdbc.sql("update outbox set sent_at = ?, attempts = attempts + 1, last_error = null where id = ?")
                    .params(clock.now().atOffset(ZoneOffset.UTC), row.id()).update();
        } catch (Exception e) {
            LOG.warn("outbox row {} of kind {} was not sent", row.id(), row.kind(), e);
            Instant again = clock.now().plus(waitAfter(row.attempts()));
            jdbc.sql("""
                    update outbox set attempts = attempts + 1, next_attempt_at = ?, last_error = ? where id = ?""")
                    .params(again.atOffset(ZoneOffset.UTC), message(e), row.id()).update();
        }
    }

    private static Duration waitAfter(int attempts) {
        Duration wait = FIRST_WAIT.multipliedBy(1L << Math.min(attempts, MOST_DOUBLINGS));
        return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
    }

    private static String message(Exception e) {
        String text = String.valueOf(e.getMessage());
        return text.length() <= ERROR_LENGTH ? text : text.substring(0, ERROR_LENGTH);
    }
}
