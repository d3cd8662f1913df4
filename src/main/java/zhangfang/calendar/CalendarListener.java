package zhangfang.calendar;

/** Wants to know that a year's official calendar was loaded, so that deadlines that rest on it are computed again. */
public interface CalendarListener {

    /** {@code @Order} of listeners that compute rows; first, since others read them. */
    int ROWS = 0;

    /** {@code @Order} of listeners that move open tasks and timers to what the rows say. */
    int PROCESSES = 1;

    /** Called in the loading transaction, after the year's days and deadlines are stored. */
    void calendarLoaded(int year);
}
