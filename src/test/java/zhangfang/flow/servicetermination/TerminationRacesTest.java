package zhangfang.flow.servicetermination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import zhangfang.money.Money;
import zhangfang.ordering.ServiceOrder;
import zhangfang.termination.Termination.Status;
import zhangfang.testing.AtOnce;
import zhangfang.testing.PostgresTest;
import zhangfang.testing.Purchases;
import zhangfang.testing.TimeMachineForTests.Time;
import zhangfang.wallet.Entry;

/** Leaving on a real database, with real threads: one wins, and months and money agree. */
@PostgresTest
class TerminationRacesTest {

    private static final int ROUNDS = 5;

    @Autowired
    ApplicationContext context;
    @Autowired
    Time time;
    @Autowired
    ManagementService management;
    @Autowired
    JdbcClient jdbc;

    private Leaving leaving;
    private Purchases shop;

    @BeforeEach
    void itIsTheTenthOfNovember() {
        time.is("2026-11-10T09:00:00");
        leaving = new Leaving(context);
        shop = leaving.shop;
    }

    @AfterEach
    void theRestSleeps() {
        leaving.leave();
    }

    /** The timer fires a moment early, so that both may win: whoever locks the company first. */
    @RepeatedTest(ROUNDS)
    void theMonthThatBeginsAgainstItsCancellationHasOneWinner() throws Exception {
        String order = leaving.inService("QUARTER");
        String id = leaving.ask(order, "2026-11");
        time.is("2026-11-30T23:59:59");
        Job timer = monthTimer(order);
        Thread midnight = new Thread(() -> time.is("2026-12-01T00:00:00"));

        List<Throwable> failures = AtOnce.together(
                () -> leaving.approve(id, "2026-11", "560.00", "AFTER_MONTHS"),
                () -> {
                    midnight.start();
                    management.executeJob(timer.getId());
                });
        midnight.join();
        time.runDueJobs();

        boolean approved = failures.get(0) == null;
        ServiceOrder after = leaving.order(order);
        assertThat(after.monthsOpened()).isEqualTo(approved ? 1 : 2);
        assertThat(after.monthsCancelled()).isEqualTo(approved ? 2 : 0);
        assertThat(shop.balance()).isEqualTo(Money.of(approved ? "560.00" : "0.00"));
        assertThat(reservedMonths(order)).isEqualTo(approved ? 1 : 3);
        assertThat(leaving.get(id).status()).isEqualTo(approved ? Status.APPROVED : Status.REQUESTED);
        leaving.endMonths();
        assertThat(leaving.order(order).status())
                .isEqualTo(approved ? ServiceOrder.Status.TERMINATED : ServiceOrder.Status.IN_SERVICE);
    }

    @RepeatedTest(ROUNDS)
    void theMonthThatBeginsWhileALaterOneIsCancelledBeginsAllTheSame() throws Exception {
        String order = leaving.inService("QUARTER");
        String id = leaving.ask(order, "2026-12");
        time.is("2026-12-01T00:00:00");
        Job timer = monthTimer(order);

        List<Throwable> failures = AtOnce.together(
                () -> leaving.approve(id, "2026-12", "280.00", "AFTER_MONTHS"),
                () -> management.executeJob(timer.getId()));
        time.runDueJobs();

        assertThat(failures.get(0)).isNull();
        assertThat(leaving.order(order).monthsOpened()).isEqualTo(2);
        assertThat(leaving.order(order).monthsCancelled()).isEqualTo(1);
        assertThat(leaving.openMonths()).hasSize(2);
        leaving.endMonths();
        assertThat(leaving.order(order).status()).isEqualTo(ServiceOrder.Status.TERMINATED);
        assertThat(leaving.get(id).status()).isEqualTo(Status.HANDING_OVER);
    }

    @RepeatedTest(ROUNDS)
    void twoApprovalsPayBackOnce() throws Exception {
        String order = leaving.inService("YEAR");
        String id = leaving.ask(order, "2026-11");
        Task task = shop.taskOf(leaving.owner, id, "userTask_decideTermination").orElseThrow();
        AtOnce.Action approve = () -> shop.as(leaving.owner, () -> {
            shop.engine.getTaskService().complete(task.getId(), Map.of("decision", "APPROVE", "lastMonth", "2026-11",
                    "refund", "2750.00", "handover", "AFTER_MONTHS"));
            return null;
        });

        List<Throwable> failures = AtOnce.together(approve, approve);

        assertThat(failures).filteredOn(failure -> failure == null).hasSize(1);
        assertThat(shop.balance()).isEqualTo(Money.of("2750.00"));
        assertThat(refunds()).isEqualTo(1);
    }

    @RepeatedTest(ROUNDS)
    void approvingAgainstTakingItBackHasOneWinner() throws Exception {
        String order = leaving.inService("YEAR");
        String id = leaving.ask(order, "2026-11");

        List<Throwable> failures = AtOnce.together(
                () -> leaving.approve(id, "2026-11", "2750.00", "AFTER_MONTHS"),
                () -> shop.complete(shop.customer, id, "userTask_cancelTermination", Map.of()));

        assertThat(failures).filteredOn(failure -> failure == null).hasSize(1);
        boolean approved = failures.get(0) == null;
        assertThat(leaving.get(id).status()).isEqualTo(approved ? Status.APPROVED : Status.WITHDRAWN);
        assertThat(shop.balance()).isEqualTo(Money.of(approved ? "2750.00" : "0.00"));
    }

    @RepeatedTest(ROUNDS)
    void takingTheCompanyAgainstCancellingAllHasOneWinner() throws Exception {
        String order = leaving.confirmed("QUARTER");
        String id = leaving.ask(order, "2026-10");

        List<Throwable> failures = AtOnce.together(
                () -> leaving.approve(id, "2026-10", "840.00", "NONE"),
                () -> shop.claim(order));
        time.runDueJobs();

        assertThat(failures).filteredOn(failure -> failure == null).hasSize(1);
        boolean approved = failures.get(0) == null;
        assertThat(leaving.order(order).status())
                .isEqualTo(approved ? ServiceOrder.Status.TERMINATED : ServiceOrder.Status.IN_SERVICE);
        assertThat(shop.balance()).isEqualTo(Money.of(approved ? "840.00" : "0.00"));
    }

    @RepeatedTest(ROUNDS)
    void theLastMonthThatEndsWhileTheOwnerDecidesIsNotMissed() throws Exception {
        String order = leaving.inService("MONTH");
        String id = leaving.ask(order, "2026-11");

        AtOnce.together(() -> leaving.approve(id, "2026-11", "0.00", "AFTER_MONTHS"), leaving::endMonths);
        leaving.endMonths(); // where it lost

        if (leaving.get(id).status() == Status.REQUESTED) {
            leaving.approve(id, "2026-11", "0.00", "AFTER_MONTHS"); // where the decision lost
        }
        assertThat(leaving.order(order).status()).isEqualTo(ServiceOrder.Status.COMPLETED);
        assertThat(leaving.get(id).status()).isEqualTo(Status.HANDING_OVER);
    }

    @RepeatedTest(ROUNDS)
    void confirmingAgainstSilenceHasOneWinner() throws Exception {
        String id = leaving.ask(leaving.inService("YEAR"), "2026-11");
        leaving.approve(id, "2026-11", "2750.00", "AT_ONCE");
        leaving.handOver(shop.accountant, id);
        time.is("2026-11-26T00:00:00");
        Job timer = management.createJobQuery().processInstanceId(shop.instance(id).getId())
                .activityId("timer_confirmationEnds").singleResult();

        List<Throwable> failures = AtOnce.together(
                () -> shop.complete(shop.customer, id, "userTask_confirmHandover", Map.of()),
                () -> management.executeJob(timer.getId()));

        assertThat(failures.get(0)).isNotNull();
        assertThat(failures.get(1)).isNull();
        assertThat(leaving.get(id).status()).isEqualTo(Status.HANDED_OVER);
    }

    @Test
    void theDatabaseItselfRefusesMoreThanWasPaid() {
        String order = shop.paidOrder("MONTH");
        Entry last = shop.wallet.entries(shop.actor(shop.customer), shop.companyId, 1).get(0);

        assertThatThrownBy(() -> jdbc.sql("""
                insert into wallet_entry (company_id, entry_no, kind, reference, order_id, amount, gift_amount,
                                          balance_after, gift_after, effective_at, processed_at, actor_id)
                values (?, ?, 'REFUND', 'E-x', ?, 300.01, 0, 300.01, 0, now(), now(), 'x')""")
                .params(shop.companyId, last.number() + 1, order).update())
                .hasMessageContaining("than was paid");
    }

    private Job monthTimer(String order) {
        return management.createJobQuery().processInstanceId(shop.instance(order).getId())
                .activityId("timer_monthBegins").singleResult();
    }

    private int reservedMonths(String order) {
        return jdbc.sql("select count(*) from service_order_month where order_id = ?").param(order)
                .query(Integer.class).single();
    }

    private long refunds() {
        return shop.wallet.entries(shop.actor(shop.customer), shop.companyId, 100).stream()
                .filter(entry -> entry.kind() == Entry.Kind.REFUND).count();
    }
}
