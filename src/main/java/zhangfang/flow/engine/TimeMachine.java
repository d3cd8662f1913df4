package zhangfang.flow.engine;

import jakarta.annotation.PostConstruct;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import zhangfang.calendar.BusinessClock;
import zhangfang.calendar.BusinessTime;
import zhangfang.calendar.TimeTravel;
import zhangfang.refusal.Refusal;

/** Moves time by hand, in the sample start only: there nobody waits a month to see a deadline fire. */
@Component
@Profile("demo")
class TimeMachine implements TimeTravel, Timers.Watcher {

    private static final Duration FARTHEST = Duration.ofDays(5 * 366L);

    private final BusinessTime businessTime;
    private final BusinessClock clock;
    private final Timers timers;
    private final JdbcClient jdbc;

    private final AtomicBoolean running = new AtomicBoolean();
    private final AtomicInteger fired = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private volatile Instant target;

    TimeMachine(BusinessTime businessTime, BusinessClock clock, Timers timers, JdbcClient jdbc) {
        this.businessTime = businessTime;
        this.clock = clock;
        this.timers = timers;
        this.jdbc = jdbc;
    }

    @PostConstruct
    void resume() {
        jdbc.sql("select offset_millis from business_time").query(Long.class).optional()
                .ifPresent(millis -> businessTime.run(Duration.ofMillis(millis)));
    }

    @Override
    public Progress progress() {
        return new Progress(clock.now(), target, running.get(), fired.get(), failed.get());
    }

    @Override
    public Progress travelTo(Instant destination) {
        Instant now = clock.now();
        if (!destination.isAfter(now)) {
            throw Refusal.field("to", "flow.time.notForward");
        }
        if (destination.isAfter(now.plus(FARTHEST))) {
            throw Refusal.field("to", "flow.time.tooFar");
        }
        if (!running.compareAndSet(false, true)) {
            throw Refusal.conflict("flow.time.underWay");
        }
        try {
            fired.set(0);
            failed.set(0);
            target = destination;
            travel(destination);
        } finally {
            running.set(false);
        }
        return progress();
    }

    private void travel(Instant destination) {
        timers.byHand(() -> {
            try {
                timers.passUntil(destination, this::arriveAt, this);
            } finally {
                businessTime.run(Duration.between(Instant.now(), clock.now()));
            }
        });
    }

    private void arriveAt(Instant instant) {
        businessTime.freeze(instant);
        long offset = Math.max(0, Duration.between(Instant.now(), instant).toMillis());
        if (jdbc.sql("update business_time set offset_millis = ? where id = 1").param(offset).update() == 0) {
            jdbc.sql("insert into business_time (id, offset_millis) values (1, ?)").param(offset).update();
        }
    }

    @Override
    public void fired() {
        fired.incrementAndGet();
    }

    @Override
    public void failed() {
        failed.incrementAndGet();
    }
}
