package zhangfang.calendar;

/** Wants to know that a year's official calendar was loaded, so that deadlines that rest on it are computed again. */
public interface CalendarListener {

    /** Called in the loading transaction, after the year's days and deadlines are stored. */
    void calendarLoaded(int year);
}
