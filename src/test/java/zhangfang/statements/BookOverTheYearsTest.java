package zhangfang.statements;

import static org.assertj.core.api.Assertions.assertThat;
import static zhangfang.statements.HandMadeBooks.yuan;

import java.nio.charset.StandardCharsets;
import java.time.YearMonth;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import zhangfang.company.Companies;
import zhangfang.company.Company.Region;
import zhangfang.company.Company.Standard;
import zhangfang.company.Company.TaxpayerType;
import zhangfang.company.NewCompany;
import zhangfang.identity.Actor;
import zhangfang.identity.Role;
import zhangfang.ledger.Books;
import zhangfang.ledger.Books.Chart;
import zhangfang.ledger.Closing;
import zhangfang.ledger.OpeningBalances;
import zhangfang.ledger.VoucherImports;
import zhangfang.statements.TrialBalance.Row;
import zhangfang.testing.CreditCodes;
import zhangfang.testing.IntegrationTest;

/**
 * A book opened in March with what was booked before, closed through the year's end. Before: bank 1 000 at the year's
 * start, sales 1 200, office 700. March: sales 2 000 + VAT 260 to 甲, who pays 1 000; 乙 pays 300 in advance; rent 400;
 * interest 5. Next January: 100 to the reserve.
 */
@IntegrationTest
class BookOverTheYearsTest {

    private static final Actor ACCOUNTANT = new Actor("years-accountant", Set.of(Role.ACCOUNTANT), Set.of());
    private static final Actor REVIEWER = new Actor("years-reviewer", Set.of(Role.REVIEWER), Set.of());

    @Autowired
    private Companies companies;
    @Autowired
    private Books books;
    @Autowired
    private OpeningBalances openings;
    @Autowired
    private VoucherImports imports;
    @Autowired
    private Closing closing;
    @Autowired
    private Statements statements;

    private String company;

    @BeforeEach
    void aBookOpenedInMarch() {
        company = companies.add(ACCOUNTANT, new NewCompany(CreditCodes.next(), "云杉科技", TaxpayerType.GENERAL,
                Standard.SMALL_ENTERPRISE, Region.CITY, null, null, null, null)).id();
        books.open(ACCOUNTANT, company, YearMonth.of(2026, 3), Chart.STANDARD);
        openings.replace(ACCOUNTANT, company, """
                account_code,account_name,debit,credit,ytd_debit,ytd_credit
                1002,银行存款,1500.00,,1200.00,700.00
                3001,实收资本,,1000.00,,
                3103,本年利润,,500.00,700.00,1200.00
                5001,主营业务收入,,,1200.00,1200.00
                560205,办公费,,,700.00,700.00
                """.getBytes(StandardCharsets.UTF_8));
        post("""
                2026-03-02,1,销售,1122,应收账款,2260.00,,甲,
                2026-03-02,1,销售,5001,主营业务收入,,2000.00,,
                2026-03-02,1,销售,22210107,销项税额,,260.00,,
                2026-03-09,2,收款,1002,银行存款,1000.00,,,
                2026-03-09,2,收款,1122,应收账款,,1000.00,甲,
                2026-03-10,3,预收,1002,银行存款,300.00,,,
                2026-03-10,3,预收,1122,应收账款,,300.00,乙,
                2026-03-15,4,房租,560217,租赁费,400.00,,,
                2026-03-15,4,房租,1002,银行存款,,400.00,,
                2026-03-31,5,利息,1002,银行存款,5.00,,,
                2026-03-31,5,利息,560302,利息收入,,5.00,,
                """);
    }

    @Test
    void showsAProvisionalMonthWithItsUnclosedProfit() {
        StatementSet march = statements("2026-03");
        assertThat(march.balanceSheet().provisional()).isTrue();
        assertThat(march.balanceSheet().unclosed()).isTrue();
        assertThat(march.balanceSheet().unclosedAmount()).isEqualTo(yuan("1605.00"));
        assertThat(march.balanceSheet().amount(51, "ending")).isEqualTo(yuan("2105.00"));
        assertThat(march.errors()).isEmpty();
    }

    @Test
    void showsTheSameFiguresOnceTheMonthIsClosed() {
        close("2026-03");
        StatementSet march = statements("2026-03");
        assertThat(march.balanceSheet().provisional()).isFalse();
        assertThat(march.balanceSheet().unclosed()).isFalse();
        assertThat(march.errors()).isEmpty();

        Statement sheet = march.balanceSheet();
        assertThat(sheet.amount(1, "ending")).isEqualTo(yuan("2405.00"));
        assertThat(sheet.amount(1, "yearStart")).isEqualTo(yuan("1000.00"));
        assertThat(sheet.amount(4, "ending")).isEqualTo(yuan("1260.00"));
        assertThat(sheet.amount(34, "ending")).isEqualTo(yuan("300.00"));
        assertThat(sheet.amount(36, "ending")).isEqualTo(yuan("260.00"));
        assertThat(sheet.amount(51, "ending")).isEqualTo(yuan("2105.00"));
        assertThat(sheet.amount(51, "yearStart")).isEqualTo(yuan("0.00"));
        assertThat(sheet.amount(53, "ending")).isEqualTo(yuan("3665.00"));

        Statement income = march.incomeStatement();
        assertThat(income.amount(1, "period")).isEqualTo(yuan("2000.00"));
        assertThat(income.amount(1, "ytd")).isEqualTo(yuan("3200.00"));
        assertThat(income.amount(14, "ytd")).isEqualTo(yuan("1100.00"));
        assertThat(income.amount(19, "period")).isEqualTo(yuan("-5.00"));
        assertThat(income.amount(32, "period")).isEqualTo(yuan("1605.00"));
        assertThat(income.amount(32, "ytd")).isEqualTo(yuan("2105.00"));

        Statement cash = march.cashFlow();
        assertThat(cash.fromBookStart()).isTrue();
        assertThat(cash.amount(1, "ytd")).isEqualTo(yuan("1300.00"));
        assertThat(cash.amount(2, "ytd")).isEqualTo(yuan("5.00"));
        assertThat(cash.amount(6, "period")).isEqualTo(yuan("400.00"));
        assertThat(cash.amount(21, "ytd")).isEqualTo(yuan("1500.00"));
        assertThat(cash.amount(22, "period")).isEqualTo(yuan("2405.00"));
    }

    @Test
    void countsWhatWasBookedBeforeTheStartInTheFirstQuarter() {
        StatementSet quarter = statements("2026-Q1");
        assertThat(quarter.incomeStatement().amount(32, "period")).isEqualTo(yuan("2105.00"));
        assertThat(quarter.cashFlow().amount(21, "period")).isEqualTo(yuan("1500.00"));
        assertThat(quarter.errors()).isEmpty();
        assertThat(statements("2026-Q2").errors()).isEmpty();
    }

    @Test
    void showsTheTrialBalanceOfARange() {
        TrialBalance balance = statements.trialBalance(company, YearMonth.of(2026, 1), YearMonth.of(2026, 3),
                TrialBalance.Options.USUAL);
        Row bank = balance.rows().stream().filter(row -> row.code().equals("1002")).findFirst().orElseThrow();
        assertThat(bank.openingDebit()).isEqualTo(yuan("1000.00"));
        assertThat(bank.periodDebit()).isEqualTo(yuan("2505.00"));
        assertThat(bank.ytdCredit()).isEqualTo(yuan("1100.00"));
        assertThat(bank.closingDebit()).isEqualTo(yuan("2405.00"));
        assertThat(balance.checks()).allMatch(Check::passed);
    }

    @Test
    void carriesTheYearOverAndComparesItWithTheNext() {
        for (int month = 3; month <= 12; month++) {
            close("2026-%02d".formatted(month));
        }
        post("""
                2027-01-05,1,提取盈余公积,310401,提取法定盈余公积,100.00,,,
                2027-01-05,1,提取盈余公积,310101,法定盈余公积,,100.00,,
                """);

        StatementSet year = statements("2026");
        assertThat(year.errors()).isEmpty();
        assertThat(year.incomeStatement().columns()).containsExactly("ytd", "priorYear");
        assertThat(year.incomeStatement().amount(32, "ytd")).isEqualTo(yuan("2105.00"));
        assertThat(year.incomeStatement().amount(32, "priorYear")).isNull();
        assertThat(year.balanceSheet().amount(51, "ending")).isEqualTo(yuan("2105.00"));

        StatementSet january = statements("2027-01");
        assertThat(january.errors()).isEmpty();
        assertThat(january.balanceSheet().amount(51, "yearStart")).isEqualTo(yuan("2105.00"));
        assertThat(january.balanceSheet().amount(51, "ending")).isEqualTo(yuan("2005.00"));
        assertThat(january.balanceSheet().amount(50, "ending")).isEqualTo(yuan("100.00"));
        assertThat(january.incomeStatement().amount(32, "ytd")).isEqualTo(yuan("0.00"));
        assertThat(january.cashFlow().amount(21, "ytd")).isEqualTo(yuan("2405.00"));

        StatementSet next = statements("2027");
        assertThat(next.errors()).isEmpty();
        assertThat(next.incomeStatement().amount(32, "priorYear")).isEqualTo(yuan("2105.00"));
        assertThat(next.cashFlow().amount(7, "priorYear")).isEqualTo(yuan("905.00"));
    }

    private StatementSet statements(String period) {
        return statements.of(company, ReportPeriod.parse(period));
    }

    private void post(String lines) {
        imports.importFile(REVIEWER, company, ("date,voucher_no,summary,account_code,account_name,debit,credit,"
                + "counterparty,cash_flow_line\n" + lines).getBytes(StandardCharsets.UTF_8), true);
    }

    private void close(String period) {
        closing.close(ACCOUNTANT, company, YearMonth.parse(period));
    }
}
