package zhangfang.flow.engine;

import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.jobexecutor.JobExecutor;
import org.camunda.bpm.engine.runtime.Job;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import zhangfang.calendar.BusinessClock;

/** Runs the engine's timers and asynchronous steps by hand, each at its own instant, while the job executor rests. */
@Component
public class Timers {

    /** What became of the jobs on the way. */
    public interface Watcher {
        void fired();

        void failed();
    }

    private static final Logger LOG = LoggerFactory.getLogger(Timers.class);
    private static final int JOBS_AT_ONCE = 100;

    private final ProcessEngine engine;
    private final BusinessClock clock;

    Timers(ProcessEngine engine, BusinessClock clock) {
        this.engine = engine;
        this.clock = clock;
    }

    /** Does something while the job executor rests: it would fire timers at instants that are not theirs. */
    public void byHand(Runnable work) {
        JobExecutor jobExecutor =
                ((ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration()).getJobExecutor();
        boolean wasActive = jobExecutor.isActive();
        if (wasActive) {
            jobExecutor.shutdown();
        }
        try {
            work.run();
        } finally {
            if (wasActive) {
                jobExecutor.start();
            }
        }
    }

    /**
     * Passes from due time to due time until the destination; timers that are created on the way are fired, too.
     *
     * @param moveTo sets the clocks to an instant
     */
    public void passUntil(Instant destination, Consumer<Instant> moveTo, Watcher watcher) {
        runDue(watcher);
        for (Optional<Instant> next = nextDue(destination); next.isPresent(); next = nextDue(destination)) {
            moveTo.accept(next.get());
            runDue(watcher);
        }
        moveTo.accept(destination);
        runDue(watcher);
    }

    /** Runs what is due now, and what that brings about. */
    public void runDue(Watcher watcher) {
        for (List<Job> due = due(); !due.isEmpty(); due = due()) {
            due.forEach(job -> run(job, watcher));
        }
    }

    private Optional<Instant> nextDue(Instant destination) {
        return management().createJobQuery().active().withRetriesLeft()
                .duedateHigherThan(Date.from(clock.now())).duedateLowerThan(Date.from(destination.plusMillis(1)))
                .orderByJobDuedate().asc().listPage(0, 1).stream()
                .map(job -> job.getDuedate().toInstant()).findFirst();
    }

    private List<Job> due() {
        return management().createJobQuery().active().executable().orderByJobDuedate().asc()
                .listPage(0, JOBS_AT_ONCE);
    }

    private void run(Job job, Watcher watcher) {
        try {
            management().executeJob(job.getId());
            watcher.fired();
        } catch (RuntimeException e) {
            // Gone meanwhile (its instance ended with another timer of the same instant), or it really failed: then the
            // engine has noted it, tries again at a due time on our way, and raises an incident in the end.
            if (management().createJobQuery().jobId(job.getId()).count() > 0) {
                watcher.failed();
                LOG.warn("Job {} of {} failed on the way: {}", job.getId(), job.getProcessDefinitionKey(),
                        e.getMessage());
            }
        }
    }

    private ManagementService management() {
        return engine.getManagementService();
    }
}
