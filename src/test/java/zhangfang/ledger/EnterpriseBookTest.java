package zhangfang.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.YearMonth;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import zhangfang.company.Company.Standard;
import zhangfang.company.Company.TaxpayerType;
import zhangfang.ledger.Books.Chart;
import zhangfang.money.Money;
import zhangfang.testing.IntegrationTest;
import zhangfang.testing.TimeMachineForTests.Time;

/** A book by 企业会计准则, where the same digits mean other things than in one by 小企业会计准则. */
@IntegrationTest
class EnterpriseBookTest {

    @Autowired
    private ApplicationContext context;
    @Autowired
    private Time time;

    @BeforeEach
    void clock() {
        time.is("2027-01-10T10:00:00");
    }

    private BookForTests book(String start, Chart chart) {
        return BookForTests.open(context, start, chart, TaxpayerType.GENERAL, Standard.ENTERPRISE);
    }

    @Test
    void carriesProfitAndLossForwardButNeitherProductionCostNorEarlierYears() {
        BookForTests book = book("2026-12", Chart.STANDARD);
        book.posted("2026-12-05,a,收入,1002,,100.00,", "2026-12-05,a,收入,6001,,,100.00",
                "2026-12-06,b,生产领料,5001,,30.00,", "2026-12-06,b,生产领料,1002,,,30.00",
                "2026-12-07,c,上年少计费用,6901,,8.00,", "2026-12-07,c,上年少计费用,2241,,,8.00",
                "2026-12-08,d,租金,660207,,40.00,", "2026-12-08,d,租金,1002,,,40.00");

        book.close("2026-12");

        List<Voucher> closing = book.vouchers().ofPeriod(BookForTests.ACCOUNTANT, book.id, YearMonth.of(2026, 12)).stream()
                .filter(voucher -> voucher.origin() == Voucher.Origin.CLOSING).toList();
        assertThat(closing).extracting(Voucher::kind).containsExactly(Voucher.Kind.CARRY_FORWARD, Voucher.Kind.GENERAL,
                Voucher.Kind.GENERAL);
        assertThat(closing.stream().flatMap(voucher -> voucher.entries().stream()))
                .extracting(entry -> entry.accountCode() + " " + entry.debit() + " " + entry.credit())
                .containsExactly("6001 100.00 0.00", "4103 0.00 100.00", "660207 0.00 40.00", "4103 40.00 0.00",
                        "6901 0.00 8.00", "410415 8.00 0.00", "4103 60.00 0.00", "410415 0.00 60.00");
        assertThat(book.account("5001", "2026-12").closing()).isEqualTo(Money.of("30.00"));
        assertThat(book.account("6901", "2026-12").closing()).isEqualTo(Money.ZERO);
    }

    @Test
    void closesAYearOfFirstLevelAccounts() {
        BookForTests book = book("2026-12", Chart.FIRST_LEVEL);
        book.posted("2026-12-05,a,收入,1002,,100.00,", "2026-12-05,a,收入,6001,,,100.00",
                "2026-12-07,c,上年多计费用,2241,,8.00,", "2026-12-07,c,上年多计费用,6901,,,8.00");

        book.close("2026-12");

        assertThat(book.account("4103", "2026-12").closing()).isEqualTo(Money.ZERO);
        assertThat(book.account("4104", "2026-12").closing()).isEqualTo(Money.of("-108.00"));
    }

    @Test
    void recognisesACarryForwardVoucherByItsOwnProfitAccount() {
        BookForTests book = book("2026-11", Chart.STANDARD);
        List<Voucher> vouchers = book.posted("2026-11-30,a,结转,6001,,100.00,", "2026-11-30,a,结转,4103,,,100.00",
                "2026-11-30,b,完工,1405,,30.00,", "2026-11-30,b,完工,5001,,,30.00",
                "2026-11-30,c,结转,4103,,30.00,", "2026-11-30,c,结转,5001,,,30.00");
        assertThat(vouchers).extracting(Voucher::kind).containsExactly(Voucher.Kind.CARRY_FORWARD, Voucher.Kind.GENERAL,
                Voucher.Kind.GENERAL);
        assertThatThrownBy(() -> book.posted("2026-11-30,d,结转,6001,,1.00,", "2026-11-30,d,结转,3103,,,1.00"))
                .hasMessageContaining("ledger.account.unknown");
    }

    @Test
    void takesTheLinesOfItsOwnCashFlowStatementOnly() {
        BookForTests book = book("2026-11", Chart.STANDARD);
        BookForTests small = BookForTests.open(context, "2026-11");
        assertThatCode(() -> tagged(book, 32)).doesNotThrowAnyException();
        assertThatThrownBy(() -> tagged(book, 10)).as("a sum").hasMessageContaining("badCashFlowLine");
        assertThatThrownBy(() -> tagged(book, 36)).hasMessageContaining("badCashFlowLine");
        assertThatThrownBy(() -> tagged(small, 32)).hasMessageContaining("badCashFlowLine");
        assertThatCode(() -> tagged(small, 10)).doesNotThrowAnyException();
    }

    private static void tagged(BookForTests book, int line) {
        String number = "n" + line;
        book.importFile(BookForTests.HEADER + ",cash_flow_line\n2026-11-05," + number + ",收款,1002,,5.00,,\n2026-11-05,"
                + number + ",收款,1122,,,5.00," + line + "\n", true);
    }

    @Test
    void tellsIncomeBeforeTheStartFromWhatWasCarriedForward() {
        BookForTests book = book("2026-10", Chart.STANDARD);
        book.opening("""
                account_code,account_name,debit,credit,ytd_debit,ytd_credit
                1002,,91.00,,99.00,8.00
                4103,,,97.00,3.00,100.00
                410415,,,-6.00,6.00,0.00
                6001,,,,90.00,90.00
                660302,,,,10.00,10.00
                660203,,,,3.00,3.00
                6901,,,,6.00,6.00
                """.getBytes(StandardCharsets.UTF_8));

        assertThat(profit(book, "6001")).isEqualTo(Money.of("90.00"));
        assertThat(profit(book, "660302")).as("interest income").isEqualTo(Money.of("10.00"));
        assertThat(profit(book, "660203")).isEqualTo(Money.of("-3.00"));
        assertThat(profit(book, "6901")).as("went to 利润分配, which shows it").isEqualTo(Money.ZERO);
    }

    private static Money profit(BookForTests book, String code) {
        Figures.AccountFigures account = book.account(code, "2026-10");
        return account.ytdCredit().minus(account.ytdCarriedCredit()).minus(account.ytdDebit())
                .plus(account.ytdCarriedDebit());
    }
}
