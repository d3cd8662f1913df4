package zhangfang.calendar;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import zhangfang.refusal.Refusal;

/** Statutory working days with their make-up days (调休), and filing deadlines (征期). */
@Service
public class StatutoryCalendar {

    private static final int FIRST_YEAR = 2000;
    private static final int LAST_YEAR = 2100;

    private final JdbcClient jdbc;
    private final BusinessClock clock;
    private final ObjectProvider<CalendarListener> listeners;

    StatutoryCalendar(JdbcClient jdbc, BusinessClock clock, ObjectProvider<CalendarListener> listeners) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.listeners = listeners;
    }

    /**
     * The last day for filing in a month.
     *
     * @param estimated whether the year's official dates are not loaded and this date follows the rule (预估)
     */
    public record FilingDeadline(YearMonth month, LocalDate date, boolean estimated) {
    }

    /**
     * What is known of one day.
     *
     * @param type {@code OFF} or {@code WORK}
     */
    public record Day(LocalDate date, String type, String name, String source) {
    }

    /** Whether people work that day: official days off first, then make-up working days, else Monday to Friday. */
    @Transactional(readOnly = true)
    public boolean isWorkingDay(LocalDate day) {
        return days(day.getYear()).isWorkingDay(day);
    }

    /** The day {@code days} working days later, counted from the next day. */
    @Transactional(readOnly = true)
    public LocalDate plusWorkingDays(LocalDate from, int days) {
        if (days < 0) {
            throw new IllegalArgumentException("working days: " + days);
        }
        Years years = new Years();
        LocalDate day = from;
        for (int left = days; left > 0;) {
            day = day.plusDays(1);
            if (years.isWorkingDay(day)) {
                left--;
            }
        }
        return day;
    }

    /** Until when the taxes that are due in this month are filed. */
    @Transactional(readOnly = true)
    public FilingDeadline filingDeadline(YearMonth month) {
        return jdbc.sql("select deadline from filing_deadline where filing_month = ?").param(month.toString())
                .query(LocalDate.class).optional()
                .map(date -> new FilingDeadline(month, date, false))
                .orElseGet(() -> new FilingDeadline(month, byRule(month, new Years()), true));
    }

    /** The same of several months, by month; those that are known in one query, each other year's days read once. */
    @Transactional(readOnly = true)
    public Map<YearMonth, FilingDeadline> filingDeadlines(Collection<YearMonth> months) {
        Map<YearMonth, FilingDeadline> deadlines = new TreeMap<>();
        if (months.isEmpty()) {
            return deadlines;
        }
        jdbc.sql("select filing_month, deadline from filing_deadline where filing_month in (:months)")
                .param("months", months.stream().map(YearMonth::toString).toList())
                .query((row, number) -> new FilingDeadline(YearMonth.parse(row.getString(1)),
                        row.getObject(2, LocalDate.class), false))
                .list().forEach(deadline -> deadlines.put(deadline.month(), deadline));
        Years years = new Years();
        months.forEach(month -> deadlines.computeIfAbsent(month,
                any -> new FilingDeadline(month, byRule(month, years), true)));
        return deadlines;
    }

    /** Whether the year's official calendar is not loaded, so that its days are estimated. */
    @Transactional(readOnly = true)
    public boolean isEstimated(int year) {
        return jdbc.sql("select count(*) from statutory_year where calendar_year = ?").param(year)
                .query(Integer.class).single() == 0;
    }

    /** The loaded years, newest first. */
    @Transactional(readOnly = true)
    public List<Integer> loadedYears() {
        return jdbc.sql("select calendar_year from statutory_year order by calendar_year desc").query(Integer.class)
                .list();
    }

    /** The loaded days of a year that are not what their weekday says. */
    @Transactional(readOnly = true)
    public List<Day> officialDays(int year) {
        return jdbc.sql("""
                select calendar_day, day_type, holiday_name, source from statutory_day
                where calendar_day between ? and ? order by calendar_day""")
                .params(LocalDate.of(year, 1, 1), LocalDate.of(year, 12, 31))
                .query((row, number) -> new Day(row.getObject(1, LocalDate.class), row.getString(2), row.getString(3),
                        row.getString(4)))
                .list();
    }

    /** The days off that are computed for a year that is not loaded; none for a loaded one. */
    @Transactional(readOnly = true)
    public List<LocalDate> estimatedDaysOff(int year) {
        return isEstimated(year) ? HolidayEstimate.of(year).off().stream().sorted().toList() : List.of();
    }

    /**
     * Loads a year's official calendar, in place of what was loaded or estimated of it; whole or not at all. What the
     * columns mean is said at the page that takes the file. Who may do this is the caller's business.
     *
     * @throws Refusal naming every bad line
     */
    @Transactional
    public void load(int year, String csv) {
        requireYear(year);
        CalendarFile file = CalendarFile.read(year, csv);
        jdbc.sql("delete from statutory_day where calendar_day between ? and ?")
                .params(LocalDate.of(year, 1, 1), LocalDate.of(year, 12, 31)).update();
        for (CalendarFile.Row row : file.days()) {
            jdbc.sql("insert into statutory_day (calendar_day, day_type, holiday_name, source) values (?, ?, ?, ?)")
                    .params(row.date(), row.type(), row.name(), row.source()).update();
        }
        if (!file.filing().isEmpty()) {
            jdbc.sql("delete from filing_deadline where filing_month between ? and ?")
                    .params(year + "-01", year + "-12").update();
            file.filing().forEach((month, row) -> jdbc
                    .sql("insert into filing_deadline (filing_month, deadline, reason, source) values (?, ?, ?, ?)")
                    .params(month.toString(), row.date(), row.name(), row.source()).update());
        }
        jdbc.sql("delete from statutory_year where calendar_year = ?").param(year).update();
        jdbc.sql("insert into statutory_year (calendar_year, loaded_at) values (?, ?)")
                .params(year, clock.now().atOffset(ZoneOffset.UTC)).update();
        listeners.orderedStream().forEach(listener -> listener.calendarLoaded(year));
    }

    /** @throws Refusal if this is no year that the calendar deals with */
    public void requireYear(int year) {
        if (year < FIRST_YEAR || year > LAST_YEAR) {
            throw Refusal.field("year", "calendar.year.range", FIRST_YEAR, LAST_YEAR);
        }
    }

    private LocalDate byRule(YearMonth month, Years years) {
        return new FilingRule(years::isWorkingDay, years::isStatutory).deadline(month);
    }

    private YearDays days(int year) {
        if (isEstimated(year)) {
            return HolidayEstimate.of(year);
        }
        Set<LocalDate> off = new HashSet<>();
        Set<LocalDate> work = new HashSet<>();
        officialDays(year).forEach(day -> ("OFF".equals(day.type()) ? off : work).add(day.date()));
        return new YearDays(off, work, false);
    }

    /** The years that one computation touches, each read once. */
    private final class Years {
        private final Map<Integer, YearDays> byYear = new HashMap<>();

        boolean isWorkingDay(LocalDate day) {
            return of(day).isWorkingDay(day);
        }

        boolean isStatutory(LocalDate day) {
            return of(day).off().contains(day);
        }

        private YearDays of(LocalDate day) {
            return byYear.computeIfAbsent(day.getYear(), StatutoryCalendar.this::days);
        }
    }
}
