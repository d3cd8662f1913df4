package zhangfang.ledger;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;
import zhangfang.company.Company;
import zhangfang.identity.Actor;
import zhangfang.ledger.Books.Book;
import zhangfang.ledger.Figures.AccountFigures;
import zhangfang.ledger.Figures.CounterpartyFigures;
import zhangfang.money.Money;
import zhangfang.refusal.Refusal;

/**
 * A book as a plain-text journal that other ledger programs read: the accounts, the balances at the range's beginning as
 * one transaction on the day before it, then every posted voucher. Written row by row, however long the book is.
 */
@Service
public class JournalFile {

    /** Which program reads it. */
    public enum Format {
        HLEDGER(new HledgerSyntax()), BEANCOUNT(new BeancountSyntax());

        private final JournalSyntax syntax;

        Format(JournalSyntax syntax) {
            this.syntax = syntax;
        }
    }

    /** The months of a journal, within the book. */
    public record Range(YearMonth from, YearMonth to) {
    }

    private static final int ROWS_AT_ONCE = 500;
    private static final String WORD = "记";
    private static final String COUNTERPARTY = "counterparty";
    private static final String SUMMARY = "summary";
    /** On which side a red figure stands: without it, a red debit could not be told from a credit. */
    private static final String RED = "red";

    private final Books books;
    private final BookAccess access;
    private final AccountRows accounts;
    private final Figures figures;
    private final JdbcTemplate rows;

    JournalFile(DataSource dataSource, Books books, BookAccess access, AccountRows accounts, Figures figures) {
        this.books = books;
        this.access = access;
        this.accounts = accounts;
        this.figures = figures;
        this.rows = new JdbcTemplate(dataSource);
        this.rows.setFetchSize(ROWS_AT_ONCE);
    }

    /**
     * The months that a journal covers.
     *
     * @param from {@code null} for the book's first month, which is the earliest
     * @param to   {@code null} for the last month with vouchers
     * @throws Refusal if {@code to} lies before {@code from} or before the book
     */
    @Transactional(readOnly = true)
    public Range range(Actor actor, String companyId, YearMonth from, YearMonth to) {
        access.read(actor, companyId);
        Book book = books.get(companyId);
        YearMonth first = from == null || from.isBefore(book.startPeriod()) ? book.startPeriod() : from;
        if (to != null && to.isBefore(first)) {
            throw Refusal.field("to", "ledger.range.backwards", first, to);
        }
        YearMonth last = to == null ? lastMonth(companyId) : to;
        return new Range(first, last == null || last.isBefore(first) ? first : last);
    }

    private YearMonth lastMonth(String companyId) {
        String last = rows.queryForObject("select max(period) from book_period where company_id = ?", String.class,
                companyId);
        return last == null ? null : YearMonth.parse(last);
    }

    /** Writes the journal in UTF-8, out of one snapshot of the book. The stream stays open. */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public void write(Actor actor, String companyId, Format format, Range range, OutputStream out) {
        Company company = access.read(actor, companyId);
        Map<String, Account> chart = accounts.of(companyId).stream()
                .collect(Collectors.toMap(Account::code, Function.identity(), (a, b) -> a, TreeMap::new));
        try {
            Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
            Pen pen = new Pen(format.syntax, chart, writer);
            pen.head(company.name() + " " + range.from + " – " + range.to, range.from.atDay(1).minusDays(1));
            pen.opening(opening(companyId, range.from), range.from.atDay(1).minusDays(1));
            vouchers(companyId, range, pen);
            writer.flush();
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    /** Net balances before a month, per counterparty where they are kept so. */
    private List<CounterpartyFigures> opening(String companyId, YearMonth month) {
        List<CounterpartyFigures> openings = new ArrayList<>(figures.counterparties(companyId, month, month));
        List<String> byCounterparty = openings.stream().map(CounterpartyFigures::accountCode).distinct().toList();
        figures.accounts(companyId, month, month).stream()
                .filter(AccountFigures::leaf)
                .filter(account -> !byCounterparty.contains(account.code()))
                .forEach(account -> openings.add(account.withNobody()));
        return openings.stream().filter(opening -> !opening.opening().isZero()).toList();
    }

    private void vouchers(String companyId, Range range, Pen pen) {
        rows.query("""
                select v.voucher_date, v.voucher_number, e.line, e.summary, e.account_code, e.counterparty, e.debit,
                    e.credit
                from voucher v join voucher_entry e on e.voucher_id = v.id
                where v.company_id = ? and v.state = 'POSTED' and v.period >= ? and v.period <= ?
                order by v.period, v.voucher_number, e.line""",
                (ResultSet rs) -> pen.entry(rs), companyId, range.from.toString(), range.to.toString());
    }

    /** Writes in one format. */
    private static final class Pen {

        private final JournalSyntax syntax;
        private final Map<String, Account> chart;
        private final Map<String, String> names = new LinkedHashMap<>();
        private final Writer out;
        private LocalDate date;
        private int number;
        private String summary;

        Pen(JournalSyntax syntax, Map<String, Account> chart, Writer out) {
            this.syntax = syntax;
            this.chart = chart;
            this.out = out;
        }

        void head(String title, LocalDate opened) throws IOException {
            out.write(syntax.head(title));
            for (Account account : chart.values()) {
                names.put(account.code(), syntax.accountName(path(account)));
                out.write(syntax.account(names.get(account.code()), account, opened));
            }
        }

        private List<Account> path(Account account) {
            List<Account> path = new ArrayList<>();
            for (Account up = account; up != null; up = up.parentCode() == null ? null : chart.get(up.parentCode())) {
                path.add(0, up);
            }
            return path;
        }

        void opening(List<CounterpartyFigures> openings, LocalDate day) throws IOException {
            if (openings.isEmpty()) {
                return;
            }
            out.write(syntax.transaction(day, "", "期初余额"));
            for (CounterpartyFigures opening : openings) {
                out.write(syntax.posting(names.get(opening.accountCode()), opening.opening(),
                        tags(opening.counterparty(), "", "")));
            }
        }

        void entry(ResultSet rs) throws SQLException {
            try {
                write(rs);
            } catch (IOException unwritable) {
                throw new UncheckedIOException(unwritable);
            }
        }

        private void write(ResultSet rs) throws SQLException, IOException {
            LocalDate day = rs.getObject("voucher_date", LocalDate.class);
            if (rs.getInt("voucher_number") != number || !day.equals(date)) {
                date = day;
                number = rs.getInt("voucher_number");
                summary = rs.getString("summary");
                out.write(syntax.transaction(date, WORD + number, summary));
            }
            Money debit = Money.of(rs.getBigDecimal("debit"));
            Money credit = Money.of(rs.getBigDecimal("credit"));
            String own = rs.getString("summary").equals(summary) ? "" : rs.getString("summary");
            String red = debit.isNegative() ? "debit" : credit.isNegative() ? "credit" : "";
            out.write(syntax.posting(names.get(rs.getString("account_code")), debit.minus(credit),
                    tags(rs.getString("counterparty"), own, red)));
        }

        private static Map<String, String> tags(String counterparty, String summary, String red) {
            Map<String, String> tags = new LinkedHashMap<>();
            tags.put(COUNTERPARTY, counterparty);
            tags.put(SUMMARY, summary);
            tags.put(RED, red);
            tags.values().removeIf(String::isBlank);
            return tags;
        }
    }
}
