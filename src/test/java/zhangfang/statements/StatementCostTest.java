package zhangfang.statements;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.YearMonth;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import zhangfang.company.Companies;
import zhangfang.company.Company.Region;
import zhangfang.company.Company.Standard;
import zhangfang.company.Company.TaxpayerType;
import zhangfang.company.NewCompany;
import zhangfang.identity.Actor;
import zhangfang.identity.Role;
import zhangfang.ledger.Books;
import zhangfang.ledger.Books.Chart;
import zhangfang.ledger.VoucherImports;
import zhangfang.testing.CreditCodes;
import zhangfang.testing.IntegrationTest;
import zhangfang.testing.SqlStatements;
import zhangfang.testing.TimeMachineForTests.Time;

/** What statements cost: the same few queries in every month, and none of them looks at entries. H2 itself counts. */
@IntegrationTest
class StatementCostTest {

    private static final Actor ACCOUNTANT = new Actor("cost-accountant", Set.of(Role.ACCOUNTANT), Set.of());
    private static final Actor REVIEWER = new Actor("cost-reviewer", Set.of(Role.REVIEWER), Set.of());
    private static final Set<String> TABLES = Set.of("month_movement", "year_opening", "cash_month", "book_year",
            "book_period", "from book", "voucher");

    @Autowired
    private Companies companies;
    @Autowired
    private Books books;
    @Autowired
    private VoucherImports imports;
    @Autowired
    private Statements statements;
    @Autowired
    private JdbcClient jdbc;
    @Autowired
    private Time time;

    private String company;

    @BeforeEach
    void threeYears() {
        time.is("2026-02-05T10:00:00");
        company = companies.add(ACCOUNTANT, new NewCompany(CreditCodes.next(), "云杉科技", TaxpayerType.GENERAL,
                Standard.SMALL_ENTERPRISE, Region.CITY, null, null, null, null)).id();
        books.open(ACCOUNTANT, company, YearMonth.of(2023, 1), Chart.STANDARD);
        StringBuilder rows = new StringBuilder("date,voucher_no,summary,account_code,account_name,debit,credit,counterparty\n");
        for (YearMonth month = YearMonth.of(2023, 1); !month.isAfter(YearMonth.of(2026, 1)); month = month.plusMonths(1)) {
            rows.append("%1$s-05,1,销售,1122,,100.00,,客户%1$s\n%1$s-05,1,销售,5001,,,100.00,\n".formatted(month));
        }
        imports.importFile(REVIEWER, company, rows.toString().getBytes(StandardCharsets.UTF_8), true);
    }

    @Test
    void takesTheSameFewQueriesWhateverTheMonthAndNeverReadsEntries() {
        
        Map<String, Integer> late = counted("2026-01", true);
        Map<String, Integer> early = counted("2025-02", true);

        assertThat(late).isEqualTo(early);
        assertThat(sum(late)).isEqualTo(COMPARED);
        assertThat(late.keySet()).noneMatch(sql -> sql.contains("voucher_entry"));
        assertThat(sum(counted("2025-03", false))).isEqualTo(COMPARED - 2);
        assertThat(sum(counted("2025-Q2", true))).isEqualTo(COMPARED);
        assertThat(sum(counted("2025", true))).isEqualTo(COMPARED);
    }

    /** Two of them ask whether the period before is closed, and for the ages at its end. */
    private static final int COMPARED = 28;

    private static int sum(Map<String, Integer> counts) {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    private Map<String, Integer> counted(String period, boolean compare) {
        Map<String, Integer> all = SqlStatements.during(jdbc,
                () -> statements.of(company, ReportPeriod.parse(period), Layout.MINISTRY, compare));
        all.keySet().removeIf(sql -> TABLES.stream().noneMatch(sql::contains));
        return all;
    }
}
