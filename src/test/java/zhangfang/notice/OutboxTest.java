package zhangfang.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionTemplate;
import zhangfang.calendar.BusinessClock;
import zhangfang.testing.AtOnce;
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
    @Autowired
    private Mails mails;
    @Autowired
    private Mailbox mailbox;

    private final Letters letters = new Letters();
    private final Outcomes outcomes = new Outcomes();
    private OutboxDispatcher dispatcher;

    @BeforeEach
    void dispatcher() {
        time.is("2026-11-21T09:00:00");
        dispatcher = new OutboxDispatcher(jdbc, clock, transaction, List.of(letters), List.of(outcomes));
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
        dispatchOnNodes(4);

        assertThat(letters.sent).hasSize(20).doesNotHaveDuplicates();
    }

    @Test
    void givesUpWhatIsRefusedForGoodThreeTimes() {
        letters.refusals = 9;
        put("a");

        passMinutes(10);

        assertThat(letters.attempts).isEqualTo(3);
        assertThat(letters.givenUp).containsExactly("a: no such house");
        assertThat(outcomes.heard).containsExactly("gave up a: no such house");
    }

    @Test
    void givesUpAfterFiveDaysWhatCouldNeverBeSent() {
        letters.failures = Integer.MAX_VALUE;
        put("a");
        dispatcher.dispatch();
        passMinutes(8);

        time.is("2026-11-26T09:00:00");
        dispatcher.dispatch();
        assertThat(letters.givenUp).as("five days are not over").isEmpty();

        time.is("2026-11-26T15:00:01");
        dispatcher.dispatch();
        assertThat(letters.givenUp).containsExactly("a: the post office is closed");
    }

    @Test
    void whatWaitedThroughALongDowntimeHasItsTriesBeforeIt() {
        letters.failures = 1;
        put("a");

        time.is("2026-12-24T09:00:00");
        dispatcher.dispatch();
        assertThat(letters.givenUp).isEmpty();

        time.is("2026-12-24T09:01:00");
        dispatcher.dispatch();
        assertThat(letters.sent).containsExactly("a");
    }

    @Test
    void tellsTheSenderOnceAndAgainWhereItFails() {
        outcomes.failures = 1;
        put("a");

        dispatcher.dispatch();
        assertThat(outcomes.heard).isEmpty();
        passMinutes(6);
        dispatcher.dispatch();

        assertThat(letters.sent).as("sending is not repeated for it").containsExactly("a");
        assertThat(outcomes.heard).containsExactly("delivered a");
    }

    @Test
    void tellsTheSenderOnceThoughSeveralNodesAreThere() throws Exception {
        for (int i = 0; i < 10; i++) {
            put("letter-" + i);
        }
        dispatchOnNodes(4);
        dispatcher.dispatch();

        assertThat(outcomes.heard).hasSize(10).doesNotHaveDuplicates();
    }

    @Test
    void sendsEachMailOnceThoughSeveralNodesDispatch() throws Exception {
        String address = UUID.randomUUID() + "@example.com";
        for (int i = 0; i < 20; i++) {
            String subject = "mail " + i;
            transaction.executeWithoutResult(status ->
                    mails.put(subject + "/" + address, Mail.of(address, subject, "text")));
        }

        AtOnce.together(mailbox::deliver, mailbox::deliver, mailbox::deliver, mailbox::deliver);

        assertThat(mailbox.subjectsOf(address)).hasSize(20).doesNotHaveDuplicates();
    }

    private void dispatchOnNodes(int nodes) throws Exception {
        AtOnce.Action dispatch = () -> new OutboxDispatcher(jdbc, clock, transaction, List.of(letters),
                List.of(outcomes)).dispatch();
        assertThat(AtOnce.together(Collections.nCopies(nodes, dispatch).toArray(AtOnce.Action[]::new)))
                .containsOnlyNulls();
    }

    private void passMinutes(int minutes) {
        for (int minute = 1; minute <= minutes; minute++) {
            time.is("2026-11-21T09:%02d:00".formatted(minute));
            dispatcher.dispatch();
        }
    }

    private void put(String key) {
        transaction.executeWithoutResult(status -> outbox.put(letters.kind(), key, "payload",
                new Outbox.About(outcomes.topic(), key)));
    }

    private static final class Letters implements OutboxChannel {
        private final String kind = "letter-" + UUID.randomUUID().toString().substring(0, 8);
        private final List<String> sent = Collections.synchronizedList(new ArrayList<>());
        private final List<String> givenUp = new ArrayList<>();
        private int failures;
        private int refusals;
        private int attempts;

        @Override
        public String kind() {
            return kind;
        }

        @Override
        public void send(String dedupKey, String payload) throws Undeliverable {
            attempts++;
            if (refusals-- > 0) {
                throw new Undeliverable("no such house", null);
            }
            if (failures-- > 0) {
                throw new IllegalStateException("the post office is closed");
            }
            sent.add(dedupKey);
        }

        @Override
        public void gaveUp(String dedupKey, String payload, String reason) {
            givenUp.add(dedupKey + ": " + reason);
        }
    }

    private static final class Outcomes implements DeliveryOutcome {
        private final String topic = "topic-" + UUID.randomUUID().toString().substring(0, 8);
        private final List<String> heard = Collections.synchronizedList(new ArrayList<>());
        private int failures;

        @Override
        public String topic() {
            return topic;
        }

        @Override
        public void delivered(String subjectId) {
            if (failures-- > 0) {
                throw new IllegalStateException("not at home");
            }
            heard.add("delivered " + subjectId);
        }

        @Override
        public void gaveUp(String subjectId, String reason) {
            heard.add("gave up " + subjectId + ": " + reason);
        }
    }
}
