package zhangfang.calendar;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Set;

/**
 * The days of one year that are not what their weekday says.
 *
 * @param off       statutory days off (放假)
 * @param work      make-up working days (调休上班)
 * @param estimated whether they are computed because the official notice is not loaded (预估)
 */
record YearDays(Set<LocalDate> off, Set<LocalDate> work, boolean estimated) {

    boolean isWorkingDay(LocalDate day) {
        if (off.contains(day)) {
            return false;
        }
        DayOfWeek weekday = day.getDayOfWeek();
        return work.contains(day) || weekday != DayOfWeek.SATURDAY && weekday != DayOfWeek.SUNDAY;
    }
}
