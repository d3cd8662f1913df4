package zhangfang.ledger;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import zhangfang.testing.IntegrationTest;
import zhangfang.testing.TimeMachineForTests.Time;

/** Whatever somebody with the database in hand does to a book is found and named. */
@IntegrationTest
class ChainCheckTest {

    private static final String PAST = "set @past = 1";

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
