package zhangfang.statements;

import static org.assertj.core.api.Assertions.assertThat;
import static zhangfang.statements.HandMadeBooks.yuan;

import org.junit.jupiter.api.Test;
import zhangfang.statements.Statement.LineKind;

class CashFlowTest {

    @Test
    void sumsThreeActivitiesAndEndsWithTheCashOfTheBalanceSheet() {
        Statement cashFlow = new HandMadeBooks()
                .account("1002", "30.00", "90.00", "50.00").tag(1, "40.00").tag(3, "20.00").tag(16, "30.00")
                .tag(15, "50.00")
                .statements().cashFlow();
        assertThat(cashFlow.amount(7, "period")).isEqualTo(yuan("20.00"));
        assertThat(cashFlow.amount(19, "period")).isEqualTo(yuan("20.00"));
        assertThat(cashFlow.amount(20, "period")).isEqualTo(yuan("40.00"));
        assertThat(cashFlow.amount(21, "period")).isEqualTo(yuan("30.00"));
        assertThat(cashFlow.amount(22, "period")).isEqualTo(yuan("70.00"));
        assertThat(cashFlow.checks()).allMatch(Check::passed);
        assertThat(cashFlow.rows()).hasSize(22);
    }

    @Test
    void subtractsRepaymentInterestAndDistribution() {
        Statement cashFlow = new HandMadeBooks()
                .account("1002", "100.00", "0.00", "60.00").tag(16, "10.00").tag(17, "20.00").tag(18, "30.00")
                .statements().cashFlow();
        assertThat(cashFlow.amount(19, "ytd")).isEqualTo(yuan("-60.00"));
    }

    @Test
    void showsUntaggedCashAsALineOfItsOwnAndForbidsIssuing() {
        StatementSet set = new HandMadeBooks().account("1002", "0.00", "100.00", "0.00")
                .account("3101", "0.00", "0.00", "100.00").untagged("100.00").statements();
        assertThat(set.cashFlow().rows()).last().satisfies(row -> {
            assertThat(row.line()).isNull();
            assertThat(row.kind()).isEqualTo(LineKind.UNTAGGED);
            assertThat(row.amount("period")).isEqualTo(yuan("100.00"));
        });
        assertThat(set.cashFlow().amount(20, "period")).isEqualTo(yuan("0.00"));
        assertThat(set.errors()).extracting(Check::id).contains("03-untagged", "03-01-end-period");
    }

    @Test
    void leavesRestrictedFundsOutOfCash() {
        StatementSet set = new HandMadeBooks()
                .account("1002", "100.00", "0.00", "40.00").restricted("101204", "0.00", "40.00", "0.00")
                .tag(6, "40.00").account("3001", "-100.00", "0.00", "0.00")
                .statements();
        assertThat(set.balanceSheet().amount(1, "ending")).isEqualTo(yuan("100.00"));
        assertThat(set.cashFlow().amount(22, "period")).isEqualTo(yuan("60.00"));
        assertThat(set.errors()).isEmpty();
    }
}
