package zhangfang.statements;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import zhangfang.company.Companies;
import zhangfang.company.Company.Region;
import zhangfang.company.Company.Standard;
import zhangfang.company.Company.TaxpayerType;
import zhangfang.company.NewCompany;
import zhangfang.identity.Actor;
import zhangfang.identity.Role;
import zhangfang.ledger.Account;
import zhangfang.ledger.Accounts;
import zhangfang.ledger.Books;
import zhangfang.ledger.Books.Chart;
import zhangfang.ledger.Figures.AccountFigures;
import zhangfang.ledger.Figures.CashFigures;
import zhangfang.ledger.Presentation;
import zhangfang.ledger.StandardAccounts;
import zhangfang.money.Money;
import zhangfang.statements.Statement.LineKind;
import zhangfang.statements.Statement.Row;
import zhangfang.testing.CreditCodes;
import zhangfang.testing.IntegrationTest;

/** Whatever is posted to any account of either chart is in the statements, once. */
@IntegrationTest
class EveryAccountHasItsLineTest {

    private static final Actor ACCOUNTANT = new Actor("test-accountant", Set.of(Role.ACCOUNTANT), Set.of());
    private static final Set<LineKind> COUNTED = Set.of(LineKind.DETAIL, LineKind.COMPONENT);
    private static final Map<Standard, List<Integer>> TOTALS = Map.of(Standard.SMALL_ENTERPRISE, List.of(30, 53),
            Standard.ENTERPRISE, List.of(34, 72));
    private static final Map<Standard, Integer> COMPREHENSIVE_INCOME = Map.of(Standard.SMALL_ENTERPRISE, 32,
            Standard.ENTERPRISE, 40);

    @Autowired
    private Companies companies;
    @Autowired
    private Books books;
    @Autowired
    private Accounts accounts;

    static Stream<Arguments> charts() {
        return Stream.of(Standard.values()).flatMap(standard -> Stream.of(Chart.values()).flatMap(chart ->
                Stream.of(TaxpayerType.values()).map(taxpayer -> Arguments.of(standard, chart, taxpayer))));
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource("charts")
    void inOneLineOnTheRightSide(Standard standard, Chart chart, TaxpayerType taxpayer) {
        String company = companies.add(ACCOUNTANT, new NewCompany(CreditCodes.next(), "科目测试", taxpayer, standard,
                Region.CITY, null, null, null, null)).id();
        books.open(ACCOUNTANT, company, YearMonth.of(2026, 1), chart);
        List<Account> all = accounts.list(ACCOUNTANT, company);
        for (Account leaf : all) {
            if (leaf.leaf()) {
                Stream.of("100.00", "-100.00").map(Money::of).forEach(amount ->
                        Stream.of(true, false).forEach(choice -> check(standard, all, leaf, amount, choice)));
            }
        }
    }

    /** @param amount debit positive */
    private static void check(Standard standard, List<Account> all, Account leaf, Money amount, boolean choice) {
        String what = leaf.code() + " " + leaf.name() + " " + amount + " " + choice;
        StatementSet set = statements(standard, all, leaf, amount, new Presentation(choice, choice));
        Statement sheet = set.balanceSheet();
        Money assets = sheet.amount(TOTALS.get(standard).get(0), StatementDraft.ENDING);
        Money liabilitiesAndEquity = sheet.amount(TOTALS.get(standard).get(1), StatementDraft.ENDING);
        assertThat(assets.minus(liabilitiesAndEquity)).as(what).isEqualTo(amount);
        assertThat(counted(sheet, StatementDraft.ENDING)).as(what).hasSize(1);
        boolean ofThisYear = leaf.category().equals("PROFIT_LOSS")
                && !StandardAccounts.of(standard).isPriorYears(leaf.code()) || leaf.code().startsWith("4003");
        Statement income = set.incomeStatement();
        assertThat(counted(income, StatementDraft.PERIOD)).as(what).hasSize(ofThisYear ? 1 : 0);
        assertThat(income.amount(COMPREHENSIVE_INCOME.get(standard), StatementDraft.PERIOD)).as(what)
                .isEqualTo(ofThisYear ? amount.negated() : Money.ZERO);
        assertThat(sheet.checks()).as(what).filteredOn(check -> check.id().equals("01-02-profit"))
                .allMatch(Check::passed);
        assertThat(Stream.of(sheet, income).flatMap(each -> each.checks().stream()))
                .filteredOn(check -> check.forbidsIssue() && !check.id().equals("01-balance")).as(what).isEmpty();
    }

    private static List<Row> counted(Statement statement, String column) {
        return statement.rows().stream()
                .filter(row -> COUNTED.contains(row.kind()) && !row.amount(column).isZero()).toList();
    }

    private static StatementSet statements(Standard standard, List<Account> all, Account leaf, Money amount,
            Presentation presentation) {
        List<AccountFigures> figures = all.stream().map(account ->
                figures(account, leaf.code().startsWith(account.code()) ? amount : Money.ZERO)).toList();
        CashFigures noCash = new CashFigures(Map.of(), Map.of(), Money.ZERO, Money.ZERO, false, Money.ZERO);
        return new StatementDraft(standard, ReportPeriod.parse("2026-01"),
                new BooksAt(figures, List.of(), noCash, false, Map.of()), Optional.empty(), Optional.empty(),
                presentation, false, Layout.MINISTRY, Optional.empty()).drawUp();
    }

    private static AccountFigures figures(Account account, Money net) {
        Money debit = net.max(Money.ZERO);
        Money credit = net.negated().max(Money.ZERO);
        return new AccountFigures(account.code(), account.name(), account.parentCode(), account.level(), account.leaf(),
                account.category(), account.direction(), account.role(), account.cash(), Money.ZERO, Money.ZERO, debit,
                credit, debit, credit, Money.ZERO, Money.ZERO, Money.ZERO, Money.ZERO);
    }
}
