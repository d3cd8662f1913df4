package zhangfang.flow.monthlybookkeeping;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.camunda.bpm.engine.TaskService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import zhangfang.company.Companies;
import zhangfang.engagement.KeeperHandovers;
import zhangfang.engagement.Stage;
import zhangfang.flow.monthlybookkeeping.CompanyInService.Month;
import zhangfang.testing.AtOnce;
import zhangfang.testing.PostgresTest;
import zhangfang.testing.TimeMachineForTests.Time;

/** A hand-over while the accountant before finishes a task: whoever is first, no task stays behind. */
@PostgresTest
class KeeperHandoverRacesTest {

    @Autowired
    private ApplicationContext context;
    @Autowired
    private Time time;
    @Autowired
    private KeeperHandovers handovers;
    @Autowired
    private Companies companies;
    @Autowired
    private TaskService tasks;

    private CompanyInService company;
    private Month month;

    @BeforeEach
    void aMonthToClose() {
        time.is("2026-11-01T00:00:00");
        company = new CompanyInService(context, "2026-11");
        month = company.begins("2026-11").hasNoDocuments();
    }

    @AfterEach
    void sleep() {
        company.sleep();
    }

    /** The step back creates the next task of the keeper in the very transaction that races. */
    @RepeatedTest(8)
    void anOfferedTaskBeingFinished(RepetitionInfo round) throws Exception {
        race(false, headStart(round));
    }

    @RepeatedTest(8)
    void aClaimedTaskBeingFinished(RepetitionInfo round) throws Exception {
        race(true, headStart(round));
    }

    /** The hand-over takes its lock first thing, so finishing gets ahead of it only by starting sooner. */
    private static int headStart(RepetitionInfo round) {
        return (round.getCurrentRepetition() - 1) * 4;
    }

    private void race(boolean claimed, int headStartMillis) throws Exception {
        month.isKept().isReviewed();
        String task = month.task("closeMonth").getId();
        if (claimed) {
            tasks.claim(task, company.keeper);
        }
        List<Throwable> failures = AtOnce.together(
                () -> month.completes(company.keeper, task, "decision", "RETURN", "reason", "补录房租"),
                () -> {
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(headStartMillis));
                    handovers.handOver(company.actor(company.reviewer), company.id,
                            KeeperHandoverTest.to(company.otherAccountant));
                });

        assertThat(failures.get(1)).as("the hand-over").isNull();
        boolean finished = failures.get(0) == null;
        assertThat(month.row().stage()).isEqualTo(finished ? Stage.BOOKKEEPING : Stage.CLOSING);
        assertThat(month.openTasks()).containsExactly(finished ? "keepBooks" : "closeMonth");
        assertThat(companies.get(company.id).keeperId()).isEqualTo(company.otherAccountant);
        assertThat(tasks.createTaskQuery().taskVariableValueEquals("companyId", company.id).or()
                .taskAssignee(company.keeper).taskCandidateUser(company.keeper).endOr().count()).isZero();
        assertThat(tasks.createTaskQuery().taskVariableValueEquals("companyId", company.id).or()
                .taskAssignee(company.otherAccountant).taskCandidateUser(company.otherAccountant).endOr().count())
                .isEqualTo(1);
    }
}
