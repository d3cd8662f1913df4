package zhangfang.wallet;

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
import zhangfang.company.MoneyReaders;
import zhangfang.identity.Actor;
import zhangfang.money.Money;

/** What went back to the balances of all companies (退款), month by month, for those who read the money of all. */
@Service
@Transactional(readOnly = true)
public class Refunds {

    /**
     * The refunds that took effect in one calendar month.
     *
     * @param amount of all of them, gifts among it
     */
    public record MonthRefunds(YearMonth month, int count, Money amount) {
    }

    private final JdbcClient jdbc;
    private final BusinessClock clock;
    private final MoneyReaders readers;

    Refunds(JdbcClient jdbc, BusinessClock clock, MoneyReaders readers) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.readers = readers;
    }

    /** The last months up to and with this one, the earliest first. */
    public List<MonthRefunds> lastMonths(Actor actor, int months) {
        readers.ofAll(actor);
        List<Object> params = new ArrayList<>();
        for (MonthSpan span : MonthSpan.lastUntil(clock.month(), months)) {
            params.add(span.month().toString());
            params.add(span.from().atOffset(ZoneOffset.UTC));
            params.add(span.end().atOffset(ZoneOffset.UTC));
        }
        String span = "(cast(? as char(7)), cast(? as timestamp with time zone), cast(? as timestamp with time zone))";
        return jdbc.sql("""
                with span (period, from_at, end_at) as (values %s)
                select s.period, count(e.id), coalesce(sum(e.amount), 0)
                from span s
                left join wallet_entry e on e.kind = 'REFUND' and e.effective_at >= s.from_at and e.effective_at < s.end_at
                group by s.period order by s.period""".formatted(String.join(", ", Collections.nCopies(months, span))))
                .params(params)
                .query((row, n) -> new MonthRefunds(YearMonth.parse(row.getString(1)), row.getInt(2),
                        Money.of(row.getBigDecimal(3))))
                .list();
    }
}
