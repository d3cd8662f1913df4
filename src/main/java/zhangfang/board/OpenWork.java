package zhangfang.board;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import zhangfang.calendar.BusinessClock;
import zhangfang.calendar.Deadlines;
import zhangfang.calendar.StatutoryCalendar;
import zhangfang.calendar.StatutoryCalendar.FilingDeadline;
import zhangfang.engagement.MonthStatus;
import zhangfang.engagement.Stage;
import zhangfang.identity.Actor;
import zhangfang.identity.Role;
import zhangfang.refusal.Refusal;

/**
 * The service months under way in all companies, by step and by what is left until the step's deadline: for those who
 * watch over the work. The number of statements does not depend on the number of months; ended months are not read.
 */
@Service
@Transactional(readOnly = true)
public class OpenWork {

    /** How many months there are in a step with a deadline so far away. */
    public record Cell(BoardStep step, DueIn due, int months) {
    }

    /**
     * A month under way.
     *
     * @param keeperId  the company's accountant, or {@code null}
     * @param due       the last day for the step
     * @param daysLate  days since then; 0 or less: there is time
     * @param estimated whether the day rests on a calendar that is not loaded (预估)
     */
    public record OpenMonth(String id, String companyId, String companyName, YearMonth month, BoardStep step,
            MonthStatus status, String keeperId, LocalDate due, long daysLate, boolean estimated) {
    }

    /**
     * What is asked for; {@code null}: all of them.
     *
     * @param late   only months whose step is late
     * @param keeper only months of companies that this accountant keeps; empty: of companies without one
     */
    public record Wanted(BoardStep step, DueIn due, boolean late, String keeper) {

        public static final Wanted LATE = new Wanted(null, null, true, null);
    }

    /** @param total how many there are on all pages */
    public record Page(List<OpenMonth> rows, int total) {
    }

    /**
     * What rests on an accountant.
     *
     * @param keeperId  {@code null}: the months of companies without an accountant
     * @param companies how many companies the accountant keeps, with or without a month under way
     */
    public record Load(String keeperId, int companies, int open, int late) {
    }

    private final JdbcClient jdbc;
    private final BusinessClock clock;
    private final StatutoryCalendar calendar;

    OpenWork(JdbcClient jdbc, BusinessClock clock, StatutoryCalendar calendar) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.calendar = calendar;
    }

    /** @throws Refusal forbidden, unless this person watches over the work of all */
    public static void requireWatcher(Actor actor) {
        if (!actor.isSystem() && !actor.isAny(Role.PROCESS_OWNER, Role.ADMINISTRATOR)) {
            throw Refusal.forbidden("board.notForAll");
        }
    }

    /** How many months are in each step, by what is left until its deadline; none where there are none. */
    public List<Cell> cells(Actor actor) {
        requireWatcher(actor);
        LocalDate today = clock.today();
        return jdbc.sql("""
                select stage, step_due, count(*) as months from service_month where step_due is not null
                group by stage, step_due""")
                .query((row, n) -> new Cell(step(row), DueIn.of(today, lastDay(row)), row.getInt("months")))
                .list();
    }

    /** The months asked for, the most urgent first. */
    public Page list(Actor actor, Wanted wanted, int offset, int limit) {
        requireWatcher(actor);
        Conditions where = where(wanted);
        int total = jdbc.sql("select count(*) from service_month m join company c on c.id = m.company_id " + where.sql())
                .params(where.params()).query(Integer.class).single();
        LocalDate today = clock.today();
        List<OpenMonth> rows = jdbc.sql("""
                select m.id, m.company_id, m.period, m.stage, m.status, m.step_due, c.name, c.keeper_id
                from service_month m join company c on c.id = m.company_id
                %s order by m.step_due, m.id limit :limit offset :offset""".formatted(where.sql()))
                .params(where.params()).param("limit", limit).param("offset", offset)
                .query((row, n) -> month(row, today)).list();
        return new Page(marked(rows), total);
    }

    /** Of everybody who keeps companies, by id; the months of companies without an accountant last. */
    public List<Load> loads(Actor actor) {
        requireWatcher(actor);
        return jdbc.sql("""
                select c.keeper_id, count(distinct c.id) as companies, count(m.id) as months,
                       count(case when m.step_due <= ? then 1 end) as late
                from company c left join service_month m on m.company_id = c.id and m.step_due is not null
                where c.keeper_id is not null or m.id is not null
                group by c.keeper_id order by c.keeper_id nulls last""")
                .param(timestamp(clock.now()))
                .query((row, n) -> new Load(row.getString("keeper_id"), row.getInt("companies"), row.getInt("months"),
                        row.getInt("late")))
                .list();
    }

    private Conditions where(Wanted wanted) {
        LocalDate today = clock.today();
        Conditions where = new Conditions("m.step_due is not null");
        if (wanted.step() != null) {
            where.and("m.stage in (:stages)", "stages", wanted.step().stages());
        }
        if (wanted.due() != null) {
            wanted.due().after(today).ifPresent(at -> where.and("m.step_due > :after", "after", timestamp(at)));
            wanted.due().until(today).ifPresent(at -> where.and("m.step_due <= :until", "until", timestamp(at)));
        }
        if (wanted.late()) {
            where.and("m.step_due <= :now", "now", timestamp(clock.now()));
        }
        if (wanted.keeper() != null && wanted.keeper().isEmpty()) {
            where.and("c.keeper_id is null");
        } else if (wanted.keeper() != null) {
            where.and("c.keeper_id = :keeper", "keeper", wanted.keeper());
        }
        return where;
    }

    private static OpenMonth month(ResultSet row, LocalDate today) throws SQLException {
        LocalDate due = lastDay(row);
        return new OpenMonth(row.getString("id"), row.getString("company_id"), row.getString("name"),
                YearMonth.parse(row.getString("period")), step(row), MonthStatus.valueOf(row.getString("status")),
                row.getString("keeper_id"), due, due.until(today, ChronoUnit.DAYS), false);
    }

    /** Marks those that are due at a filing deadline by rule. */
    private List<OpenMonth> marked(List<OpenMonth> rows) {
        Map<YearMonth, FilingDeadline> filing = calendar.filingDeadlines(rows.stream().filter(OpenWork::untilFiling)
                .map(row -> row.month().plusMonths(1)).distinct().toList());
        return rows.stream().map(row -> !untilFiling(row) || !filing.get(row.month().plusMonths(1)).estimated() ? row
                : new OpenMonth(row.id(), row.companyId(), row.companyName(), row.month(), row.step(), row.status(),
                        row.keeperId(), row.due(), row.daysLate(), true)).toList();
    }

    private static boolean untilFiling(OpenMonth month) {
        return month.step() == BoardStep.FILING || month.step() == BoardStep.RECEIPTS;
    }

    private static BoardStep step(ResultSet row) throws SQLException {
        return BoardStep.of(Stage.valueOf(row.getString("stage")));
    }

    private static LocalDate lastDay(ResultSet row) throws SQLException {
        return Deadlines.lastDayBefore(row.getObject("step_due", OffsetDateTime.class).toInstant());
    }

    private static OffsetDateTime timestamp(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
