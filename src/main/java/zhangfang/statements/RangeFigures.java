package zhangfang.statements;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
import zhangfang.ledger.Figures;
import zhangfang.ledger.Figures.AccountFigures;
import zhangfang.ledger.Figures.CounterpartyFigures;
import zhangfang.ledger.UnpostedVouchers.Turnover;
import zhangfang.money.Money;

/**
 * Figures of a range of months that may span years: opening of the first, turnover of all, year's start and year to date
 * of the last.
 *
 * @param accounts       by code, parents included
 * @param counterparties by leaf account and name
 * @param unfolded       whether counterparties were asked for
 */
record RangeFigures(Map<String, AccountFigures> accounts, Map<List<String>, CounterpartyFigures> counterparties,
        boolean unfolded) {

    static RangeFigures of(Figures figures, String companyId, YearMonth from, YearMonth to, boolean counterparties) {
        RangeFigures range = null;
        for (int year = from.getYear(); year <= to.getYear(); year++) {
            YearMonth first = year == from.getYear() ? from : YearMonth.of(year, 1);
            YearMonth last = year == to.getYear() ? to : YearMonth.of(year, 12);
            RangeFigures next = new RangeFigures(byCode(figures.accounts(companyId, first, last)), counterparties
                    ? byName(figures.counterparties(companyId, first, last)) : Map.of(), counterparties);
            range = range == null ? next : range.followedBy(next);
        }
        return range;
    }

    private static Map<String, AccountFigures> byCode(List<AccountFigures> accounts) {
        return accounts.stream().collect(Collectors.toMap(AccountFigures::code, account -> account,
                (a, b) -> a, TreeMap::new));
    }

    private static Map<List<String>, CounterpartyFigures> byName(List<CounterpartyFigures> counterparties) {
        return counterparties.stream().collect(Collectors.toMap(RangeFigures::key, each -> each, (a, b) -> a,
                LinkedHashMap::new));
    }

    private static List<String> key(CounterpartyFigures figures) {
        return List.of(figures.accountCode(), figures.counterparty());
    }

    /** By leaf account, without what has no name. */
    Map<String, List<CounterpartyFigures>> namedByAccount() {
        return counterparties.values().stream().filter(each -> !each.counterparty().isEmpty())
                .collect(Collectors.groupingBy(CounterpartyFigures::accountCode));
    }

    private RangeFigures followedBy(RangeFigures next) {
        return new RangeFigures(merged(accounts, next.accounts, RangeFigures::followed),
                merged(counterparties, next.counterparties, RangeFigures::followed), unfolded);
    }

    private static <K, V> Map<K, V> merged(Map<K, V> earlier, Map<K, V> later, BinaryOperator<V> followed) {
        Map<K, V> all = new LinkedHashMap<>(earlier);
        later.forEach((key, value) -> all.merge(key, value, followed));
        return all;
    }

    private static AccountFigures followed(AccountFigures a, AccountFigures b) {
        return new AccountFigures(b.code(), b.name(), b.parentCode(), b.level(), b.leaf(), b.category(), b.direction(),
                b.role(), b.cash(), b.yearStart(), a.opening(), a.debit().plus(b.debit()), a.credit().plus(b.credit()),
                b.ytdDebit(), b.ytdCredit(), a.carriedDebit().plus(b.carriedDebit()),
                a.carriedCredit().plus(b.carriedCredit()), b.ytdCarriedDebit(), b.ytdCarriedCredit());
    }

    private static CounterpartyFigures followed(CounterpartyFigures a, CounterpartyFigures b) {
        return new CounterpartyFigures(b.accountCode(), b.counterparty(), b.yearStart(), a.opening(),
                a.debit().plus(b.debit()), a.credit().plus(b.credit()), b.ytdDebit(), b.ytdCredit(),
                a.carriedDebit().plus(b.carriedDebit()), a.carriedCredit().plus(b.carriedCredit()),
                b.ytdCarriedDebit(), b.ytdCarriedCredit());
    }

    /** With what these would move, in the accounts and all above them. */
    RangeFigures plus(List<Turnover> turnovers) {
        Map<String, AccountFigures> sums = new LinkedHashMap<>(accounts);
        Map<List<String>, CounterpartyFigures> parties = new LinkedHashMap<>(counterparties);
        for (Turnover turnover : turnovers) {
            for (String code = turnover.accountCode(); code != null; code = sums.get(code).parentCode()) {
                sums.computeIfPresent(code, (same, account) -> plus(account, turnover));
            }
            List<String> key = List.of(turnover.accountCode(), turnover.counterparty());
            if (unfolded && !turnover.counterparty().isEmpty()) {
                parties.put(key, plus(parties.getOrDefault(key, nothing(turnover)), turnover));
            }
        }
        return new RangeFigures(sums, parties, unfolded);
    }

    private static CounterpartyFigures nothing(Turnover turnover) {
        return new CounterpartyFigures(turnover.accountCode(), turnover.counterparty(), Money.ZERO, Money.ZERO,
                Money.ZERO, Money.ZERO, Money.ZERO, Money.ZERO, Money.ZERO, Money.ZERO, Money.ZERO, Money.ZERO);
    }

    private static AccountFigures plus(AccountFigures a, Turnover t) {
        return new AccountFigures(a.code(), a.name(), a.parentCode(), a.level(), a.leaf(), a.category(), a.direction(),
                a.role(), a.cash(), a.yearStart(), a.opening(), a.debit().plus(t.debit()), a.credit().plus(t.credit()),
                a.ytdDebit().plus(t.ytdDebit()), a.ytdCredit().plus(t.ytdCredit()),
                a.carriedDebit().plus(t.carriedDebit()), a.carriedCredit().plus(t.carriedCredit()),
                a.ytdCarriedDebit().plus(t.ytdCarriedDebit()), a.ytdCarriedCredit().plus(t.ytdCarriedCredit()));
    }

    private static CounterpartyFigures plus(CounterpartyFigures c, Turnover t) {
        return new CounterpartyFigures(c.accountCode(), c.counterparty(), c.yearStart(), c.opening(),
                c.debit().plus(t.debit()), c.credit().plus(t.credit()), c.ytdDebit().plus(t.ytdDebit()),
                c.ytdCredit().plus(t.ytdCredit()), c.carriedDebit().plus(t.carriedDebit()),
                c.carriedCredit().plus(t.carriedCredit()), c.ytdCarriedDebit().plus(t.ytdCarriedDebit()),
                c.ytdCarriedCredit().plus(t.ytdCarriedCredit()));
    }

    /**
     * As if the last year's carry-forward vouchers (结转损益) had not been: turnovers without them, and balances that go
     * with these turnovers from the year's start on.
     */
    RangeFigures withoutCarryForward() {
        Map<String, AccountFigures> without = new LinkedHashMap<>(accounts);
        without.replaceAll((code, account) -> withoutCarryForward(account));
        Map<List<String>, CounterpartyFigures> parties = new LinkedHashMap<>(counterparties);
        parties.replaceAll((key, each) -> withoutCarryForward(each));
        return new RangeFigures(without, parties, unfolded);
    }

    private static AccountFigures withoutCarryForward(AccountFigures a) {
        Money before = a.ytdCarriedDebit().minus(a.carriedDebit())
                .minus(a.ytdCarriedCredit().minus(a.carriedCredit()));
        return new AccountFigures(a.code(), a.name(), a.parentCode(), a.level(), a.leaf(), a.category(), a.direction(),
                a.role(), a.cash(), a.yearStart(), a.opening().minus(before), a.debit().minus(a.carriedDebit()),
                a.credit().minus(a.carriedCredit()), a.ytdDebit().minus(a.ytdCarriedDebit()),
                a.ytdCredit().minus(a.ytdCarriedCredit()), Money.ZERO, Money.ZERO, Money.ZERO, Money.ZERO);
    }

    private static CounterpartyFigures withoutCarryForward(CounterpartyFigures c) {
        Money before = c.ytdCarriedDebit().minus(c.carriedDebit())
                .minus(c.ytdCarriedCredit().minus(c.carriedCredit()));
        return new CounterpartyFigures(c.accountCode(), c.counterparty(), c.yearStart(), c.opening().minus(before),
                c.debit().minus(c.carriedDebit()), c.credit().minus(c.carriedCredit()),
                c.ytdDebit().minus(c.ytdCarriedDebit()), c.ytdCredit().minus(c.ytdCarriedCredit()), Money.ZERO,
                Money.ZERO, Money.ZERO, Money.ZERO);
    }
}
