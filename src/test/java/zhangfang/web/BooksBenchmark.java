package zhangfang.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import zhangfang.identity.People;
import zhangfang.identity.Role;
import zhangfang.testing.TimeMachineForTests.Time;

/**
 * Prints how the cost of an import and of reports grows; asserts nothing about time. Runs only when asked for by its name;
 * see docs/decisions/balances.md.
 */
abstract class BooksBenchmark {

    private static final int TIMES = 21;

    @LocalServerPort
    private int port;
    @Autowired
    private People people;
    @Autowired
    private Time time;

    private Caller reviewer;

    @BeforeEach
    void aReviewer() {
        time.is("2026-12-05T10:00:00");
        String user = "benchmark-" + UUID.randomUUID();
        people.add(user, "某人", Caller.PASSWORD, Role.REVIEWER);
        reviewer = Caller.program(port, user);
    }

    @Test
    void importOfTenThousandVouchers() {
        LargeBook.post(reviewer, LargeBook.open(reviewer), "2025-01", 1, 1000);
        double thousand = LargeBook.post(reviewer, LargeBook.open(reviewer), "2025-01", 1, 1000);
        double tenThousand = LargeBook.post(reviewer, LargeBook.open(reviewer), "2025-01", 12, 834);
        System.out.printf("import and post: 1000 vouchers %.2f s, 10008 vouchers %.2f s; per voucher %.2f times%n", thousand,
                tenThousand, tenThousand / 10.008 / thousand);
    }

    @Test
    void reportsOverFiveYears() {
        String book = LargeBook.open(reviewer);
        for (int year = 2022; year <= 2026; year++) {
            LargeBook.post(reviewer, book, year + "-01", 12, 200);
        }
        for (String report : new String[] {"/trial-balance?from=%1$s&to=%1$s", "/statements/balance-sheet?period=%s",
                "/statements/income-statement?period=%s", "/book/periods/%s/checks", "/ledger/1002?from=%1$s&to=%1$s"}) {
            double first = median(book + report.formatted("2022-01"));
            double twelfth = median(book + report.formatted("2022-12"));
            double sixtieth = median(book + report.formatted("2026-12"));
            System.out.printf("%s: month 1 %.1f ms, month 12 %.1f ms (%.2f), month 60 %.1f ms (%.2f)%n", report, first, twelfth,
                    twelfth / first, sixtieth, sixtieth / first);
        }
    }

    private double median(String path) {
        double[] millis = new double[TIMES];
        for (int i = 0; i < TIMES; i++) {
            long start = System.nanoTime();
            assertThat(reviewer.get(path).statusCode()).as(path).isEqualTo(200);
            millis[i] = (System.nanoTime() - start) / 1e6;
        }
        Arrays.sort(millis);
        return millis[TIMES / 2];
    }
}
