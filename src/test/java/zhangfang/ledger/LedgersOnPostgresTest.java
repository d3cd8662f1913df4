package zhangfang.ledger;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import zhangfang.testing.PostgresTest;
import zhangfang.testing.TimeMachineForTests.Time;

/** The same on PostgreSQL as in {@link LedgersTest}. */
@PostgresTest
class LedgersOnPostgresTest {

    @Autowired
    private ApplicationContext context;
    @Autowired
    private Time time;

    @Test
    void allLedgersAgreeInEveryMonth() {
        time.is("2031-01-05T10:00:00");
        new AgreeingLedgers(context, new Random(32100)).check();
    }
}
