package zhangfang.statements;

import static org.assertj.core.api.Assertions.assertThat;
import static zhangfang.statements.HandMadeBooks.yuan;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import zhangfang.company.Company.Standard;
import zhangfang.ledger.Presentation;
import zhangfang.money.Money;

class IncomeStatementTest {

    private static final Presentation USUAL = new Presentation(true, false);

    @Test
    void leavesOutCarryForwardVouchers() {
        StatementSet set = new HandMadeBooks()
                .closed("5001", null, "1950.00", "1950.00", "1950.00", "0.00")
                .closed("5602", null, "200.00", "200.00", "0.00", "200.00")
                .statements();
        assertThat(period(set, 1)).isEqualTo(yuan("1950.00"));
        assertThat(period(set, 14)).isEqualTo(yuan("200.00"));
        assertThat(period(set, 32)).isEqualTo(yuan("1750.00"));
    }

    @Test
    void lessensRevenueByReturnsAndExpensesByWhatIsWrittenBack() {
        StatementSet set = new HandMadeBooks()
                .account("5001", "0.00", "100.00", "1000.00")
                .account("5602", "0.00", "300.00", "50.00")
                .account("1002", "0.00", "850.00", "200.00")
                .statements();
        assertThat(period(set, 1)).isEqualTo(yuan("900.00"));
        assertThat(period(set, 14)).isEqualTo(yuan("250.00"));
    }

    /** A red credit of income that is carried forward on the debit side, red as well. */
    @Test
    void keepsTheSignOfRedFigures() {
        StatementSet set = new HandMadeBooks()
                .closed("5001", null, "-40.00", "-40.00", "-40.00", "0.00")
                .closed("3103", null, "0.00", "-40.00", "0.00", "-40.00")
                .statements();
        assertThat(period(set, 1)).isEqualTo(yuan("-40.00"));
        assertThat(period(set, 32)).isEqualTo(yuan("-40.00"));
    }

    @Test
    void showsInterestAsExpenseLessIncomeOnWhicheverSideIncomeWasBooked() {
        StatementSet creditBooked = new HandMadeBooks()
                .account("560311", "INTEREST_EXPENSE", "0.00", "30.00", "0.00")
                .account("560322", "INTEREST_INCOME", "0.00", "0.00", "80.00")
                .statements();
        StatementSet redBooked = new HandMadeBooks()
                .account("560311", "INTEREST_EXPENSE", "0.00", "30.00", "0.00")
                .account("560322", "INTEREST_INCOME", "0.00", "-80.00", "0.00")
                .statements();
        assertThat(period(creditBooked, 19)).isEqualTo(yuan("-50.00"));
        assertThat(period(redBooked, 19)).isEqualTo(yuan("-50.00"));
        assertThat(period(redBooked, 18)).isEqualTo(yuan("-50.00"));
    }

    @Test
    void addsInvestmentIncomeToOperatingProfit() {
        StatementSet set = new HandMadeBooks()
                .account("5001", "0.00", "0.00", "100.00").account("5111", "0.00", "0.00", "20.00").statements();
        assertThat(period(set, 21)).isEqualTo(yuan("120.00"));
    }

    @Test
    void onlyWarnsWhereNetInterestExceedsFinancialExpenses() {
        StatementSet set = new HandMadeBooks()
                .account("560301", "INTEREST_EXPENSE", "0.00", "10.00", "0.00")
                .account("560304", "BANK_CHARGES", "0.00", "-15.00", "0.00")
                .statements();
        Check check = BalanceSheetTest.check(set.incomeStatement(), "02-18");
        assertThat(check.passed()).isFalse();
        assertThat(check.kind()).isEqualTo(Check.Kind.WARNING);
        assertThat(check.forbidsIssue()).isFalse();
    }

    @Test
    void takesItemsFromRolesWhereOtherSoftwareUsesOtherCodes() {
        StatementSet set = new HandMadeBooks()
                .account("540301", null, "0.00", "5.00", "0.00")
                .account("540399", "URBAN_CONSTRUCTION_TAX", "0.00", "7.00", "0.00")
                .statements();
        assertThat(period(set, 3)).isEqualTo(yuan("12.00"));
        assertThat(period(set, 4)).isEqualTo(Money.ZERO);
        assertThat(period(set, 6)).isEqualTo(yuan("7.00"));
    }

    @Test
    void checksThatMonthsAddUpToTheYear() {
        BooksAt january = new HandMadeBooks().account("5001", "0.00", "0.00", "100.00").books();
        BooksAt februaryThatForgotJanuary = new HandMadeBooks().account("5001", "0.00", "0.00", "40.00").books();
        StatementSet set = new StatementDraft(Standard.SMALL_ENTERPRISE, ReportPeriod.parse("2026-02"),
                februaryThatForgotJanuary, Optional.of(january), Optional.empty(), USUAL, true, Layout.MINISTRY, Optional.empty()).drawUp();
        Check check = BalanceSheetTest.check(set.incomeStatement(), "02-continuity-32");
        assertThat(check.passed()).isFalse();
        assertThat(check.right()).isEqualTo(yuan("140.00"));
    }

    @Test
    void comparesAYearWithTheWholeYearBefore() {
        BooksAt lastYear = new HandMadeBooks().account("5001", "0.00", "0.00", "900.00").books();
        BooksAt thisYear = new HandMadeBooks().account("5001", "0.00", "0.00", "100.00").books();
        Statement known = new StatementDraft(Standard.SMALL_ENTERPRISE, ReportPeriod.parse("2026"), thisYear,
                Optional.of(lastYear), Optional.empty(), USUAL, false, Layout.MINISTRY, Optional.empty()).drawUp().incomeStatement();
        assertThat(known.columns()).containsExactly("ytd", "priorYear");
        assertThat(known.amount(1, "priorYear")).isEqualTo(yuan("900.00"));
        Statement unknown = new StatementDraft(Standard.SMALL_ENTERPRISE, ReportPeriod.parse("2026"), thisYear,
                Optional.empty(), Optional.empty(), USUAL, false, Layout.MINISTRY, Optional.empty()).drawUp().incomeStatement();
        assertThat(unknown.amount(1, "priorYear")).isNull();
    }

    private static Money period(StatementSet set, int line) {
        return set.incomeStatement().amount(line, "period");
    }
}
