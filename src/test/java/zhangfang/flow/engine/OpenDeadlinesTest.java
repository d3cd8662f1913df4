package zhangfang.flow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import zhangfang.calendar.StatutoryCalendar;
import zhangfang.testing.IntegrationTest;
import zhangfang.testing.Purchases;
import zhangfang.testing.TimeMachineForTests.Time;

/** Deadlines that rested on an estimated calendar are computed again when the official one is loaded. */
@IntegrationTest
class OpenDeadlinesTest {

    @Autowired
    ApplicationContext context;
    @Autowired
    StatutoryCalendar calendar;
    @Autowired
    ManagementService management;
    @Autowired
    Time time;

    private Purchases shop;

    @AfterEach
    void theRestSleeps() {
        shop.sleep();
    }

    @Test
    void moveWithTheirTimersWhenTheYearIsLoaded() {
        time.is("2036-09-30T10:00:00");
        shop = new Purchases(context);
        shop.haveMoney("300.00");
        String order = shop.order("MONTH");
        shop.pay(order);
        shop.confirmStart(order);
        Task claim = shop.taskOf(shop.accountant, order, "userTask_claimCompany").orElseThrow();
        // estimated: 1 to 3 October are off by law, then a weekend; due at 24:00 of the next Monday
        assertThat(claim.getDueDate().toInstant()).isEqualTo(Time.instant("2036-10-07T00:00:00"));

        calendar.load(2036, goldenWeek());

        Instant due = Time.instant("2036-10-09T00:00:00");
        assertThat(shop.taskOf(shop.accountant, order, "userTask_claimCompany").orElseThrow().getDueDate().toInstant())
                .isEqualTo(due);
        assertThat(management.createJobQuery().activityId("timer_claimOverdue")
                .processInstanceId(claim.getProcessInstanceId()).singleResult().getDuedate().toInstant())
                .isEqualTo(due);
    }

    private static String goldenWeek() {
        return "date,type,name\n" + IntStream.rangeClosed(1, 7)
                .mapToObj("2036-10-%02d,OFF,国庆节"::formatted).collect(Collectors.joining("\n"));
    }
}
