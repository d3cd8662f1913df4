package zhangfang.calendar;

import java.time.LocalDate;
import java.time.YearMonth;
import org.springframework.stereotype.Service;

/** Statutory working days with their make-up days (调休), and filing deadlines (征期). */
@Service
public class StatutoryCalendar {

    /**
     * The last day for filing in a month.
     *
     * @param estimated whether the year's official dates are not loaded and this date follows the rule (预估)
     */
    public record FilingDeadline(YearMonth month, LocalDate date, boolean estimated) {
    }

    /** Whether people work that day: official days off first, then make-up working days, else Monday to Friday. */
    public boolean isWorkingDay(LocalDate day) {
        throw new UnsupportedOperationException();
    }

    /** The day {@code days} working days later, counted from the next day. */
    public LocalDate plusWorkingDays(LocalDate from, int days) {
        throw new UnsupportedOperationException();
    }

    /** Until when the taxes that are due in this month are filed. */
    public FilingDeadline filingDeadline(YearMonth month) {
        throw new UnsupportedOperationException();
    }

    /** Whether the year's official calendar is not loaded, so that its days are estimated. */
    public boolean isEstimated(int year) {
        throw new UnsupportedOperationException();
    }
}
