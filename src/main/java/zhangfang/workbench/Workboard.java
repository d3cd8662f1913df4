package zhangfang.workbench;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import zhangfang.calendar.BusinessClock;
import zhangfang.calendar.Deadlines;
import zhangfang.company.Companies;
import zhangfang.engagement.FilingStatus;
import zhangfang.engagement.MonthStatus;
import zhangfang.engagement.Stage;
import zhangfang.identity.Actor;
import zhangfang.identity.Role;
import zhangfang.intake.Mailings;
import zhangfang.refusal.Refusal;
import zhangfang.workbench.WorkRow.WaitingMailing;

/**
 * The rows of the workbench: an accountant's are the months of the companies that he keeps or holds a task of, a
 * reviewer's all. The number of statements does not depend on the number of rows.
 */
@Service
public class Workboard {

    private static final int SOON_DAYS = 3;
    private static final String FILED_UNCONFIRMED = "filedUnconfirmed";
    private static final String COLUMNS = """
            select m.id, m.company_id, c.name, c.keeper_id, m.period, m.stage, m.status, m.filing_status,
                m.documents_declared, m.step_due""";
    private static final String FROM = " from service_month m join company c on c.id = m.company_id where ";

    private final JdbcClient jdbc;
    private final Companies companies;
    private final BusinessClock clock;

    Workboard(JdbcClient jdbc, Companies companies, BusinessClock clock) {
        this.jdbc = jdbc;
        this.companies = companies;
        this.clock = clock;
    }

    /** Whether this person has a workbench: accountants and reviewers. */
    public static boolean isFor(Actor actor) {
        return actor.isAny(Role.ACCOUNTANT, Role.REVIEWER);
    }

    /** This person. @throws Refusal forbidden, for whoever has no workbench */
    public static Actor worker(Actor actor) {
        if (!isFor(actor)) {
            throw Refusal.forbidden("workbench.notYours");
        }
        return actor;
    }

    /** The rows asked for, from {@code skip} on, {@code limit} at most. */
    @Transactional(readOnly = true)
    public List<WorkRow> rows(Actor actor, WorkQuery query, int limit, int skip) {
        Condition where = condition(actor, query);
        List<WorkRow> rows = jdbc.sql(COLUMNS + FROM + where.sql() + " order by " + query.order().sql()
                + " offset :skip rows fetch next :limit rows only")
                .params(where.params()).param("skip", skip).param("limit", limit)
                .query(Workboard::row).list();
        return completed(rows);
    }

    /** Rows by the ids of their months, as far as this person may work on them; in the order of the ids. */
    @Transactional(readOnly = true)
    public List<WorkRow> rows(Actor actor, List<String> monthIds) {
        if (monthIds.isEmpty()) {
            return List.of();
        }
        Condition where = scope(actor);
        where.and("m.id in (:months)", "months", monthIds);
        List<WorkRow> rows = jdbc.sql(COLUMNS + FROM + where.sql())
                .params(where.params()).query(Workboard::row).list();
        Map<String, WorkRow> byId = new HashMap<>();
        completed(rows).forEach(row -> byId.put(row.monthId(), row));
        return monthIds.stream().distinct().filter(byId::containsKey).map(byId::get).toList();
    }

    /**
     * Months by their ids without what is done and waits, for code that has already checked who asks: a month stays known
     * to whom acted on it.
     */
    @Transactional(readOnly = true)
    public List<WorkRow> named(List<String> monthIds) {
        return monthIds.isEmpty() ? List.of() : jdbc.sql(COLUMNS + FROM + "m.id in (:months)")
                .param("months", monthIds).query(Workboard::row).list();
    }

    /** How many rows there are of those asked for. */
    @Transactional(readOnly = true)
    public long count(Actor actor, WorkQuery query) {
        Condition where = condition(actor, query);
        return jdbc.sql("select count(*)" + FROM + where.sql()).params(where.params()).query(Long.class).single();
    }

    /** The key figures of everything that is open. */
    @Transactional(readOnly = true)
    public WorkFigures figures(Actor actor) {
        Condition where = scope(actor);
        where.and("m.step_due is not null");
        return jdbc.sql("""
                select count(*), count(case when m.step_due <= :now then 1 end),
                    count(case when m.step_due > :now and m.step_due <= :soon then 1 end),
                    count(case when m.stage = 'CONFIRMING'
                        or m.stage = 'COLLECTING' and m.status = 'AWAITING_DOCUMENTS' then 1 end),
                    count(case when m.stage = 'REVIEW' then 1 end)""" + FROM + where.sql())
                .params(where.params()).param("now", timestamp(clock.now())).param("soon", timestamp(soon()))
                .query((row, n) -> new WorkFigures(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4),
                        row.getLong(5)))
                .single();
    }

    /** The months from the latest that there are rows of back to the first, {@code limit} at most: both ends of an index. */
    @Transactional(readOnly = true)
    public List<YearMonth> months(int limit) {
        return jdbc.sql("select min(period), max(period) from service_month")
                .query((row, n) -> row.getString(1) == null ? List.<YearMonth>of()
                        : backwards(YearMonth.parse(row.getString(2)), YearMonth.parse(row.getString(1)), limit))
                .single();
    }

    private static List<YearMonth> backwards(YearMonth last, YearMonth first, int limit) {
        return Stream.iterate(last, month -> month.minusMonths(1)).limit(limit)
                .takeWhile(month -> !month.isBefore(first)).toList();
    }

    private Instant soon() {
        LocalDate last = clock.today().plusDays(SOON_DAYS);
        return Deadlines.endOf(last);
    }

    private Condition condition(Actor actor, WorkQuery query) {
        Condition where = scope(actor);
        if (query.month() == null) {
            where.and("m.step_due is not null");
        } else {
            where.and("m.period = :period", "period", query.month().toString());
        }
        if (query.step() == WorkStep.SIGN) {
            where.and("m.id in (select g.month_id from mailing g where g.state in ('UNDERWAY', 'ARRIVED'))");
        } else if (query.step() != null) {
            where.and("m.stage in (:stages)", "stages", query.step().stages().stream().map(Stage::name).toList());
        }
        if (query.step() == WorkStep.COLLECT) {
            where.and("m.status = 'AWAITING_DOCUMENTS'");
        }
        if (query.lateOnly()) {
            where.and("m.step_due <= :now", "now", timestamp(clock.now()));
        }
        if (query.name() != null) {
            where.and("(lower(c.name) like :name escape '!' or lower(c.uscc) like :name escape '!')", "name",
                    "%" + query.name().toLowerCase(Locale.ROOT).replaceAll("([!%_])", "!$1") + "%");
        }
        return where;
    }

    private Condition scope(Actor actor) {
        Condition where = new Condition();
        if (actor.is(Role.REVIEWER)) {
            return where;
        }
        if (!actor.is(Role.ACCOUNTANT)) {
            throw Refusal.forbidden("workbench.notYours");
        }
        Set<String> held = companies.heldBy(actor);
        if (held.isEmpty()) {
            where.and("c.keeper_id = :keeper", "keeper", actor.id());
        } else {
            where.and("(c.keeper_id = :keeper or c.id in (:held))", "keeper", actor.id());
            where.params().put("held", held);
        }
        return where;
    }

    /** Adds to rows what other tables know of them, in two questions. */
    private List<WorkRow> completed(List<WorkRow> rows) {
        if (rows.isEmpty()) {
            return rows;
        }
        List<String> ids = rows.stream().map(WorkRow::monthId).toList();
        Map<String, Map<WorkStep, Instant>> done = done(ids);
        Map<String, List<WaitingMailing>> mailings = mailings(ids);
        return rows.stream().map(row -> row.with(done.getOrDefault(row.monthId(), Map.of()),
                mailings.getOrDefault(row.monthId(), List.of()))).toList();
    }

    private Map<String, Map<WorkStep, Instant>> done(List<String> ids) {
        Map<String, WorkStep> steps = new HashMap<>(Map.of(FILED_UNCONFIRMED, WorkStep.FILE));
        Arrays.stream(WorkStep.values()).forEach(step -> steps.put(step.action(), step));
        Map<String, Map<WorkStep, Instant>> done = new HashMap<>();
        jdbc.sql("""
                select month_id, action, max(effective_at) as done_at from service_month_step
                where month_id in (:ids) and action in (:actions) group by month_id, action""")
                .param("ids", ids).param("actions", steps.keySet())
                .query(row -> {
                    done.computeIfAbsent(row.getString("month_id"), id -> new EnumMap<>(WorkStep.class))
                            .put(steps.get(row.getString("action")), instant(row, "done_at"));
                });
        return done;
    }

    private Map<String, List<WaitingMailing>> mailings(List<String> ids) {
        Map<String, List<WaitingMailing>> mailings = new HashMap<>();
        jdbc.sql("""
                select id, month_id, number, state, announced_at, sign_task_id from mailing
                where month_id in (:ids) and state in ('UNDERWAY', 'ARRIVED') order by month_id, number""")
                .param("ids", ids)
                .query(row -> {
                    mailings.computeIfAbsent(row.getString("month_id"), id -> new ArrayList<>())
                            .add(new WaitingMailing(row.getString("id"), row.getInt("number"),
                                    "ARRIVED".equals(row.getString("state")), row.getString("sign_task_id"),
                                    Mailings.signOverdue(instant(row, "announced_at"))));
                });
        return mailings;
    }

    private static WorkRow row(ResultSet row, int n) throws SQLException {
        return new WorkRow(row.getString("id"), row.getString("company_id"), row.getString("name"),
                row.getString("keeper_id"), YearMonth.parse(row.getString("period")),
                Stage.valueOf(row.getString("stage")), MonthStatus.valueOf(row.getString("status")),
                FilingStatus.valueOf(row.getString("filing_status")), row.getString("documents_declared") != null,
                instant(row, "step_due"), Map.of(), List.of());
    }

    private static OffsetDateTime timestamp(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    /** Conditions that all hold, with what their names stand for. */
    private record Condition(StringBuilder text, Map<String, Object> params) {

        Condition() {
            this(new StringBuilder("1 = 1"), new HashMap<>());
        }

        void and(String condition) {
            text.append(" and ").append(condition);
        }

        void and(String condition, String name, Object value) {
            and(condition);
            params.put(name, value);
        }

        String sql() {
            return text.toString();
        }
    }
}
