package zhangfang.engagement;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import zhangfang.audit.Audit;
import zhangfang.calendar.BusinessClock;
import zhangfang.identity.Actor;
import zhangfang.refusal.Refusal;

/** The rows of service months and of their steps. Every command locks the month's row first. */
@Component
class MonthRows {

    private static final String COLUMNS = """
            id, order_id, company_id, period, stage, status, filing_status, documents_declared, revision,
            unconfirmed_filing, opened_at, service_completed_at, ended_at""";

    private final JdbcClient jdbc;
    private final BusinessClock clock;
    private final Audit audit;
    private final StepDeadlines deadlines;

    MonthRows(JdbcClient jdbc, BusinessClock clock, Audit audit, StepDeadlines deadlines) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.audit = audit;
        this.deadlines = deadlines;
    }

    Optional<ServiceMonth> find(String monthId) {
        return jdbc.sql("select " + COLUMNS + " from service_month where id = ?").param(monthId)
                .query(MonthRows::month).optional();
    }

    Optional<ServiceMonth> find(String companyId, YearMonth month) {
        return jdbc.sql("select " + COLUMNS + " from service_month where company_id = ? and period = ?")
                .params(companyId, month.toString()).query(MonthRows::month).optional();
    }

    List<ServiceMonth> ofCompany(String companyId) {
        return jdbc.sql("select " + COLUMNS + " from service_month where company_id = ? order by period desc")
                .param(companyId).query(MonthRows::month).list();
    }

    List<ServiceMonth> ofOrder(String orderId) {
        return jdbc.sql("select " + COLUMNS + " from service_month where order_id = ? order by period")
                .param(orderId).query(MonthRows::month).list();
    }

    List<ServiceMonth> all() {
        return jdbc.sql("select " + COLUMNS + " from service_month order by period, id").query(MonthRows::month).list();
    }

    /** What runs, and of each company its last month, the earliest first. */
    List<ServiceMonth> present(Collection<String> companyIds) {
        return jdbc.sql("select " + COLUMNS + """
                 from service_month m
                where company_id in (:companies) and (ended_at is null
                    or period = (select max(other.period) from service_month other where other.company_id = m.company_id))
                order by period, id""")
                .param("companies", companyIds).query(MonthRows::month).list();
    }

    List<ServiceMonth> page(String companyId, int offset, int size) {
        return jdbc.sql("select " + COLUMNS + """
                 from service_month where company_id = ? order by period desc
                offset ? rows fetch first ? rows only""")
                .params(companyId, offset, size).query(MonthRows::month).list();
    }

    int count(String companyId) {
        return jdbc.sql("select count(*) from service_month where company_id = ?").param(companyId)
                .query(Integer.class).single();
    }

    ServiceMonth lock(String monthId) {
        return jdbc.sql("select " + COLUMNS + " from service_month where id = ? for update").param(monthId)
                .query(MonthRows::month).optional().orElseThrow(Refusal::notFound);
    }

    void insert(Actor actor, String id, String orderId, String companyId, YearMonth month) {
        jdbc.sql("""
                insert into service_month (id, order_id, company_id, period, stage, status, filing_status, revision,
                    opened_at)
                values (?, ?, ?, ?, 'NOT_STARTED', 'NOT_STARTED', 'PENDING', 0, ?)""")
                .params(id, orderId, companyId, month.toString(), timestamp(clock.now()))
                .update();
        step(actor, find(id).orElseThrow(), "open", null, clock.now());
    }

    /** Moves the month and records who did it. */
    ServiceMonth move(Actor actor, ServiceMonth month, Stage stage, MonthStatus status, String action, String detail) {
        return move(actor, month, stage, status, action, detail, clock.now());
    }

    ServiceMonth move(Actor actor, ServiceMonth month, Stage stage, MonthStatus status, String action, String detail,
            Instant effectiveAt) {
        jdbc.sql("update service_month set stage = ?, status = ?, step_due = ? where id = ?")
                .params(stage.name(), status.name(), timestamp(deadlines.of(month, stage)), month.id()).update();
        ServiceMonth moved = find(month.id()).orElseThrow();
        step(actor, moved, action, detail, effectiveAt);
        return moved;
    }

    /** Sets from when on the present step is late, where the stage alone does not say it. */
    void due(ServiceMonth month, Instant due) {
        jdbc.sql("update service_month set step_due = ? where id = ?").params(timestamp(due), month.id()).update();
    }

    /** Records a step that leaves the month where it is. */
    void step(Actor actor, ServiceMonth month, String action, String detail, Instant effectiveAt) {
        jdbc.sql("""
                insert into service_month_step (month_id, action, stage, status, actor_id, effective_at, processed_at,
                    detail)
                values (?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(month.id(), action, month.stage().name(), month.status().name(), actor.id(),
                        timestamp(effectiveAt), timestamp(clock.now()), detail)
                .update();
        audit.record(actor, "month." + action, month.companyId(), month.id(),
                detail == null ? month.month().toString() : month.month() + " " + detail);
    }

    List<Step> steps(String monthId) {
        return jdbc.sql("""
                select action, status, actor_id, effective_at, processed_at, detail
                from service_month_step where month_id = ? order by id""")
                .param(monthId)
                .query(MonthRows::step).list();
    }

    Map<String, List<Step>> stepsOf(Collection<String> monthIds) {
        Map<String, List<Step>> steps = new HashMap<>();
        jdbc.sql("""
                select month_id, action, status, actor_id, effective_at, processed_at, detail
                from service_month_step where month_id in (:months) order by id""")
                .param("months", monthIds)
                .query((row, n) -> Map.entry(row.getString("month_id"), step(row, n))).list()
                .forEach(each -> steps.computeIfAbsent(each.getKey(), any -> new ArrayList<>()).add(each.getValue()));
        return steps;
    }

    private static Step step(ResultSet row, int n) throws SQLException {
        return new Step(row.getString("action"), MonthStatus.valueOf(row.getString("status")),
                row.getString("actor_id"), instant(row, "effective_at"), instant(row, "processed_at"),
                row.getString("detail"));
    }

    /** Whether this person has done this with the month, in any round. */
    boolean has(String monthId, String action, String actorId) {
        return jdbc.sql("select count(*) from service_month_step where month_id = ? and action = ? and actor_id = ?")
                .params(monthId, action, actorId).query(Integer.class).single() > 0;
    }

    static OffsetDateTime timestamp(Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static ServiceMonth month(ResultSet row, int n) throws SQLException {
        String declared = row.getString("documents_declared");
        return new ServiceMonth(row.getString("id"), row.getString("order_id"), row.getString("company_id"),
                YearMonth.parse(row.getString("period")), Stage.valueOf(row.getString("stage")),
                MonthStatus.valueOf(row.getString("status")), FilingStatus.valueOf(row.getString("filing_status")),
                declared == null ? null : Declaration.valueOf(declared), row.getInt("revision"),
                row.getString("unconfirmed_filing"), instant(row, "opened_at"),
                instant(row, "service_completed_at"), instant(row, "ended_at"));
    }
}
