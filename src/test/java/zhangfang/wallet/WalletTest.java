package zhangfang.wallet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
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
}
