package zhangfang.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionTemplate;
import zhangfang.calendar.BusinessClock;
import zhangfang.testing.PostgresTest;
import zhangfang.testing.TimeMachineForTests.Time;

@PostgresTest
class OutboxTest {

    @Autowired
    private Outbox outbox;
    @Autowired
    private JdbcClient jdbc;
    @Autowired
    private BusinessClock clock;
    @Autowired
    private TransactionTemplate transaction;
    @Autowired
    private Time time;

    private final Letters letters = new Letters();
    private OutboxDispatcher dispatcher;

    @BeforeEach
    void dispatcher() {
        time.is("2026-11-21T09:00:00");
        dispatcher = new OutboxDispatcher(jdbc, clock, transaction, List.of(letters));
    }

    @Test
    void sendsOnceWhatWasPutTwice() {
        put("a");
        put("a");

        dispatcher.dispatch();
        dispatcher.dispatch();

        assertThat(letters.sent).containsExactly("a");
    }

    @Test
    void sendsNothingOfATransactionThatWasRolledBack() {
        transaction.executeWithoutResult(status -> {
            outbox.put(letters.kind(), "gone", "payload");
            status.setRollbackOnly();
        });

        dispatcher.dispatch();

        assertThat(letters.sent).isEmpty();
    }

    @Test
    void takesNothingOutsideOfATransaction() {
        assertThatThrownBy(() -> outbox.put(letters.kind(), "a", "b"))
                .isInstanceOf(IllegalTransactionStateException.class);
    }

    @Test
    void triesAgainLaterAndLongerEachTime() {
        letters.failures = 2;
        put("a");

        dispatcher.dispatch();
        dispatcher.dispatch();
        assertThat(letters.attempts).as("not before a minute has passed").isEqualTo(1);
        assertThat(jdbc.sql("select last_error from outbox where kind = ?").param(letters.kind()).query(String.class)
                .single()).isEqualTo("the post office is closed");

        time.is("2026-11-21T09:01:00");
        dispatcher.dispatch();
        time.is("2026-11-21T09:02:00");
        dispatcher.dispatch();
        assertThat(letters.attempts).as("then not before two more").isEqualTo(2);

        time.is("2026-11-21T09:03:00");
        dispatcher.dispatch();
        assertThat(letters.sent).containsExactly("a");
    }

    @Test
    void leavesALockedRowToTheNodeThatHoldsIt() throws Exception {
        for (int i = 0; i < 20; i++) {
            put("letter-" + i);
        }
        ExecutorService nodes = Executors.newFixedThreadPool(4);
        CountDownLatch start = new CountDownLatch(1);
        for (int i = 0; i < 4; i++) {
            nodes.submit(() -> {
                start.await();
                new OutboxDispatcher(jdbc, clock, transaction, List.of(letters)).dispatch();
                return null;
            });
        }
        start.countDown();
        nodes.shutdown();

        assertThat(nodes.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        assertThat(letters.sent).hasSize(20).doesNotHaveDuplicates();
    }

    private void put(String key) {
        transaction.executeWithoutResult(status -> outbox.put(letters.kind(), key, "payload"));
    }

    private static final class Letters implements OutboxChannel {
        private final String kind = "letter-" + UUID.randomUUID().toString().substring(0, 8);
        private final List<String> sent = Collections.synchronizedList(new ArrayList<>());
        private int failures;
        private int attempts;

        @Override
        public String kind() {
            return kind;
        }

        @Override
        public void send(String dedupKey, String payload) {
            attempts++;
            if (failures-- > 0) {
                throw new IllegalStateException("the post office is closed");
            }
            sent.add(dedupKey);
        }
    }
}
