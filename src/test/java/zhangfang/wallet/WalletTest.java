package zhangfang.wallet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import zhangfang.identity.Actor;
import zhangfang.money.Money;
import zhangfang.refusal.Refusal;
import zhangfang.testing.IntegrationTest;
import zhangfang.testing.Purchases;
import zhangfang.testing.TimeMachineForTests.Time;

/** Balance and entries. */
@IntegrationTest
class WalletTest {

    @Autowired
    ApplicationContext context;
    @Autowired
    Time time;
    @Autowired
    Wallet wallet;
    @Autowired
    WalletCheck check;
    @Autowired
    WalletStatements statements;
    @Autowired
    TransactionTemplate transaction;
    @Autowired
    JdbcClient jdbc;

    private Purchases shop;

    @BeforeEach
    void itIsTheTenthOfNovember() {
        time.is("2026-11-10T09:00:00");
        shop = new Purchases(context);
    }

    @AfterEach
    void theRestSleeps() {
        shop.sleep();
    }

    @Test
    void aGiftIsCreditedOncePerReferenceAndSpentFirst() {
        String reference = "G-" + shop.companyId;
        wallet.give(shop.actor(shop.finance), shop.companyId, reference, Money.of("100.00"), "开业活动");
        wallet.give(shop.actor(shop.finance), shop.companyId, reference, Money.of("100.00"), "开业活动");
        shop.haveMoney("250.00");

        shop.pay(shop.order("MONTH"));

        Balance balance = wallet.balance(shop.companyId);
        assertThat(balance.total()).isEqualTo(Money.of("50.00"));
        assertThat(balance.gift()).isEqualTo(Money.ZERO);
        assertThat(balance.cashConsumed()).isEqualTo(Money.of("200.00"));
    }

    @Test
    void onlyFinanceGivesAndSaysWhy() {
        assertThatThrownBy(() -> wallet.give(shop.actor(shop.customer), shop.companyId, "G1", Money.of("1.00"), "x"))
                .isInstanceOf(Refusal.class).hasMessageContaining("onlyFinance");
        assertThatThrownBy(() -> wallet.give(shop.actor(shop.finance), shop.companyId, "G2", Money.of("1.00"), " "))
                .isInstanceOf(Refusal.class).hasMessageContaining("noReason");
        assertThatThrownBy(() -> wallet.give(shop.actor(shop.finance), shop.companyId, "G3", Money.of("-1.00"), "x"))
                .isInstanceOf(Refusal.class).hasMessageContaining("wallet.amount.range");
        assertThat(wallet.balance(shop.companyId).total()).isEqualTo(Money.ZERO);
    }

    @Test
    void theCheckFindsABalanceThatItsEntriesDoNotExplain() {
        shop.haveMoney("300.00");
        assertThat(check.violations()).isEmpty();

        jdbc.sql("update wallet set balance = balance + 1 where company_id = ?").param(shop.companyId).update();

        assertThat(check.violations()).isNotEmpty().allSatisfy(found -> assertThat(found).contains(shop.companyId));
        jdbc.sql("update wallet set balance = balance - 1 where company_id = ?").param(shop.companyId).update();
    }

    @Test
    void aReferenceStandsForOneGift() {
        Purchases other = new Purchases(context);
        String reference = "G-" + shop.companyId;
        wallet.give(shop.actor(shop.finance), shop.companyId, reference, Money.of("100.00"), "开业活动");

        assertThatThrownBy(() -> wallet.give(shop.actor(shop.finance), shop.companyId, reference, Money.of("1.00"), "x"))
                .hasMessageContaining("otherGift");
        assertThatThrownBy(() -> wallet.give(shop.actor(shop.finance), other.companyId, reference, Money.of("100.00"),
                "x")).hasMessageContaining("otherGift");
        assertThatThrownBy(() -> wallet.give(shop.actor(shop.finance), shop.companyId, "x".repeat(33), null, null))
                .isInstanceOfSatisfying(Refusal.class, refusal -> assertThat(refusal.reasons())
                        .extracting(Refusal.Reason::field).containsExactly("reference", "amount", "reason"));
    }

    @Test
    void aPartOfAPriceGoesBackInCashFirstAndTheRestInGifts() {
        wallet.give(shop.actor(shop.finance), shop.companyId, "G-" + shop.companyId, Money.of("100.00"), "开业活动");
        shop.haveMoney("200.00");
        String order = shop.order("MONTH"); // 300.00: the gift, then 200.00 in cash
        shop.pay(order);
        String reference = "P-" + shop.companyId;

        transaction.executeWithoutResult(status -> {
            status.setRollbackOnly(); // the last refund is refused
            Entry first = wallet.refundPart(Actor.SYSTEM, shop.companyId, order, reference, Money.of("150.00"),
                    Time.instant("2026-11-10T09:00:00"));
            assertThat(first.giftAmount()).isEqualTo(Money.ZERO);
            assertThat(wallet.refundPart(Actor.SYSTEM, shop.companyId, order, reference, Money.of("150.00"),
                    Time.instant("2026-11-10T09:00:00"))).isEqualTo(first);
            Entry second = wallet.refundPart(Actor.SYSTEM, shop.companyId, order, reference + "b", Money.of("80.00"),
                    Time.instant("2026-11-10T09:00:00"));
            assertThat(second.giftAmount()).isEqualTo(Money.of("30.00"));
            assertThatThrownBy(() -> wallet.refundPart(Actor.SYSTEM, shop.companyId, order, reference + "c",
                    Money.of("70.01"), Time.instant("2026-11-10T09:00:00"))).isInstanceOf(IllegalStateException.class);
            Balance balance = wallet.balance(shop.companyId);
            assertThat(balance.total()).isEqualTo(Money.of("230.00"));
            assertThat(balance.gift()).isEqualTo(Money.of("30.00"));
            assertThat(balance.cashConsumed()).isEqualTo(Money.ZERO);
        });
    }

    @Test
    void aStatementOfSomeDaysBeginsWithTheBalanceBefore() {
        shop.haveMoney("100.00");
        time.is("2026-11-11T23:59:59");
        shop.haveMoney("50.00");
        time.is("2026-11-12T00:00:00");
        shop.withdraw("30.00");
        LocalDate eleventh = LocalDate.of(2026, 11, 11);

        WalletStatement day = statements.newestFirst(shop.actor(shop.customer), shop.companyId, eleventh, eleventh, 10, 0);
        assertThat(day.opening()).isEqualTo(Money.of("100.00"));
        assertThat(day.income()).isEqualTo(Money.of("50.00"));
        assertThat(day.spending()).isEqualTo(Money.ZERO);
        assertThat(day.closing()).isEqualTo(Money.of("150.00"));
        assertThat(day.rows()).singleElement().extracting(Entry::balanceAfter).isEqualTo(day.closing());

        WalletStatement all = statements.newestFirst(shop.actor(shop.customer), shop.companyId, null, null, 2, 1);
        assertThat(all.count()).isEqualTo(3);
        assertThat(all.opening()).isEqualTo(Money.ZERO);
        assertThat(all.spending()).isEqualTo(Money.of("30.00"));
        assertThat(all.closing()).isEqualTo(shop.balance());
        assertThat(all.rows()).extracting(Entry::number).containsExactly(2, 1);
        assertThat(statements.oldestFirst(shop.actor(shop.customer), shop.companyId, eleventh, null).rows())
                .extracting(Entry::number).containsExactly(2, 3);
        assertThatThrownBy(() -> statements.newestFirst(shop.actor(shop.customer), shop.companyId, eleventh,
                eleventh.minusDays(1), 1, 0)).hasMessageContaining("wrongWay");
    }

    @Test
    void theDatabaseItselfRefusesANegativeBalanceOrGift() {
        shop.haveMoney("10.00");
        for (String column : List.of("balance = -1", "gift_balance = -1", "gift_balance = 11")) {
            assertThatThrownBy(() -> jdbc.sql("update wallet set " + column + " where company_id = ?")
                    .param(shop.companyId).update()).isInstanceOf(DataIntegrityViolationException.class);
        }
    }
}
