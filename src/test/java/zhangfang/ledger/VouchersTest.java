package zhangfang.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import zhangfang.identity.Actor;
import zhangfang.identity.Role;
import zhangfang.ledger.Voucher.Kind;
import zhangfang.ledger.Voucher.State;
import zhangfang.ledger.Vouchers.Draft;
import zhangfang.ledger.Vouchers.DraftEntry;
import zhangfang.ledger.Vouchers.Progress;
import zhangfang.money.Money;
import zhangfang.testing.IntegrationTest;
import zhangfang.testing.TimeMachineForTests.Time;

@IntegrationTest
class VouchersTest {

    private static final YearMonth JANUARY = YearMonth.of(2026, 1);
    private static final Actor OTHER_REVIEWER = new Actor("other-reviewer", Set.of(Role.REVIEWER), Set.of());

    @Autowired
    private ApplicationContext context;
    @Autowired
    private Vouchers vouchers;
    @Autowired
    private Time time;

    private BookForTests book;

    @BeforeEach
    void aBook() {
        time.is("2026-02-10T10:00:00");
        book = BookForTests.open(context, "2026-01");
    }

    private static Draft rent(String date, String amount) {
        return new Draft(date, null, List.of(new DraftEntry("房租", "560217", null, amount, null, null, null),
                new DraftEntry("房租", "1002", null, null, amount, null, null)));
    }

    @Test
    void goesFromDraftToReviewedToPostedAndIsNumberedByDateWhenPosted() {
        Voucher late = vouchers.write(BookForTests.ACCOUNTANT, book.id, rent("2026-01-20", "20"), false);
        Voucher early = vouchers.write(BookForTests.ACCOUNTANT, book.id, rent("2026-01-05", "5"), false);
        assertThat(vouchers.progress(book.id, JANUARY)).isEqualTo(new Progress(2, 0, 0));

        assertThat(vouchers.reviewAndPostAll(BookForTests.REVIEWER, book.id, JANUARY)).isEqualTo(2);
        assertThat(vouchers.reviewAndPostAll(BookForTests.REVIEWER, book.id, JANUARY)).isZero();

        assertThat(vouchers.progress(book.id, JANUARY)).isEqualTo(new Progress(0, 0, 2));
        assertThat(vouchers.get(BookForTests.ACCOUNTANT, book.id, early.id()).number()).isEqualTo(1);
        assertThat(vouchers.get(BookForTests.ACCOUNTANT, book.id, late.id())).satisfies(posted -> {
            assertThat(posted.number()).isEqualTo(2);
            assertThat(posted.preparedBy()).isEqualTo("test-accountant");
            assertThat(posted.reviewedBy()).isEqualTo("test-reviewer");
        });
        assertThat(book.account("560217", "2026-01").debit()).isEqualTo(Money.of("25.00"));
    }

    @Test
    void isNeverReviewedByItsPreparer() {
        Voucher own = vouchers.write(BookForTests.REVIEWER, book.id, rent("2026-01-20", "20"), false);

        assertThatThrownBy(() -> vouchers.review(BookForTests.REVIEWER, book.id, List.of(own.id())))
                .hasMessageContaining("ownReview");
        assertThatThrownBy(() -> vouchers.reviewAndPostAll(BookForTests.REVIEWER, book.id, JANUARY))
                .hasMessageContaining("ownReview");
        assertThatThrownBy(() -> vouchers.review(BookForTests.ACCOUNTANT, book.id, List.of(own.id())))
                .hasMessageContaining("notReviewer");

        assertThat(vouchers.review(OTHER_REVIEWER, book.id, List.of(own.id()))).singleElement()
                .extracting(Voucher::state).isEqualTo(State.REVIEWED);
        assertThat(vouchers.post(BookForTests.REVIEWER, book.id, List.of(own.id()))).singleElement()
                .extracting(Voucher::number).isEqualTo(1);
    }

    @Test
    void becomesADraftAgainWhenChangedAndBelongsToWhoChangedIt() {
        Voucher voucher = vouchers.write(BookForTests.ACCOUNTANT, book.id, rent("2026-01-20", "20"), false);
        vouchers.review(BookForTests.REVIEWER, book.id, List.of(voucher.id()));

        Voucher changed = vouchers.change(BookForTests.REVIEWER, book.id, voucher.id(), rent("2026-02-01", "30"));

        assertThat(changed).extracting(Voucher::state, Voucher::preparedBy, Voucher::reviewedBy, Voucher::period)
                .containsExactly(State.DRAFT, "test-reviewer", null, YearMonth.of(2026, 2));
        assertThat(changed.entries()).hasSize(2).first().extracting(Voucher.Entry::debit).isEqualTo(Money.of("30.00"));
        vouchers.delete(BookForTests.ACCOUNTANT, book.id, voucher.id());
        assertThatThrownBy(() -> vouchers.get(BookForTests.ACCOUNTANT, book.id, voucher.id()))
                .hasMessageContaining("notFound");
    }

    @Test
    void neverChangesOncePosted() {
        Voucher posted = vouchers.write(BookForTests.REVIEWER, book.id, rent("2026-01-20", "20"), true);
        assertThat(posted).extracting(Voucher::preparedBy, Voucher::reviewedBy, Voucher::number)
                .containsExactly(Vouchers.EXTERNAL_IMPORT, "test-reviewer", 1);

        assertThatThrownBy(() -> vouchers.change(BookForTests.ACCOUNTANT, book.id, posted.id(), rent("2026-01-20", "1")))
                .hasMessageContaining("ledger.voucher.posted");
        assertThatThrownBy(() -> vouchers.delete(BookForTests.ACCOUNTANT, book.id, posted.id()))
                .hasMessageContaining("ledger.voucher.posted");
    }

    @Test
    void isWrittenOnceWhenTheCallIsRepeatedWithItsKey() {
        Voucher first = vouchers.write(BookForTests.REVIEWER, book.id, rent("2026-01-20", "20"), true, "k1");
        book.close("2026-01");

        assertThat(vouchers.write(BookForTests.REVIEWER, book.id, rent("2026-01-20", "20.00"), true, "k1").id())
                .isEqualTo(first.id());
        assertThatThrownBy(() -> vouchers.write(BookForTests.REVIEWER, book.id, rent("2026-01-20", "21"), true, "k1"))
                .hasMessageContaining("requestKeyUsed");
        assertThat(vouchers.progress(book.id, JANUARY).posted()).isEqualTo(2);
    }

    @Test
    void isReversedOnceIntoItsMonthWithRedFiguresOnTheSameSides() {
        Voucher posted = vouchers.write(BookForTests.REVIEWER, book.id, rent("2026-01-20", "20"), true);

        Voucher draft = vouchers.reverse(BookForTests.ACCOUNTANT, book.id, posted.id(), null, false);

        assertThat(draft).extracting(Voucher::state, Voucher::period, Voucher::reverses)
                .containsExactly(State.DRAFT, JANUARY, posted.id());
        assertThat(draft.entries()).extracting(Voucher.Entry::debit, Voucher.Entry::credit)
                .containsExactly(tuple(Money.of("-20.00"), Money.ZERO),
                        tuple(Money.ZERO, Money.of("-20.00")));
        assertThat(draft.entries().get(0).summary()).isEqualTo("注销1月20日1号凭证");
        assertThatThrownBy(() -> vouchers.reverse(BookForTests.REVIEWER, book.id, posted.id(), null, true))
                .hasMessageContaining("reversedBefore");
        assertThatThrownBy(() -> vouchers.change(BookForTests.ACCOUNTANT, book.id, draft.id(), rent("2026-01-20", "1")))
                .hasMessageContaining("reversalIsFixed");
        vouchers.reviewAndPostAll(BookForTests.REVIEWER, book.id, JANUARY);
        assertThat(book.account("1002", "2026-01").closing()).isEqualTo(Money.ZERO);
        assertThat(book.cash(6, "2026-01")).isEqualTo(Money.ZERO);
    }

    @Test
    void isReversedIntoTheFirstOpenMonthWhenItsOwnIsClosed() {
        Voucher posted = vouchers.write(BookForTests.REVIEWER, book.id, rent("2026-01-20", "20"), true);
        book.close("2026-01");

        assertThatThrownBy(() -> vouchers.reverse(BookForTests.REVIEWER, book.id, posted.id(), JANUARY, true))
                .hasMessageContaining("ledger.period.closed");
        Voucher reversal = vouchers.reverse(BookForTests.REVIEWER, book.id, posted.id(), null, true);

        assertThat(reversal).extracting(Voucher::date, Voucher::number)
                .containsExactly(LocalDate.of(2026, 2, 10), 1);
        assertThat(book.cash(6, "2026-01")).isEqualTo(Money.of("20.00"));
        assertThat(book.cash(6, "2026-02")).isEqualTo(Money.of("-20.00"));
    }

    @Test
    void movesCashToAnotherLineWithoutTouchingTheVoucherAndTakesThatLineBackWhenReversed() {
        Voucher posted = vouchers.write(BookForTests.REVIEWER, book.id, rent("2026-01-20", "20"), true);

        retag(posted, 1, 3);

        assertThat(book.cash(6, "2026-01")).isEqualTo(Money.ZERO);
        assertThat(book.cash(3, "2026-01")).isEqualTo(Money.of("20.00"));
        assertThatThrownBy(() -> retag(posted, 2, 3))
                .hasMessageContaining("noCashOnLine");
        assertThatThrownBy(() -> retag(posted, 1, 7))
                .hasMessageContaining("badCashFlowLine");
        vouchers.reverse(BookForTests.REVIEWER, book.id, posted.id(), null, true);
        assertThat(book.cash(3, "2026-01")).isEqualTo(Money.ZERO);
        assertThat(book.cash(6, "2026-01")).isEqualTo(Money.ZERO);
    }

    private void retag(Voucher voucher, int line, Integer cashFlowLine) {
        context.getBean(CashFlows.class).tag(BookForTests.ACCOUNTANT, book.id,
                List.of(new CashFlows.Tag(voucher.id(), line, cashFlowLine)));
    }

    @Test
    void showsCashThatCarriesNoLine() {
        book.posted("2026-01-05,a,调整,1002,,5.00,", "2026-01-05,a,调整,3103,,,5.00");

        Figures.CashFigures cash = book.figures().cash(book.id, JANUARY, JANUARY);

        assertThat(cash.untaggedPeriod()).isEqualTo(Money.of("5.00"));
        assertThat(cash.period().values()).allMatch(Money::isZero);
    }

    @Test
    void isKnownAsCarryForwardByItsLinesAlsoWhenImported() {
        List<Voucher> imported = book.posted(
                "2026-01-05,a,收入,1002,,5.00,", "2026-01-05,a,收入,5001,,,5.00",
                "2026-01-31,b,结转,5001,,5.00,", "2026-01-31,b,结转,3103,,,5.00",
                "2026-01-31,c,利润分配,3103,,1.00,", "2026-01-31,c,利润分配,310415,,,1.00",
                "2026-01-31,d,重分类,560205,,1.00,", "2026-01-31,d,重分类,560206,,,1.00");

        assertThat(imported).extracting(Voucher::kind)
                .containsExactly(Kind.GENERAL, Kind.CARRY_FORWARD, Kind.GENERAL, Kind.GENERAL);
        assertThat(book.account("5001", "2026-01")).satisfies(revenue -> {
            assertThat(revenue.debit()).isEqualTo(Money.of("5.00"));
            assertThat(revenue.carriedDebit()).isEqualTo(Money.of("5.00"));
            assertThat(revenue.carriedCredit()).isEqualTo(Money.ZERO);
        });
    }

    @Test
    void importsSubAccountsOfOtherSoftwareWithTheirRoles() {
        book.posted("2026-01-05,a,招待,560230,管理费用_业务招待费,5.00,", "2026-01-05,a,招待,100201,银行存款_工行,,5.00");

        assertThat(book.account("560230", "2026-01").role()).isEqualTo("BUSINESS_ENTERTAINMENT");
        assertThat(book.account("100201", "2026-01").cash()).isTrue();
        assertThat(book.account("1002", "2026-01").leaf()).isFalse();
        assertThat(book.account("1002", "2026-01").closing()).isEqualTo(Money.of("-5.00"));
        assertThatThrownBy(() -> book.posted("2026-01-06,a,x,1002,,5.00,", "2026-01-06,a,x,2241,,,5.00"))
                .hasMessageContaining("hasSubAccounts");
        assertThatThrownBy(() -> book.posted("2026-01-06,a,x,10020101,银行存款_工行_一,5.00,",
                "2026-01-06,a,x,2241,,,5.00")).hasMessageContaining("parentInUse");
    }
}
