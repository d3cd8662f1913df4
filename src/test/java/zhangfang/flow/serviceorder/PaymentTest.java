package zhangfang.flow.serviceorder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import zhangfang.money.Money;
import zhangfang.ordering.ServiceOrder.Status;
import zhangfang.refusal.Refusal;
import zhangfang.testing.IntegrationTest;
import zhangfang.testing.Purchases;
import zhangfang.testing.TimeMachineForTests.Time;

/** From the order to its payment, or to its cancellation. */
@IntegrationTest
class PaymentTest {

    @Autowired
    ApplicationContext context;
    @Autowired
    Time time;

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
    void isPaidFromTheBalance() {
        shop.haveMoney("500.00");
        String order = shop.order("MONTH");

        shop.pay(order);

        assertThat(shop.get(order).status()).isEqualTo(Status.PAID);
        assertThat(shop.balance()).isEqualTo(Money.of("200.00"));
        assertThat(shop.taskOf(shop.customer, order, "userTask_confirmStart")).isPresent();
        assertThat(shop.hasPassed("serviceOrder", order, "endEvent_paid", "subProcess_payment")).isTrue();
    }

    @Test
    void isRefusedWhenTheBalanceIsTooSmallAndSaysWhatIsMissing() {
        shop.haveMoney("100.00");
        String order = shop.order("MONTH");

        assertThatThrownBy(() -> shop.pay(order)).isInstanceOf(Refusal.class)
                .hasMessage("余额 100.00 元，订单金额 300.00 元，还差 200.00 元。请先充值，再付款。");

        assertThat(shop.get(order).status()).isEqualTo(Status.AWAITING_PAYMENT);
        assertThat(shop.balance()).isEqualTo(Money.of("100.00"));
        assertThat(shop.taskOf(shop.customer, order, "userTask_payOrder")).isPresent();
    }

    @Test
    void isCancelledAfterTwentyFourHoursWithoutPayment() {
        String order = shop.order("MONTH");

        time.passesUntil("2026-11-11T08:59:59");
        assertThat(shop.get(order).status()).isEqualTo(Status.AWAITING_PAYMENT);
        time.passesUntil("2026-11-11T09:00:00");

        assertThat(shop.get(order).status()).isEqualTo(Status.CANCELLED);
        assertThat(shop.get(order).endedAt()).isEqualTo(Time.instant("2026-11-11T09:00:00"));
        assertThat(shop.hasEnded("serviceOrder", order)).isTrue();
        assertThat(shop.hasPassed("serviceOrder", order, "endEvent_unpaid", "endEvent_cancelled")).isTrue();
        assertThat(shop.notices()).contains("ordering.notice.cancelled");
    }

    @Test
    void isRefusedFromTheDeadlinesInstantOnEvenIfTheTimerHasNotFired() {
        shop.haveMoney("300.00");
        String order = shop.order("MONTH");
        time.is("2026-11-11T09:00:00");

        assertThatThrownBy(() -> shop.pay(order)).hasMessageContaining("已过付款期限");

        assertThat(shop.balance()).isEqualTo(Money.of("300.00"));
        time.runDueJobs();
        assertThat(shop.get(order).status()).isEqualTo(Status.CANCELLED);
    }

    @Test
    void isTakenOneSecondBeforeTheDeadline() {
        shop.haveMoney("300.00");
        String order = shop.order("MONTH");
        time.is("2026-11-11T08:59:59");

        shop.pay(order);
        time.passesUntil("2026-11-12T09:00:00");

        assertThat(shop.get(order).status()).isEqualTo(Status.PAID);
    }

    @Test
    void theClockRestsWhileATopUpAwaitsFinance() {
        String order = shop.order("MONTH");
        time.passesUntil("2026-11-11T07:00:00"); // two hours left
        String topUp = shop.topUp("300.00");
        time.passesUntil("2026-11-13T12:00:00");
        assertThat(shop.get(order).status()).isEqualTo(Status.AWAITING_PAYMENT);

        shop.confirmTopUp(topUp, "300.00");
        time.passesUntil("2026-11-13T13:59:59");
        assertThat(shop.get(order).status()).isEqualTo(Status.AWAITING_PAYMENT);
        shop.pay(order);

        assertThat(shop.get(order).status()).isEqualTo(Status.PAID);
        assertThat(shop.balance()).isEqualTo(Money.ZERO);
    }

    @Test
    void theClockRunsOnAfterARejectionAndTheOrderIsCancelledAtTheExactInstant() {
        String order = shop.order("MONTH");
        time.passesUntil("2026-11-11T07:00:00"); // two hours left
        String topUp = shop.topUp("300.00");
        time.passesUntil("2026-11-13T12:00:00");
        shop.complete(shop.finance, topUp, "userTask_confirmReceipt",
                Map.of("decision", "REJECT", "reason", "查无此款"));

        time.passesUntil("2026-11-13T13:59:59");
        assertThat(shop.get(order).status()).isEqualTo(Status.AWAITING_PAYMENT);
        time.passesUntil("2026-11-13T16:00:00");

        assertThat(shop.get(order).status()).isEqualTo(Status.CANCELLED);
        assertThat(shop.get(order).endedAt()).isEqualTo(Time.instant("2026-11-13T14:00:00"));
        assertThat(shop.notices()).contains("wallet.notice.topUpRejected", "ordering.notice.cancelled");
    }

    @Test
    void aTopUpForTheOrderPaysItOnConfirmation() {
        String order = shop.order("MONTH");
        String topUp = shop.topUpFor(order, "300.00");

        shop.confirmTopUp(topUp, "300.00");
        time.runDueJobs();

        assertThat(shop.get(order).status()).isEqualTo(Status.PAID);
        assertThat(shop.balance()).isEqualTo(Money.ZERO);
        assertThat(shop.hasPassed("serviceOrder", order, "endEvent_paidByTopUp")).isTrue();
        assertThat(shop.hasPassed("topUp", topUp, "endEvent_settled")).isTrue();
        assertThat(shop.taskOf(shop.customer, order, "userTask_confirmStart")).isPresent();
        assertThat(shop.notices()).contains("ordering.notice.paidByTopUp");
    }

    @Test
    void aTopUpForTheOrderThatArrivesSmallerLeavesTheTaskAndSaysWhatIsMissing() {
        String order = shop.order("MONTH");
        String task = shop.taskOf(shop.customer, order, "userTask_payOrder").orElseThrow().getId();
        String topUp = shop.topUpFor(order, "300.00");

        shop.complete(shop.finance, topUp, "userTask_confirmReceipt",
                Map.of("decision", "CONFIRM", "receivedAmount", "250.00", "reason", "银行扣了手续费"));
        time.runDueJobs();

        assertThat(shop.get(order).status()).isEqualTo(Status.AWAITING_PAYMENT);
        assertThat(shop.balance()).isEqualTo(Money.of("250.00"));
        assertThat(shop.taskOf(shop.customer, order, "userTask_payOrder").orElseThrow().getId()).isEqualTo(task);
        assertThat(shop.hasPassed("serviceOrder", order, "endEvent_stillUnpaid")).isTrue();
        assertThat(shop.notices()).contains("ordering.notice.missing");

        String second = shop.topUpFor(order, "50.00");
        shop.confirmTopUp(second, "50.00");
        time.runDueJobs();
        assertThat(shop.get(order).status()).isEqualTo(Status.PAID);
    }

    @Test
    void aTopUpForTheOrderStillPaysItWhenTheMachineWasDownAfterTheConfirmation() {
        String order = shop.order("MONTH");
        time.passesUntil("2026-11-11T08:59:00"); // a minute left
        String topUp = shop.topUpFor(order, "300.00");
        time.passesUntil("2026-11-11T12:00:00");
        shop.confirmTopUp(topUp, "300.00");

        time.wasDownUntil("2026-11-12T12:00:00");

        assertThat(shop.get(order).status()).isEqualTo(Status.PAID);
    }

    @Test
    void moneyForACancelledOrderStaysInTheBalance() {
        String order = shop.order("MONTH");
        time.passesUntil("2026-11-11T08:00:00");
        String topUp = shop.topUpFor(order, "300.00");
        shop.complete(shop.finance, topUp, "userTask_confirmReceipt",
                Map.of("decision", "REJECT", "reason", "查无此款"));
        String late = shop.topUp("300.00");
        shop.confirmTopUp(late, "300.00");
        time.passesUntil("2026-11-11T10:00:00");

        assertThat(shop.get(order).status()).isEqualTo(Status.CANCELLED);
        assertThat(shop.balance()).isEqualTo(Money.of("300.00"));
    }

    @Test
    void submittedVariablesChangeNeitherPriceNorState() {
        shop.haveMoney("300.00");
        String order = shop.start("serviceOrder", Map.of("companyId", shop.companyId, "packageCode", "MONTH",
                "price", "0.01", "termMonths", 12, "status", "PAID", "begun", true));
        assertThat(shop.get(order).price()).isEqualTo(Money.of("300.00"));
        assertThat(shop.get(order).termMonths()).isEqualTo(1);

        shop.complete(shop.customer, order, "userTask_payOrder", Map.of("price", "0.01", "orderId", "O-other",
                "companyId", "C-other", "serviceMonthId", "M-other"));

        assertThat(shop.balance()).isEqualTo(Money.ZERO);
        assertThat(shop.engine.getRuntimeService().createVariableInstanceQuery()
                .processInstanceIdIn(shop.instance(order).getId()).variableName("price").count()).isZero();
    }

    @Test
    void aStrangerSeesNothingAndStartsNothing() {
        Purchases stranger = new Purchases(context);
        String order = shop.order("MONTH");

        assertThat(shop.taskOf(stranger.customer, order, "userTask_payOrder")).isEmpty();
        assertThatThrownBy(() -> shop.start(stranger.customer, "serviceOrder",
                Map.of("companyId", shop.companyId, "packageCode", "MONTH")))
                .isInstanceOf(Refusal.class).hasMessage("没有找到这条记录，或您无权查看。");
        assertThat(shop.orders.of(shop.actor(shop.customer), shop.companyId)).hasSize(1);
    }

    @Test
    void nobodyStartsASecondProcessForAnOrderByNamingIt() {
        String order = shop.order("MONTH");

        assertThatThrownBy(() -> shop.as(shop.customer, () -> shop.engine.getRuntimeService()
                .startProcessInstanceByKey("serviceOrder", order))).hasMessageContaining("流程已经启动");
    }

    @Test
    void everyWrongFieldOfTheStartFormIsNamed() {
        assertThatThrownBy(() -> shop.start("serviceOrder", Map.of("companyId", " ", "firstMonth", "2026/11")))
                .isInstanceOfSatisfying(Refusal.class, refusal -> assertThat(refusal.reasons())
                        .extracting(Refusal.Reason::field).containsExactly("companyId", "packageCode", "firstMonth"));
        assertThatThrownBy(() -> shop.start("serviceOrder", Map.of("companyId", shop.companyId, "packageCode", "YEAR",
                "firstMonth", "2026-10"))).hasMessageContaining("2026-11 到 2027-11");
        assertThatThrownBy(() -> shop.order("FREE")).hasMessageContaining("FREE");
    }
}
