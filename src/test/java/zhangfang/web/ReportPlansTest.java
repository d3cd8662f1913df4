package zhangfang.web;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import zhangfang.identity.People;
import zhangfang.identity.Role;
import zhangfang.testing.PostgresTest;
import zhangfang.testing.TimeMachineForTests.Time;

/**
 * What PostgreSQL plans for the statements behind each report, whatever their parameters: no report of balances reads an
 * entry, no report reads a whole table that grows with the books.
 */
@PostgresTest
class ReportPlansTest {

    private static final Pattern STATEMENT = Pattern.compile("(?s)Executing prepared SQL statement \\[(.*)]");
    private static final String GROWING = "voucher|voucher_entry|month_movement|year_opening|cash_flow|cash_month|audit_entry";
    private static final Pattern SEQUENTIAL = Pattern.compile("Seq Scan on (" + GROWING + ")\\b");

    @LocalServerPort
    private int port;
    @Autowired
    private People people;
    @Autowired
    private JdbcClient jdbc;
    @Autowired
    private TransactionTemplate transaction;
    @Autowired
    private Time time;

    @Test
    void noReportReadsWhatGrowsWithTheYears() {
        time.is("2026-03-05T10:00:00");
        String user = "plans-" + UUID.randomUUID();
        people.add(user, "某人", Caller.PASSWORD, Role.REVIEWER);
        Caller reviewer = Caller.program(port, user);
        String book = null;
        for (int i = 0; i < 3; i++) {
            book = LargeBook.open(reviewer);
            LargeBook.post(reviewer, book, "2022-01", 48, 30);
        }
        Map<String, List<String>> ofBalances = statements(reviewer, book, List.of("/trial-balance?from=2025-03&to=2025-03",
                "/trial-balance?from=2025-01&to=2025-12&level=1", "/statements/balance-sheet?period=2025-11",
                "/statements/income-statement?period=2025-Q4", "/statements/cash-flow?period=2025",
                "/counterparties?from=2025-01&to=2025-12&account=1122", "/general-ledger?from=2025-01&to=2025-12",
                "/book/periods/2025-11/checks"));
        Map<String, List<String>> ofEntries = statements(reviewer, book, List.of("/ledger/1002?from=2025-03&to=2025-03",
                "/ledger/1122?from=2025-01&to=2025-12", "/ledger/5602/columns?from=2025-03&to=2025-03",
                "/counterparties/ledger?account=1122&name=客户3&from=2025-01&to=2025-12", "/journal?from=2025-03&to=2025-03",
                "/book/vouchers?period=2025-03", "/book/vouchers.csv?period=2025-03",
                "/book/cash-flow?from=2025-03&to=2025-03"));

        SoftAssertions all = new SoftAssertions();
        transaction.executeWithoutResult(tx -> {
            tx.setRollbackOnly();
            manyBooks();
            ofBalances.forEach((report, statements) -> {
                all.assertThat(statements).as(report).isNotEmpty().noneMatch(sql -> sql.contains("voucher_entry"));
                statements.forEach(sql -> all.assertThat(plan(sql)).as(report + ": " + sql)
                        .doesNotContainPattern(SEQUENTIAL));
            });
            ofEntries.forEach((report, statements) -> statements.forEach(sql -> {
                String plan = plan(sql);
                all.assertThat(plan).as(report + ": " + sql).doesNotContainPattern(SEQUENTIAL);
                all.assertThat(boundedByMonth(plan)).as(report + " reads entries by month: " + sql + "\n" + plan).isTrue();
            }));
        });
        all.assertAll();
    }

    /** Rows of five hundred books of four years, for the planner's statistics only; they go with the transaction. */
    private void manyBooks() {
        String months = " from generate_series(1, 500) g, generate_series(0, 47) m";
        String period = "to_char(date '2022-01-01' + m * interval '1 month', 'YYYY-MM')";
        jdbc.sql("set local session_replication_role = replica").update();
        jdbc.sql("insert into year_opening select distinct 'pad' || g, 2022 + m / 12, '100' || m % 3, '', 1" + months).update();
        jdbc.sql("insert into month_movement select 'pad' || g, 2022 + m / 12, " + period + ", '1002', '', 1, 1, 0, 0" + months)
                .update();
        jdbc.sql("insert into cash_month select 'pad' || g, " + period + ", 1, 1" + months).update();
        jdbc.sql("insert into cash_flow (voucher_id, line, company_id, period, cash_flow_line, amount, chosen)"
                + " select 'v' || g || '-' || m, 1, 'pad' || g, " + period + ", 1, 1, false" + months).update();
        jdbc.sql("""
                insert into voucher (id, company_id, period, voucher_date, state, kind, origin, seq, content_hash, prepared_by,
                    prepared_at)
                select 'v' || g || '-' || m, 'pad' || g, %s, (date '2022-01-01' + m * interval '1 month')::date, 'DRAFT',
                    'GENERAL', 'ENTERED', 1, repeat('a', 64), 'x', now()""".formatted(period) + months).update();
        jdbc.sql("""
                insert into voucher_entry (voucher_id, line, company_id, period, summary, account_code, counterparty, debit,
                    credit, content_hash)
                select 'v' || g || '-' || m, l, 'pad' || g, %s, 'x', '1002', '', 1, 0, repeat('a', 64)"""
                .formatted(period) + months + ", generate_series(1, 3) l").update();
        jdbc.sql("analyze").update();
    }

    /** What is known of the months comes first: from there entries are reached by their voucher, or by account and month. */
    private static boolean boundedByMonth(String plan) {
        if (!plan.contains("voucher_entry")) {
            return true;
        }
        Matcher byAccount = Pattern.compile("voucher_entry_by_account.*\\n(.*)").matcher(plan);
        while (byAccount.find()) {
            if (!byAccount.group(1).contains("period")) {
                return false;
            }
        }
        return plan.contains("Function Scan on unnest") || Pattern.compile("Index Cond: .*period").matcher(plan).find();
    }

    private Map<String, List<String>> statements(Caller caller, String book, List<String> reports) {
        Map<String, List<String>> statements = new LinkedHashMap<>();
        reports.forEach(report -> statements.put(report, statements(caller, book + report)));
        return statements;
    }

    private List<String> statements(Caller caller, String path) {
        Logger logger = (Logger) LoggerFactory.getLogger(JdbcTemplate.class);
        Level before = logger.getLevel();
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        logger.setLevel(Level.DEBUG);
        logger.setAdditive(false);
        logger.addAppender(log);
        try {
            var answer = caller.get(encoded(path));
            assertThat(answer.statusCode()).as(path + " " + answer.body()).isEqualTo(200);
        } finally {
            logger.detachAppender(log);
            logger.setAdditive(true);
            logger.setLevel(before);
        }
        return log.list.stream().map(ILoggingEvent::getFormattedMessage).map(STATEMENT::matcher).filter(Matcher::find)
                .map(match -> match.group(1)).filter(sql -> sql.matches("(?is)\\s*(select|with)\\b.*")).distinct().toList();
    }

    private static String encoded(String path) {
        StringBuilder encoded = new StringBuilder();
        for (byte each : path.getBytes(StandardCharsets.UTF_8)) {
            encoded.append(each < 0 ? "%%%02X".formatted(each) : String.valueOf((char) each));
        }
        return encoded.toString();
    }

    private String plan(String sql) {
        StringBuilder numbered = new StringBuilder();
        int number = 0;
        for (char c : sql.toCharArray()) {
            numbered.append(c == '?' ? "$" + ++number : String.valueOf(c));
        }
        String nulls = number == 0 ? "" : "(" + "null, ".repeat(number - 1) + "null)";
        jdbc.sql("set local plan_cache_mode = force_generic_plan").update();
        jdbc.sql("prepare report as " + numbered).update();
        List<String> lines = jdbc.sql("explain execute report" + nulls).query(String.class).list();
        jdbc.sql("deallocate report").update();
        return String.join("\n", lines);
    }
}
