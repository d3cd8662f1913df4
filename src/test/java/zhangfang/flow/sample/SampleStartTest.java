package zhangfang.flow.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ActiveProfiles;
import zhangfang.audit.WholeState;
import zhangfang.calendar.BusinessClock;
import zhangfang.calendar.BusinessTime;
import zhangfang.calendar.TimeTravel;
import zhangfang.company.Companies;
import zhangfang.company.Company;
import zhangfang.identity.People;
import zhangfang.refusal.Refusal;

/** The default start: sample data told up to today, and the time machine from there. */
@Tag("sample")
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"spring.datasource.url=jdbc:h2:mem:sample;DB_CLOSE_DELAY=-1", "logging.level.root=warn"})
@ActiveProfiles("demo")
@DirtiesContext
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SampleStartTest {

    @Autowired
    Companies companies;
    @Autowired
    People people;
    @Autowired
    TaskService tasks;
    @Autowired
    RuntimeService runtime;
    @Autowired
    TimeTravel timeMachine;
    @Autowired
    BusinessClock clock;
    @Autowired
    BusinessTime businessTime;
    @Autowired
    WholeState state;
    @Autowired
    JdbcClient jdbc;

    @Test
    @Order(1)
    void somethingWaitsForEveryRoleAndTheClockShowsTheRealTime() {
        assertThat(companies.visibleTo(people.actor("customer"))).extracting(Company::name)
                .containsExactly("星河商贸有限公司");
        assertThat(companies.visibleTo(people.actor("customer2"))).extracting(Company::name)
                .containsExactly("南山咨询有限公司");
        for (String user : List.of("customer", "customer2", "advisor", "accountant", "reviewer", "finance")) {
            assertThat(waitingFor(user)).as("what waits for %s", user).isNotEmpty();
        }
        assertThat(Duration.between(clock.now(), Instant.now()).abs()).isLessThan(Duration.ofMinutes(1));
        assertThat(state.violations()).isEmpty();
    }

    @Test
    @Order(2)
    void theTimeMachineFiresEveryTimerOnItsWayAndItsOffsetSurvivesARestart() {
        Instant destination = clock.now().plus(Duration.ofDays(70));

        TimeTravel.Progress progress = timeMachine.travelTo(destination);

        assertThat(progress.fired()).isPositive();
        assertThat(progress.failed()).isZero();
        assertThat(clock.now()).isBetween(destination, destination.plus(Duration.ofMinutes(1)));
        assertThat(runtime.createIncidentQuery().count()).isZero();
        assertThat(state.violations()).isEmpty();
        long offset = jdbc.sql("select offset_millis from business_time").query(Long.class).single();
        assertThat(Duration.ofMillis(offset)).isBetween(Duration.ofDays(69), Duration.ofDays(71));
    }

    @Test
    @Order(3)
    void timeNeverGoesBack() {
        assertThatThrownBy(() -> timeMachine.travelTo(clock.now().minusSeconds(1))).isInstanceOf(Refusal.class);
        businessTime.run(Duration.ZERO);
    }

    private Set<String> waitingFor(String user) {
        return tasks.createTaskQuery().or().taskAssignee(user).taskCandidateUser(user)
                .taskCandidateGroupIn(people.groupsOf(user)).endOr().list().stream()
                .map(Task::getName).collect(Collectors.toSet());
    }
}
