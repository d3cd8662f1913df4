package zhangfang.ledger;

import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import zhangfang.calendar.BusinessClock;
import zhangfang.ledger.Books.Book;

/** The months of each book (会计期间). A month has a row from its first posting or its closing on. */
@Component
class Periods {

    /** How far ahead of today a voucher may be dated; what lies beyond is a slip of the pen. */
    private static final int MONTHS_AHEAD = 24;

    private final JdbcClient jdbc;
    private final BusinessClock clock;

    Periods(JdbcClient jdbc, BusinessClock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** A month of a book as people see it. */
    record Month(YearMonth period, boolean closed, String closedBy, int drafts, int reviewed, int posted) {
    }

    /**
     * The months from the book's start to the last one with vouchers or a closing. Vouchers are counted in open months only:
     * a closed one has nothing but posted ones, as many as their last number.
     */
    List<Month> list(Book book) {
        Map<YearMonth, Month> known = new TreeMap<>();
        jdbc.sql("""
                select p.period, max(p.state) as state, max(p.closed_by) as closed_by, max(p.drafts) as drafts,
                    max(p.reviewed) as reviewed, max(p.posted) as posted
                from (select period, state, closed_by, 0 as drafts, 0 as reviewed, last_number as posted
                        from book_period where company_id = :company
                    union all
                    select v.period, null, null, sum(case when v.state = 'DRAFT' then 1 else 0 end),
                            sum(case when v.state = 'REVIEWED' then 1 else 0 end), 0
                        from voucher v where v.company_id = :company
                            and v.period > coalesce((select max(c.period) from book_period c
                                where c.company_id = :company and c.state = 'CLOSED'), '')
                            and v.state in ('DRAFT', 'REVIEWED')
                        group by v.period) p
                group by p.period""")
                .param("company", book.companyId())
                .query(rs -> {
                    YearMonth period = YearMonth.parse(rs.getString("period"));
                    known.put(period, new Month(period, "CLOSED".equals(rs.getString("state")),
                            rs.getString("closed_by"), rs.getInt("drafts"), rs.getInt("reviewed"), rs.getInt("posted")));
                });
        YearMonth last = known.keySet().stream().max(Comparator.naturalOrder()).orElse(book.startPeriod());
        return Stream.iterate(book.startPeriod(), period -> !period.isAfter(last), period -> period.plusMonths(1))
                .map(period -> known.getOrDefault(period, new Month(period, false, null, 0, 0, 0)))
                .toList();
    }

    Set<YearMonth> closed(String companyId) {
        return jdbc.sql("select period from book_period where company_id = ? and state = 'CLOSED'")
                .param(companyId)
                .query((rs, i) -> YearMonth.parse(rs.getString(1)))
                .list().stream().collect(Collectors.toSet());
    }

    boolean isClosed(String companyId, YearMonth period) {
        return jdbc.sql("""
                select count(*) from book_period where company_id = ? and period = ? and state = 'CLOSED'""")
                .params(companyId, period.toString())
                .query(Integer.class)
                .single() > 0;
    }

    Optional<YearMonth> lastClosed(String companyId) {
        return jdbc.sql("select max(period) from book_period where company_id = ? and state = 'CLOSED'")
                .param(companyId)
                .query((rs, i) -> Optional.ofNullable(rs.getString(1)).map(YearMonth::parse))
                .single();
    }

    VoucherLines.Calendar calendar(Book book) {
        return new VoucherLines.Calendar(book.startPeriod(), clock.month().plusMonths(MONTHS_AHEAD),
                closed(book.companyId()));
    }

    /** The highest voucher number given in each month that has one. */
    Map<YearMonth, Integer> lastNumbers(String companyId) {
        Map<YearMonth, Integer> numbers = new HashMap<>();
        jdbc.sql("select period, last_number from book_period where company_id = ?").param(companyId)
                .query(rs -> {
                    numbers.put(YearMonth.parse(rs.getString(1)), rs.getInt(2));
                });
        return numbers;
    }

    /** The book is locked. */
    void setLastNumbers(String companyId, Map<YearMonth, Integer> numbers) {
        ColumnArrays.of(numbers.entrySet()).column("period", Map.Entry::getKey).column("last_number", Map.Entry::getValue)
                .update(jdbc, """
                        merge into book_period t
                        using (select r.period, cast(r.last_number as integer) as last_number from {rows}) s
                        on (t.company_id = :company and t.period = s.period)
                        when matched then update set last_number = s.last_number
                        when not matched then insert (company_id, period, state, last_number)
                            values (:company, s.period, 'OPEN', s.last_number)""", Map.of("company", companyId));
    }

    void close(String companyId, YearMonth period, String actorId) {
        ensure(companyId, period);
        jdbc.sql("""
                update book_period set state = 'CLOSED', closed_by = ?, closed_at = ? where company_id = ? and period = ?""")
                .params(List.of(actorId, now(), companyId, period.toString()))
                .update();
    }

    void reopen(String companyId, YearMonth period) {
        jdbc.sql("""
                update book_period set state = 'OPEN', closed_by = null, closed_at = null
                where company_id = ? and period = ?""")
                .params(companyId, period.toString())
                .update();
    }

    private void ensure(String companyId, YearMonth period) {
        jdbc.sql("""
                insert into book_period (company_id, period, state, last_number)
                select b.company_id, cast(:period as char(7)), 'OPEN', 0 from book b where b.company_id = :company
                    and not exists (select 1 from book_period p where p.company_id = :company and p.period = :period)""")
                .param("company", companyId)
                .param("period", period.toString())
                .update();
    }

    private OffsetDateTime now() {
        return clock.now().atOffset(ZoneOffset.UTC);
    }
}
