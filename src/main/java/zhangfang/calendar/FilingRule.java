package zhangfang.calendar;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.function.Predicate;

/**
 * The last day for filing in a month as the tax administration sets it (税收征收管理法实施细则第一百零九条): the 15th; where a
 * holiday of three days or more lies in the first half of the month, as many working days later as the holiday has days
 * there; where the 15th is a day off, the next working day.
 */
final class FilingRule {

    private static final int BASE_DAY = 15;
    private static final int LONG_HOLIDAY = 3;

    private final Predicate<LocalDate> working;
    private final Predicate<LocalDate> statutory;

    FilingRule(Predicate<LocalDate> working, Predicate<LocalDate> statutory) {
        this.working = working;
        this.statutory = statutory;
    }

    LocalDate deadline(YearMonth month) {
        LocalDate base = month.atDay(BASE_DAY);
        int delay = longHolidayDays(month);
        if (delay > 0) {
            return plusWorkingDays(base, delay);
        }
        return working.test(base) ? base : plusWorkingDays(base, 1);
    }

    /** How many days off the long statutory holidays have from the 1st to the 15th. */
    private int longHolidayDays(YearMonth month) {
        int total = 0;
        int run = 0;
        boolean holiday = false;
        for (int day = 1; day <= BASE_DAY + 1; day++) {
            LocalDate date = month.atDay(day);
            if (day <= BASE_DAY && !working.test(date)) {
                run++;
                holiday |= statutory.test(date);
            } else {
                total += holiday && run >= LONG_HOLIDAY ? run : 0;
                run = 0;
                holiday = false;
            }
        }
        return total;
    }

    private LocalDate plusWorkingDays(LocalDate from, int days) {
        LocalDate day = from;
        for (int left = days; left > 0;) {
            day = day.plusDays(1);
            if (working.test(day)) {
                left--;
            }
        }
        return day;
    }
}
