package zhangfang.flow.topup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import zhangfang.money.Money;
import zhangfang.refusal.Refusal;
import zhangfang.testing.IntegrationTest;
import zhangfang.testing.Purchases;
import zhangfang.testing.TimeMachineForTests.Time;
import zhangfang.wallet.Entry;
import zhangfang.wallet.TopUp.Status;
import zhangfang.wallet.TopUps;

/** From the announced transfer to the balance. */
@IntegrationTest
class TopUpTest {

    @Autowired
    ApplicationContext context;
    @Autowired
    Time time;
    @Autowired
    TopUps topUps;

    private Purchases shop;

    @BeforeEach
    void itIsAFridayInNovember() {
        time.is("2026-11-13T16:00:00");
        shop = new Purchases(context);
    }

    @AfterEach
    void theRestSleeps() {
        shop.sleep();
    }

    @Test
    void isCreditedOnceFinanceHasConfirmedIt() {
        String topUp = shop.topUp("1000.50");
        assertThat(shop.balance()).isEqualTo(Money.ZERO);
        var task = shop.taskOf(shop.finance, topUp, "userTask_confirmReceipt").orElseThrow();
        assertThat(task.getDueDate().toInstant()).isEqualTo(Time.instant("2026-11-17T00:00:00"));
        assertThat(shop.taskOf(shop.customer, topUp, "userTask_confirmReceipt")).isEmpty();

        shop.confirmTopUp(topUp, "1000.50");

        assertThat(shop.balance()).isEqualTo(Money.of("1000.50"));
        assertThat(shop.wallet.entries(shop.actor(shop.customer), shop.companyId, 10)).singleElement()
                .satisfies(entry -> assertThat(entry.kind()).isEqualTo(Entry.Kind.TOP_UP));
        assertThat(shop.hasPassed("topUp", topUp, "endEvent_credited")).isTrue();
        assertThat(shop.notices()).containsExactly("wallet.notice.topUpConfirmed");
    }

    @Test
    void anotherAmountNeedsAReason() {
        String topUp = shop.topUp("1000.00");

        assertThatThrownBy(() -> shop.confirmTopUp(topUp, "990.00")).hasMessageContaining("1000.00");
        assertThat(shop.balance()).isEqualTo(Money.ZERO);
        shop.complete(shop.finance, topUp, "userTask_confirmReceipt",
                Map.of("decision", "CONFIRM", "receivedAmount", "990.00", "reason", "手续费 10 元"));

        assertThat(shop.balance()).isEqualTo(Money.of("990.00"));
        assertThat(topUps.get(topUp).reason()).isEqualTo("手续费 10 元");
    }

    @Test
    void aRejectionNeedsAReasonAndCreditsNothing() {
        String topUp = shop.topUp("1000.00");

        assertThatThrownBy(() -> shop.complete(shop.finance, topUp, "userTask_confirmReceipt",
                Map.of("decision", "REJECT"))).hasMessageContaining("驳回原因");
        shop.complete(shop.finance, topUp, "userTask_confirmReceipt",
                Map.of("decision", "REJECT", "reason", "查无此款"));

        assertThat(topUps.get(topUp).status()).isEqualTo(Status.REJECTED);
        assertThat(shop.balance()).isEqualTo(Money.ZERO);
        assertThat(shop.hasPassed("topUp", topUp, "endEvent_rejected")).isTrue();
        assertThat(shop.notices()).containsExactly("wallet.notice.topUpRejected");
    }

    @Test
    void isDecidedOnceOnly() {
        String topUp = shop.topUp("1000.00");
        shop.confirmTopUp(topUp, "1000.00");

        assertThatThrownBy(() -> topUps.confirm(shop.actor(shop.finance), topUp, Money.of("1000.00"), null))
                .hasMessageContaining("decided");
        assertThatThrownBy(() -> topUps.reject(shop.actor(shop.finance), topUp, "查无此款"))
                .hasMessageContaining("decided");

        assertThat(shop.balance()).isEqualTo(Money.of("1000.00"));
    }

    @Test
    void onlyFinanceConfirms() {
        String topUp = shop.topUp("1000.00");

        assertThatThrownBy(() -> topUps.confirm(shop.actor(shop.customer), topUp, Money.of("1000.00"), null))
                .hasMessageContaining("onlyFinance");
    }

    @Test
    void everyWrongFieldIsNamed() {
        assertThatThrownBy(() -> shop.start("topUp", Map.of("companyId", shop.companyId, "amount", "0",
                "payerName", "x", "payerAccount", "abc", "orderId", "O-none")))
                .isInstanceOfSatisfying(Refusal.class, refusal -> assertThat(refusal.reasons())
                        .extracting(Refusal.Reason::field).containsExactly("amount", "payerAccount", "orderId"));
        assertThatThrownBy(() -> shop.start("topUp", Map.of("companyId", shop.companyId, "amount", "1.005")))
                .isInstanceOfSatisfying(Refusal.class, refusal -> assertThat(refusal.reasons())
                        .extracting(Refusal.Reason::field).containsExactly("amount", "payerName", "payerAccount"));
    }

    @Test
    void aTransferForAnotherCompanyOrItsOrderIsRefused() {
        Purchases stranger = new Purchases(context);
        String order = shop.order("MONTH");

        assertThatThrownBy(() -> shop.start(stranger.customer, "topUp", Map.of("companyId", shop.companyId, "amount",
                "100", "payerName", "x", "payerAccount", "123456"))).hasMessageContaining("没有找到");
        assertThatThrownBy(() -> shop.start(stranger.customer, "topUp", Map.of("companyId", stranger.companyId,
                "amount", "100", "payerName", "x", "payerAccount", "123456", "orderId", order)))
                .hasMessageContaining("不是本企业的待付款订单");
    }

    @Test
    void onlySoManyWaitAtATime() {
        for (int i = 0; i < 10; i++) {
            shop.topUp("10.00");
        }

        assertThatThrownBy(() -> shop.topUp("10.00")).hasMessageContaining("10 笔");
    }
}
