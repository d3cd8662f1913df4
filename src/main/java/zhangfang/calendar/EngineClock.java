package zhangfang.calendar;

import java.time.Duration;
import java.time.Instant;

/** The process engine's clock, which always shows the business time; implemented where the engine is known. */
public interface EngineClock {

    /** The engine's time stands still. */
    void freeze(Instant instant);

    /** The engine's time runs on, ahead of the machine's by the offset. */
    void run(Duration offset);
}
