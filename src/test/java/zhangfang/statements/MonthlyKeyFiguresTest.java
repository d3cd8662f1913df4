package zhangfang.statements;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import zhangfang.company.Companies;
import zhangfang.company.Company.Region;
import zhangfang.company.Company.Standard;
import zhangfang.company.Company.TaxpayerType;
import zhangfang.company.NewCompany;
import zhangfang.identity.Actor;
import zhangfang.identity.Role;
import zhangfang.ledger.BookMonths;
import zhangfang.ledger.Books;
import zhangfang.ledger.Books.Chart;
import zhangfang.ledger.Closing;
import zhangfang.ledger.OpeningBalances;
import zhangfang.ledger.VoucherImports;
import zhangfang.statements.LineDefinitions.Key;
import zhangfang.statements.MonthlyKeyFigures.MonthFigures;
import zhangfang.tax.TaxFigures;
import zhangfang.testing.CreditCodes;
import zhangfang.testing.IntegrationTest;
import zhangfang.testing.SqlStatements;
import zhangfang.testing.TimeMachineForTests.Time;

/** The figures of many months are those of each month's own statements and taxes, over a year's end, closed or not. */
@IntegrationTest
class MonthlyKeyFiguresTest {

    private static final Actor ACCOUNTANT = new Actor("figures-accountant", Set.of(Role.ACCOUNTANT), Set.of());
    private static final Actor REVIEWER = new Actor("figures-reviewer", Set.of(Role.REVIEWER), Set.of());
    private static final YearMonth START = YearMonth.of(2025, 10);
    private static final YearMonth END = YearMonth.of(2026, 2);

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
    @Autowired
    private TaxFigures taxes;
    @Autowired
    private BookMonths months;
    @Autowired
    private JdbcClient jdbc;
    @Autowired
    private Time time;

    @BeforeEach
    void march() {
        time.is("2026-03-05T10:00:00");
    }

    @ParameterizedTest
    @EnumSource(Standard.class)
    void areThoseOfEachMonthsStatements(Standard standard) {
        String company = book(standard);

        List<BookMonths.BookMonth> read = months.of(List.of(company), YearMonth.of(2025, 1), END).get(company).months();
        List<MonthFigures> figures = MonthlyKeyFigures.of(months.of(List.of(company), YearMonth.of(2025, 1), END)
                .get(company));

        LineDefinitions lines = LineDefinitions.of(standard);
        assertThat(figures).extracting(MonthFigures::period).containsExactly(START, START.plusMonths(1),
                START.plusMonths(2), START.plusMonths(3), END);
        for (int i = 0; i < figures.size(); i++) {
            MonthFigures month = figures.get(i);
            StatementSet own = statements.of(company, ReportPeriod.of(month.period()));
            assertThat(month).as("%s", month.period()).isEqualTo(new MonthFigures(month.period(),
                    own.balanceSheet().provisional(),
                    own.balanceSheet().amount(lines.number(Key.MONETARY_FUNDS), "ending"),
                    own.incomeStatement().amount(lines.number(Key.REVENUE), "period"),
                    own.incomeStatement().amount(lines.number(Key.NET_PROFIT), "period")));
            assertThat(TaxFigures.totalsOf(read.get(i))).isEqualTo(taxes.of(company, month.period()).totals());
        }
        assertThat(figures.get(0).provisional()).isFalse();
        assertThat(figures.get(4).provisional()).isTrue();
    }

    /** A range that begins after the last year with balances counts from there on. */
    @Test
    void goOnAfterTheLastEntry() {
        String company = book(Standard.SMALL_ENTERPRISE);

        MonthFigures later = MonthlyKeyFigures.of(months.of(List.of(company), YearMonth.of(2027, 3),
                YearMonth.of(2027, 3)).get(company)).get(0);

        assertThat(later.cash()).isEqualTo(statements.of(company, ReportPeriod.of(END)).balanceSheet()
                .amount(1, "ending"));
        assertThat(later.revenue().isZero()).isTrue();
    }

    @Test
    void takeTheSameStatementsForOneBookAndForMany() {
        String first = book(Standard.SMALL_ENTERPRISE);
        Map<String, Integer> one = SqlStatements.ofLooking(jdbc, () -> months.of(List.of(first), END, END));
        String second = book(Standard.ENTERPRISE);

        Map<String, Integer> many = SqlStatements.ofLooking(jdbc,
                () -> months.of(List.of(first, second), START, END));

        assertThat(many.values().stream().mapToInt(Integer::intValue).sum())
                .isEqualTo(one.values().stream().mapToInt(Integer::intValue).sum());
    }

    @Test
    void areNoneWithoutBooks() {
        assertThat(months.of(List.of("nobody"), START, END)).isEmpty();
        assertThat(months.of(List.of(), START, END)).isEmpty();
    }

    private String book(Standard standard) {
        String company = companies.add(ACCOUNTANT, new NewCompany(CreditCodes.next(), "云杉科技", TaxpayerType.GENERAL,
                standard, Region.CITY, null, null, null, null)).id();
        books.open(ACCOUNTANT, company, START, Chart.STANDARD);
        String income = standard == Standard.SMALL_ENTERPRISE ? "5001" : "6001";
        String capital = standard == Standard.SMALL_ENTERPRISE ? "3001" : "4001";
        String profit = standard == Standard.SMALL_ENTERPRISE ? "3103" : "4103";
        openings.replace(ACCOUNTANT, company, """
                account_code,account_name,debit,credit,ytd_debit,ytd_credit
                1002,银行存款,1500.00,,1200.00,
                %s,实收资本,,300.00,,
                %s,本年利润,,1200.00,,1200.00
                %s,主营业务收入,,,1200.00,1200.00
                """.formatted(capital, profit, income).getBytes(StandardCharsets.UTF_8));
        StringBuilder rows = new StringBuilder("date,voucher_no,summary,account_code,account_name,debit,credit\n");
        for (YearMonth month = START; !month.isAfter(END); month = month.plusMonths(1)) {
            int amount = 100 * month.getMonthValue();
            rows.append("""
                    %1$s-05,1,销售,1002,,%2$d.13,
                    %1$s-05,1,销售,%3$s,,,%2$d.00
                    %1$s-05,1,销售,22210107,,,0.13
                    %1$s-06,2,缴税,22210103,,0.05,
                    %1$s-06,2,缴税,1002,,,0.05
                    """.formatted(month, amount, income));
        }
        imports.importFile(REVIEWER, company, rows.toString().getBytes(StandardCharsets.UTF_8), true);
        for (YearMonth month = START; month.isBefore(END); month = month.plusMonths(1)) {
            closing.close(ACCOUNTANT, company, month);
        }
        return company;
    }
}
