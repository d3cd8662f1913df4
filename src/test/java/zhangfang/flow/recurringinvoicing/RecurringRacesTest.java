package zhangfang.flow.recurringinvoicing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
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
import zhangfang.identity.People;
import zhangfang.identity.Role;
import zhangfang.invoicing.InvoiceApplication.Origin;
import zhangfang.invoicing.InvoiceApplicationProcess;
import zhangfang.invoicing.NewApplication;
import zhangfang.invoicing.RecurringInvoicingProcess;
import zhangfang.invoicing.RecurringMonths;
import zhangfang.money.Money;
import zhangfang.refusal.Refusal;
import zhangfang.testing.AtOnce;
import zhangfang.testing.InvoicingCompanies;
import zhangfang.testing.PostgresTest;
import zhangfang.testing.TimeMachineForTests.Time;

/** The 10th on a real database, with several at it at once: each company's money is applied for once. */
@PostgresTest
class RecurringRacesTest {

    private static final AtomicInteger YEAR = new AtomicInteger(2060);
    private static final String PROCESS = "recurringInvoicing";

    @Autowired
    private ApplicationContext context;
    @Autowired
    private Time time;
    @Autowired
    private RecurringInvoicingProcess process;
    @Autowired
    private RecurringMonths months;
    @Autowired
    private EachCompany each;
    @Autowired
    private InvoiceApplicationProcess applications;
    @Autowired
    private RuntimeService runtime;
    @Autowired
    private ManagementService management;
    @Autowired
    private People people;
    @Autowired
    private JdbcClient jdbc;

    private int year;

    @BeforeEach
    void aYearOfItsOwn() {
        year = YEAR.incrementAndGet();
        time.is(year + "-01-20T09:00:00");
    }

    @AfterEach
    void nobodyHasItOnAnyMore() {
        jdbc.sql("update invoice_account set recurring = false").update();
        runtime.createProcessInstanceQuery().processDefinitionKey(PROCESS).list()
                .forEach(instance -> runtime.deleteProcessInstance(instance.getId(), "the test is over"));
        runtime.createProcessInstanceQuery().processDefinitionKey("invoiceApplication").active().list()
                .forEach(instance -> runtime.suspendProcessInstanceById(instance.getId()));
    }

    @Test
    void twoNodesBeginAMonthOnceAndSettleEachCompanyOnce() throws Exception {
        List<String> companies = InvoicingCompanies.make(context, 150);
        time.is(year + "-02-10T00:00:00");
        List<Throwable> begun = AtOnce.together(() -> process.makeUp(), () -> process.makeUp(), () -> process.makeUp());
        assertThat(begun).containsOnlyNulls();
        assertThat(count("select count(*) from recurring_month where run_month = '" + year + "-02'")).isEqualTo(1);

        YearMonth month = YearMonth.of(year, 2);
        List<String> backwards = new ArrayList<>(companies);
        Collections.reverse(backwards);
        List<Throwable> failures = AtOnce.together(this::runJobs,
                () -> companies.forEach(company -> each.settle(month, company)),
                () -> backwards.forEach(company -> each.settle(month, company)));

        assertThat(failures.subList(1, 3)).containsOnlyNulls();
        runJobs();
        assertThat(months.pending(month, 1)).isEmpty();
        assertThat(count("select count(*) from recurring_run where run_month = '" + year
                + "-02' and outcome = 'APPLIED'")).isEqualTo(150);
        assertThat(recurringApplications(companies)).isEqualTo(150);
    }

    @Test
    void aManualApplicationAndTheRunNeverTakeMoreThanThereIs() throws Exception {
        List<String> companies = InvoicingCompanies.make(context, 40);
        String user = "twice-" + year;
        people.add(user, "王芳", "zhangfang-test", Role.CUSTOMER);
        for (String company : companies) {
            people.addCompanyGroup(company, company);
            people.join(user, company);
        }
        Actor customer = people.actor(user);
        time.is(year + "-02-10T00:00:00");
        process.makeUp();
        AtomicInteger refused = new AtomicInteger();

        List<Throwable> failures = AtOnce.together(this::runJobs, () -> companies.forEach(company -> {
            try {
                applications.start(customer, new NewApplication(company, Money.of("200.00"), "B" + company,
                        "L" + company, Origin.MANUAL, null));
            } catch (Refusal refusal) {
                refused.incrementAndGet();
            }
        }));

        assertThat(failures).containsOnlyNulls();
        assertThat(count("select count(*) from invoice_account where invoiced > 300.00")).isZero();
        assertThat(count("select count(*) from invoice_account where invoiced = 300.00 and recurring"))
                .as("the run takes all that is left, before or after").isEqualTo(40);
        assertThat(recurringApplications(companies)).isEqualTo(40);
        assertThat(count("""
                select count(*) from recurring_run where run_month = '%d-02' and amount in (100.00, 300.00)"""
                .formatted(year))).isEqualTo(40);
        assertThat(count("select count(*) from recurring_run where run_month = '%d-02' and amount = 300.00"
                .formatted(year))).isEqualTo(refused.get());
    }

    private void runJobs() {
        for (List<Job> due = due(); !due.isEmpty(); due = due()) {
            management.executeJob(due.get(0).getId());
        }
    }

    private List<Job> due() {
        return management.createJobQuery().processDefinitionKey(PROCESS).executable().list().stream()
                .filter(job -> job.getProcessInstanceId() != null).toList();
    }

    private int recurringApplications(List<String> companies) {
        return jdbc.sql("select count(*) from invoice_application where origin = 'RECURRING' and company_id in (:ids)")
                .param("ids", companies).query(Integer.class).single();
    }

    private int count(String sql) {
        return jdbc.sql(sql).query(Integer.class).single();
    }
}
