package zhangfang.notice;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;
import zhangfang.calendar.BusinessClock;
import zhangfang.numbering.Numbers;

/**
 * Takes what is to leave the system, in the transaction that causes it: committed with it, or gone with it. The
 * {@link OutboxDispatcher} sends it afterwards.
 */
@Service
public class Outbox {

    /**
     * What a row is about, for the {@link DeliveryOutcome} of this topic.
     *
     * @param topic     such as {@code invoiceApplication}
     * @param subjectId such as the application's id
     */
    public record About(String topic, String subjectId) {
    }

    private final JdbcClient jdbc;
    private final BusinessClock clock;
    private final Numbers numbers;
    private final TransactionTemplate savepoint;

    Outbox(JdbcClient jdbc, BusinessClock clock, Numbers numbers, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.numbers = numbers;
        this.savepoint = new TransactionTemplate(transactions);
        this.savepoint.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    }

    /** Puts one row of whose outcome nobody needs to hear; again with the same kind and key does nothing. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void put(String kind, String dedupKey, String payload) {
        put(kind, dedupKey, payload, null);
    }

    /**
     * Puts one row; again with the same kind and key does nothing.
     *
     * @param kind     which {@link OutboxChannel} sends it
     * @param dedupKey names what it is about, such as {@code order-O20261121-…-paid}
     * @param payload  what the channel understands, usually JSON
     * @param about    whose {@link DeliveryOutcome} hears of the end, or {@code null}
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void put(String kind, String dedupKey, String payload, About about) {
        boolean there = jdbc.sql("select count(*) from outbox where kind = ? and dedup_key = ?")
                .params(kind, dedupKey).query(Integer.class).single() > 0;
        if (there) {
            return;
        }
        try {
            savepoint.executeWithoutResult(status -> insert(kind, dedupKey, payload, about));
        } catch (DuplicateKeyException e) {
            // put by another node at the same moment
        }
    }

    private void insert(String kind, String dedupKey, String payload, About about) {
        OffsetDateTime now = clock.now().atOffset(ZoneOffset.UTC);
        jdbc.sql("""
                insert into outbox (id, kind, dedup_key, payload, topic, subject_id, created_at, next_attempt_at,
                                    attempts)
                values (?, ?, ?, ?, ?, ?, ?, ?, 0)""")
                .params(numbers.next("X"), kind, dedupKey, payload, about == null ? null : about.topic(),
                        about == null ? null : about.subjectId(), now, now).update();
    }
}
