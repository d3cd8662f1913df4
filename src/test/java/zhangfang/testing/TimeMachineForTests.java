package zhangfang.testing;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.runtime.Job;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import zhangfang.calendar.BusinessClock;
import zhangfang.calendar.BusinessTime;

/** Gives tests the clock. */
@TestConfiguration(proxyBeanMethods = false)
public class TimeMachineForTests {

    @Bean
    Time time(BusinessTime businessTime, BusinessClock clock, ManagementService management) {
        return new Time(businessTime, clock, management);
    }

    /** Business time and engine time in a test's hands; stands still unless moved. All texts are Asia/Shanghai. */
    public static final class Time {

        private final BusinessTime businessTime;
        private final BusinessClock clock;
        private final ManagementService management;

        Time(BusinessTime businessTime, BusinessClock clock, ManagementService management) {
            this.businessTime = businessTime;
            this.clock = clock;
            this.management = management;
        }

        /** It is now {@code 2026-11-21T09:30:00}, without any timer being fired. */
        public void is(String localDateTime) {
            businessTime.freeze(instant(localDateTime));
        }

        public static Instant instant(String localDateTime) {
            return LocalDateTime.parse(localDateTime).atZone(BusinessClock.ZONE).toInstant();
        }

        /** Time passes until then; each timer on the way is fired at its own instant, those created on the way too. */
        public void passesUntil(String localDateTime) {
            Instant end = instant(localDateTime);
            runDueJobs();
            for (Optional<Instant> next = nextDue(end); next.isPresent(); next = nextDue(end)) {
                businessTime.freeze(next.get());
                runDueJobs();
            }
            businessTime.freeze(end);
            runDueJobs();
        }

        /** The machine was down until then: every timer missed on the way is fired late, in order of its due date. */
        public void wasDownUntil(String localDateTime) {
            businessTime.freeze(instant(localDateTime));
            runDueJobs();
        }

        /** Runs what is due now, and what that brings about. */
        public void runDueJobs() {
            for (Optional<Job> job = nextJob(); job.isPresent(); job = nextJob()) {
                management.executeJob(job.get().getId());
            }
        }

        private Optional<Job> nextJob() {
            Date now = Date.from(clock.now());
            List<Job> jobs = management.createJobQuery().active().withRetriesLeft().list();
            return jobs.stream()
                    .filter(job -> job.getDuedate() == null || !job.getDuedate().after(now))
                    .min(Comparator.comparing(Job::getDuedate, Comparator.nullsFirst(Comparator.naturalOrder()))
                            .thenComparing(Job::getId));
        }

        private Optional<Instant> nextDue(Instant end) {
            return management.createJobQuery().active().withRetriesLeft().duedateLowerThan(Date.from(end)).list()
                    .stream()
                    .map(job -> job.getDuedate().toInstant())
                    .filter(due -> due.isAfter(clock.now()))
                    .min(Comparator.naturalOrder());
        }
    }
}
