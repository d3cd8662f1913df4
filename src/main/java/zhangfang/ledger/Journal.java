package zhangfang.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;
import zhangfang.identity.Actor;
import zhangfang.ledger.Books.Book;
import zhangfang.ledger.Voucher.State;
import zhangfang.money.Money;
import zhangfang.refusal.Refusal;

/** The journal (序时簿): all entries of some months in the order of their dates and numbers, those not posted yet last in a day. */
@Service
@Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
public class Journal {

    /** What one file holds. */
    public static final int MOST = LedgerEntries.MOST;

    private static final int NO_NUMBER = Integer.MAX_VALUE;

    /**
     * Which entries are wanted; what is {@code null} does not narrow them.
     *
     * @param account  of this account and its sub-accounts
     * @param least    amount on either side, red figures counted as they are without their sign
     * @param summary  text that the summary contains
     * @param posted   posted vouchers only, or those not posted only
     * @param preparer who prepared the voucher (制单)
     */
    public record Filter(String account, Money least, Money most, String summary, Boolean posted, String preparer) {

        public static final Filter NONE = new Filter(null, null, null, null, null, null);
    }

    /** @param number {@code null} until the voucher is posted */
    public record Line(LocalDate date, String voucherId, Integer number, State state, int line, String summary,
            String accountCode, String accountName, String counterparty, Money debit, Money credit, String preparedBy) {
    }

    /**
     * Some entries.
     *
     * @param entries how many there are in all
     * @param debit   sum of all, not of this page only; likewise {@code credit}
     * @param next    what the following page is asked for with, {@code null} on the last one
     */
    public record Page(YearMonth from, YearMonth to, long entries, Money debit, Money credit, List<Line> rows, String next) {
    }

    private static final String FROM = """
            from voucher v
                join voucher_entry e on e.voucher_id = v.id
                join account a on a.company_id = e.company_id and a.code = e.account_code
            where v.company_id = :company and v.period between :from and :to""";
    private static final String ORDER = "coalesce(v.voucher_number, " + NO_NUMBER + ")";

    private final JdbcClient jdbc;
    private final Books books;
    private final BookAccess access;
    private final AccountLedger ledger;

    Journal(JdbcClient jdbc, Books books, BookAccess access, AccountLedger ledger) {
        this.jdbc = jdbc;
        this.books = books;
        this.access = access;
        this.ledger = ledger;
    }

    /**
     * @param from  first month, {@code null} for the last one
     * @param to    last month, {@code null} for the last one with entries
     * @param after {@link Page#next} of the page before, {@code null} for the first one
     * @param limit how many entries
     * @throws Refusal invalid, if the range or {@code after} is wrong
     */
    public Page page(Actor actor, String companyId, YearMonth from, YearMonth to, Filter filter, String after, int limit) {
        access.read(actor, companyId);
        Book book = books.get(companyId);
        MonthRange range = MonthRange.of(book, from, to, ledger.lastMonth(book));
        List<Line> lines = new ArrayList<>(statement("""
                select v.voucher_date, v.id, v.voucher_number, v.state, e.line, e.summary, e.account_code,
                    a.name as account_name, e.counterparty, e.debit, e.credit, v.prepared_by
                """ + FROM + conditions(filter) + (after == null ? "" : """

                    and (v.voucher_date > :date or v.voucher_date = :date and (%1$s > :number
                        or %1$s = :number and (v.id > :voucher or v.id = :voucher and e.line > :line)))""".formatted(ORDER)) + """

                order by v.voucher_date, %s, v.id, e.line
                fetch first %d rows only""".formatted(ORDER, limit + 1), companyId, range, filter, Place.parse(after))
                .query((rs, i) -> line(rs))
                .list());
        String next = null;
        if (lines.size() > limit) {
            lines.remove(limit);
            next = Place.of(lines.get(limit - 1)).toString();
        }
        return sums(companyId, range, filter, lines, next);
    }

    /**
     * All entries at once, for a file.
     *
     * @throws Refusal invalid, if there are more than {@link #MOST}
     */
    public Page all(Actor actor, String companyId, YearMonth from, YearMonth to, Filter filter) {
        Page all = page(actor, companyId, from, to, filter, null, MOST);
        if (all.next != null) {
            throw Refusal.field("to", "ledger.range.tooManyEntries", MOST);
        }
        return all;
    }

    /** Who prepared vouchers in these months. */
    public List<String> preparers(Actor actor, String companyId, YearMonth from, YearMonth to) {
        access.read(actor, companyId);
        return jdbc.sql("""
                select distinct prepared_by from voucher where company_id = ? and period between ? and ?
                order by prepared_by""")
                .params(companyId, from.toString(), to.toString()).query(String.class).list();
    }

    private Page sums(String companyId, MonthRange range, Filter filter, List<Line> lines, String next) {
        return statement("select count(*) as entries, sum(e.debit) as debit, sum(e.credit) as credit\n" + FROM
                + conditions(filter), companyId, range, filter, null)
                .query((rs, i) -> new Page(range.from(), range.to(), rs.getLong("entries"),
                        Money.ofNullable(rs.getBigDecimal("debit")), Money.ofNullable(rs.getBigDecimal("credit")), lines,
                        next))
                .single();
    }

    private static String conditions(Filter filter) {
        StringBuilder sql = new StringBuilder();
        if (filter.account != null) {
            sql.append(" and e.account_code like :account escape '!'");
        }
        if (filter.least != null) {
            sql.append(" and abs(e.debit + e.credit) >= :least");
        }
        if (filter.most != null) {
            sql.append(" and abs(e.debit + e.credit) <= :most");
        }
        if (filter.summary != null) {
            sql.append(" and e.summary like :summary escape '!'");
        }
        if (filter.posted != null) {
            sql.append(filter.posted ? " and v.state = 'POSTED'" : " and v.state <> 'POSTED'");
        }
        if (filter.preparer != null) {
            sql.append(" and v.prepared_by = :preparer");
        }
        return sql.toString();
    }

    private JdbcClient.StatementSpec statement(String sql, String companyId, MonthRange range, Filter filter, Place after) {
        JdbcClient.StatementSpec statement = jdbc.sql(sql).param("company", companyId)
                .param("from", range.from().toString()).param("to", range.to().toString());
        if (filter.account != null) {
            statement = statement.param("account", containing(filter.account).substring(1));
        }
        if (filter.least != null) {
            statement = statement.param("least", filter.least.amount());
        }
        if (filter.most != null) {
            statement = statement.param("most", filter.most.amount());
        }
        if (filter.summary != null) {
            statement = statement.param("summary", containing(filter.summary));
        }
        if (filter.preparer != null) {
            statement = statement.param("preparer", filter.preparer);
        }
        return after == null ? statement : statement.param("date", after.date).param("number", after.number)
                .param("voucher", after.voucherId).param("line", after.line);
    }

    private static String containing(String text) {
        return "%" + text.replaceAll("[!%_]", "!$0") + "%";
    }

    private static Line line(ResultSet rs) throws SQLException {
        return new Line(rs.getObject("voucher_date", LocalDate.class), rs.getString("id"),
                rs.getObject("voucher_number", Integer.class), State.valueOf(rs.getString("state")), rs.getInt("line"),
                rs.getString("summary"), rs.getString("account_code"), rs.getString("account_name"),
                rs.getString("counterparty"), Money.of(rs.getBigDecimal("debit")), Money.of(rs.getBigDecimal("credit")),
                rs.getString("prepared_by"));
    }

    /** Where in the journal an entry stands. */
    private record Place(LocalDate date, int number, String voucherId, int line) {

        static Place of(Line line) {
            return new Place(line.date, line.number == null ? NO_NUMBER : line.number, line.voucherId, line.line);
        }

        static Place parse(String text) {
            if (text == null) {
                return null;
            }
            String[] parts = text.split("_", 4);
            try {
                return new Place(LocalDate.parse(parts[0]), Integer.parseInt(parts[1]), parts[3],
                        Integer.parseInt(parts[2]));
            } catch (DateTimeException | NumberFormatException | ArrayIndexOutOfBoundsException unreadable) {
                throw Refusal.field("after", "ledger.journal.after");
            }
        }

        @Override
        public String toString() {
            return date + "_" + number + "_" + line + "_" + voucherId;
        }
    }
}
