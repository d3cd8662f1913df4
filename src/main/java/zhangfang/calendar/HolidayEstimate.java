package zhangfang.calendar;

import com.tyme.lunar.LunarDay;
import com.tyme.solar.SolarDay;
import com.tyme.solar.SolarTerm;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Set;

/**
 * The statutory days off of a year whose notice is not out yet: the 13 days of 全国年节及纪念日放假办法 (国务院令第795号,
 * from 2025), without the weekends that the notice moves, which nobody can know before.
 */
final class HolidayEstimate {

    private static final int QINGMING = 7;

    private HolidayEstimate() {
    }

    static YearDays of(int year) {
        Set<LocalDate> off = new HashSet<>();
        off.add(LocalDate.of(year, 1, 1));
        LocalDate springFestival = lunar(year, 1, 1);
        for (int day = -1; day <= 2; day++) {
            off.add(springFestival.plusDays(day));
        }
        off.add(date(SolarTerm.fromIndex(year, QINGMING).getJulianDay().getSolarDay()));
        off.add(LocalDate.of(year, 5, 1));
        off.add(LocalDate.of(year, 5, 2));
        off.add(lunar(year, 5, 5));
        off.add(lunar(year, 8, 15));
        for (int day = 1; day <= 3; day++) {
            off.add(LocalDate.of(year, 10, day));
        }
        return new YearDays(Set.copyOf(off), Set.of(), true);
    }

    private static LocalDate lunar(int year, int month, int day) {
        return date(LunarDay.fromYmd(year, month, day).getSolarDay());
    }

    private static LocalDate date(SolarDay day) {
        return LocalDate.of(day.getYear(), day.getMonth(), day.getDay());
    }
}
