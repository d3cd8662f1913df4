package zhangfang.board;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import zhangfang.calendar.BusinessClock;
import zhangfang.calendar.MonthSpan;
import zhangfang.engagement.Report;
import zhangfang.identity.Actor;

/** What became of the service in the last months, in all companies: counted by the database, month by month. */
@Service
@Transactional(readOnly = true)
public class ServiceFigures {

    /**
     * One calendar month.
     *
     * @param completed  service months that were completed in it (服务完成)
     * @param byCustomer confirmations that customers gave, of statements or of taxes
     * @param bySystem   confirmations by silence, on the 15th
     * @param objections objections of customers
     */
    public record MonthFigures(YearMonth month, int completed, int byCustomer, int bySystem, int objections) {
    }

    /** An objection that a customer made. */
    public record Objection(String monthId, String companyId, String companyName, YearMonth month, int revision,
            Report report, String actorId, Instant at, String reason) {
    }

    private static final String SPAN =
            "(cast(? as char(7)), cast(? as timestamp with time zone), cast(? as timestamp with time zone))";

    private final JdbcClient jdbc;
    private final BusinessClock clock;

    ServiceFigures(JdbcClient jdbc, BusinessClock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The last months up to and with this one, the earliest first. */
    public List<MonthFigures> lastMonths(Actor actor, int months) {
        OpenWork.requireWatcher(actor);
        List<Object> params = new ArrayList<>();
        for (MonthSpan span : MonthSpan.lastUntil(clock.month(), months)) {
            params.add(span.month().toString());
            params.add(timestamp(span.from()));
            params.add(timestamp(span.end()));
        }
        return jdbc.sql("""
                with span (period, from_at, end_at) as (values %s),
                completed as (
                    select s.period, count(*) as months from span s
                    join service_month m on m.service_completed_at >= s.from_at and m.service_completed_at < s.end_at
                    group by s.period),
                decided as (
                    select s.period, count(case when d.decision = 'CONFIRMED' and d.actor_id <> 'SYSTEM' then 1 end) as by_customer,
                           count(case when d.decision = 'CONFIRMED' and d.actor_id = 'SYSTEM' then 1 end) as by_system,
                           count(case when d.decision = 'OBJECTED' then 1 end) as objections
                    from span s
                    join report_decision d on d.decision in ('CONFIRMED', 'OBJECTED') and d.effective_at >= s.from_at
                        and d.effective_at < s.end_at
                    group by s.period)
                select s.period, coalesce(c.months, 0), coalesce(d.by_customer, 0), coalesce(d.by_system, 0),
                       coalesce(d.objections, 0)
                from span s left join completed c on c.period = s.period left join decided d on d.period = s.period
                order by s.period""".formatted(String.join(", ", Collections.nCopies(months, SPAN))))
                .params(params)
                .query((row, n) -> new MonthFigures(YearMonth.parse(row.getString(1)), row.getInt(2), row.getInt(3),
                        row.getInt(4), row.getInt(5)))
                .list();
    }

    /** The latest objections of so many months, the latest first. */
    public List<Objection> objections(Actor actor, int months, int limit) {
        OpenWork.requireWatcher(actor);
        return jdbc.sql("""
                select m.id, m.company_id, c.name, m.period, d.revision, d.report, d.actor_id, d.effective_at, d.reason
                from report_decision d join service_month m on m.id = d.month_id join company c on c.id = m.company_id
                where d.decision = 'OBJECTED' and d.effective_at >= ?
                order by d.effective_at desc, m.id, d.report limit ?""")
                .params(timestamp(MonthSpan.lastUntil(clock.month(), months).get(0).from()), limit)
                .query((row, n) -> new Objection(row.getString(1), row.getString(2), row.getString(3),
                        YearMonth.parse(row.getString(4)), row.getInt(5), Report.valueOf(row.getString(6)),
                        row.getString(7), row.getObject("effective_at", OffsetDateTime.class).toInstant(), row.getString(9)))
                .list();
    }

    private static OffsetDateTime timestamp(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
