package zhangfang.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import zhangfang.identity.People;
import zhangfang.identity.Role;
import zhangfang.testing.IntegrationTest;
import zhangfang.testing.SqlStatements;
import zhangfang.testing.TimeMachineForTests.Time;

/** A company's reports as a browser gets them. */
@IntegrationTest
class ReportPagesTest {

    @LocalServerPort
    private int port;
    @Autowired
    private People people;
    @Autowired
    private JdbcClient jdbc;
    @Autowired
    private Time time;

    private Caller reviewer;
    private Caller browser;
    private String book;
    private String pages;

    @BeforeEach
    void aBook() {
        time.is("2022-03-05T10:00:00");
        String user = "reports-" + UUID.randomUUID();
        people.add(user, "某人", Caller.PASSWORD, Role.REVIEWER);
        reviewer = Caller.program(port, user);
        browser = Caller.browser(port, user);
        book = LargeBook.open(reviewer);
        pages = book.replace("/api", "");
        LargeBook.post(reviewer, book, "2022-01", 2, 6);
    }

    @Test
    void aStatementLeadsToOtherPeriodsFilesAndItsOwnLines() {
        String statement = browser.get(pages + "/statements/income-statement?period=2022-02").body();

        assertThat(statement).contains("2022 年 2 月", "period=2022-01", "period=2022-03", "period=2022-Q1", "period=2022&amp;",
                ".xlsx?period=2022-02", ".pdf?period=2022-02", ".csv?period=2022-02", "暂估",
                "/statements/income-statement/lines/1?period=2022-02", "data-table=\"trend\"", "data-value=\"400.00\"");
        assertThat(browser.get(pages + "/statements/income-statement?period=2022-02&compare=previous").body())
                .contains("增减率", "period=2022-01&amp;layout=ministry&amp;compare=previous");
    }

    @Test
    void taxesSayWhereTheyComeFrom() {
        assertThat(browser.get(pages + "/taxes?period=2022-02").body()).contains("增值税", "按账簿",
                "/ledger/22210107?from=2022-02&amp;to=2022-02", "52.00", "待申报", "2022-03-15");
    }

    @Test
    void reportsTakeAsManyStatementsForManyVouchersAsForFew() {
        Map<String, Integer> few = looking();
        LargeBook.post(reviewer, book, "2022-01", 2, 120);
        assertThat(looking().keySet()).isEqualTo(few.keySet());
        assertThat(count(looking())).isEqualTo(count(few));
    }

    private static int count(Map<String, Integer> statements) {
        return statements.values().stream().mapToInt(Integer::intValue).sum();
    }

    private Map<String, Integer> looking() {
        return SqlStatements.ofLooking(jdbc, () -> List.of("/statements/balance-sheet?period=2022-02",
                "/statements/income-statement?period=2022-02", "/statements/cash-flow?period=2022-02",
                "/statements/trial-balance?from=2022-02&to=2022-02", "/taxes?period=2022-02", "/ageing?period=2022-02")
                .forEach(path -> assertThat(browser.get(pages + path).statusCode()).as(path).isEqualTo(200)));
    }
}
