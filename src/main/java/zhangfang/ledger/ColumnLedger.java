package zhangfang.ledger;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;
import zhangfang.identity.Actor;
import zhangfang.ledger.AccountLedger.OpeningKind;
import zhangfang.ledger.Books.Book;
import zhangfang.ledger.Figures.Direction;
import zhangfang.ledger.Turnovers.Key;
import zhangfang.ledger.Turnovers.Question;
import zhangfang.money.Money;
import zhangfang.refusal.Refusal;

/**
 * The multi-column ledger (多栏账): the entries of an account spread over columns, one for each of its sub-accounts. Columns
 * stand on the side of their sub-account's direction, so that 应交增值税 has its debit and credit columns (借方专栏、贷方专栏)
 * and expenses have debit columns with reductions in red.
 */
@Service
@Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
public class ColumnLedger {

    /** What fits on a sheet; the sub-accounts with the least turnover share the column 其他. */
    private static final int MOST_COLUMNS = 12;

    /** @param code of the sub-account, {@code null} for all those that have no column of their own (其他) */
    public record Column(String code, String name, Direction side) {
    }

    /** @param amounts by column, in red (negative) when on the other side; {@code null} in the columns it is not about */
    public record Line(LocalDate date, String voucherId, int number, int line, String summary, String accountCode,
            Money debit, Money credit, Money balance, BalanceSide side, List<Money> amounts) {
    }

    /** @param amounts of the month, by column @param ytdAmounts from the year's start on */
    public record MonthTotal(YearMonth period, Money debit, Money credit, Money ytdDebit, Money ytdCredit, Money balance,
            BalanceSide side, List<Money> amounts, List<Money> ytdAmounts) {
    }

    /** Balances on the side of the account's direction. */
    public record Page(String code, String name, Direction direction, YearMonth from, YearMonth to,
            boolean withCarryForward, OpeningKind openingKind, Money opening, BalanceSide openingSide,
            List<Column> columns, List<Line> rows, List<MonthTotal> months) {
    }

    private final Books books;
    private final BookAccess access;
    private final AccountLedger ledger;
    private final Turnovers turnovers;
    private final LedgerEntries entries;

    ColumnLedger(Books books, BookAccess access, AccountLedger ledger, Turnovers turnovers, LedgerEntries entries) {
        this.books = books;
        this.access = access;
        this.ledger = ledger;
        this.turnovers = turnovers;
        this.entries = entries;
    }

    /**
     * @param from             first month, {@code null} for the last one
     * @param to               last month, {@code null} for the last one with entries
     * @param withCarryForward whether carry-forward vouchers (结转损益) are shown, which empty every column of an expense;
     *                         without them a range lies within one year, since nothing would empty the columns at its end
     * @throws Refusal not found, if there is no such account; conflict, if it has no sub-accounts; invalid, if the range
     *                 is wrong or has too many entries
     */
    public Page page(Actor actor, String companyId, String accountCode, YearMonth from, YearMonth to,
            boolean withCarryForward) {
        access.read(actor, companyId);
        Book book = books.get(companyId);
        MonthRange range = MonthRange.of(book, from, to, ledger.lastMonth(book));
        if (!withCarryForward && range.from().getYear() != range.to().getYear()) {
            throw Refusal.field("carryForward", "ledger.columns.oneYear");
        }
        Map<String, Account> chart = ledger.chart(companyId);
        Account account = AccountLedger.account(chart, accountCode);
        if (account.leaf()) {
            throw Refusal.conflict("ledger.columns.none", account.code(), account.name());
        }
        Question question = new Question(companyId, range, AccountLedger.leaves(chart, account), null, !withCarryForward);
        Map<Key, Series> leaves = turnovers.ofAccounts(question);
        return new Sheet(book, range, account, columns(chart, account, range, leaves), withCarryForward)
                .page(leaves, entries.of(question));
    }

    /** The sub-accounts that anything was booked in, debit columns before credit columns. */
    private static List<ColumnOf> columns(Map<String, Account> chart, Account account, MonthRange range,
            Map<Key, Series> leaves) {
        List<ColumnOf> used = new ArrayList<>();
        for (Account sub : chart.values()) {
            if (account.code().equals(sub.parentCode())) {
                List<Map.Entry<Key, Series>> below = leaves.entrySet().stream()
                        .filter(leaf -> leaf.getKey().accountCode().startsWith(sub.code())).toList();
                Series series = Series.sum(range, below.stream().map(Map.Entry::getValue).toList());
                if (!series.isEmpty()) {
                    used.add(new ColumnOf(new Column(sub.code(), sub.name(), sub.direction()), series));
                }
            }
        }
        if (used.size() > MOST_COLUMNS) {
            List<ColumnOf> widest = used.stream().sorted(Comparator.comparing(ColumnOf::weight).reversed())
                    .limit(MOST_COLUMNS - 1).toList();
            Series rest = Series.sum(range, used.stream().filter(each -> !widest.contains(each)).map(ColumnOf::series)
                    .toList());
            used.retainAll(widest);
            used.add(new ColumnOf(new Column(null, null, account.direction()), rest));
        }
        used.sort(Comparator.comparing(each -> each.column.side()));
        return used;
    }

    private record ColumnOf(Column column, Series series) {

        Money weight() {
            Turnover turnover = series.turnover();
            return turnover.debit().abs().plus(turnover.credit().abs());
        }

        Money onItsSide(Turnover turnover) {
            return column.side == Direction.DEBIT ? turnover.net() : turnover.net().negated();
        }
    }

    /** The page under way. */
    private record Sheet(Book book, MonthRange range, Account account, List<ColumnOf> columns, boolean withCarryForward) {

        Page page(Map<Key, Series> leaves, List<LedgerEntries.Entry> entries) {
            int sign = account.direction() == Direction.DEBIT ? 1 : -1;
            Series all = Series.sum(range, leaves.values());
            Map<String, Integer> places = new HashMap<>();
            List<Line> lines = new ArrayList<>();
            Money balance = all.opening();
            for (LedgerEntries.Entry entry : entries) {
                balance = balance.plus(entry.turnover().net());
                int place = places.computeIfAbsent(entry.accountCode(), this::place);
                List<Money> amounts = new ArrayList<>(Collections.nCopies(columns.size(), null));
                amounts.set(place, columns.get(place).onItsSide(entry.turnover()));
                lines.add(new Line(entry.date(), entry.voucherId(), entry.number(), entry.line(), entry.summary(),
                        entry.accountCode(), entry.turnover().debit(), entry.turnover().credit(),
                        AccountLedger.signed(balance, sign), BalanceSide.of(balance), amounts));
            }
            return new Page(account.code(), account.name(), account.direction(), range.from(), range.to(),
                    withCarryForward, AccountLedger.openingKind(book, range), AccountLedger.signed(all.opening(), sign),
                    BalanceSide.of(all.opening()), columns.stream().map(ColumnOf::column).toList(), lines,
                    months(all, sign));
        }

        private int place(String leaf) {
            for (int at = 0; at < columns.size(); at++) {
                String code = columns.get(at).column.code();
                if (code != null && leaf.startsWith(code)) {
                    return at;
                }
            }
            return others();
        }

        private int others() {
            return columns.indexOf(columns.stream().filter(each -> each.column.code() == null).findFirst().orElseThrow());
        }

        private List<MonthTotal> months(Series all, int sign) {
            List<List<Series.Month>> byColumn = columns.stream().map(each -> each.series.months()).toList();
            List<MonthTotal> months = new ArrayList<>();
            List<Series.Month> sums = all.months();
            for (int at = 0; at < sums.size(); at++) {
                List<Money> amounts = new ArrayList<>();
                List<Money> ytd = new ArrayList<>();
                for (int column = 0; column < columns.size(); column++) {
                    Series.Month month = byColumn.get(column).get(at);
                    amounts.add(columns.get(column).onItsSide(month.turnover()));
                    ytd.add(columns.get(column).onItsSide(month.ytd()));
                }
                Series.Month sum = sums.get(at);
                months.add(new MonthTotal(sum.period(), sum.turnover().debit(), sum.turnover().credit(),
                        sum.ytd().debit(), sum.ytd().credit(), AccountLedger.signed(sum.balance(), sign),
                        BalanceSide.of(sum.balance()), amounts, ytd));
            }
            return months;
        }
    }
}
