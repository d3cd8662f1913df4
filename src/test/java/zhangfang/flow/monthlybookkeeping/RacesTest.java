package zhangfang.flow.monthlybookkeeping;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import zhangfang.engagement.Confirmations.Decided;
import zhangfang.engagement.Confirmations.Decision;
import zhangfang.engagement.Report;
import zhangfang.engagement.Stage;
import zhangfang.flow.monthlybookkeeping.CompanyInService.Month;
import zhangfang.identity.Actor;
import zhangfang.testing.AtOnce;
import zhangfang.testing.PostgresTest;
import zhangfang.testing.TimeMachineForTests.Time;

/** Two at once, in real threads on a real database: one wins, the other hears a clear answer, nothing is doubled. */
@PostgresTest
class RacesTest {

    @Autowired
    private ApplicationContext context;
    @Autowired
    private Time time;
    @Autowired
    private ManagementService management;

    private CompanyInService company;
    private Month month;

    @BeforeEach
    void issued() {
        time.is("2026-11-01T00:00:00");
        company = new CompanyInService(context, "2026-11");
        month = company.begins("2026-11");
        month.hasNoDocuments().isKept().isReviewed();
        time.is("2026-12-10T12:00:00");
        month.isClosed();
        time.runDueJobs();
    }

    @AfterEach
    void sleep() {
        company.sleep();
    }

    /** The click is on the way when the clock strikes: whoever is first, each report is confirmed exactly once. */
    @RepeatedTest(3)
    void aConfirmationAgainstTheTimerOfThe15th() throws Exception {
        time.is("2026-12-14T23:59:59");
        String task = month.task("confirmTaxes").getId();
        String job = timerOf("timer_taxes15th");
        List<Throwable> failures = failures(
                () -> month.completes(company.customer, task, "decision", "CONFIRM"),
                () -> {
                    time.is("2026-12-15T00:00:00");
                    management.executeJob(job);
                });

        assertThat(failures).hasSizeLessThanOrEqualTo(1);
        time.runDueJobs();
        assertThat(confirmations(Report.TAXES)).hasSize(1);
        assertThat(confirmations(Report.STATEMENTS)).hasSize(1);
        assertThat(month.row().stage()).isEqualTo(Stage.FILING);
    }

    @RepeatedTest(3)
    void anObjectionAgainstTheTimerOfThe15th() throws Exception {
        time.is("2026-12-14T23:59:59");
        String task = month.task("confirmStatements").getId();
        String job = timerOf("timer_statements15th");
        List<Throwable> failures = failures(
                () -> month.completes(company.customer, task, "decision", "OBJECT", "reason", "收入不对"),
                () -> {
                    time.is("2026-12-15T00:00:00");
                    management.executeJob(job);
                });

        assertThat(failures).hasSize(1);
        time.runDueJobs();
        boolean objected = company.confirmations().decisions(month.id).stream()
                .anyMatch(decided -> decided.decision() == Decision.OBJECTED);
        assertThat(month.openTasks()).containsExactly(objected ? "keepBooks" : "fileTaxes");
        assertThat(confirmations(Report.STATEMENTS)).hasSize(objected ? 0 : 1);
    }

    @RepeatedTest(3)
    void twoCompletionsOfOneTask() throws Exception {
        String task = month.task("confirmStatements").getId();
        List<Throwable> failures = failures(
                () -> month.completes(company.customer, task, "decision", "CONFIRM"),
                () -> month.completes(company.customer, task, "decision", "CONFIRM"));

        assertThat(failures).hasSize(1);
        assertThat(confirmations(Report.STATEMENTS)).hasSize(1);
        assertThat(month.openTasks()).containsExactly("confirmTaxes");
    }

    @RepeatedTest(3)
    void aConfirmationOfOneReportAgainstAnObjectionToTheOther() throws Exception {
        String confirm = month.task("confirmStatements").getId();
        String object = month.task("confirmTaxes").getId();
        List<Throwable> failures = failures(
                () -> month.completes(company.customer, confirm, "decision", "CONFIRM"),
                () -> month.completes(company.customer, object, "decision", "OBJECT", "reason", "税额不对"));

        boolean objected = month.row().stage() == Stage.BOOKKEEPING;
        assertThat(failures).hasSizeLessThanOrEqualTo(1);
        assertThat(month.openTasks()).containsExactly(objected ? "keepBooks" : "confirmTaxes");
    }

    @RepeatedTest(2)
    void twoOrdersOpeningTheSameMonth() throws Exception {
        List<String> ids = new ArrayList<>();
        List<Throwable> failures = failures(
                () -> add(ids, company.months().open(Actor.SYSTEM, null, company.id, month.row().month().plusMonths(1))),
                () -> add(ids, company.months().open(Actor.SYSTEM, null, company.id, month.row().month().plusMonths(1))));

        assertThat(failures).isEmpty();
        assertThat(ids).hasSize(2);
        assertThat(ids.get(0)).isEqualTo(ids.get(1));
    }

    private static synchronized void add(List<String> ids, String id) {
        ids.add(id);
    }

    private List<Decided> confirmations(Report report) {
        return company.confirmations().decisions(month.id).stream()
                .filter(decided -> decided.report() == report && decided.decision() == Decision.CONFIRMED).toList();
    }

    private String timerOf(String activity) {
        List<Job> jobs = management.createJobQuery().processInstanceId(month.instance().getId())
                .activityId(activity).list();
        assertThat(jobs).hasSize(1);
        return jobs.get(0).getId();
    }

    /** @return what failed of both, run at the same moment */
    private static List<Throwable> failures(AtOnce.Action... both) throws Exception {
        return AtOnce.together(both).stream().filter(Objects::nonNull).toList();
    }
}
