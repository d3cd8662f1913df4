package zhangfang.ledger;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;
import zhangfang.identity.Actor;
import zhangfang.ledger.AccountLedger.NamedAccount;
import zhangfang.ledger.Books.Book;
import zhangfang.ledger.Figures.Direction;
import zhangfang.ledger.Turnovers.Key;
import zhangfang.ledger.Turnovers.Question;
import zhangfang.money.Money;
import zhangfang.refusal.Refusal;

/**
 * The ledger by counterparty (往来明细账), of the accounts whose balance is kept by counterparty. A counterparty named on an
 * entry of another account (a customer on 主营业务收入) is a remark there, shown in that account's ledger, and no balance;
 * entries without counterparty on an account kept by counterparty are one balance of their own, so that the balances of
 * all counterparties make the account's.
 */
@Service
@Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
public class CounterpartyLedger {

    /** More are found by their name. */
    private static final int MOST = 5_000;

    /**
     * One counterparty of one account.
     *
     * @param counterparty empty for entries that name none
     * @param opening      balance on the side of the account's direction, negative when on the other; likewise {@code closing}
     */
    public record Balance(String accountCode, String accountName, Direction direction, String counterparty, Money opening,
            BalanceSide openingSide, Money debit, Money credit, Money closing, BalanceSide closingSide) {
    }

    /** @param accounts the accounts kept by counterparty, parents included, to choose from */
    public record Overview(YearMonth from, YearMonth to, String account, String name, List<NamedAccount> accounts,
            List<Balance> rows) {
    }

    /** The ledger of one counterparty, account by account. */
    public record Page(String counterparty, YearMonth from, YearMonth to, List<AccountLedger.Page> rows) {
    }

    private final Books books;
    private final BookAccess access;
    private final AccountLedger ledger;
    private final Turnovers turnovers;
    private final LedgerEntries entries;

    CounterpartyLedger(Books books, BookAccess access, AccountLedger ledger, Turnovers turnovers, LedgerEntries entries) {
        this.books = books;
        this.access = access;
        this.ledger = ledger;
        this.turnovers = turnovers;
        this.entries = entries;
    }

    /**
     * Every counterparty that has anything to show, by account and name.
     *
     * @param account this account and its sub-accounts only, or {@code null}
     * @param name    counterparties whose name, or its pinyin initials, contain this only, or {@code null}
     * @param from    first month, {@code null} for the last one
     * @param to      last month, {@code null} for the last one with entries
     * @throws Refusal invalid, if the range is wrong or there are too many
     */
    public Overview overview(Actor actor, String companyId, String account, String name, YearMonth from, YearMonth to) {
        access.read(actor, companyId);
        Book book = books.get(companyId);
        MonthRange range = MonthRange.of(book, from, to, ledger.lastMonth(book));
        Map<String, Account> chart = ledger.chart(companyId);
        List<Balance> rows = new ArrayList<>();
        turnovers.ofCounterparties(new Question(companyId, range, leaves(chart, account))).forEach((key, series) -> {
            if (!series.isEmpty() && (name == null || PinyinInitials.finds(name, "", key.counterparty()))) {
                rows.add(balance(chart.get(key.accountCode()), key.counterparty(), series));
            }
        });
        if (rows.size() > MOST) {
            throw Refusal.field("name", "ledger.counterparties.tooMany", rows.size(), MOST);
        }
        return new Overview(range.from(), range.to(), account, name, keptByCounterparty(chart), rows);
    }

    /**
     * The ledger of one counterparty.
     *
     * @param name    exactly as it is in the books; empty for the entries that name none
     * @param account this account and its sub-accounts only, or {@code null}
     * @throws Refusal as {@link #overview}
     */
    public Page page(Actor actor, String companyId, String name, String account, YearMonth from, YearMonth to) {
        access.read(actor, companyId);
        Book book = books.get(companyId);
        MonthRange range = MonthRange.of(book, from, to, ledger.lastMonth(book));
        Map<String, Account> chart = ledger.chart(companyId);
        Question question = new Question(companyId, range, leaves(chart, account), name, false);
        Map<String, List<LedgerEntries.Entry>> byAccount = entries.of(question).stream()
                .collect(Collectors.groupingBy(LedgerEntries.Entry::accountCode));
        List<AccountLedger.Page> pages = new ArrayList<>();
        turnovers.ofAccounts(question).forEach((key, series) -> {
            if (!series.isEmpty()) {
                pages.add(AccountLedger.page(book, chart, chart.get(key.accountCode()), range, series,
                        byAccount.getOrDefault(key.accountCode(), List.of())));
            }
        });
        return new Page(name, range.from(), range.to(), pages);
    }

    private static List<String> leaves(Map<String, Account> chart, String account) {
        List<String> leaves = chart.values().stream()
                .filter(each -> each.leaf() && each.byCounterparty() && (account == null || each.isWithin(account)))
                .map(Account::code).toList();
        return leaves.isEmpty() ? List.of("") : leaves;
    }

    private static List<NamedAccount> keptByCounterparty(Map<String, Account> chart) {
        return chart.values().stream().filter(Account::byCounterparty)
                .map(account -> new NamedAccount(account.code(), account.name())).toList();
    }

    private static Balance balance(Account account, String counterparty, Series series) {
        int sign = account.direction() == Direction.DEBIT ? 1 : -1;
        Turnover turnover = series.turnover();
        return new Balance(account.code(), account.name(), account.direction(), counterparty,
                AccountLedger.signed(series.opening(), sign), BalanceSide.of(series.opening()), turnover.debit(),
                turnover.credit(), AccountLedger.signed(series.closing(), sign), BalanceSide.of(series.closing()));
    }
}
