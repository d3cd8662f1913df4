package zhangfang.ledger;

import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import zhangfang.testing.PostgresTest;
import zhangfang.testing.TimeMachineForTests.Time;

/** The same books on the other database: every statement of the ledger runs there, too. */
@PostgresTest
class WrittenBooksOnPostgresTest {

    @Autowired
    private ApplicationContext context;
    @Autowired
    private Time time;

    @BeforeEach
    void clock() {
        time.is("2027-02-05T10:00:00");
    }

    @ParameterizedTest
    @ValueSource(strings = {"general-taxpayer", "mid-year-start", "year-end"})
    void balancesAsABookkeeperWroteThem(String name) throws IOException {
        new WrittenBook(context).run(name);
    }
}
