package zhangfang.web;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import zhangfang.calendar.BusinessClock;
import zhangfang.refusal.Refusal;
import zhangfang.testing.IntegrationTest;
import zhangfang.testing.TimeMachineForTests.Time;

@IntegrationTest
class RegistrationLimitTest {

    private static final String HERE = "192.0.2.1";

    @Autowired
    private BusinessClock clock;
    @Autowired
    private Time time;

    private RegistrationLimit limit;

    @BeforeEach
    void twoAnHour() {
        time.is("2026-11-21T09:00:00");
        limit = new RegistrationLimit(clock, 2);
    }

    @Test
    void refusesTheThirdWithinAnHourFromOneAddress() {
        register();
        time.is("2026-11-21T09:30:00");
        register();

        assertThatThrownBy(this::register).isInstanceOf(Refusal.class);
        assertThatCode(() -> limit.check("192.0.2.2")).as("another address").doesNotThrowAnyException();
        time.is("2026-11-21T09:59:59");
        assertThatThrownBy(this::register).isInstanceOf(Refusal.class);
        time.is("2026-11-21T10:00:00");
        assertThatCode(this::register).as("an hour after the first").doesNotThrowAnyException();
        assertThatThrownBy(this::register).isInstanceOf(Refusal.class);
    }

    private void register() {
        limit.check(HERE);
        limit.count(HERE);
    }
}
