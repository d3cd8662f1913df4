package zhangfang.ledger;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import zhangfang.testing.TimeMachineForTests.Time;

/** Whatever somebody with the database in hand does to a book is found and named. */
abstract class ChainCheckTests {

    private final String past;

    @Autowired
    private ApplicationContext context;
    @Autowired
    private Time time;

    private Tampering tampering;

    /** @param past the statement that gets the tampering past the database's guards */
    ChainCheckTests(String past) {
        this.past = past;
    }

    @BeforeEach
    void aBook() {
        time.is("2026-03-05T10:00:00.123456789");
        BookForTests.open(context, "2026-01");
        tampering = new Tampering(context, Tampering.book(context), past);
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
