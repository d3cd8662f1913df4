package zhangfang.ledger;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;
import zhangfang.company.Company.Standard;
import zhangfang.ledger.Figures.AccountFigures;
import zhangfang.money.Money;

/**
 * The figures of several books month by month, such as for charts: four statements, however many books and months there
 * are. Whoever calls has checked who asks.
 */
@Service
public class BookMonths {

    /**
     * A month of a book.
     *
     * @param closed   whether it is closed; the figures of an open month may change (暂估)
     * @param accounts as {@link Figures#accounts} gives them for this one month, year to date included
     */
    public record BookMonth(YearMonth period, boolean closed, List<AccountFigures> accounts) {
    }

    /** What a leaf account holds; net amounts are debit less credit. */
    private record Movement(Money debit, Money credit, Money carriedDebit, Money carriedCredit) {

        private static final Movement NONE = new Movement(Money.ZERO, Money.ZERO, Money.ZERO, Money.ZERO);

        Movement plus(Movement other) {
            return new Movement(debit.plus(other.debit), credit.plus(other.credit),
                    carriedDebit.plus(other.carriedDebit), carriedCredit.plus(other.carriedCredit));
        }

        Money net() {
            return debit.minus(credit);
        }
    }

    /** A book with what was read of it. */
    private static final class Book {
        private final Standard standard;
        private final YearMonth start;
        private final List<Account> accounts = new ArrayList<>();
        private final Map<String, Money> opening = new HashMap<>();
        private final Map<String, TreeMap<String, Movement>> movements = new HashMap<>();
        private final List<String> closed = new ArrayList<>();

        private Book(Standard standard, YearMonth start) {
            this.standard = standard;
            this.start = start;
        }
    }

    /** The year that balances are counted from: the one asked for, or the nearest that the book has balances of. */
    private static final String BASE = """
            with base as (select company_id, case when max(fiscal_year) < :year then max(fiscal_year)
                    when min(fiscal_year) > :year then min(fiscal_year) else :year end as fiscal_year
                from book_year where company_id in (:companies) group by company_id)
            """;

    private final JdbcClient jdbc;

    BookMonths(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The months of a book that has been opened, the first first, and by which standard it is kept. */
    public record Months(Standard standard, List<BookMonth> months) {
    }

    /**
     * @param from the first month; a book that begins later begins with its first
     * @return by company; nothing for a company without books, or whose books begin after the range
     */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public Map<String, Months> of(Collection<String> companyIds, YearMonth from, YearMonth to) {
        if (companyIds.isEmpty()) {
            return Map.of();
        }
        Map<String, Book> books = books(companyIds, to);
        if (books.isEmpty()) {
            return Map.of();
        }
        readAccounts(books);
        readBalances(books, from, to);
        readMovements(books, from, to);
        Map<String, Months> months = new HashMap<>();
        books.forEach((company, book) -> months.put(company, new Months(book.standard, months(book, from, to))));
        return months;
    }

    private Map<String, Book> books(Collection<String> companyIds, YearMonth to) {
        Map<String, Book> books = new HashMap<>();
        jdbc.sql("""
                select b.company_id, b.standard, b.start_period, p.period
                from book b left join book_period p on p.company_id = b.company_id and p.state = 'CLOSED'
                where b.company_id in (:companies) and b.start_period <= :to""")
                .param("companies", companyIds).param("to", to.toString())
                .query(row -> {
                    Book book = books.computeIfAbsent(row.getString("company_id"), any -> book(row));
                    book.closed.add(row.getString("period"));
                });
        return books;
    }

    private static Book book(ResultSet row) {
        try {
            return new Book(Standard.valueOf(row.getString("standard")),
                    YearMonth.parse(row.getString("start_period")));
        } catch (SQLException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    private void readAccounts(Map<String, Book> books) {
        jdbc.sql("select a.company_id, " + AccountRows.COLUMNS
                + " from account a where a.company_id in (:companies) order by a.code")
                .param("companies", books.keySet())
                .query(row -> {
                    books.get(row.getString("company_id")).accounts.add(AccountRows.account(row));
                });
    }

    private void readBalances(Map<String, Book> books, YearMonth from, YearMonth to) {
        jdbc.sql(BASE + """
                select o.company_id, o.account_code, sum(o.amount) as amount
                from year_opening o join base b on b.company_id = o.company_id and b.fiscal_year = o.fiscal_year
                group by o.company_id, o.account_code""")
                .param("companies", books.keySet()).param("year", from.getYear())
                .query(row -> {
                    books.get(row.getString("company_id")).opening.put(row.getString("account_code"),
                            money(row, "amount"));
                });
    }

    private void readMovements(Map<String, Book> books, YearMonth from, YearMonth to) {
        jdbc.sql(BASE + """
                select m.company_id, m.account_code, m.period, sum(m.debit) as debit, sum(m.credit) as credit,
                    sum(m.carried_debit) as carried_debit, sum(m.carried_credit) as carried_credit
                from month_movement m join base b on b.company_id = m.company_id and b.fiscal_year <= m.fiscal_year
                where m.period <= :to
                group by m.company_id, m.account_code, m.period""")
                .param("companies", books.keySet()).param("year", from.getYear()).param("to", to.toString())
                .query(row -> {
                    books.get(row.getString("company_id")).movements
                            .computeIfAbsent(row.getString("account_code"), any -> new TreeMap<>())
                            .put(row.getString("period"), new Movement(money(row, "debit"), money(row, "credit"),
                                    money(row, "carried_debit"), money(row, "carried_credit")));
                });
    }

    private static Money money(ResultSet row, String column) throws SQLException {
        BigDecimal amount = row.getBigDecimal(column);
        return Money.ofNullable(amount);
    }

    private static List<BookMonth> months(Book book, YearMonth from, YearMonth to) {
        List<BookMonth> months = new ArrayList<>();
        for (YearMonth month = from.isBefore(book.start) ? book.start : from; !month.isAfter(to);
                month = month.plusMonths(1)) {
            YearMonth period = month;
            months.add(new BookMonth(period, book.closed.contains(period.toString()), Figures.withParents(
                    book.accounts.stream().map(account -> figures(book, account, period)).toList())));
        }
        return months;
    }

    private static AccountFigures figures(Book book, Account account, YearMonth period) {
        TreeMap<String, Movement> movements = book.movements.getOrDefault(account.code(), new TreeMap<>());
        String january = Figures.beforeStart(period.getYear());
        Money yearStart = book.opening.getOrDefault(account.code(), Money.ZERO)
                .plus(sum(movements.headMap(january, false)).net());
        Movement before = sum(movements.subMap(january, true, period.toString(), false));
        Movement now = movements.getOrDefault(period.toString(), Movement.NONE);
        Movement ytd = before.plus(now);
        return new AccountFigures(account.code(), account.name(), account.parentCode(), account.level(),
                account.leaf(), account.category(), account.direction(), account.role(), account.cash(), yearStart,
                yearStart.plus(before.net()), now.debit(), now.credit(), ytd.debit(), ytd.credit(),
                now.carriedDebit(), now.carriedCredit(), ytd.carriedDebit(), ytd.carriedCredit());
    }

    private static Movement sum(Map<String, Movement> movements) {
        return movements.values().stream().reduce(Movement.NONE, Movement::plus);
    }
}
