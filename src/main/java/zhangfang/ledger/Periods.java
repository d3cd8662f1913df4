package zhangfang.ledger;

import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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

    /** The highest voucher number given in a month; makes the month's row where there is none. The book is locked. */
    int lastNumber(String companyId, YearMonth period) {
        ensure(companyId, period);
        return jdbc.sql("select last_number from book_period where company_id = ? and period = ?")
                .params(companyId, period.toString())
                .query(Integer.class)
                .single();
    }

    void setLastNumber(String companyId, YearMonth period, int number) {
        jdbc.sql("update book_period set last_number = ? where company_id = ? and period = ?")
                .params(number, companyId, period.toString())
                .update();
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
