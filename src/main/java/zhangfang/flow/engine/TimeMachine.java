package zhangfang.flow.engine;

import jakarta.annotation.PostConstruct;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.jobexecutor.JobExecutor;
import org.camunda.bpm.engine.runtime.Job;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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
class TimeMachine implements TimeTravel {

    private static final Logger LOG = LoggerFactory.getLogger(TimeMachine.class);
    private static final Duration FARTHEST = Duration.ofDays(5 * 366L);
    private static final int JOBS_AT_ONCE = 100;

    private final BusinessTime businessTime;
    private final BusinessClock clock;
    private final ProcessEngine engine;
    private final JdbcClient jdbc;

    private final AtomicBoolean running = new AtomicBoolean();
    private final AtomicInteger fired = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private volatile Instant target;

    TimeMachine(BusinessTime businessTime, BusinessClock clock, ProcessEngine engine, JdbcClient jdbc) {
        this.businessTime = businessTime;
        this.clock = clock;
        this.engine = engine;
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

    /** The job executor rests meanwhile: it would fire timers at instants that are not theirs. */
    private void travel(Instant destination) {
        JobExecutor jobExecutor =
                ((ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration()).getJobExecutor();
        boolean wasActive = jobExecutor.isActive();
        if (wasActive) {
            jobExecutor.shutdown();
        }
        try {
            runDueJobs();
            for (Optional<Instant> next = nextDue(destination); next.isPresent(); next = nextDue(destination)) {
                arriveAt(next.get());
                runDueJobs();
            }
            arriveAt(destination);
            runDueJobs();
        } finally {
            businessTime.run(Duration.between(Instant.now(), clock.now()));
            if (wasActive) {
                jobExecutor.start();
            }
        }
    }

    private void arriveAt(Instant instant) {
        businessTime.freeze(instant);
        long offset = Math.max(0, Duration.between(Instant.now(), instant).toMillis());
        if (jdbc.sql("update business_time set offset_millis = ? where id = 1").param(offset).update() == 0) {
            jdbc.sql("insert into business_time (id, offset_millis) values (1, ?)").param(offset).update();
        }
    }

    private Optional<Instant> nextDue(Instant destination) {
        Instant now = clock.now();
        return management().createJobQuery().active().withRetriesLeft()
                .duedateHigherThan(Date.from(now)).duedateLowerThan(Date.from(destination.plusMillis(1)))
                .orderByJobDuedate().asc().listPage(0, 1).stream()
                .map(job -> job.getDuedate().toInstant()).findFirst();
    }

    private void runDueJobs() {
        for (List<Job> due = due(); !due.isEmpty(); due = due()) {
            due.forEach(this::run);
        }
    }

    private List<Job> due() {
        return management().createJobQuery().active().executable().orderByJobDuedate().asc()
                .listPage(0, JOBS_AT_ONCE);
    }

    private void run(Job job) {
        try {
            management().executeJob(job.getId());
            fired.incrementAndGet();
        } catch (RuntimeException e) {
            // Gone meanwhile (its instance ended with another timer of the same instant), or it really failed: then the
            // engine has noted it, tries again at a due time on our way, and raises an incident in the end.
            if (management().createJobQuery().jobId(job.getId()).count() > 0) {
                failed.incrementAndGet();
                LOG.warn("Job {} of {} failed on the way: {}", job.getId(), job.getProcessDefinitionKey(),
                        e.getMessage());
            }
        }
    }

    private ManagementService management() {
        return engine.getManagementService();
    }
}
