package zhangfang.statements;

import static org.assertj.core.api.Assertions.assertThat;
import static zhangfang.statements.HandMadeBooks.yuan;

import java.nio.charset.StandardCharsets;
import java.time.YearMonth;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import zhangfang.company.Companies;
import zhangfang.company.Company.Region;
import zhangfang.company.Company.Standard;
import zhangfang.company.Company.TaxpayerType;
import zhangfang.company.NewCompany;
import zhangfang.identity.Actor;
import zhangfang.identity.Role;
import zhangfang.ledger.Ageing;
import zhangfang.ledger.Ageing.Bucket;
import zhangfang.ledger.Books;
import zhangfang.ledger.Books.Chart;
import zhangfang.ledger.VoucherImports;
import zhangfang.statements.TrialBalance.Options;
import zhangfang.statements.TrialBalance.Sides;
import zhangfang.testing.CreditCodes;
import zhangfang.testing.PostgresTest;
import zhangfang.testing.TimeMachineForTests.Time;

/** Every query of statements, trial balances and ages runs on the other database, too. */
@PostgresTest
class StatementsOnPostgresTest {

    private static final Actor ACCOUNTANT = new Actor("pg-accountant", Set.of(Role.ACCOUNTANT), Set.of());
    private static final Actor REVIEWER = new Actor("pg-reviewer", Set.of(Role.REVIEWER), Set.of());

    @Autowired
    private Companies companies;
    @Autowired
    private Books books;
    @Autowired
    private VoucherImports imports;
    @Autowired
    private Statements statements;
    @Autowired
    private Ageing ageing;
    @Autowired
    private Time time;

    /** Prepaid 300 in March 2024, of which 100 came in May; 50 more that are not posted yet. */
    @Test
    void answersThereAsOnTheFirst() {
        time.is("2026-02-05T10:00:00");
        String company = companies.add(ACCOUNTANT, new NewCompany(CreditCodes.next(), "云杉科技", TaxpayerType.GENERAL,
                Standard.SMALL_ENTERPRISE, Region.CITY, null, null, null, null)).id();
        books.open(ACCOUNTANT, company, YearMonth.of(2024, 1), Chart.STANDARD);
        take(company, REVIEWER, """
                2024-02-01,1,投资,1002,,1000.00,,
                2024-02-01,1,投资,3001,,,1000.00,
                2024-03-04,2,预付,1123,,300.00,,甲
                2024-03-04,2,预付,1002,,,300.00,
                2024-05-06,3,到货,1405,,100.00,,
                2024-05-06,3,到货,1123,,,100.00,甲
                """, true);
        take(company, ACCOUNTANT, """
                2025-01-07,草,电费,560217,,50.00,,
                2025-01-07,草,电费,1123,,,50.00,甲
                """, false);

        Statement sheet = statements.of(company, ReportPeriod.parse("2025-03"), Layout.TAX_BUREAU, true).balanceSheet();
        assertThat(sheet.amount(28, "ending")).isEqualTo(yuan("200.00"));
        assertThat(sheet.amount(5, "previous")).isEqualTo(yuan("200.00"));
        assertThat(ageing.balances(REVIEWER, company, List.of("1123"), YearMonth.of(2025, 3)).balances().get(0)
                .byBucket().get(Bucket.UP_TO_2_YEARS.ordinal())).isEqualTo(yuan("200.00"));
        TrialBalance balance = statements.trialBalance(company, YearMonth.of(2024, 12), YearMonth.of(2025, 1),
                new Options(null, Sides.ACTUAL, false, true, true, true, null, null));
        assertThat(balance.drafts()).isEqualTo(1);
        assertThat(balance.rows()).filteredOn(row -> "甲".equals(row.counterparty())).singleElement()
                .satisfies(row -> assertThat(row.closingDebit()).isEqualTo(yuan("150.00")));
        assertThat(balance.checks()).allMatch(Check::passed);
        assertThat(statements.effect(company, ReportPeriod.parse("2025")).rows()).hasSize(2);
    }

    private void take(String company, Actor actor, String rows, boolean post) {
        imports.importFile(actor, company, ("date,voucher_no,summary,account_code,account_name,debit,credit,counterparty\n"
                + rows).getBytes(StandardCharsets.UTF_8), post);
    }
}
