package zhangfang.statements;

import static org.assertj.core.api.Assertions.assertThat;
import static zhangfang.statements.HandMadeBooks.yuan;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import zhangfang.ledger.Figures.AccountFigures;
import zhangfang.money.Money;
import zhangfang.statements.TrialBalance.Row;
import zhangfang.statements.TrialBalance.Sides;

class TrialBalanceTest {

    private static final HandMadeBooks BOOKS = new HandMadeBooks()
            .account("1002", "170.00", "20.00", "0.00")
            .account("22210101", "VAT_INPUT", "30.00", "0.00", "0.00")
            .account("22210107", "VAT_OUTPUT", "-100.00", "0.00", "20.00")
            .account("3001", "-100.00", "0.00", "0.00")
            .account("5602", "0.00", "0.00", "0.00");

    @Test
    void netsTheLeavesBeforeAParentTakesASide() {
        TrialBalance balance = balance(null, Sides.ACTUAL, false);
        assertThat(row(balance, "2221").openingDebit()).isEqualTo(Money.ZERO);
        assertThat(row(balance, "2221").openingCredit()).isEqualTo(yuan("70.00"));
        assertThat(row(balance, "2221").closingCredit()).isEqualTo(yuan("90.00"));
    }

    @Test
    void putsAContraryBalanceOnItsRealSideOrNegativeOnTheAccountsSide() {
        assertThat(row(balance(null, Sides.ACTUAL, false), "22210101").openingDebit()).isEqualTo(yuan("30.00"));
        Row byDirection = row(balance(null, Sides.DIRECTION, false), "22210101");
        assertThat(byDirection.openingDebit()).isEqualTo(Money.ZERO);
        assertThat(byDirection.openingCredit()).isEqualTo(yuan("-30.00"));
    }

    @Test
    void countsEachAccountOnceInTheTotalsByTheRuleOfTheRows() {
        TrialBalance all = balance(null, Sides.ACTUAL, false);
        assertThat(all.totals().openingDebit()).isEqualTo(yuan("200.00")).isEqualTo(all.totals().openingCredit());
        TrialBalance firstLevel = balance(1, Sides.ACTUAL, false);
        assertThat(firstLevel.totals().openingDebit()).isEqualTo(yuan("170.00"));
        assertThat(firstLevel.totals().openingCredit()).isEqualTo(yuan("170.00"));
        TrialBalance byDirection = balance(null, Sides.DIRECTION, false);
        assertThat(byDirection.totals().openingDebit()).isEqualTo(yuan("170.00"));
        assertThat(byDirection.totals().openingCredit()).isEqualTo(yuan("170.00"));
        assertThat(all.checks()).allMatch(Check::passed);
    }

    @Test
    void hidesOnlyWhatHasNothingAtAllToShow() {
        assertThat(balance(null, Sides.ACTUAL, false).rows()).extracting(Row::code)
                .containsExactly("1002", "2221", "222101", "22210101", "22210107", "3001");
        assertThat(balance(null, Sides.ACTUAL, true).rows()).extracting(Row::code).contains("5602");
        assertThat(balance(1, Sides.ACTUAL, false).rows()).extracting(Row::code)
                .containsExactly("1002", "2221", "3001");
    }

    @Test
    void saysWhenDebitAndCreditDiffer() {
        TrialBalance balance = TrialBalance.of("2026-01", "2026-01", TrialBalance.Options.USUAL, false,
                range(new HandMadeBooks().account("1002", "0.00", "20.00", "0.00")), 0);
        assertThat(balance.checks()).filteredOn(check -> !check.passed()).extracting(Check::column)
                .containsExactly("period", "ytd", "closing");
    }

    private static TrialBalance balance(Integer level, Sides sides, boolean withZeros) {
        return TrialBalance.of("2026-01", "2026-01",
                new TrialBalance.Options(level, sides, withZeros, true, false, false, null, null), false, range(BOOKS), 0);
    }

    private static RangeFigures range(HandMadeBooks books) {
        return new RangeFigures(books.accounts().stream().collect(Collectors.toMap(AccountFigures::code,
                account -> account, (a, b) -> a, TreeMap::new)), Map.of(), false);
    }

    private static Row row(TrialBalance balance, String code) {
        return balance.rows().stream().filter(row -> row.code().equals(code)).findFirst().orElseThrow();
    }
}
