package zhangfang.ledger;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import zhangfang.identity.Actor;
import zhangfang.ledger.Books.Book;
import zhangfang.ledger.Figures.AccountFigures;
import zhangfang.ledger.Figures.Direction;
import zhangfang.money.Money;
import zhangfang.refusal.Refusal;

/** The entries of one account with its running balance (明细账), a parent's being those of all its sub-accounts. */
@Service
public class AccountLedger {

    /** Longer ranges are read in pieces. */
    private static final int MONTHS_AT_ONCE = 12;

    /** @param balance on the side of the account's direction; negative when it is on the other side */
    public record Line(LocalDate date, String voucherId, int number, int line, String summary, String accountCode,
            String counterparty, Money debit, Money credit, Money balance) {
    }

    /** 本期合计 and 本年累计, also of a month without entries. */
    public record MonthTotal(YearMonth period, Money debit, Money credit, Money ytdDebit, Money ytdCredit, Money balance) {
    }

    /** All balances on the side of the account's direction. */
    public record Page(String code, String name, Direction direction, YearMonth from, YearMonth to, Money opening,
            Money closing, List<Line> rows, List<MonthTotal> months) {
    }

    private final JdbcClient jdbc;
    private final Books books;
    private final BookAccess access;
    private final Figures figures;

    AccountLedger(JdbcClient jdbc, Books books, BookAccess access, Figures figures) {
        this.jdbc = jdbc;
        this.books = books;
        this.access = access;
        this.figures = figures;
    }

    /**
     * @param from first month, {@code null} for the last one
     * @param to   last month, at most a year from the first; {@code null} for the last month with entries
     */
    public Page page(Actor actor, String companyId, String accountCode, YearMonth from, YearMonth to) {
        access.read(actor, companyId);
        Book book = books.get(companyId);
        YearMonth last = to != null ? to : from != null ? from : lastMonth(book);
        YearMonth first = from == null ? last : from;
        if (first.isAfter(last)) {
            throw Refusal.field("from", "ledger.range.backwards", first, last);
        }
        if (first.plusMonths(MONTHS_AT_ONCE).isBefore(last.plusMonths(1))) {
            throw Refusal.field("to", "ledger.range.tooLong", MONTHS_AT_ONCE);
        }
        AccountFigures start = figuresOf(companyId, accountCode, first);
        int sign = start.direction() == Direction.DEBIT ? 1 : -1;
        List<Line> lines = lines(companyId, accountCode, first, last, start, sign);
        List<MonthTotal> months = months(companyId, accountCode, first, last, sign);
        return new Page(start.code(), start.name(), start.direction(), first, last,
                signed(start.opening(), sign), months.get(months.size() - 1).balance, lines, months);
    }

    private YearMonth lastMonth(Book book) {
        return jdbc.sql("select max(period) from book_period where company_id = ?").param(book.companyId())
                .query((rs, i) -> rs.getString(1) == null ? book.startPeriod() : YearMonth.parse(rs.getString(1)))
                .single();
    }

    private AccountFigures figuresOf(String companyId, String code, YearMonth period) {
        return figures.accounts(companyId, period, period).stream()
                .filter(account -> account.code().equals(code)).findFirst().orElseThrow(Refusal::notFound);
    }

    private List<Line> lines(String companyId, String code, YearMonth from, YearMonth to, AccountFigures start, int sign) {
        List<Line> lines = new ArrayList<>();
        Money[] balance = {start.opening()};
        jdbc.sql("""
                select v.voucher_date, v.id, v.voucher_number, e.line, e.summary, e.account_code, e.counterparty, e.debit,
                    e.credit
                from voucher_entry e join voucher v on v.id = e.voucher_id
                where e.company_id = ? and e.account_code like ? and e.period between ? and ? and v.state = 'POSTED'
                order by v.period, v.voucher_date, v.voucher_number, e.line""")
                .params(companyId, code + "%", from.toString(), to.toString())
                .query(rs -> {
                    Money debit = Money.of(rs.getBigDecimal("debit"));
                    Money credit = Money.of(rs.getBigDecimal("credit"));
                    balance[0] = balance[0].plus(debit).minus(credit);
                    lines.add(new Line(rs.getObject("voucher_date", LocalDate.class), rs.getString("id"),
                            rs.getInt("voucher_number"), rs.getInt("line"), rs.getString("summary"),
                            rs.getString("account_code"), rs.getString("counterparty"), debit, credit,
                            signed(balance[0], sign)));
                });
        return lines;
    }

    private List<MonthTotal> months(String companyId, String code, YearMonth from, YearMonth to, int sign) {
        List<MonthTotal> months = new ArrayList<>();
        for (YearMonth period = from; !period.isAfter(to); period = period.plusMonths(1)) {
            AccountFigures month = figuresOf(companyId, code, period);
            months.add(new MonthTotal(period, month.debit(), month.credit(), month.ytdDebit(), month.ytdCredit(),
                    signed(month.closing(), sign)));
        }
        return months;
    }

    private static Money signed(Money net, int sign) {
        return sign > 0 ? net : net.negated();
    }
}
