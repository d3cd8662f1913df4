package zhangfang.flow.serviceorder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import zhangfang.calendar.BusinessClock;
import zhangfang.engagement.ServiceMonths;
import zhangfang.ledger.Books;
import zhangfang.ordering.ServiceOrder.Status;
import zhangfang.testing.IntegrationTest;
import zhangfang.testing.Purchases;
import zhangfang.testing.TimeMachineForTests.Time;

/** From the confirmed start through all service months to the completed order. */
@IntegrationTest
class ServiceTest {

    @Autowired
    ApplicationContext context;
    @Autowired
    Time time;
    @Autowired
    Books books;
    @Autowired
    ServiceMonths months;
    @Autowired
    BusinessClock clock;
    @Autowired
    JdbcClient jdbc;

    private Purchases shop;
    private String standIn;

    @BeforeEach
    void itIsTheTenthOfNovember() {
        time.is("2026-11-10T09:00:00");
        shop = new Purchases(context);
        standIn = shop.engine.getRepositoryService().createDeployment()
                .addClasspathResource("flow/monthly-bookkeeping-stand-in.bpmn").deploy().getId();
    }

    @AfterEach
    void theRestSleeps() {
        openMonths().forEach(this::endMonth);
        shop.sleep();
        shop.engine.getRepositoryService().deleteDeployment(standIn, true);
    }

    @Test
    void theAccountantWhoClaimsBecomesKeeperAndTheBooksAreOpened() {
        String order = confirmed("MONTH");

        shop.claim(order);

        assertThat(shop.get(order).status()).isEqualTo(Status.IN_SERVICE);
        assertThat(shop.companies.get(shop.companyId).keeperId()).isEqualTo(shop.accountant);
        assertThat(books.get(shop.companyId).startPeriod()).isEqualTo(YearMonth.of(2026, 11));
    }

    @Test
    void booksThatAreThereAreLeft() {
        shop.companies.assignKeeper(zhangfang.identity.Actor.SYSTEM, shop.companyId, shop.accountant);
        books.open(shop.actor(shop.accountant), shop.companyId, YearMonth.of(2026, 1), Books.Chart.FIRST_LEVEL);
        String order = confirmed("MONTH");

        shop.claim(order);

        assertThat(books.get(shop.companyId).startPeriod()).isEqualTo(YearMonth.of(2026, 1));
    }

    @Test
    void aCompanyWithAKeeperIsOfferedToThatPersonAndWhenOverdueToTheGroup() {
        shop.companies.assignKeeper(zhangfang.identity.Actor.SYSTEM, shop.companyId, shop.accountant);
        String order = confirmed("MONTH"); // Tuesday: due on Wednesday, 24:00
        assertThat(shop.taskOf(shop.accountant, order, "userTask_claimCompany")).isPresent();
        assertThat(shop.taskOf(shop.colleague, order, "userTask_claimCompany")).isEmpty();

        time.passesUntil("2026-11-11T23:59:59");
        assertThat(shop.taskOf(shop.colleague, order, "userTask_claimCompany")).isEmpty();
        time.passesUntil("2026-11-12T00:00:00");

        assertThat(shop.hasPassed("serviceOrder", order, "timer_claimOverdue", "endEvent_offeredToGroup")).isTrue();
        shop.complete(shop.colleague, order, "userTask_claimCompany", Map.of());
        assertThat(shop.companies.get(shop.companyId).keeperId()).isEqualTo(shop.colleague);
    }

    @Test
    void customersAndAdvisorsCanNotTakeACompany() {
        String order = confirmed("MONTH");

        assertThat(shop.taskOf(shop.customer, order, "userTask_claimCompany")).isEmpty();
        assertThatThrownBy(() -> shop.orders.claim(shop.actor(shop.advisor), order))
                .hasMessageContaining("onlyAccountants");
    }

    @Test
    void theFirstMonthBeginsAtOnceAndTheOrderIsCompletedAfterIt() {
        String order = confirmed("MONTH");
        shop.claim(order);
        time.runDueJobs();
        assertThat(openMonths()).hasSize(1);
        assertThat(months.find(shop.companyId, YearMonth.of(2026, 11))).isPresent();

        endMonth(openMonths().get(0));

        assertThat(shop.get(order).status()).isEqualTo(Status.COMPLETED);
        assertThat(shop.hasEnded("serviceOrder", order)).isTrue();
        assertThat(shop.hasPassed("serviceOrder", order, "subProcess_months", "endEvent_completed")).isTrue();
        assertThat(shop.notices()).contains("ordering.notice.completed");
    }

    @Test
    void monthsBeginByThemselvesAndOverlapAndTheOrderWaitsForTheLast() {
        String order = confirmed("QUARTER");
        shop.claim(order);

        time.passesUntil("2026-11-30T23:59:59");
        assertThat(openMonths()).hasSize(1);
        time.passesUntil("2026-12-01T00:00:00");
        assertThat(openMonths()).hasSize(2);
        time.passesUntil("2027-01-01T00:00:00");
        assertThat(openMonths()).hasSize(3);
        assertThat(shop.get(order).monthsOpened()).isEqualTo(3);
        time.passesUntil("2027-02-15T00:00:00");
        assertThat(openMonths()).hasSize(3);

        List<Task> open = openMonths();
        endMonth(open.get(1));
        endMonth(open.get(2));
        assertThat(shop.get(order).status()).isEqualTo(Status.IN_SERVICE);
        endMonth(open.get(0));

        assertThat(shop.get(order).status()).isEqualTo(Status.COMPLETED);
        assertThat(shop.hasEnded("serviceOrder", order)).isTrue();
    }

    @Test
    void theOrderWaitsForMonthsThatHaveNotBegunWhenTheFirstIsDone() {
        String order = confirmed("QUARTER");
        shop.claim(order);
        time.runDueJobs();
        endMonth(openMonths().get(0));

        assertThat(shop.get(order).status()).isEqualTo(Status.IN_SERVICE);
        time.passesUntil("2026-12-01T00:00:00");
        assertThat(openMonths()).hasSize(1);
    }

    @Test
    void afterDowntimeEveryMissedMonthBeginsOnceInOrder() {
        String order = confirmed("QUARTER");
        shop.claim(order);

        time.wasDownUntil("2027-03-03T08:00:00");

        assertThat(openMonths()).hasSize(3);
        assertThat(months.find(shop.companyId, YearMonth.of(2026, 11))).isPresent();
        assertThat(months.find(shop.companyId, YearMonth.of(2026, 12))).isPresent();
        assertThat(months.find(shop.companyId, YearMonth.of(2027, 1))).isPresent();
        assertThat(openMonths()).extracting(task -> shop.engine.getRuntimeService().createProcessInstanceQuery()
                .processInstanceId(task.getProcessInstanceId()).singleResult().getBusinessKey()).doesNotHaveDuplicates();
    }

    @Test
    void theRenewalIsOfferedThirtyDaysBeforeTheLastMonthEnds() {
        String order = confirmed("QUARTER");
        shop.claim(order);

        time.passesUntil("2027-01-01T23:59:59");
        assertThat(shop.notices()).doesNotContain("ordering.notice.renewal");
        time.passesUntil("2027-01-02T00:00:00");

        assertThat(shop.notices()).containsOnlyOnce("ordering.notice.renewal");
        assertThat(shop.hasPassed("serviceOrder", order, "endEvent_renewalOffered")).isTrue();
    }

    @Test
    void aCompanyThatHasRenewedIsNotAskedTo() {
        String order = confirmed("QUARTER");
        shop.claim(order);
        shop.confirmStart(shop.paidOrder("MONTH"));

        time.passesUntil("2027-01-02T00:00:00");

        assertThat(shop.notices()).doesNotContain("ordering.notice.renewal");
    }

    private String confirmed(String packageCode) {
        String order = shop.paidOrder(packageCode);
        shop.confirmStart(order);
        return order;
    }

    /** The stand-ins of this company's months, with the month itself brought to where they stand. */
    private List<Task> openMonths() {
        jdbc.sql("update service_month set stage = 'BOOKKEEPING', step_due = opened_at where stage = 'NOT_STARTED' and company_id = ?")
                .param(shop.companyId).update();
        return shop.engine.getTaskService().createTaskQuery().taskDefinitionKey("userTask_keepBooks")
                .processDefinitionKey("monthlyBookkeeping").orderByTaskCreateTime().asc().list().stream()
                .filter(task -> months.get(shop.engine.getRuntimeService().createProcessInstanceQuery()
                        .processInstanceId(task.getProcessInstanceId()).singleResult().getBusinessKey())
                        .companyId().equals(shop.companyId))
                .toList();
    }

    private void endMonth(Task task) {
        String monthId = shop.engine.getRuntimeService().createProcessInstanceQuery()
                .processInstanceId(task.getProcessInstanceId()).singleResult().getBusinessKey();
        jdbc.sql("update service_month set stage = 'ENDED', step_due = null, filing_status = 'PAID', ended_at = ? where id = ?")
                .params(OffsetDateTime.ofInstant(clock.now(), ZoneOffset.UTC), monthId).update();
        shop.engine.getTaskService().complete(task.getId());
    }
}
