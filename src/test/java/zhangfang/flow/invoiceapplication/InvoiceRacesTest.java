package zhangfang.flow.invoiceapplication;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
import zhangfang.invoicing.InvoiceApplication.Origin;
import zhangfang.invoicing.InvoiceApplication.Status;
import zhangfang.invoicing.InvoiceApplicationProcess;
import zhangfang.invoicing.NewApplication;
import zhangfang.money.Money;
import zhangfang.testing.AtOnce;
import zhangfang.testing.Invoicing;
import zhangfang.testing.PostgresTest;
import zhangfang.testing.Purchases;
import zhangfang.testing.TimeMachineForTests.Time;

/** Real threads on a real database: what is invoiced never exceeds what may be, and each race has one winner. */
@PostgresTest
class InvoiceRacesTest {

    private static final int ROUNDS = 5;
    private static final int CROWD = 50;

    @Autowired
    ApplicationContext context;
    @Autowired
    Time time;
    @Autowired
    ManagementService management;
    @Autowired
    InvoiceApplicationProcess process;
    @Autowired
    JdbcClient jdbc;

    private Invoicing office;
    private Purchases shop;

    @BeforeEach
    void threeHundredYuanWereConsumed() {
        time.is("2026-11-10T09:00:00");
        office = new Invoicing(context);
        shop = office.shop;
        office.consume();
    }

    @AfterEach
    void theRestSleeps() {
        shop.sleep();
    }

    @Test
    void fiftyApplicationsAtOnceNeverExceedTheQuota() throws Exception {
        AtOnce.Action[] crowd = IntStream.range(0, CROWD)
                .mapToObj(i -> (AtOnce.Action) () -> process.start(shop.actor(shop.customer), new NewApplication(
                        shop.companyId, Money.of("70.00"), office.titleId, office.postal, Origin.MANUAL, "crowd-" + i)))
                .toArray(AtOnce.Action[]::new);

        List<Throwable> failures = AtOnce.together(crowd);

        assertThat(failures).filteredOn(failure -> failure == null).hasSize(4); // 4 × 70 of 300
        assertThat(office.invoiceable()).isEqualTo(Money.of("20.00"));
        assertThat(failures.stream().filter(failure -> failure != null).map(Throwable::getMessage)
                .collect(Collectors.toSet())).allSatisfy(message -> assertThat(message).contains("20.00"));
    }

    @RepeatedTest(ROUNDS)
    void oneWishSentTwiceAtOnceIsTakenOnce() throws Exception {
        AtOnce.Action apply = () -> process.start(shop.actor(shop.customer), new NewApplication(shop.companyId,
                Money.of("100.00"), office.titleId, office.postal, Origin.MANUAL, "twice"));

        AtOnce.together(apply, apply);

        assertThat(office.invoiceable()).isEqualTo(Money.of("200.00"));
    }

    @RepeatedTest(ROUNDS)
    void cancellingAgainstTheEndOfTheDayHasOneWinner() throws Exception {
        String id = office.apply("300.00", office.postal);
        Job timer = job(id, "timer_cancelUntil");
        time.is("2026-11-11T00:00:00"); // the timer is due; the click comes from a second too late

        List<Throwable> failures = AtOnce.together(() -> office.cancel(id), () -> management.executeJob(timer.getId()));
        time.runDueJobs();

        assertThat(failures.get(0)).isNotNull();
        assertThat(office.status(id)).isEqualTo(Status.ISSUING);
        assertThat(office.invoiceable()).isEqualTo(Money.ZERO);
    }

    @RepeatedTest(ROUNDS)
    void cancellingFromTaskListAndPageAtOnceReleasesOnce() throws Exception {
        String id = office.apply("300.00", office.postal);

        AtOnce.together(() -> office.cancel(id), () -> process.cancel(shop.actor(shop.customer), id));

        assertThat(office.status(id)).isEqualTo(Status.CANCELLED);
        assertThat(office.invoiceable()).isEqualTo(Money.of("300.00"));
        assertThat(shop.hasEnded("invoiceApplication", id)).isTrue();
    }

    @RepeatedTest(ROUNDS)
    void anApplicationAgainstTheRefundOfItsMoneyLeavesTheFormulaRight() throws Exception {
        String order = jdbc.sql("select id from service_order where company_id = ?").param(shop.companyId)
                .query(String.class).single();
        Job timer = job(order, "timer_monthEnd");
        time.is("2026-12-01T00:00:00");

        List<Throwable> failures = AtOnce.together(() -> office.apply("300.00", office.postal),
                () -> management.executeJob(timer.getId()));

        assertThat(failures.get(1)).isNull();
        // applied first: invoiced money was refunded (欠票); refunded first: there was nothing left to apply for
        assertThat(office.invoiceable()).isEqualTo(failures.get(0) == null ? Money.of("-300.00") : Money.ZERO);
    }

    @RepeatedTest(ROUNDS)
    void oneNumberIsRecordedOnceAlsoForTwoCompaniesAtOnce() throws Exception {
        Invoicing other = new Invoicing(context);
        other.consume();
        String one = office.apply("300.00", office.postal);
        String two = other.apply("300.00", other.postal);
        time.passesUntil("2026-11-11T09:00:00");
        Map<String, Object> invoice = Map.of("invoiceKind", "PAPER", "invoiceCode", "3100263130", "invoiceNumber",
                Invoicing.number(8));

        List<Throwable> failures = AtOnce.together(() -> office.issue(one, invoice), () -> other.issue(two, invoice));

        assertThat(failures).filteredOn(failure -> failure == null).hasSize(1);
        assertThat(failures).filteredOn(failure -> failure != null).singleElement()
                .satisfies(failure -> assertThat(failure).hasMessageContaining("已经登记过"));
        assertThat(List.of(office.status(one), other.status(two)))
                .containsExactlyInAnyOrder(Status.ISSUED, Status.ISSUING);
    }

    @RepeatedTest(ROUNDS)
    void signingAgainstTheFifteenthDayHasOneWinner() throws Exception {
        String id = mailed();
        Job timer = job(id, "timer_signUntil");
        time.is("2026-11-27T00:00:00");

        List<Throwable> failures = AtOnce.together(() -> office.sign(id), () -> management.executeJob(timer.getId()));
        time.runDueJobs();

        assertThat(failures.get(0)).isNotNull();
        assertThat(office.status(id)).isEqualTo(Status.COMPLETED);
    }

    @RepeatedTest(ROUNDS)
    void twoReturnsOfOneInvoiceAtOnceHaveOneWinner() throws Exception {
        String id = mailed();
        AtOnce.Action giveBack = () -> shop.start("invoiceReturn", Map.of("companyId", shop.companyId, "applicationId",
                id, "reason", "RENAMED", "courier", "顺丰速运", "trackingNumber", "SF999"));

        List<Throwable> failures = AtOnce.together(giveBack, giveBack);

        assertThat(failures).filteredOn(failure -> failure == null).hasSize(1);
        assertThat(office.get(id).shown()).isEqualTo("RETURNING");
    }

    @RepeatedTest(ROUNDS)
    void oneRedInvoiceRecordedTwiceAtOnceReleasesOnce() throws Exception {
        String id = mailed();
        String back = shop.start("invoiceReturn", Map.of("companyId", shop.companyId, "applicationId", id, "reason",
                "RENAMED", "courier", "顺丰速运", "trackingNumber", "SF999"));
        shop.complete(shop.finance, back, "userTask_receiveReturn", Map.of("decision", "ARRIVED"));
        shop.complete(shop.finance, back, "userTask_reviewReturn", Map.of("decision", "APPROVE"));
        Task task = shop.taskOf(shop.finance, back, "userTask_issueRedInvoice").orElseThrow();
        Map<String, Object> red = Map.of("invoiceKind", "DIGITAL", "invoiceNumber", Invoicing.number(20), "invoiceDate",
                "2026-11-11", "amount", "300.00");
        AtOnce.Action record = () -> shop.as(shop.finance, () -> {
            shop.engine.getTaskService().complete(task.getId(), red);
            return null;
        });

        List<Throwable> failures = AtOnce.together(record, record);

        assertThat(failures).filteredOn(failure -> failure == null).hasSize(1);
        assertThat(office.invoiceable()).isEqualTo(Money.of("300.00"));
    }

    private String mailed() {
        String id = office.apply("300.00", office.postal);
        time.passesUntil("2026-11-11T09:00:00");
        office.issueOnPaper(id);
        office.mail(id);
        return id;
    }

    private Job job(String businessKey, String activity) {
        return management.createJobQuery().processInstanceId(shop.instance(businessKey).getId()).activityId(activity)
                .singleResult();
    }
}
