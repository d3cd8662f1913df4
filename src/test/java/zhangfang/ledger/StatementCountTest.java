package zhangfang.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import zhangfang.testing.IntegrationTest;
import zhangfang.testing.SqlStatements;
import zhangfang.testing.TimeMachineForTests.Time;

/** How many SQL statements a command takes does not depend on the number of vouchers. H2 itself counts; rows of a batch count, too. */
@IntegrationTest
class StatementCountTest {

    @Autowired
    private ApplicationContext context;
    @Autowired
    private JdbcClient jdbc;
    @Autowired
    private Time time;

    @BeforeEach
    void now() {
        time.is("2026-03-05T10:00:00");
    }

    @Test
    void takesTheSameStatementsForAHundredAndAThousandVouchers() {
        Map<String, Map<String, Integer>> ofAHundred = statements(100);

        assertThat(ofAHundred.values()).noneMatch(Map::isEmpty);
        assertThat(statements(1000)).isEqualTo(ofAHundred);
    }

    /** By command, each statement and how often it ran. */
    private Map<String, Map<String, Integer>> statements(int vouchers) {
        Map<String, Map<String, Integer>> counts = new LinkedHashMap<>();
        BookForTests book = BookForTests.open(context, "2026-01");
        book.opening("1002,银行存款,500.00,", "3001,实收资本,,500.00");
        counts.put("import and post", counted(() -> book.importFile(file("2026-01", vouchers), true)));
        counts.put("import", counted(() -> book.importFile(file("2026-02", vouchers), false)));
        counts.put("review and post all", counted(() ->
                book.vouchers().reviewAndPostAll(BookForTests.REVIEWER, book.id, YearMonth.parse("2026-02"))));
        List<String> some = book.importFile(file("2026-03", vouchers), false).stream().map(Voucher::id).toList();
        counts.put("review", counted(() -> book.vouchers().review(BookForTests.REVIEWER, book.id, some)));
        counts.put("post", counted(() -> book.vouchers().post(BookForTests.REVIEWER, book.id, some)));
        counts.put("close", counted(() -> book.close("2026-01")));
        return counts;
    }

    /** New sub-accounts, counterparties, cash and profit: whatever posting has to do. */
    private static String file(String period, int vouchers) {
        List<String> rows = new ArrayList<>(List.of(BookForTests.HEADER + ",counterparty"));
        for (int i = 1; i <= vouchers; i++) {
            String voucher = "%s-%02d,记%d,业务%d,".formatted(period, 1 + i % 28, i, i);
            rows.add(voucher + "1002,,%d.00,,".formatted(i));
            rows.add(voucher + "1122%s%02d,应收账款_分部%d,,%d.00,客户%d".formatted(period.substring(5), i % 50, i % 50, i, i % 30));
            rows.add(voucher + "560217,,1.00,,");
            rows.add(voucher + "5001,,,1.00,");
        }
        return String.join("\n", rows);
    }

    private Map<String, Integer> counted(Runnable command) {
        return SqlStatements.during(jdbc, command);
    }
}
