package zhangfang.ledger;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import zhangfang.testing.PostgresTest;
import zhangfang.testing.TimeMachineForTests.Time;

/** As a superuser with the guards off. Whatever somebody with the database in hand does to a book is found and named. */
@PostgresTest
class ChainCheckOnPostgresTest {

    private static final String PAST = "set local session_replication_role = replica";

    @Autowired
    private ApplicationContext context;
    @Autowired
    private Time time;

    private Tampering tampering;

    @BeforeEach
    void aBook() {
        time.is("2026-03-05T10:00:00.123456789");
        BookForTests.open(context, "2026-01");
        tampering = new Tampering(context, Tampering.book(context), PAST);
    }

    @Test
    void findsAndNamesAChangeOfEveryColumnOfAVoucher() {
        ChainChecks.findsEveryColumnOfAVoucher(tampering);
    }

    @Test
    void findsAndNamesAChangeOfEveryColumnOfAnEntry() {
        ChainChecks.findsEveryColumnOfAnEntry(tampering);
    }

    @Test
    void findsAndNamesWhatIsRemovedAddedOrSwapped() {
        ChainChecks.findsWhatIsRemovedAddedOrSwapped(tampering);
    }
}
