package zhangfang.ledger;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;
import zhangfang.identity.Actor;
import zhangfang.ledger.AccountLedger.MonthTotal;
import zhangfang.ledger.AccountLedger.OpeningKind;
import zhangfang.ledger.Books.Book;
import zhangfang.ledger.Figures.Direction;
import zhangfang.ledger.Turnovers.Key;
import zhangfang.money.Money;

/** The general ledger (总账): of each account its opening balance, and month by month 本期合计, 本年累计 and the balance. */
@Service
@Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
public class GeneralLedger {

    /** One account; balances on the side of its direction. */
    public record AccountPage(String code, String name, Direction direction, Money opening, BalanceSide openingSide,
            List<MonthTotal> months) {
    }

    public record Page(YearMonth from, YearMonth to, OpeningKind openingKind, List<AccountPage> rows) {
    }

    private final Books books;
    private final BookAccess access;
    private final AccountLedger ledger;
    private final Turnovers turnovers;

    GeneralLedger(Books books, BookAccess access, AccountLedger ledger, Turnovers turnovers) {
        this.books = books;
        this.access = access;
        this.ledger = ledger;
        this.turnovers = turnovers;
    }

    /**
     * @param accountCode an account of any level; {@code null} for every first-level account (总账科目) that has anything
     *                    to show
     * @param from        first month, {@code null} for the last one
     * @param to          last month, {@code null} for the last one with entries
     * @throws zhangfang.refusal.Refusal not found, if there is no such account; invalid, if the range is wrong
     */
    public Page page(Actor actor, String companyId, String accountCode, YearMonth from, YearMonth to) {
        access.read(actor, companyId);
        Book book = books.get(companyId);
        MonthRange range = MonthRange.of(book, from, to, ledger.lastMonth(book));
        Map<String, Account> chart = ledger.chart(companyId);
        List<Account> shown = accountCode == null
                ? chart.values().stream().filter(account -> account.level() == 1).toList()
                : List.of(AccountLedger.account(chart, accountCode));
        Map<Key, Series> leaves = turnovers.ofAccounts(new Turnovers.Question(companyId, range,
                chart.values().stream().filter(Account::leaf).map(Account::code).toList()));
        List<AccountPage> pages = new ArrayList<>();
        for (Account account : shown) {
            Series series = Series.sum(range, leaves.entrySet().stream()
                    .filter(leaf -> leaf.getKey().accountCode().startsWith(account.code())).map(Map.Entry::getValue).toList());
            if (accountCode != null || !series.isEmpty()) {
                pages.add(page(account, series));
            }
        }
        return new Page(range.from(), range.to(), AccountLedger.openingKind(book, range), pages);
    }

    private static AccountPage page(Account account, Series series) {
        int sign = account.direction() == Direction.DEBIT ? 1 : -1;
        return new AccountPage(account.code(), account.name(), account.direction(),
                AccountLedger.signed(series.opening(), sign), BalanceSide.of(series.opening()),
                series.months().stream().map(month -> AccountLedger.total(month, sign)).toList());
    }
}
