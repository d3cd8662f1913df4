package zhangfang.ledger;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;
import zhangfang.identity.Actor;
import zhangfang.ledger.Books.Book;
import zhangfang.ledger.Figures.Direction;
import zhangfang.money.Money;
import zhangfang.refusal.Refusal;

/**
 * The entries of one account with its running balance (明细账), a parent's being those of all its sub-accounts; of cash and
 * banks with the sums of each day, which makes it the cash or bank journal (日记账, 会计基础工作规范第五十九条、第六十条).
 */
@Service
@Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
public class AccountLedger {

    /** An account that is named beside an entry. */
    public record NamedAccount(String code, String name) {
    }

    /** What the first line of a ledger is. */
    public enum OpeningKind {
        /** 上年结转: the range begins in January. */
        CARRIED_FORWARD,
        /** 建账余额: it begins with the book itself, within a year. */
        BOOK_START,
        /** 期初余额. */
        OPENING
    }

    /**
     * @param counterAccounts the accounts on the voucher's other side (对方科目)
     * @param balance         on the side of the account's direction; negative when it is on the other side
     * @param side            where the balance really is
     */
    public record Line(LocalDate date, String voucherId, int number, int line, String summary, String accountCode,
            String accountName, String counterparty, List<NamedAccount> counterAccounts, Money debit, Money credit,
            Money balance, BalanceSide side) {
    }

    /** 本期合计 and 本年累计, also of a month without entries; the cumulated figures begin anew each January. */
    public record MonthTotal(YearMonth period, Money debit, Money credit, Money ytdDebit, Money ytdCredit, Money balance,
            BalanceSide side) {
    }

    /** 本日合计 and the balance at the end of a day that has entries. */
    public record DayTotal(LocalDate date, Money debit, Money credit, Money balance, BalanceSide side) {
    }

    /** All balances on the side of the account's direction. @param days of cash and banks, otherwise empty */
    public record Page(String code, String name, Direction direction, boolean cash, YearMonth from, YearMonth to,
            OpeningKind openingKind, Money opening, BalanceSide openingSide, Money closing, BalanceSide closingSide,
            List<Line> rows, List<MonthTotal> months, List<DayTotal> days) {
    }

    private final JdbcClient jdbc;
    private final Books books;
    private final BookAccess access;
    private final AccountRows accounts;
    private final Turnovers turnovers;
    private final LedgerEntries entries;

    AccountLedger(JdbcClient jdbc, Books books, BookAccess access, AccountRows accounts, Turnovers turnovers,
            LedgerEntries entries) {
        this.jdbc = jdbc;
        this.books = books;
        this.access = access;
        this.accounts = accounts;
        this.turnovers = turnovers;
        this.entries = entries;
    }

    /**
     * @param from first month, {@code null} for the last one
     * @param to   last month, at most five years from the first; {@code null} for the last month with entries
     * @throws Refusal not found, if there is no such account; invalid, if the range is wrong or has too many entries
     */
    public Page page(Actor actor, String companyId, String accountCode, YearMonth from, YearMonth to) {
        access.read(actor, companyId);
        Book book = books.get(companyId);
        MonthRange range = MonthRange.of(book, from, to, lastMonth(book));
        Map<String, Account> chart = chart(companyId);
        Account account = account(chart, accountCode);
        Turnovers.Question question = new Turnovers.Question(companyId, range, leaves(chart, account));
        Series series = Series.sum(range, turnovers.ofAccounts(question).values());
        return page(book, chart, account, range, series, entries.of(question));
    }

    /** The last month that anything was booked in. */
    YearMonth lastMonth(Book book) {
        return jdbc.sql("select max(period) from book_period where company_id = ?").param(book.companyId())
                .query((rs, i) -> rs.getString(1) == null ? book.startPeriod() : YearMonth.parse(rs.getString(1)))
                .single();
    }

    Map<String, Account> chart(String companyId) {
        return accounts.of(companyId).stream().collect(Collectors.toMap(Account::code, account -> account,
                (one, other) -> one, TreeMap::new));
    }

    static Account account(Map<String, Account> chart, String code) {
        Account account = chart.get(code);
        if (account == null) {
            throw Refusal.notFound();
        }
        return account;
    }

    /** The codes that entries below an account can have. */
    static List<String> leaves(Map<String, Account> chart, Account account) {
        return chart.values().stream().filter(each -> each.leaf() && each.isWithin(account.code())).map(Account::code)
                .toList();
    }

    /** The page of an account, or of one counterparty of it. */
    static Page page(Book book, Map<String, Account> chart, Account account, MonthRange range, Series series,
            List<LedgerEntries.Entry> entries) {
        int sign = account.direction() == Direction.DEBIT ? 1 : -1;
        List<Line> lines = new ArrayList<>();
        Map<LocalDate, DayTotal> days = new TreeMap<>();
        Money balance = series.opening();
        for (LedgerEntries.Entry entry : entries) {
            balance = balance.plus(entry.turnover().net());
            lines.add(line(chart, entry, signed(balance, sign), BalanceSide.of(balance)));
            if (account.cash()) {
                days.merge(entry.date(), new DayTotal(entry.date(), entry.turnover().debit(), entry.turnover().credit(),
                        signed(balance, sign), BalanceSide.of(balance)), AccountLedger::sameDay);
            }
        }
        List<MonthTotal> months = series.months().stream().map(month -> total(month, sign)).toList();
        return new Page(account.code(), account.name(), account.direction(), account.cash(), range.from(), range.to(),
                openingKind(book, range), signed(series.opening(), sign), BalanceSide.of(series.opening()),
                signed(series.closing(), sign), BalanceSide.of(series.closing()), lines, months,
                List.copyOf(days.values()));
    }

    static OpeningKind openingKind(Book book, MonthRange range) {
        if (range.from().getMonthValue() == 1) {
            return OpeningKind.CARRIED_FORWARD;
        }
        return range.from().equals(book.startPeriod()) ? OpeningKind.BOOK_START : OpeningKind.OPENING;
    }

    static MonthTotal total(Series.Month month, int sign) {
        return new MonthTotal(month.period(), month.turnover().debit(), month.turnover().credit(), month.ytd().debit(),
                month.ytd().credit(), signed(month.balance(), sign), BalanceSide.of(month.balance()));
    }

    private static Line line(Map<String, Account> chart, LedgerEntries.Entry entry, Money balance, BalanceSide side) {
        List<NamedAccount> counterAccounts = entry.counterAccounts().stream()
                .map(code -> new NamedAccount(code, chart.get(code).name())).toList();
        return new Line(entry.date(), entry.voucherId(), entry.number(), entry.line(), entry.summary(),
                entry.accountCode(), chart.get(entry.accountCode()).name(), entry.counterparty(), counterAccounts,
                entry.turnover().debit(), entry.turnover().credit(), balance, side);
    }

    private static DayTotal sameDay(DayTotal earlier, DayTotal later) {
        return new DayTotal(later.date, earlier.debit.plus(later.debit), earlier.credit.plus(later.credit), later.balance,
                later.side);
    }

    static Money signed(Money net, int sign) {
        return sign > 0 ? net : net.negated();
    }
}
