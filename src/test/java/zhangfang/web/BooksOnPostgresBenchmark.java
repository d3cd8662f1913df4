package zhangfang.web;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import zhangfang.identity.People;
import zhangfang.testing.PostgresTest;
import zhangfang.testing.TimeMachineForTests.Time;

/** Runs only when asked for by its name; see docs/decisions/balances.md. */
@PostgresTest
class BooksOnPostgresBenchmark {

    @LocalServerPort
    private int port;
    @Autowired
    private People people;
    @Autowired
    private Time time;

    @BeforeEach
    void clock() {
        time.is("2026-12-05T10:00:00");
    }

    @Test
    void importOfTenThousandVouchers() {
        new BooksBenchmark(people, port).importOfTenThousand();
    }

    @Test
    void reportsOverFiveYears() {
        new BooksBenchmark(people, port).reportsOverFiveYears();
    }
}
