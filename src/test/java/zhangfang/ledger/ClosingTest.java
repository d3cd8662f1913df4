package zhangfang.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import zhangfang.company.Company.TaxpayerType;
import zhangfang.identity.Actor;
import zhangfang.ledger.Books.Chart;
import zhangfang.ledger.Closing.Check;
import zhangfang.ledger.Closing.Closed;
import zhangfang.ledger.Closing.Severity;
import zhangfang.money.Money;
import zhangfang.testing.IntegrationTest;
import zhangfang.testing.TimeMachineForTests.Time;

@IntegrationTest
class ClosingTest {

    private static final YearMonth JANUARY = YearMonth.of(2026, 1);

    @Autowired
    private ApplicationContext context;
    @Autowired
    private Closing closing;
    @Autowired
    private Time time;

    private BookForTests book;

    @BeforeEach
    void aBook() {
        time.is("2026-02-10T10:00:00");
        book = BookForTests.open(context, "2026-01");
    }

    @Test
    void carriesIncomeAndExpensesForwardWithAVoucherOfTheSystem() {
        book.posted("2026-01-05,a,收入,1002,,100.00,", "2026-01-05,a,收入,5001,,,100.00",
                "2026-01-06,b,费用,560217,,30.00,", "2026-01-06,b,费用,1002,,,30.00");

        Closed closed = book.close("2026-01");

        Voucher voucher = book.vouchers().get(BookForTests.ACCOUNTANT, book.id, closed.carryForwardVoucher());
        assertThat(voucher).extracting(Voucher::date, Voucher::number, Voucher::kind, Voucher::preparedBy,
                Voucher::postedBy, Voucher::reviewedBy).containsExactly(LocalDate.of(2026, 1, 31), 3,
                Voucher.Kind.CARRY_FORWARD, "SYSTEM", "SYSTEM", null);
        assertThat(voucher.entries()).extracting(entry -> entry.accountCode() + " " + entry.debit() + " " + entry.credit())
                .containsExactly("5001 100.00 0.00", "3103 0.00 100.00", "560217 0.00 30.00", "3103 30.00 0.00");
        assertThat(closed.checks()).allMatch(Check::passed);
        assertThat(closing.isClosed(book.id, JANUARY)).isTrue();
    }

    @Test
    void refusesWhileVouchersAreNotPostedOrTheMonthBeforeIsOpen() {
        book.imported("2026-02-05,a,收入,1002,,100.00,", "2026-02-05,a,收入,5001,,,100.00");

        assertThatThrownBy(() -> book.close("2026-02")).hasMessageContaining("previousClosed")
                .hasMessageContaining("allPosted");
        assertThatThrownBy(() -> book.close("2025-12")).hasMessageContaining("beforeBook");
        assertThat(book.close("2026-01").carryForwardVoucher()).as("nothing to carry").isNull();
        assertThatThrownBy(() -> book.close("2026-01")).hasMessageContaining("closedBefore");
    }

    @Test
    void warnsOfNegativeCashAndCashWithoutALineButCloses() {
        book.posted("2026-01-05,a,付款,2241,,5.00,", "2026-01-05,a,付款,1001,,,5.00",
                "2026-01-05,b,调整,1002,,5.00,", "2026-01-05,b,调整,3103,,,5.00");

        List<Check> failed = book.close("2026-01").checks().stream().filter(check -> !check.passed()).toList();

        assertThat(failed).extracting(Check::key).containsExactly("ledger.check.cashNotNegative",
                "ledger.check.cashTagged");
        assertThat(failed).allMatch(check -> check.severity() == Severity.WARNING);
        assertThat(failed.get(0).args()).first().asString().contains("1001").contains("-5.00");
    }

    @Test
    void carriesForwardWhatWasAddedAfterReopening() {
        book.posted("2026-01-05,a,收入,1002,,100.00,", "2026-01-05,a,收入,5001,,,100.00");
        book.close("2026-01");
        Actor owner = new Actor("owner", Set.of(), Set.of(book.id));
        assertThatThrownBy(() -> closing.reopen(BookForTests.ACCOUNTANT, book.id, JANUARY, "补记"))
                .hasMessageContaining("notReviewer");
        assertThatThrownBy(() -> closing.reopen(BookForTests.REVIEWER, book.id, JANUARY, " "))
                .hasMessageContaining("noReason");

        closing.reopen(owner, book.id, JANUARY, "少记一笔");
        book.posted("2026-01-20,c,收入,1002,,8.00,", "2026-01-20,c,收入,5001,,,8.00");
        Closed again = book.close("2026-01");

        assertThat(book.vouchers().get(BookForTests.ACCOUNTANT, book.id, again.carryForwardVoucher()).entries())
                .extracting(entry -> entry.accountCode() + " " + entry.debit() + " " + entry.credit())
                .containsExactly("5001 8.00 0.00", "3103 0.00 8.00");
        assertThat(book.account("3103", "2026-01").closing()).isEqualTo(Money.of("-108.00"));
    }

    @Test
    void staysClosedOnceALaterMonthIsClosed() {
        book.close("2026-01");
        book.close("2026-02");

        assertThatThrownBy(() -> closing.reopen(BookForTests.REVIEWER, book.id, JANUARY, "补记"))
                .hasMessageContaining("laterClosed");
        assertThatThrownBy(() -> closing.reopen(BookForTests.REVIEWER, book.id, YearMonth.of(2026, 3), "补记"))
                .hasMessageContaining("ledger.period.open");
    }

    @Test
    void makesUndistributedProfitAtTheYearsEndWhereItIsMissing() {
        BookForTests december = BookForTests.open(context, "2025-12", Chart.FIRST_LEVEL, TaxpayerType.GENERAL);
        december.posted("2025-12-05,a,收入,1002,,100.00,", "2025-12-05,a,收入,5001,,,100.00",
                "2025-12-20,b,分红,310402,利润分配_应付利润,40.00,", "2025-12-20,b,分红,1002,,,40.00");

        december.close("2025-12");

        assertThat(december.account("310415", "2025-12")).satisfies(undistributed -> {
            assertThat(undistributed.role()).isEqualTo("RETAINED_EARNINGS");
            assertThat(undistributed.closing()).as("the profit less what was distributed").isEqualTo(Money.of("-60.00"));
        });
        assertThat(december.account("310402", "2025-12").closing()).isEqualTo(Money.ZERO);
        assertThat(december.account("3103", "2026-01").yearStart()).isEqualTo(Money.ZERO);
        assertThat(december.account("3104", "2026-01").yearStart()).isEqualTo(Money.of("-60.00"));
    }

    @Test
    void putsUndistributedProfitOnTheFirstLevelAccountWhereThatHasNoSubAccounts() {
        BookForTests december = BookForTests.open(context, "2025-12", Chart.FIRST_LEVEL, TaxpayerType.GENERAL);
        december.posted("2025-12-05,a,费用,5602,,100.00,", "2025-12-05,a,费用,1002,,,100.00");

        december.close("2025-12");

        assertThat(december.account("3104", "2025-12").closing()).isEqualTo(Money.of("100.00"));
        assertThat(december.cash(6, "2025-12")).isEqualTo(Money.of("100.00"));
    }

    @Test
    void leavesNothingToCarryWhereTheImportBroughtItsOwnCarryForward() {
        book.posted("2026-01-05,a,收入,1002,,100.00,", "2026-01-05,a,收入,5001,,,100.00",
                "2026-01-31,b,结转,5001,,100.00,", "2026-01-31,b,结转,3103,,,100.00");

        assertThat(book.close("2026-01").carryForwardVoucher()).isNull();
    }
}
