package zhangfang.invoicing;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import zhangfang.invoicing.RecurringRun.Obstacle;
import zhangfang.invoicing.RecurringRun.Outcome;
import zhangfang.money.Money;

/** The rows of recurring invoicing. */
@Component
class RecurringRows {

    /** The switch of a company, with who turned it last. */
    record Switch(boolean on, String changedBy, Instant changedAt) {
    }

    private static final int DETAIL_LENGTH = 500;

    private static final String SELECT = """
            select company_id, run_month, outcome, amount, application_id, obstacles, detail, attempts, effective_at,
                processed_at from recurring_run""";

    private final JdbcClient jdbc;

    RecurringRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Switch switchOf(String companyId) {
        return jdbc.sql("""
                select recurring, recurring_changed_by, recurring_changed_at from invoice_account
                where company_id = ?""")
                .param(companyId)
                .query((row, number) -> new Switch(row.getBoolean(1), row.getString(2), instant(row, 3)))
                .optional().orElse(new Switch(false, null, null));
    }

    void turn(String companyId, boolean on, String by, Instant at) {
        jdbc.sql("""
                update invoice_account set recurring = ?, recurring_changed_by = ?, recurring_changed_at = ?
                where company_id = ?""")
                .params(on, by, utc(at), companyId).update();
    }

    /** Since when somebody has had it on. */
    Optional<Instant> firstTurnedOn() {
        return jdbc.sql("""
                select recurring_changed_at from invoice_account where recurring
                order by recurring_changed_at fetch first 1 rows only""")
                .query((row, number) -> instant(row, 1)).optional();
    }

    /** Whoever begins a month does so alone. */
    void lock() {
        jdbc.sql("select id from recurring_lock where id = 1 for update").query(Integer.class).single();
    }

    Optional<YearMonth> lastBegun() {
        return jdbc.sql("select run_month from recurring_month order by run_month desc fetch first 1 rows only")
                .query(String.class).optional().map(YearMonth::parse);
    }

    void begin(YearMonth month, Instant dueAt, Instant now) {
        jdbc.sql("insert into recurring_month (run_month, due_at, begun_at) values (?, ?, ?)")
                .params(month.toString(), utc(dueAt), utc(now)).update();
    }

    void end(YearMonth month, Instant now) {
        jdbc.sql("update recurring_month set ended_at = ? where run_month = ? and ended_at is null")
                .params(utc(now), month.toString()).update();
    }

    /** Companies that had it on before the month was due, have it on still, and are not settled or failed, in order. */
    List<String> pending(YearMonth month, Instant dueAt, int limit) {
        return jdbc.sql("""
                select a.company_id from invoice_account a
                where a.recurring and a.recurring_changed_at < ? and not exists (
                    select 1 from recurring_run r where r.company_id = a.company_id and r.run_month = ?)
                order by a.company_id fetch first ? rows only""")
                .params(utc(dueAt), month.toString(), limit).query(String.class).list();
    }

    List<String> failed(YearMonth month) {
        return jdbc.sql("select company_id from recurring_run where run_month = ? and outcome = 'FAILED' order by company_id")
                .param(month.toString()).query(String.class).list();
    }

    Optional<RecurringRun> find(String companyId, YearMonth month) {
        return jdbc.sql(SELECT + " where company_id = ? and run_month = ?").params(companyId, month.toString())
                .query(RecurringRows::run).optional();
    }

    List<RecurringRun> of(String companyId, int limit) {
        return jdbc.sql(SELECT + " where company_id = ? order by run_month desc fetch first ? rows only")
                .params(companyId, limit).query(RecurringRows::run).list();
    }

    /** Takes the place of a failed attempt. */
    void save(RecurringRun run) {
        int updated = run.attempts() == 1 ? 0 : jdbc.sql("""
                update recurring_run set outcome = ?, amount = ?, application_id = ?, obstacles = ?, detail = ?,
                    attempts = ?, processed_at = ?
                where company_id = ? and run_month = ?""")
                .params(run.outcome().name(), amount(run), run.applicationId(), obstacles(run), detail(run),
                        run.attempts(), utc(run.processedAt()), run.companyId(), run.month().toString()).update();
        if (updated == 0) {
            jdbc.sql("""
                    insert into recurring_run (company_id, run_month, outcome, amount, application_id, obstacles, detail,
                        attempts, effective_at, processed_at)
                    values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                    .params(run.companyId(), run.month().toString(), run.outcome().name(), amount(run),
                            run.applicationId(), obstacles(run), detail(run), run.attempts(), utc(run.effectiveAt()),
                            utc(run.processedAt())).update();
        }
    }

    void drop(String companyId, YearMonth month) {
        jdbc.sql("delete from recurring_run where company_id = ? and run_month = ? and outcome = 'FAILED'")
                .params(companyId, month.toString()).update();
    }

    private static RecurringRun run(ResultSet row, int number) throws SQLException {
        String obstacles = row.getString("obstacles");
        return new RecurringRun(row.getString("company_id"), YearMonth.parse(row.getString("run_month")),
                Outcome.valueOf(row.getString("outcome")),
                row.getBigDecimal("amount") == null ? null : Money.of(row.getBigDecimal("amount")),
                row.getString("application_id"),
                obstacles == null ? List.of() : Arrays.stream(obstacles.split(",")).map(Obstacle::valueOf).toList(),
                row.getString("detail"), row.getInt("attempts"), instant(row, 9), instant(row, 10));
    }

    private static BigDecimal amount(RecurringRun run) {
        return run.amount() == null ? null : run.amount().amount();
    }

    private static String obstacles(RecurringRun run) {
        return run.obstacles().isEmpty() ? null
                : run.obstacles().stream().map(Obstacle::name).collect(Collectors.joining(","));
    }

    private static String detail(RecurringRun run) {
        return run.detail() == null || run.detail().length() <= DETAIL_LENGTH ? run.detail()
                : run.detail().substring(0, DETAIL_LENGTH);
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
