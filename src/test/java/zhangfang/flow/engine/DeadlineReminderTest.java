package zhangfang.flow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.repository.Deployment;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.context.i18n.LocaleContextHolder;
import zhangfang.notice.NoticeCategory;
import zhangfang.notice.Notices;
import zhangfang.notice.Notices.Notice;
import zhangfang.testing.IntegrationTest;
import zhangfang.testing.Purchases;
import zhangfang.testing.TimeMachineForTests.Time;

/** Three days before a customer's deadline, one reminder: by a timer that lives, moves and goes with its task. */
@IntegrationTest
class DeadlineReminderTest {

    @Autowired
    private ApplicationContext context;
    @Autowired
    private ProcessEngine engine;
    @Autowired
    private OpenDeadlines openDeadlines;
    @Autowired
    private Notices notices;
    @Autowired
    private AtomicReference<Date> movedDeadline;
    @Autowired
    private Time time;

    private Deployment deployment;
    private Purchases shop;

    @BeforeEach
    void inChinese() {
        LocaleContextHolder.setLocale(Locale.SIMPLIFIED_CHINESE);
    }

    @AfterEach
    void inAnyLanguage() {
        LocaleContextHolder.resetLocaleContext();
    }

    @BeforeEach
    void deploy() {
        deployment = engine.getRepositoryService().createDeployment().addClasspathResource("flow/reminded.bpmn").deploy();
        time.is("2026-11-02T10:00:00");
        shop = new Purchases(context);
    }

    @AfterEach
    void remove() {
        engine.getRepositoryService().deleteDeployment(deployment.getId(), true);
    }

    @Test
    void comesAtTheFirstInstantOfTheThirdDayBefore() {
        ProcessInstance instance = begin("2026-12-01T00:00:00");

        time.passesUntil("2026-11-27T23:59:59");
        assertThat(reminders()).isEmpty();
        time.passesUntil("2026-11-28T00:00:00");

        assertThat(reminders()).singleElement().satisfies(notice -> {
            assertThat(notice.text()).contains("\u7b54\u590d", "2026-11-30 24:00");
            assertThat(notice.taskId()).isEqualTo(task(instance).getId());
            assertThat(notice.category()).isEqualTo(NoticeCategory.DEADLINE);
        });
        time.passesUntil("2026-11-30T23:59:59");
        assertThat(reminders()).hasSize(1);
    }

    @Test
    void countsALastSecondAsTheEndOfItsDay() {
        begin("2026-11-30T23:59:59");

        time.passesUntil("2026-11-27T23:59:59");
        assertThat(reminders()).isEmpty();
        time.passesUntil("2026-11-28T00:00:00");

        assertThat(reminders()).singleElement().satisfies(notice ->
                assertThat(notice.text()).contains("2026-11-30 24:00"));
    }

    @Test
    void doesNotComeForATaskThatCameInItsLastThreeDays() {
        begin("2026-11-05T00:00:00");

        time.passesUntil("2026-11-04T23:59:59");

        assertThat(reminders()).isEmpty();
    }

    @Test
    void doesNotComeWhenTheDeadlineIsOverBeforeTheMachineIsBack() {
        begin("2026-12-01T00:00:00");

        time.wasDownUntil("2026-12-02T09:00:00");

        assertThat(reminders()).isEmpty();
    }

    @Test
    void comesOnceAfterDowntimeWithinTheThreeDays() {
        begin("2026-12-01T00:00:00");

        time.wasDownUntil("2026-11-29T09:00:00");
        time.passesUntil("2026-11-30T23:00:00");

        assertThat(reminders()).hasSize(1);
    }

    @Test
    void movesWithTheDeadlineWhenACalendarIsLoaded() {
        ProcessInstance instance = begin("2026-12-01T00:00:00");
        movedDeadline.set(Date.from(Time.instant("2026-12-05T00:00:00")));

        openDeadlines.calendarLoaded(2026);

        assertThat(jobs(instance)).extracting(job -> job.getDuedate().toInstant()).containsExactlyInAnyOrder(
                Time.instant("2026-12-02T00:00:00"), Time.instant("2026-12-05T00:00:00"));
        time.passesUntil("2026-12-01T23:59:59");
        assertThat(reminders()).isEmpty();
        time.passesUntil("2026-12-02T00:00:00");
        assertThat(reminders()).hasSize(1);
    }

    @Test
    void goesWithItsTask() {
        ProcessInstance instance = begin("2026-12-01T00:00:00");
        String id = instance.getId();

        shop.as(shop.customer, () -> {
            engine.getTaskService().complete(task(instance).getId());
            return null;
        });

        assertThat(engine.getManagementService().createJobQuery().processInstanceId(id).count()).isZero();
    }

    private ProcessInstance begin(String due) {
        movedDeadline.set(Date.from(Time.instant(due)));
        return engine.getRuntimeService().startProcessInstanceByKey("reminded", Map.of("caseId", shop.companyId));
    }

    private Task task(ProcessInstance instance) {
        return engine.getTaskService().createTaskQuery().processInstanceId(instance.getId()).singleResult();
    }

    private List<Job> jobs(ProcessInstance instance) {
        return engine.getManagementService().createJobQuery().processInstanceId(instance.getId()).list();
    }

    private List<Notice> reminders() {
        return notices.of(shop.customer, 100);
    }
}
