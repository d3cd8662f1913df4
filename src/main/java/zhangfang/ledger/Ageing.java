package zhangfang.ledger;

import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;
import zhangfang.identity.Actor;
import zhangfang.ledger.Books.Book;
import zhangfang.ledger.Figures.AccountFigures;
import zhangfang.ledger.Figures.CounterpartyFigures;
import zhangfang.money.Money;
import zhangfang.refusal.Refusal;

/**
 * How old balances are (账龄), exact to the month: what settles takes the oldest first, so a balance is made of the newest
 * amounts that raised it. A red figure (红字) takes back from its own month first. Opening balances count from the
 * book's start, since their real age is not known. The cost rests on the movements of the last 36 months.
 */
@Service
@Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
public class Ageing {

    /** Age at the end of a month; what a month brought is less than one month old at its end. */
    public enum Bucket {
        UP_TO_1_MONTH(1), UP_TO_3_MONTHS(3), UP_TO_6_MONTHS(6), UP_TO_1_YEAR(MONTHS_OF_YEAR),
        UP_TO_2_YEARS(2 * MONTHS_OF_YEAR), UP_TO_3_YEARS(3 * MONTHS_OF_YEAR), OLDER(Integer.MAX_VALUE);

        private final int months;

        Bucket(int months) {
            this.months = months;
        }

        static Bucket of(long monthsBetween) {
            return Arrays.stream(values()).filter(bucket -> monthsBetween < bucket.months).findFirst().orElseThrow();
        }
    }

    /**
     * One balance, debit positive.
     *
     * @param counterparty empty where the account is not kept by counterparty, and for entries without one
     * @param byBucket     the parts it is made of, in the order of {@link Bucket}
     * @param fromStart    how much of it was there when the book was opened
     */
    public record AgedBalance(AccountFigures account, String counterparty, Money balance, List<Money> byBucket,
            Money fromStart) {
    }

    /** @param start the book's first month, from which opening balances count */
    public record Aged(YearMonth at, YearMonth start, List<AgedBalance> balances) {
    }

    /** What raised a leaf's balance with a counterparty within twelve months, on either side. */
    public record Additions(String accountCode, String counterparty, Money debit, Money credit) {
    }

    private record Key(String accountCode, String counterparty) {
    }

    private record Movement(YearMonth period, Money debit, Money credit) {

        /** What raised a balance on this side. */
        Money added(boolean onDebit) {
            Money own = onDebit ? debit : credit;
            Money other = onDebit ? credit : debit;
            return own.max(Money.ZERO).plus(other.negated().max(Money.ZERO));
        }
    }

    private static final int MONTHS_OF_YEAR = 12;
    private static final int MONTHS_KNOWN = 36;
    /** Turnovers before the book's start are known for the months together only. */
    private static final String ONE_MONTH_EACH = " and period not like '%-00'";

    private final JdbcClient jdbc;
    private final Books books;
    private final BookAccess access;
    private final Figures figures;

    Ageing(JdbcClient jdbc, Books books, BookAccess access, Figures figures) {
        this.jdbc = jdbc;
        this.books = books;
        this.access = access;
        this.figures = figures;
    }

    /**
     * The balances of accounts at the end of a month by their age: of each counterparty, or of the leaf where an account
     * is not kept by counterparty. Balances of zero are left out.
     *
     * @param accounts codes of accounts, with all that lies below them
     * @throws Refusal invalid, if the book has no such account or the month lies before its start
     */
    public Aged balances(Actor actor, String companyId, Collection<String> accounts, YearMonth at) {
        access.read(actor, companyId);
        Book book = books.get(companyId);
        if (at.isBefore(book.startPeriod())) {
            throw Refusal.field("at", "ledger.period.beforeBook", at, book.startPeriod());
        }
        List<AccountFigures> leaves = leaves(companyId, accounts, at);
        Map<String, List<CounterpartyFigures>> parties = figures.counterparties(companyId, at, at).stream()
                .collect(Collectors.groupingBy(CounterpartyFigures::accountCode));
        Map<Key, List<Movement>> movements = movements(companyId, leaves, at);
        List<AgedBalance> aged = new ArrayList<>();
        for (AccountFigures leaf : leaves) {
            List<CounterpartyFigures> of = parties.get(leaf.code());
            if (of == null) {
                add(aged, leaf, "", leaf.closing(), movements, book, at);
            } else {
                of.forEach(each -> add(aged, leaf, each.counterparty(), each.closing(), movements, book, at));
            }
        }
        return new Aged(at, book.startPeriod(), aged);
    }

    private List<AccountFigures> leaves(String companyId, Collection<String> accounts, YearMonth at) {
        List<AccountFigures> all = figures.accounts(companyId, at, at);
        for (String code : accounts) {
            if (all.stream().noneMatch(account -> account.code().equals(code))) {
                throw Refusal.field("accounts", "ledger.ageing.unknown", code);
            }
        }
        return all.stream()
                .filter(AccountFigures::leaf)
                .filter(leaf -> accounts.stream().anyMatch(leaf.code()::startsWith))
                .toList();
    }

    /** Of the last 36 months, the newest first. */
    private Map<Key, List<Movement>> movements(String companyId, List<AccountFigures> leaves, YearMonth at) {
        Map<Key, List<Movement>> movements = new HashMap<>();
        if (leaves.isEmpty()) {
            return movements;
        }
        jdbc.sql("""
                select account_code, counterparty, period, debit, credit from month_movement
                where company_id = :company and period > :before and period <= :at and account_code in (:codes)"""
                + ONE_MONTH_EACH + " order by period desc")
                .param("company", companyId)
                .param("before", at.minusMonths(MONTHS_KNOWN).toString())
                .param("at", at.toString())
                .param("codes", leaves.stream().map(AccountFigures::code).toList())
                .query(rs -> {
                    movements.computeIfAbsent(new Key(rs.getString("account_code"), rs.getString("counterparty")),
                            key -> new ArrayList<>()).add(new Movement(YearMonth.parse(rs.getString("period")),
                                    Money.of(rs.getBigDecimal("debit")), Money.of(rs.getBigDecimal("credit"))));
                });
        return movements;
    }

    private static void add(List<AgedBalance> aged, AccountFigures leaf, String counterparty, Money balance,
            Map<Key, List<Movement>> movements, Book book, YearMonth at) {
        if (!balance.isZero()) {
            aged.add(aged(leaf, counterparty, balance,
                    movements.getOrDefault(new Key(leaf.code(), counterparty), List.of()), book.startPeriod(), at));
        }
    }

    private static AgedBalance aged(AccountFigures leaf, String counterparty, Money balance, List<Movement> movements,
            YearMonth start, YearMonth at) {
        boolean onDebit = balance.isPositive();
        Money[] parts = new Money[Bucket.values().length];
        Arrays.fill(parts, Money.ZERO);
        Money left = balance.abs();
        for (Movement movement : movements) {
            Money part = left.min(movement.added(onDebit));
            int bucket = Bucket.of(ChronoUnit.MONTHS.between(movement.period, at)).ordinal();
            parts[bucket] = parts[bucket].plus(part);
            left = left.minus(part);
        }
        long sinceStart = ChronoUnit.MONTHS.between(start, at);
        boolean known = sinceStart < MONTHS_KNOWN;
        int oldest = Bucket.of(Math.max(sinceStart, 0)).ordinal();
        int rest = known ? oldest : Bucket.OLDER.ordinal();
        parts[rest] = parts[rest].plus(left);
        return new AgedBalance(leaf, counterparty, balance,
                Arrays.stream(parts).map(part -> onDebit ? part : part.negated()).toList(),
                known ? (onDebit ? left : left.negated()) : Money.ZERO);
    }

    /**
     * What raised the balances of accounts, on either side, within the twelve months up to one: of a balance on that side
     * the rest is older than a year.
     *
     * @param accounts codes of first-level accounts
     * @return nothing, if the book was opened within these twelve months, since then nothing is known to be older
     */
    public Optional<List<Additions>> ofLastYear(Book book, Collection<String> accounts, YearMonth at) {
        if (ChronoUnit.MONTHS.between(book.startPeriod(), at) < MONTHS_OF_YEAR || accounts.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(jdbc.sql("""
                select account_code, counterparty,
                    sum(case when debit > 0 then debit else 0 end - case when credit < 0 then credit else 0 end)
                        as debit,
                    sum(case when credit > 0 then credit else 0 end - case when debit < 0 then debit else 0 end)
                        as credit
                from month_movement
                where company_id = :company and period > :before and period <= :at
                    and substring(account_code from 1 for 4) in (:accounts)""" + ONE_MONTH_EACH + """
                 group by account_code, counterparty""")
                .param("company", book.companyId())
                .param("before", at.minusMonths(MONTHS_OF_YEAR).toString())
                .param("at", at.toString())
                .param("accounts", accounts)
                .query((rs, i) -> new Additions(rs.getString("account_code"), rs.getString("counterparty"),
                        Money.of(rs.getBigDecimal("debit")), Money.of(rs.getBigDecimal("credit"))))
                .list());
    }
}
