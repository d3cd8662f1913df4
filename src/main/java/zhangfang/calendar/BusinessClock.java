package zhangfang.calendar;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.springframework.stereotype.Component;

/**
 * The clock of the business: every deadline and every recorded time comes from here, in Asia/Shanghai. Tests and the
 * time machine move it together with the engine's clock, through {@link BusinessTime}.
 */
@Component
public class BusinessClock {

    /** The zone of all deadlines, whatever the server's zone. China has kept one offset, UTC+8, since 1991. */
    public static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private volatile Clock clock = Clock.system(ZONE);

    public Instant now() {
        return clock.instant();
    }

    public ZonedDateTime here() {
        return now().atZone(ZONE);
    }

    public LocalDate today() {
        return here().toLocalDate();
    }

    public YearMonth month() {
        return YearMonth.from(today());
    }

    void set(Clock clock) {
        this.clock = clock.withZone(ZONE);
    }
}
