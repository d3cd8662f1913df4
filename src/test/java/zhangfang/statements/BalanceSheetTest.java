package zhangfang.statements;

import static org.assertj.core.api.Assertions.assertThat;
import static zhangfang.statements.HandMadeBooks.yuan;

import org.junit.jupiter.api.Test;
import zhangfang.money.Money;

class BalanceSheetTest {

    @Test
    void showsReceivablesAndPayablesByCounterpartyNeverByTheNetOfSeveral() {
        StatementSet set = new HandMadeBooks()
                .account("1122", "700.00", "0.00", "0.00")
                .counterparty("1122", "甲", "1000.00", "0.00", "0.00")
                .counterparty("1122", "乙", "-300.00", "0.00", "0.00")
                .account("2202", "-50.00", "0.00", "0.00")
                .counterparty("2202", "丙", "-250.00", "0.00", "0.00")
                .counterparty("2202", "丁", "200.00", "0.00", "0.00")
                .account("3001", "-650.00", "0.00", "0.00")
                .statements();
        assertThat(ending(set, 4)).isEqualTo(yuan("1000.00"));
        assertThat(ending(set, 34)).isEqualTo(yuan("300.00"));
        assertThat(ending(set, 33)).isEqualTo(yuan("250.00"));
        assertThat(ending(set, 5)).isEqualTo(yuan("200.00"));
        assertThat(ending(set, 30)).isEqualTo(yuan("1200.00")).isEqualTo(ending(set, 53));
    }

    @Test
    void doesNotSetOffAReceivableAgainstAnAdvanceOfTheSameCounterparty() {
        StatementSet set = new HandMadeBooks()
                .account("1122", "1000.00", "0.00", "0.00").counterparty("1122", "甲", "1000.00", "0.00", "0.00")
                .account("2203", "-400.00", "0.00", "0.00").counterparty("2203", "甲", "-400.00", "0.00", "0.00")
                .account("3001", "-600.00", "0.00", "0.00")
                .statements();
        assertThat(ending(set, 4)).isEqualTo(yuan("1000.00"));
        assertThat(ending(set, 34)).isEqualTo(yuan("400.00"));
    }

    @Test
    void takesEntriesWithoutCounterpartyAsABalanceOfTheirOwn() {
        StatementSet set = new HandMadeBooks()
                .account("1122", "0.00", "500.00", "200.00")
                .counterparty("1122", "甲", "0.00", "500.00", "0.00")
                .account("5001", "0.00", "0.00", "300.00")
                .statements();
        assertThat(ending(set, 4)).isEqualTo(yuan("500.00"));
        assertThat(ending(set, 34)).isEqualTo(yuan("200.00"));
    }

    @Test
    void judgesByLeafAccountWhereNoCounterpartiesAreKept() {
        StatementSet set = new HandMadeBooks()
                .account("112201", "1000.00", "0.00", "0.00").account("112202", "-300.00", "0.00", "0.00")
                .account("3001", "-700.00", "0.00", "0.00")
                .statements();
        assertThat(ending(set, 4)).isEqualTo(yuan("1000.00"));
        assertThat(ending(set, 34)).isEqualTo(yuan("300.00"));
    }

    @Test
    void doesNotReclassifyOtherReceivables() {
        StatementSet set = new HandMadeBooks()
                .account("122101", "100.00", "0.00", "0.00").account("122102", "-30.00", "0.00", "0.00")
                .account("3001", "-70.00", "0.00", "0.00")
                .statements();
        assertThat(ending(set, 8)).isEqualTo(yuan("70.00"));
    }

    /** Input 900 debit, output 500 credit: one net of 400 debit, although the column 进项税额 has 900. */
    @Test
    void netsTheColumnsOfVatBeforeJudgingTheirSide() {
        HandMadeBooks books = new HandMadeBooks()
                .roleOf("222101", "VAT")
                .account("22210101", "VAT_INPUT", "900.00", "0.00", "0.00")
                .account("22210107", "VAT_OUTPUT", "-500.00", "0.00", "0.00")
                .account("222102", "VAT_UNPAID", "-150.00", "0.00", "0.00")
                .account("222111", "CIT_PAYABLE", "-80.00", "0.00", "0.00")
                .account("3001", "-170.00", "0.00", "0.00");
        StatementSet asAsset = books.statements(true);
        assertThat(ending(asAsset, 14)).isEqualTo(yuan("400.00"));
        assertThat(ending(asAsset, 36)).isEqualTo(yuan("230.00"));
        StatementSet asNegativeLiability = books.statements(false);
        assertThat(ending(asNegativeLiability, 14)).isEqualTo(Money.ZERO);
        assertThat(ending(asNegativeLiability, 36)).isEqualTo(yuan("-170.00"));
        assertThat(asAsset.errors()).isEmpty();
        assertThat(asNegativeLiability.errors()).isEmpty();
    }

    @Test
    void judgesEachOtherKindOfVatByItselfWhateverItsCode() {
        StatementSet set = new HandMadeBooks()
                .account("222188", "VAT_INPUT_TO_CERTIFY", "60.00", "0.00", "0.00")
                .account("222177", "VAT_UNPAID", "-100.00", "0.00", "0.00")
                .account("222166", "VAT_OUTPUT_PENDING", "-40.00", "0.00", "0.00")
                .account("1002", "80.00", "0.00", "0.00")
                .statements();
        assertThat(ending(set, 14)).isEqualTo(yuan("60.00"));
        assertThat(ending(set, 36)).isEqualTo(yuan("100.00"));
        assertThat(ending(set, 40)).isEqualTo(yuan("40.00"));
        assertThat(ending(set, 53)).isEqualTo(ending(set, 30));
    }

    @Test
    void countsADetailOfVatThatLiesUnderItsColumnsAsWhatItsOwnRoleSays() {
        StatementSet set = new HandMadeBooks()
                .roleOf("222101", "VAT")
                .account("22210101", "VAT_INPUT_TO_DEDUCT", "60.00", "0.00", "0.00")
                .account("22210102", "VAT_OUTPUT", "-100.00", "0.00", "0.00")
                .account("1002", "40.00", "0.00", "0.00")
                .statements();
        assertThat(ending(set, 14)).isEqualTo(yuan("60.00"));
        assertThat(ending(set, 36)).isEqualTo(yuan("100.00"));
    }

    @Test
    void showsWhatIsNotCarriedForwardWithinUndistributedProfitAndSaysSo() {
        StatementSet set = new HandMadeBooks()
                .account("1002", "0.00", "100.00", "30.00").tag(1, "100.00").tag(6, "30.00")
                .account("5001", "0.00", "0.00", "100.00")
                .account("5602", "0.00", "30.00", "0.00")
                .statements();
        assertThat(set.balanceSheet().unclosed()).isTrue();
        assertThat(set.balanceSheet().unclosedAmount()).isEqualTo(yuan("70.00"));
        assertThat(ending(set, 51)).isEqualTo(yuan("70.00"));
        assertThat(set.errors()).isEmpty();
    }

    @Test
    void splitsPendingLossesOfAssetsByWhatTheyAre() {
        StatementSet set = new HandMadeBooks()
                .account("190101", "PENDING_CURRENT_LOSS", "10.00", "0.00", "0.00")
                .account("190155", "PENDING_NON_CURRENT_LOSS", "5.00", "0.00", "0.00")
                .account("3001", "-15.00", "0.00", "0.00")
                .statements();
        assertThat(ending(set, 14)).isEqualTo(yuan("10.00"));
        assertThat(ending(set, 28)).isEqualTo(yuan("5.00"));
    }

    @Test
    void explainsTheGrowthOfProfitByNetProfitAndWhatWasAppropriated() {
        StatementSet set = new HandMadeBooks()
                .account("1002", "0.00", "100.00", "0.00").tag(1, "100.00")
                .closed("5001", null, "100.00", "100.00", "100.00", "0.00")
                .closed("3103", null, "0.00", "100.00", "0.00", "100.00")
                .account("310401", "STATUTORY_RESERVE_APPROPRIATION", "0.00", "10.00", "0.00")
                .account("310101", "0.00", "0.00", "10.00")
                .statements();
        assertThat(check(set.balanceSheet(), "01-02-profit").passed()).isTrue();
        assertThat(check(set.balanceSheet(), "01-02-profit").left()).isEqualTo(yuan("90.00"));
        assertThat(set.errors()).isEmpty();
    }

    @Test
    void forbidsABalanceSheetThatDoesNotBalance() {
        StatementSet set = new HandMadeBooks().account("1403", "100.00", "0.00", "0.00").statements();
        assertThat(set.errors()).extracting(Check::id).contains("01-balance");
    }

    @Test
    void onlyWarnsWhereTheItemsWithinInventoriesExceedThem() {
        StatementSet set = new HandMadeBooks()
                .account("1403", "100.00", "0.00", "0.00").account("1407", "-20.00", "0.00", "0.00")
                .account("3001", "-80.00", "0.00", "0.00")
                .statements();
        assertThat(ending(set, 9)).isEqualTo(yuan("80.00"));
        assertThat(check(set.balanceSheet(), "01-9").passed()).isFalse();
        assertThat(set.errors()).isEmpty();
    }

    static Money ending(StatementSet set, int line) {
        return set.balanceSheet().amount(line, "ending");
    }

    static Check check(Statement statement, String id) {
        return statement.checks().stream().filter(check -> check.id().equals(id)).findFirst().orElseThrow();
    }
}
