package zhangfang.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import zhangfang.money.Money;
import zhangfang.ordering.ServiceOrder.Status;
import zhangfang.testing.AtOnce;
import zhangfang.testing.PostgresTest;
import zhangfang.testing.Purchases;
import zhangfang.testing.TimeMachineForTests.Time;
import zhangfang.wallet.Entry;

/** Real threads on a real database: one wins, money moves once. */
@PostgresTest
class PurchaseRacesTest {

    private static final int ROUNDS = 5;

    @Autowired
    ApplicationContext context;
    @Autowired
    Time time;
    @Autowired
    ManagementService management;

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

    @RepeatedTest(ROUNDS)
    void confirmingTheStartAgainstTheTimerHasOneWinner() throws Exception {
        String order = shop.paidOrder("MONTH");
        time.is("2026-12-01T00:00:00"); // the timer is due; the click comes from a second too late
        Job timer = job(order, "timer_monthEnd");

        List<Throwable> failures = AtOnce.together(
                () -> shop.confirmStart(order),
                () -> management.executeJob(timer.getId()));
        time.runDueJobs();

        assertThat(failures.get(0)).isNotNull();
        assertThat(shop.get(order).status()).isEqualTo(Status.REFUNDED);
        assertThat(shop.balance()).isEqualTo(Money.of("300.00"));
        assertThat(count(Entry.Kind.REFUND)).isEqualTo(1);
    }

    @RepeatedTest(ROUNDS)
    void twoConfirmationsOfOneStartHaveOneWinner() throws Exception {
        String order = shop.paidOrder("MONTH");
        Task task = shop.taskOf(shop.customer, order, "userTask_confirmStart").orElseThrow();

        List<Throwable> failures = AtOnce.together(complete(shop.customer, task), complete(shop.customer, task));

        assertThat(failures).filteredOn(failure -> failure == null).hasSize(1);
        assertThat(shop.get(order).status()).isEqualTo(Status.CONFIRMED);
    }

    @RepeatedTest(ROUNDS)
    void twoPaymentsOfOneOrderTakeTheMoneyOnce() throws Exception {
        shop.haveMoney("1000.00");
        String order = shop.order("MONTH");
        Task task = shop.taskOf(shop.customer, order, "userTask_payOrder").orElseThrow();

        List<Throwable> failures = AtOnce.together(complete(shop.customer, task), complete(shop.customer, task));

        assertThat(failures).filteredOn(failure -> failure == null).hasSize(1);
        assertThat(shop.balance()).isEqualTo(Money.of("700.00"));
        assertThat(count(Entry.Kind.PAYMENT)).isEqualTo(1);
    }

    @RepeatedTest(ROUNDS)
    void twoOrdersWithMoneyForOneOnlyAreNotBothPaid() throws Exception {
        shop.haveMoney("300.00");
        String one = shop.order("MONTH");
        String other = shop.order("MONTH");

        List<Throwable> failures = AtOnce.together(() -> shop.pay(one), () -> shop.pay(other));

        assertThat(failures).filteredOn(failure -> failure == null).hasSize(1);
        assertThat(shop.balance()).isEqualTo(Money.ZERO);
        assertThat(List.of(shop.get(one).status(), shop.get(other).status()))
                .containsExactlyInAnyOrder(Status.PAID, Status.AWAITING_PAYMENT);
    }

    @RepeatedTest(ROUNDS)
    void payingAgainstTheCancellationHasOneWinner() throws Exception {
        shop.haveMoney("300.00");
        String order = shop.order("MONTH");
        time.is("2026-11-11T09:00:00");
        Job timer = job(order, "timer_paymentDue");

        AtOnce.together(() -> shop.pay(order), () -> management.executeJob(timer.getId()));
        time.runDueJobs();

        assertThat(shop.get(order).status()).isEqualTo(Status.CANCELLED);
        assertThat(shop.balance()).isEqualTo(Money.of("300.00"));
        assertThat(shop.hasEnded("serviceOrder", order)).isTrue();
    }

    @RepeatedTest(ROUNDS)
    void payingAgainstTheArrivingTopUpPaysOnce() throws Exception {
        shop.haveMoney("300.00");
        String order = shop.order("MONTH");
        String topUp = shop.topUpFor(order, "300.00");
        shop.confirmTopUp(topUp, "300.00");
        Job settle = job(topUp, "serviceTask_payAnnouncedOrder");

        AtOnce.together(() -> shop.pay(order), () -> management.executeJob(settle.getId()));
        time.passesUntil("2026-11-10T09:10:00"); // where the message lost, it is sent again

        assertThat(shop.get(order).status()).isEqualTo(Status.PAID);
        assertThat(shop.balance()).isEqualTo(Money.of("300.00"));
        assertThat(count(Entry.Kind.PAYMENT)).isEqualTo(1);
        assertThat(shop.hasEnded("topUp", topUp)).isTrue();
    }

    @RepeatedTest(ROUNDS)
    void twoConfirmationsOfOneTopUpCreditOnce() throws Exception {
        String topUp = shop.topUp("500.00");
        Task task = shop.taskOf(shop.finance, topUp, "userTask_confirmReceipt").orElseThrow();

        AtOnce.Action confirm = () -> shop.as(shop.finance, () -> {
            shop.engine.getTaskService().complete(task.getId(),
                    Map.of("decision", "CONFIRM", "receivedAmount", "500.00"));
            return null;
        });
        List<Throwable> failures = AtOnce.together(confirm, confirm);

        assertThat(failures).filteredOn(failure -> failure == null).hasSize(1);
        assertThat(shop.balance()).isEqualTo(Money.of("500.00"));
        assertThat(count(Entry.Kind.TOP_UP)).isEqualTo(1);
    }

    @RepeatedTest(ROUNDS)
    void twoClaimsOfOneTaskHaveOneWinner() throws Exception {
        String order = shop.paidOrder("MONTH");
        shop.confirmStart(order);
        Task task = shop.taskOf(shop.accountant, order, "userTask_claimCompany").orElseThrow();

        List<Throwable> failures = AtOnce.together(claimAndComplete(shop.accountant, task),
                claimAndComplete(shop.colleague, task));

        assertThat(failures).filteredOn(failure -> failure == null).hasSize(1);
        String winner = failures.get(0) == null ? shop.accountant : shop.colleague;
        assertThat(shop.get(order).claimedBy()).isEqualTo(winner);
        assertThat(shop.companies.get(shop.companyId).keeperId()).isEqualTo(winner);
    }

    @RepeatedTest(ROUNDS)
    void twoOrdersConfirmedAtOnceServeDifferentMonths() throws Exception {
        String one = shop.paidOrder("QUARTER");
        String other = shop.paidOrder("QUARTER");

        List<Throwable> failures = AtOnce.together(() -> shop.confirmStart(one),
                () -> shop.confirmStart(other));

        assertThat(failures).containsOnlyNulls();
        assertThat(List.of(shop.get(one).firstMonth().toString(), shop.get(other).firstMonth().toString()))
                .containsExactlyInAnyOrder("2026-11", "2027-02");
    }

    private AtOnce.Action complete(String user, Task task) {
        return () -> shop.as(user, () -> {
            shop.engine.getTaskService().complete(task.getId());
            return null;
        });
    }

    private AtOnce.Action claimAndComplete(String user, Task task) {
        return () -> shop.as(user, () -> {
            shop.engine.getTaskService().claim(task.getId(), user);
            shop.engine.getTaskService().complete(task.getId());
            return null;
        });
    }

    private Job job(String businessKey, String activity) {
        return management.createJobQuery().processInstanceId(shop.instance(businessKey).getId()).activityId(activity)
                .singleResult();
    }

    private long count(Entry.Kind kind) {
        return shop.wallet.entries(shop.actor(shop.customer), shop.companyId, 100).stream()
                .filter(entry -> entry.kind() == kind).count();
    }
}
