package zhangfang.flow.recurringinvoicing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import zhangfang.identity.Actor;
import zhangfang.identity.Role;
import zhangfang.invoicing.DeliveryAddress;
import zhangfang.invoicing.DeliveryAddresses;
import zhangfang.invoicing.InvoiceApplication.Origin;
import zhangfang.invoicing.InvoiceApplicationProcess;
import zhangfang.invoicing.InvoiceTitle;
import zhangfang.invoicing.InvoiceTitles;
import zhangfang.invoicing.NewAddress;
import zhangfang.invoicing.NewApplication;
import zhangfang.invoicing.NewTitle;
import zhangfang.invoicing.RecurringInvoicing;
import zhangfang.invoicing.RecurringInvoicingProcess;
import zhangfang.invoicing.RecurringRun;
import zhangfang.invoicing.RecurringRun.Obstacle;
import zhangfang.invoicing.RecurringRun.Outcome;
import zhangfang.money.Money;
import zhangfang.refusal.Refusal;
import zhangfang.testing.FailingApplications.Applying;
import zhangfang.testing.IntegrationTest;
import zhangfang.testing.InvoicingCompanies;
import zhangfang.testing.Purchases;
import zhangfang.testing.TimeMachineForTests.Time;

/** On the 10th, one application per customer and month for all that can be invoiced, or a notice that says why not. */
@IntegrationTest
class RecurringInvoicingTest {

    /** Each test has a year of its own, later than other tests' and each other's: months are done once for all. */
    private static final AtomicInteger YEAR = new AtomicInteger(2060);
    private static final String PROCESS = "recurringInvoicing";

    @Autowired
    private ApplicationContext context;
    @Autowired
    private Time time;
    @Autowired
    private RecurringInvoicing recurring;
    @Autowired
    private RecurringInvoicingProcess process;
    @Autowired
    private InvoiceApplicationProcess applications;
    @Autowired
    private InvoiceTitles titles;
    @Autowired
    private DeliveryAddresses addresses;
    @Autowired
    private RuntimeService runtime;
    @Autowired
    private ManagementService management;
    @Autowired
    private JdbcClient jdbc;
    @Autowired
    private Applying applying;

    private int year;
    private Purchases shop;

    @BeforeEach
    void aCompanyHasPaidAndTurnedItOn() {
        year = YEAR.incrementAndGet();
        time.is(year + "-01-20T09:00:00");
        shop = new Purchases(context);
    }

    @AfterEach
    void nobodyHasItOnAnyMore() {
        applying.goesWell();
        jdbc.sql("update invoice_account set recurring = false").update();
        runtime.createProcessInstanceQuery().processDefinitionKey(PROCESS).list()
                .forEach(instance -> runtime.deleteProcessInstance(instance.getId(), "the test is over"));
        shop.sleep();
    }

    @Test
    void appliesOnTheTenthForTheWholeAmountWithTheDefaults() {
        ready("300.00");
        turnOn();

        theTenth("02", "23:59:59", -1);
        assertThat(runs()).isEmpty();
        theTenth("02", "00:00:00", 0);

        RecurringRun run = runs().get(0);
        assertThat(run.outcome()).isEqualTo(Outcome.APPLIED);
        assertThat(run.month()).isEqualTo(YearMonth.of(year, 2));
        assertThat(run.amount()).isEqualTo(Money.of("300.00"));
        assertThat(run.effectiveAt()).isEqualTo(Time.instant(year + "-02-10T00:00:00"));
        assertThat(application(run.applicationId())).containsEntry("origin", "RECURRING")
                .containsEntry("amount", "300.00").containsEntry("status", "APPLIED");
        assertThat(shop.notices()).contains("invoicing.notice.recurringApplied");
        assertThat(plan().amount()).isEqualTo(Money.ZERO);
    }

    @Test
    void theTenthIsTheTenthOnAHolidayToo() {
        LocalDate restDay = IntStream.rangeClosed(2, 12).mapToObj(month -> LocalDate.of(year, month, 10))
                .filter(day -> day.getDayOfWeek().getValue() >= 6).findFirst().orElseThrow();
        time.is(restDay.withDayOfMonth(9) + "T18:00:00");
        ready("300.00");
        turnOn();

        time.is(restDay + "T00:00:00");
        process.makeUp();
        runMine();

        assertThat(runs().get(0).effectiveAt()).isEqualTo(Time.instant(restDay + "T00:00:00"));
        assertThat(LocalDate.parse(application(runs().get(0).applicationId()).get("due")))
                .as("five working days from the next day on").isAfterOrEqualTo(restDay.plusDays(5));
    }

    @Test
    void theTimerItselfComesOverTheTenth() {
        ready("300.00");
        turnOn();
        Job timer = management.createJobQuery().processDefinitionKey(PROCESS).timers().list().stream()
                .filter(job -> job.getProcessInstanceId() == null).findFirst().orElseThrow();
        management.setJobDuedate(timer.getId(), Date.from(Time.instant(year + "-02-10T00:00:00")));

        time.passesUntil(year + "-02-11T09:00:00");

        assertThat(runs()).hasSize(1);
        assertThat(runs().get(0).processedAt()).isEqualTo(Time.instant(year + "-02-10T00:00:00"));
        Job next = management.createJobQuery().processDefinitionKey(PROCESS).timers().list().stream()
                .filter(job -> job.getProcessInstanceId() == null).findFirst().orElseThrow();
        assertThat(next.getDuedate()).isEqualTo(Date.from(Time.instant(year + "-03-10T00:00:00")));
        assertThat(process.makeUp()).as("nothing was missed").isZero();
    }

    @Test
    void skipsWithANoticeThatSaysWhy() {
        turnOn();
        theTenth("02", "00:00:00", 0);
        assertSkipped(Obstacle.NO_AMOUNT);

        shop.paidOrder("MONTH");
        theTenth("03", "00:00:00", 0);
        assertSkipped(Obstacle.NO_TITLE, Obstacle.NO_ADDRESS);

        address();
        String title = title();
        titles.remove(shop.actor(shop.customer), shop.companyId, title);
        theTenth("04", "00:00:00", 0);
        assertSkipped(Obstacle.NO_TITLE);

        title();
        jdbc.sql("update invoice_account set invoiced = 300.01 where company_id = ?").param(shop.companyId).update();
        theTenth("05", "00:00:00", 0);
        assertSkipped(Obstacle.OWED);
        jdbc.sql("update invoice_account set invoiced = 0 where company_id = ?").param(shop.companyId).update();
    }

    @Test
    void saysBeforehandWhatItWillDo() {
        assertThat(plan().on()).isFalse();
        assertThat(plan().nextRun()).isEqualTo(LocalDate.of(year, 2, 10));
        assertThat(plan().obstacles()).containsExactly(Obstacle.NO_AMOUNT);

        ready("300.00");
        turnOn();
        assertThat(plan().on()).isTrue();
        assertThat(plan().changedBy()).isEqualTo(shop.customer);
        assertThat(plan().amount()).isEqualTo(Money.of("300.00"));
        assertThat(plan().obstacles()).isEmpty();
        time.is(year + "-02-10T00:00:00");
        assertThat(plan().nextRun()).isEqualTo(LocalDate.of(year, 3, 10));
    }

    @Test
    void onlyMembersTurnItAndStrangersSeeNothing() {
        Actor finance = shop.actor(shop.finance);
        assertThat(recurring.plan(finance, shop.companyId).on()).isFalse();
        assertThatThrownBy(() -> recurring.turn(finance, shop.companyId, true)).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> recurring.plan(shop.actor(shop.advisor), shop.companyId)).isInstanceOf(Refusal.class);
        Actor stranger = shop.actor(shop.person("stranger-" + year, Role.CUSTOMER));
        assertThatThrownBy(() -> recurring.runs(stranger, shop.companyId, 1)).isInstanceOfSatisfying(Refusal.class,
                refusal -> assertThat(refusal.kind()).isEqualTo(Refusal.Kind.NOT_FOUND));
    }

    @Test
    void aMonthIsDoneOnceHoweverOftenItIsAskedFor() {
        ready("300.00");
        turnOn();
        theTenth("02", "00:00:00", 0);
        String first = runs().get(0).applicationId();
        applications.cancel(shop.actor(shop.customer), first);

        process.makeUp();
        runtime.startProcessInstanceByMessage("recurringMonthMissed");
        runMine();

        assertThat(runs()).hasSize(1);
        assertThat(count("select count(*) from invoice_application where company_id = ?", shop.companyId)).isEqualTo(1);
    }

    @Test
    void missedMonthsAreMadeUpInOrderAndOnlyForWhoHadItOnInTime() {
        ready("300.00");
        turnOn();
        time.is(year + "-04-12T09:00:00"); // the machine was down over three 10ths

        assertThat(process.makeUp()).isEqualTo(3);
        runMine();

        assertThat(runs()).extracting(RecurringRun::month).containsExactly(YearMonth.of(year, 4), YearMonth.of(year, 3),
                YearMonth.of(year, 2));
        assertThat(runs()).extracting(RecurringRun::outcome).containsOnlyOnce(Outcome.APPLIED);
        assertThat(runs()).allMatch(run -> run.processedAt().equals(Time.instant(year + "-04-12T09:00:00")));

        Purchases late = new Purchases(context);
        recurring.turn(late.actor(late.customer), late.companyId, true);
        process.makeUp();
        runMine();
        assertThat(recurring.runs(late.actor(late.customer), late.companyId, 9)).isEmpty();
    }

    @Test
    void whoTurnedItOffIsNotMadeUp() {
        ready("300.00");
        turnOn();
        time.is(year + "-02-12T09:00:00");
        process.makeUp(); // begun, its first batch not yet done
        recurring.turn(shop.actor(shop.customer), shop.companyId, false);
        runMine();

        assertThat(runs()).isEmpty();
        assertThat(process.makeUp()).isZero();
    }

    @Test
    void aCrashInTheMiddleOfHundredsLosesNothingAndDoesNothingTwice() {
        List<String> companies = InvoicingCompanies.make(context, 350);
        time.is(year + "-02-10T00:00:00");
        process.makeUp();
        AtomicInteger applied = new AtomicInteger();
        applying.after(wish -> {
            if (applied.incrementAndGet() == 237) {
                throw new StackOverflowError("the machine stops");
            }
        });

        assertThatThrownBy(() -> runMine()).isInstanceOf(Throwable.class);
        assertThat(count("select count(*) from recurring_run where outcome = 'APPLIED' and run_month = ?", year + "-02"))
                .as("what was done before stays").isEqualTo(236);
        applying.goesWell();
        time.is(year + "-02-10T00:30:00");
        runMine();

        assertOneApplicationEach(companies);
        assertThat(count("select count(*) from recurring_month where run_month = ? and ended_at is not null", year + "-02"))
                .isEqualTo(1);
    }

    @Test
    void oneThatFailsDoesNotStopTheOthersIsReportedTriedAgainAndAnIncidentInTheEnd() {
        List<String> companies = InvoicingCompanies.make(context, 5);
        String unlucky = companies.get(2);
        applying.after(wish -> {
            if (wish.companyId().equals(unlucky)) {
                throw new IllegalStateException("unexpected");
            }
        });
        time.is(year + "-02-10T00:00:00");
        process.makeUp();
        failing(() -> runMine());

        assertThat(count("select count(*) from recurring_run where outcome = 'APPLIED' and run_month = ?", year + "-02"))
                .isEqualTo(4);
        assertThat(count("select count(*) from invoice_application where company_id = ?", unlucky)).isZero();
        assertThat(told(shop.finance)).contains("invoicing.notice.recurringFailed");
        for (int i = 1; i <= 5; i++) {
            time.is(year + "-02-10T0" + i + ":00:00");
            failing(() -> runMine());
        }
        assertThat(runtime.createIncidentQuery().activityId("serviceTask_retryFailedCompanies").count()).isEqualTo(1);

        applying.goesWell();
        Job job = management.createJobQuery().processDefinitionKey(PROCESS).noRetriesLeft().singleResult();
        management.setJobRetries(job.getId(), 1); // what a process owner does in Cockpit
        runMine();

        assertOneApplicationEach(companies);
        assertThat(count("select attempts from recurring_run where company_id = ?", unlucky)).isGreaterThan(2);
    }

    /** Twice as many companies take twice as many statements: nothing grows with the number. */
    @Test
    void everyCompanyTakesTheSameStatements() {
        jdbc.sql("set query_statistics_max_entries 100000").update();
        try {
            int ten = statements(10, "02");
            int twenty = statements(20, "03");
            int thirty = statements(30, "04");
            assertThat(thirty - twenty).as("the engine fetches ids in blocks, so some are in between")
                    .isCloseTo(twenty - ten, within(9));
            assertThat((twenty - ten) / 10).as("statements for a company").isLessThan(120);
            System.out.printf("recurring invoicing: %d statements for a company%n", (twenty - ten) / 10);
        } finally {
            jdbc.sql("set query_statistics false").update();
        }
    }

    private int statements(int companies, String month) {
        jdbc.sql("update invoice_account set recurring = false").update();
        InvoicingCompanies.make(context, companies);
        time.is(year + "-" + month + "-10T00:00:00");
        process.makeUp();
        jdbc.sql("set query_statistics false").update();
        jdbc.sql("set query_statistics true").update();
        runMine();
        int statements = jdbc.sql("""
                select sum(execution_count) from information_schema.query_statistics
                where sql_statement not like '%query_statistics%'""").query(Integer.class).single();
        assertThat(count("select count(*) from recurring_run where outcome = 'APPLIED' and run_month = ?", year + "-" + month))
                .isEqualTo(companies);
        return statements;
    }

    private void assertOneApplicationEach(List<String> companies) {
        Map<String, Integer> applications = new HashMap<>();
        jdbc.sql("select company_id from invoice_application where origin = 'RECURRING'").query(String.class).list()
                .forEach(company -> applications.merge(company, 1, Integer::sum));
        assertThat(applications.keySet()).containsAll(companies);
        companies.forEach(company -> assertThat(applications.get(company)).as(company).isEqualTo(1));
        assertThat(count("select count(*) from recurring_run where outcome = 'APPLIED' and run_month = ?", year + "-02"))
                .isEqualTo(companies.size());
    }

    /** It is the 10th of the month at that time, {@code days} later: the daily look begins the month. */
    private void theTenth(String month, String at, int days) {
        LocalDate day = LocalDate.of(year, Integer.parseInt(month), 10).plusDays(days);
        time.is(day + "T" + at);
        process.makeUp();
        runMine();
    }

    /** The jobs of this process that are due, and those they bring about; the timer that starts it is left alone. */
    private void runMine() {
        for (List<Job> due = due(); !due.isEmpty(); due = due()) {
            management.executeJob(due.get(0).getId());
        }
    }

    private List<Job> due() {
        return management.createJobQuery().processDefinitionKey(PROCESS).executable().list().stream()
                .filter(job -> job.getProcessInstanceId() != null).toList();
    }

    private void assertSkipped(Obstacle... obstacles) {
        RecurringRun run = runs().get(0);
        assertThat(run.outcome()).isEqualTo(Outcome.SKIPPED);
        assertThat(run.obstacles()).containsExactly(obstacles);
        for (Obstacle obstacle : obstacles) {
            assertThat(shop.notices()).contains("invoicing.notice.recurringSkipped." + obstacle);
        }
    }

    private void ready(String amount) {
        shop.paidOrder("MONTH");
        assertThat(plan().amount()).isEqualTo(Money.of(amount));
        title();
        address();
    }

    private String title() {
        return titles.save(shop.actor(shop.customer), shop.companyId, null, new NewTitle(
                InvoiceTitle.Type.PERSONAL_ORDINARY, "王芳" + shop.companyId.substring(9), null, null, null, null, null,
                null, true, List.of())).id();
    }

    private void address() {
        addresses.save(shop.actor(shop.customer), shop.companyId, null, new NewAddress(DeliveryAddress.Kind.E_MAIL,
                "王芳", null, null, null, null, null, null, "fapiao@example.com", true));
    }

    private void turnOn() {
        recurring.turn(shop.actor(shop.customer), shop.companyId, true);
    }

    private RecurringInvoicing.Plan plan() {
        return recurring.plan(shop.actor(shop.customer), shop.companyId);
    }

    private List<RecurringRun> runs() {
        return recurring.runs(shop.actor(shop.customer), shop.companyId, 50);
    }

    private Map<String, String> application(String id) {
        return jdbc.sql("select origin, amount, status, issue_due from invoice_application where id = ?").param(id)
                .query((row, number) -> Map.of("origin", row.getString(1), "amount", row.getString(2), "status",
                        row.getString(3), "due", row.getString(4))).single();
    }

    private int count(String sql, String param) {
        return jdbc.sql(sql).param(param).query(Integer.class).single();
    }

    private List<String> told(String user) {
        return jdbc.sql("select message_key from notice where recipient_id = ?").param(user).query(String.class).list();
    }

    private void failing(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            assertThat(e).hasMessageContaining("失败");
        }
    }
}
