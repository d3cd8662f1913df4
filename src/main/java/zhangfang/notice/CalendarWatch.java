package zhangfang.notice;

import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import zhangfang.calendar.BusinessClock;
import zhangfang.calendar.StatutoryCalendar;
import zhangfang.identity.Role;

/**
 * Says when deadlines rest on estimates: as a health detail, and to the process owners once a month until the official
 * calendar is loaded. Work goes on meanwhile, so health stays up.
 */
@Component("calendarHealthIndicator")
class CalendarWatch implements HealthIndicator {

    /** How far ahead deadlines are made: a purchase late in the year has its first filings in the next. */
    private static final int MONTHS_AHEAD = 2;

    private final StatutoryCalendar calendar;
    private final BusinessClock clock;
    private final Notices notices;

    CalendarWatch(StatutoryCalendar calendar, BusinessClock clock, Notices notices) {
        this.calendar = calendar;
        this.clock = clock;
        this.notices = notices;
    }

    /** Hourly, since business time may be moved; told once per month and year all the same. */
    @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT1M")
    void tellOwners() {
        for (int year : estimatedYears()) {
            notices.tellRole(Role.PROCESS_OWNER, null, "calendar-" + year + "-" + clock.month(),
                    "notice.calendar.estimated", String.valueOf(year));
        }
    }

    @Override
    public Health health() {
        List<String> deadlines = months().stream().map(calendar::filingDeadline)
                .filter(StatutoryCalendar.FilingDeadline::estimated).map(deadline -> deadline.month().toString())
                .toList();
        return Health.up().withDetail("estimatedYears", estimatedYears())
                .withDetail("estimatedFilingDeadlines", deadlines)
                .withDetail("now", clock.now().atOffset(ZoneOffset.UTC).toString()).build();
    }

    private TreeSet<Integer> estimatedYears() {
        TreeSet<Integer> years = new TreeSet<>(months().stream().map(YearMonth::getYear).toList());
        years.removeIf(year -> !calendar.isEstimated(year));
        return years;
    }

    private List<YearMonth> months() {
        return IntStream.rangeClosed(0, MONTHS_AHEAD).mapToObj(clock.month()::plusMonths).toList();
    }
}
