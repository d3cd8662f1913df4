package zhangfang.calendar;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** Moves the business clock and the engine's clock together; used by tests and by the time machine only. */
@Component
public class BusinessTime {

    private final BusinessClock businessClock;
    private final EngineClock engineClock;

    BusinessTime(BusinessClock businessClock, EngineClock engineClock) {
        this.businessClock = businessClock;
        this.engineClock = engineClock;
    }

    /** The clocks stand still at an instant. */
    public void freeze(Instant instant) {
        businessClock.set(Clock.fixed(instant, BusinessClock.ZONE));
        engineClock.freeze(instant);
    }

    /** The clocks run on, ahead of the machine's by the offset. */
    public void run(Duration offset) {
        businessClock.set(Clock.offset(Clock.systemUTC(), offset));
        engineClock.run(offset);
    }
}
