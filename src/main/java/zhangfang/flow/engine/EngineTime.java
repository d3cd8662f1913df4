package zhangfang.flow.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.springframework.stereotype.Component;
import zhangfang.calendar.EngineClock;

/** The engine's clock; one for the whole JVM, as the engine has it. */
@Component
class EngineTime implements EngineClock {

    @Override
    public void freeze(Instant instant) {
        ClockUtil.setCurrentTime(Date.from(instant));
    }

    @Override
    public void run(Duration offset) {
        ClockUtil.reset();
        if (!offset.isZero()) {
            ClockUtil.offset(offset.toMillis());
        }
    }
}
