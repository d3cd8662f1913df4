package zhangfang.flow.recurringinvoicing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import zhangfang.invoicing.RecurringInvoicingProcess;
import zhangfang.testing.InvoicingCompanies;
import zhangfang.testing.PostgresTest;
import zhangfang.testing.TimeMachineForTests.Time;

/**
 * A 10th with 5 000 companies on PostgreSQL: {@code mvn test -Dtest=RecurringInvoicingBenchmark}. Prints what each thousand
 * took; the last costs no more than the first.
 */
@PostgresTest
class RecurringInvoicingBenchmark {

    private static final int COMPANIES = 5_000;

    @Autowired
    private ApplicationContext context;
    @Autowired
    private Time time;
    @Autowired
    private RecurringInvoicingProcess process;
    @Autowired
    private ManagementService management;
    @Autowired
    private JdbcClient jdbc;

    @Test
    void aTenthWithFiveThousandCompanies() {
        time.is("2060-01-20T09:00:00");
        InvoicingCompanies.make(context, COMPANIES);
        time.is("2060-02-10T00:00:00");
        process.makeUp();
        long started = System.nanoTime();
        long thousand = started;
        int batches = 0;
        for (List<Job> due = due(); !due.isEmpty(); due = due()) {
            management.executeJob(due.get(0).getId());
            if (++batches % 10 == 0) {
                System.out.printf("recurring invoicing: %d companies, the last thousand in %d ms%n", batches * 100,
                        Duration.ofNanos(System.nanoTime() - thousand).toMillis());
                thousand = System.nanoTime();
            }
        }
        System.out.printf("recurring invoicing: %d companies in %d ms%n", COMPANIES,
                Duration.ofNanos(System.nanoTime() - started).toMillis());
        assertThat(jdbc.sql("select count(*) from recurring_run where outcome = 'APPLIED'").query(Integer.class).single())
                .isEqualTo(COMPANIES);
    }

    private List<Job> due() {
        return management.createJobQuery().processDefinitionKey("recurringInvoicing").executable().list().stream()
                .filter(job -> job.getProcessInstanceId() != null).toList();
    }
}
