package zhangfang.flow.engine;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import zhangfang.calendar.BusinessClock;
import zhangfang.calendar.Deadlines;
import zhangfang.calendar.StatutoryCalendar;
import zhangfang.process.UpcomingTimers;

/**
 * Reads the engine's timers. Suspended ones don't fire and are left out; a step that failed for good is among them,
 * timer or not. The number of statements does not depend on the number of timers.
 */
@Component
@Transactional(readOnly = true)
class EngineTimers implements UpcomingTimers {

    /** Where the model asks for working days or a filing deadline. */
    static final Set<String> ON_STATUTORY_DAYS = Set.of("userTask_fileUnconfirmed", "userTask_fileTaxes",
            "userTask_recordReceipts", "timer_titleReviewLate", "timer_ticketAnswerLate", "timer_topUpDue",
            "timer_withdrawalDue", "timer_claimOverdue", "timer_decisionOverdue", "timer_handoverOverdue",
            "timer_reviewOverdue", "timer_issueOverdue");

    private static final String LISTENER = "timer-task-listener";
    private static final String LISTENER_ID = "$taskListener~";

    /** A timeout of a task is known by its listener, as a task can have several; anything else by its activity. */
    private static final String KIND = """
            p.KEY_, d.ACT_ID_, case when j.HANDLER_TYPE_ = '%s' then j.HANDLER_CFG_ end""".formatted(LISTENER);
    private static final String FROM = """
            from ACT_RU_JOB j
            join ACT_RU_JOBDEF d on d.ID_ = j.JOB_DEF_ID_
            join ACT_RE_PROCDEF p on p.ID_ = d.PROC_DEF_ID_
            left join ACT_RU_EXECUTION i on i.ID_ = j.PROCESS_INSTANCE_ID_
            """ + CaseCompanies.join("p.KEY_", "i.BUSINESS_KEY_") + "\n";
    private static final String FAILED = "j.SUSPENSION_STATE_ = 1 and j.RETRIES_ = 0";
    private static final String ALIVE = "j.SUSPENSION_STATE_ = 1 and j.RETRIES_ > 0 and j.TYPE_ = 'timer'";

    private final JdbcClient jdbc;
    private final ModelNames names;
    private final BusinessClock clock;
    private final StatutoryCalendar calendar;

    EngineTimers(JdbcClient jdbc, ModelNames names, BusinessClock clock, StatutoryCalendar calendar) {
        this.jdbc = jdbc;
        this.names = names;
        this.clock = clock;
        this.calendar = calendar;
    }

    @Override
    public List<Group> groups(int days) {
        List<Group> groups = new ArrayList<>(late(State.FAILED, FAILED, List.of()));
        groups.addAll(late(State.OVERDUE, ALIVE + " and j.DUEDATE_ < ?", List.of(Timestamp.from(clock.now()))));
        groups.addAll(coming(days));
        return groups;
    }

    private List<Group> late(State state, String condition, List<?> params) {
        return jdbc.sql("select " + KIND + ", max(p.ID_), count(*), count(distinct c.id), min(j.DUEDATE_) " + FROM
                + "where " + condition + " group by " + KIND + " order by 7, 1, 2")
                .params(params)
                .query((row, n) -> group(state, null, row, false)).list();
    }

    private List<Group> coming(int days) {
        LocalDate today = clock.today();
        List<Object> params = new ArrayList<>();
        for (int day = 0; day < days; day++) {
            params.add(day);
            params.add(Timestamp.from(day == 0 ? clock.now() : Deadlines.startOf(today.plusDays(day))));
            params.add(Timestamp.from(Deadlines.endOf(today.plusDays(day))));
        }
        String spans = String.join(", ", Collections.nCopies(days,
                "(cast(? as integer), cast(? as timestamp), cast(? as timestamp))"));
        Map<Integer, Boolean> estimated = new HashMap<>();
        return jdbc.sql("with span (DAY_, FROM_, END_) as (values " + spans + ") select " + KIND
                + ", max(p.ID_), count(*), count(distinct c.id), min(j.DUEDATE_), s.DAY_ " + FROM
                + "join span s on j.DUEDATE_ >= s.FROM_ and j.DUEDATE_ < s.END_ where " + ALIVE
                + " group by s.DAY_, " + KIND + " order by 8, 7, 1, 2")
                .params(params)
                .query((row, n) -> {
                    LocalDate day = today.plusDays(row.getInt(8));
                    boolean guess = ON_STATUTORY_DAYS.contains(row.getString(2))
                            && estimated.computeIfAbsent(day.getYear(), calendar::isEstimated);
                    return group(State.COMING, day, row, guess);
                }).list();
    }

    @Override
    public List<Timer> timers(State state, LocalDate day, String kindId, int offset, int limit) {
        String[] kind = kindId.split(":", -1);
        if (kind.length != 3) {
            return List.of();
        }
        List<Object> params = new ArrayList<>(List.of(kind[0], kind[1], kind[2]));
        String condition = switch (state) {
            case FAILED -> FAILED;
            case OVERDUE -> within(params, Instant.EPOCH, clock.now());
            case COMING -> day == null ? "1 = 0" : within(params, later(Deadlines.startOf(day), clock.now()),
                    Deadlines.endOf(day));
        };
        params.add(limit);
        params.add(offset);
        return jdbc.sql("select p.KEY_, i.BUSINESS_KEY_, c.id, c.name, service_month.period, j.PROCESS_INSTANCE_ID_,"
                + " j.DUEDATE_ " + FROM
                + "where p.KEY_ = ? and d.ACT_ID_ = ? and case when j.HANDLER_TYPE_ = '" + LISTENER
                + "' then j.HANDLER_CFG_ else '' end = ? and " + condition
                + " order by j.DUEDATE_, c.name, j.ID_ limit ? offset ?")
                .params(params)
                .query((row, n) -> new Timer(row.getString(1), row.getString(2), row.getString(3), row.getString(4),
                        row.getString(5), row.getString(6), instant(row, 7)))
                .list();
    }

    private static String within(List<Object> params, Instant from, Instant end) {
        params.add(Timestamp.from(from));
        params.add(Timestamp.from(end));
        return ALIVE + " and j.DUEDATE_ >= ? and j.DUEDATE_ < ?";
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private Group group(State state, LocalDate day, ResultSet row, boolean estimated) throws SQLException {
        return new Group(state, day, kind(row), row.getInt(5), row.getInt(6), instant(row, 7), estimated);
    }

    private Kind kind(ResultSet row) throws SQLException {
        String activity = row.getString(2);
        String listener = row.getString(3);
        String definition = row.getString(4);
        String id = row.getString(1) + ":" + activity + ":" + (listener == null ? "" : listener);
        if (listener != null) {
            Effect effect = listener.contains(LISTENER_ID + "timeout_remind") ? Effect.REMINDS : Effect.OFFERS_TO_ALL;
            return new Kind(id, effect, names.ofProcess(definition), names.ofStep(definition, activity), null);
        }
        String outcome = names.ofOutcome(definition, activity);
        String timer = names.ofStep(definition, activity);
        return new Kind(id, Effect.GOES_ON, names.ofProcess(definition), outcome, timer.equals(outcome) ? null : timer);
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        Timestamp time = row.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }
}
