package zhangfang.process;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** What processes will do by themselves at their next deadlines (到期预告). Whoever asks has been checked. */
public interface UpcomingTimers {

    /** What happens when the time has come. */
    enum Effect {
        /** The process goes on with the step. */
        GOES_ON,
        /** Those who are to do the step are reminded. */
        REMINDS,
        /** The step is offered to all accountants. */
        OFFERS_TO_ALL
    }

    /** How things stand with it. */
    enum State {
        /** Failed at every try: nothing happens any more until somebody retries. */
        FAILED,
        /** The time has come, and it has not happened yet. */
        OVERDUE, COMING
    }

    /**
     * What timers of one place in a model do.
     *
     * @param id          names the place, in an address
     * @param processName as the model has it
     * @param stepName    of the step that the process goes on with, or that is reminded of or offered
     * @param timerName   of the timer itself, or {@code null}
     */
    record Kind(String id, Effect effect, String processName, String stepName, String timerName) {
    }

    /**
     * The timers of one kind that fire on one day.
     *
     * @param day       {@code null}, unless they are to come
     * @param timers    how many
     * @param companies for how many companies
     * @param first     when the first fires
     * @param estimated whether the day rests on a calendar that is not loaded (预估)
     */
    record Group(State state, LocalDate day, Kind kind, int timers, int companies, Instant first, boolean estimated) {
    }

    /**
     * One of them.
     *
     * @param processId   id of the process, such as {@code serviceOrder}
     * @param caseId      what the instance is about, or {@code null}
     * @param companyId   or {@code null}
     * @param companyName or {@code null}
     * @param month       the service month, for a process of one, or {@code null}
     * @param instanceId  of the process instance, for Cockpit; {@code null} for what starts a process
     */
    record Timer(String processId, String caseId, String companyId, String companyName, String month, String instanceId,
            Instant due) {
    }

    /** What failed or is overdue, then what is to come on the next days, today first. */
    List<Group> groups(int days);

    /** The timers of a group, the first to fire first. @param day {@code null}, unless they are to come */
    List<Timer> timers(State state, LocalDate day, String kindId, int offset, int limit);
}
