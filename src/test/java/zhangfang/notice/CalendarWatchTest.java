package zhangfang.notice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import zhangfang.identity.People;
import zhangfang.identity.Role;
import zhangfang.testing.IntegrationTest;
import zhangfang.testing.TimeMachineForTests.Time;

@IntegrationTest
class CalendarWatchTest {

    @Autowired
    private CalendarWatch watch;
    @Autowired
    private Notices notices;
    @Autowired
    private People people;
    @Autowired
    private Time time;

    @Test
    void tellsTheOwnersOnceAMonthThatNextYearIsAnEstimate() {
        String owner = "owner-" + UUID.randomUUID();
        people.add(owner, "负责人", "zhangfang-test", Role.PROCESS_OWNER);

        time.is("2026-06-15T09:00:00");
        watch.tellOwners();
        assertThat(notices.of(owner, 10)).isEmpty();

        time.is("2026-11-21T09:00:00");
        watch.tellOwners();
        watch.tellOwners();
        assertThat(notices.of(owner, 10)).singleElement()
                .satisfies(notice -> assertThat(notice.text()).contains("2027"));
        assertThat(watch.health().getDetails().get("estimatedYears").toString()).isEqualTo("[2027]");

        time.is("2026-12-01T09:00:00");
        watch.tellOwners();
        assertThat(notices.of(owner, 10)).hasSize(2);
    }
}
