package zhangfang.engagement;

import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import zhangfang.calendar.CalendarListener;
import zhangfang.calendar.Deadlines;
import zhangfang.calendar.StatutoryCalendar;

/**
 * From when on the step at which a month stands is late (本步期限). It is kept with the month, so that the most urgent of
 * many months are found by an index.
 */
@Component
@Order(CalendarListener.ROWS)
class StepDeadlines implements CalendarListener {

    private final JdbcClient jdbc;
    private final StatutoryCalendar calendar;

    StepDeadlines(JdbcClient jdbc, StatutoryCalendar calendar) {
        this.jdbc = jdbc;
        this.calendar = calendar;
    }

    /** The instant that is already too late, or {@code null} where nothing is to be done. */
    Instant of(ServiceMonth month, Stage stage) {
        return switch (stage) {
            case NOT_STARTED, ENDED -> null;
            case COLLECTING -> Deadlines.endOf(ServiceMonths.mailingDue(month.month()));
            case BOOKKEEPING, REVIEW, CLOSING, ISSUING -> Deadlines.endOf(ServiceMonths.bookkeepingDue(month.month()));
            case CONFIRMING -> confirmBy(month.id());
            case FILING, RECEIPTS -> filing(month.month());
        };
    }

    private Instant confirmBy(String monthId) {
        return jdbc.sql("""
                select confirm_by from report_issue where month_id = ? order by revision desc
                fetch first 1 rows only""")
                .param(monthId).query((row, n) -> MonthRows.instant(row, "confirm_by")).single();
    }

    private Instant filing(YearMonth month) {
        return Deadlines.endOf(calendar.filingDeadline(month.plusMonths(1)).date());
    }

    @Override
    public void calendarLoaded(int year) {
        // a month is filed in the next one; a year that is loaded may also move what was estimated around its turn
        List<String> open = jdbc.sql("""
                select distinct period from service_month
                where stage in ('FILING', 'RECEIPTS') and period between ? and ? order by period""")
                .params(YearMonth.of(year - 1, 11).toString(), YearMonth.of(year, 12).toString())
                .query(String.class).list();
        for (String period : open) {
            jdbc.sql("""
                    update service_month set step_due = ? where period = ? and stage in ('FILING', 'RECEIPTS')""")
                    .params(MonthRows.timestamp(filing(YearMonth.parse(period))), period).update();
        }
    }
}
