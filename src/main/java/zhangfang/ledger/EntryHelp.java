package zhangfang.ledger;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;
import zhangfang.identity.Actor;
import zhangfang.ledger.Books.Book;
import zhangfang.ledger.Figures.AccountFigures;
import zhangfang.ledger.Figures.Direction;
import zhangfang.money.Money;

/** What somebody who writes vouchers is offered: accounts, counterparties, summaries, the number to come. */
@Service
@Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
public class EntryHelp {

    /** More than anybody reads. */
    private static final int MOST_SUMMARIES = 300;
    private static final int MOST_COUNTERPARTIES = 3_000;
    private static final int MONTHS_OF_SUMMARIES = 14;

    /**
     * An account that takes entries.
     *
     * @param path     its name with those above it, such as 应交税费_应交增值税_进项税额
     * @param initials of its own name, {@code pathInitials} of its path
     * @param balance  on the side of its direction, as posted up to the end of the month
     */
    public record Choice(String code, String name, String path, String initials, String pathInitials, boolean cash,
            boolean byCounterparty, Direction direction, Money balance) {
    }

    public record Named(String name, String initials) {
    }

    /** @param nextNumber the number that the month's next posted voucher gets, if nothing else is posted before */
    public record Help(List<Choice> accounts, List<Named> counterparties, List<Named> summaries, int nextNumber) {
    }

    private final JdbcClient jdbc;
    private final Books books;
    private final BookAccess access;
    private final AccountRows accounts;
    private final Figures figures;
    private final Periods periods;

    EntryHelp(JdbcClient jdbc, Books books, BookAccess access, AccountRows accounts, Figures figures, Periods periods) {
        this.jdbc = jdbc;
        this.books = books;
        this.access = access;
        this.accounts = accounts;
        this.figures = figures;
        this.periods = periods;
    }

    public Help of(Actor actor, String companyId, YearMonth period) {
        access.read(actor, companyId);
        Book book = books.get(companyId);
        return new Help(choices(book, period), counterparties(companyId), summaries(companyId, period),
                nextNumber(companyId, period));
    }

    /** Paths of all accounts by code: names from the first level down, joined by underscores. */
    static Map<String, String> paths(List<Account> chart) {
        Map<String, String> paths = new HashMap<>();
        for (Account account : chart) {
            String above = account.parentCode() == null ? null : paths.get(account.parentCode());
            paths.put(account.code(), above == null ? account.name() : above + "_" + account.name());
        }
        return paths;
    }

    /** The paths of the book's accounts, by code. */
    public Map<String, String> paths(Actor actor, String companyId) {
        access.read(actor, companyId);
        return paths(accounts.of(companyId));
    }

    public int nextNumber(String companyId, YearMonth period) {
        return periods.lastNumbers(companyId).getOrDefault(period, 0) + 1;
    }

    private List<Choice> choices(Book book, YearMonth period) {
        List<Account> chart = accounts.of(book.companyId());
        Map<String, String> paths = paths(chart);
        YearMonth month = period.isBefore(book.startPeriod()) ? book.startPeriod() : period;
        Map<String, AccountFigures> balances = figures.accounts(book.companyId(), month, month).stream()
                .collect(Collectors.toMap(AccountFigures::code, Function.identity()));
        Set<String> retired = accounts.retired(book.companyId());
        List<Choice> choices = new ArrayList<>();
        for (Account account : chart) {
            if (account.leaf() && !retired.contains(account.code())) {
                String path = paths.get(account.code());
                choices.add(new Choice(account.code(), account.name(), path, PinyinInitials.of(account.name()),
                        PinyinInitials.of(path), account.cash(), account.byCounterparty(), account.direction(),
                        balance(account, balances.get(account.code()))));
            }
        }
        return choices;
    }

    private static Money balance(Account account, AccountFigures figures) {
        Money net = figures == null ? Money.ZERO : figures.closing();
        return account.direction() == Direction.DEBIT ? net : net.negated();
    }

    private List<Named> counterparties(String companyId) {
        return named(jdbc.sql("""
                select counterparty from (
                    select counterparty from month_movement where company_id = :company and counterparty <> ''
                    union select counterparty from year_opening where company_id = :company and counterparty <> ''
                    union select e.counterparty from voucher_entry e join voucher v on v.id = e.voucher_id
                        where v.company_id = :company and v.state <> 'POSTED' and e.counterparty <> '') c
                order by counterparty fetch first %d rows only""".formatted(MOST_COUNTERPARTIES))
                .param("company", companyId).query(String.class).list());
    }

    /** Those used most often in the last year come first; what the books wrote themselves is no suggestion. */
    private List<Named> summaries(String companyId, YearMonth period) {
        return named(jdbc.sql("""
                select e.summary from voucher v join voucher_entry e on e.voucher_id = v.id
                where v.company_id = ? and v.period >= ? and v.origin in ('ENTERED', 'IMPORTED') and e.summary <> ''
                group by e.summary order by count(distinct v.id) desc, max(v.voucher_date) desc, e.summary
                fetch first %d rows only""".formatted(MOST_SUMMARIES))
                .params(companyId, period.minusMonths(MONTHS_OF_SUMMARIES).toString()).query(String.class).list());
    }

    private static List<Named> named(List<String> names) {
        return names.stream().map(name -> new Named(name, PinyinInitials.of(name))).toList();
    }
}
