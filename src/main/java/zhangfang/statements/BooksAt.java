package zhangfang.statements;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import zhangfang.ledger.Ageing.Additions;
import zhangfang.ledger.Figures.AccountFigures;
import zhangfang.ledger.Figures.CashFigures;
import zhangfang.ledger.Figures.CounterpartyFigures;
import zhangfang.ledger.StandardAccounts;
import zhangfang.money.Money;

/**
 * The figures of a book over a range of periods, asked in the statements' words. Everything is summed from leaf
 * accounts, so that it holds whatever sub-accounts a book has.
 */
final class BooksAt {

    /** Which balance of an account (and of its counterparties). */
    enum Moment {
        YEAR_START(AccountFigures::yearStart, CounterpartyFigures::yearStart),
        OPENING(AccountFigures::opening, CounterpartyFigures::opening),
        CLOSING(AccountFigures::closing, CounterpartyFigures::closing);

        private final Function<AccountFigures, Money> ofAccount;
        private final Function<CounterpartyFigures, Money> ofCounterparty;

        Moment(Function<AccountFigures, Money> ofAccount, Function<CounterpartyFigures, Money> ofCounterparty) {
            this.ofAccount = ofAccount;
            this.ofCounterparty = ofCounterparty;
        }
    }

    /** Which turnover of an account, debit less credit. */
    enum Span {
        PERIOD(a -> a.debit().minus(a.credit()), a -> a.carriedDebit().minus(a.carriedCredit())),
        YTD(a -> a.ytdDebit().minus(a.ytdCredit()), a -> a.ytdCarriedDebit().minus(a.ytdCarriedCredit()));

        private final Function<AccountFigures, Money> all;
        private final Function<AccountFigures, Money> carriedForward;

        Span(Function<AccountFigures, Money> all, Function<AccountFigures, Money> carriedForward) {
            this.all = all;
            this.carriedForward = carriedForward;
        }
    }

    private final CashFigures cash;
    private final List<AccountFigures> leaves = new ArrayList<>();
    private final Map<String, List<AccountFigures>> leavesBelow = new HashMap<>();
    /** By leaf: its own role and those of the accounts above it, nearest first. */
    private final Map<String, Set<String>> rolesAbove = new HashMap<>();
    private final Map<String, List<CounterpartyFigures>> counterparties = new HashMap<>();
    private final boolean fromItsStart;
    /** By moment, leaf and counterparty: what raised balances within the year before; of no moment: nothing is older. */
    private final Map<Moment, Map<List<String>, Additions>> lastYear = new EnumMap<>(Moment.class);

    /**
     * @param fromItsStart whether the range begins with the book's first month, or earlier
     * @param lastYear     by moment, what raised balances within the year before it; nothing for a moment before which
     *                     the book had not been there for a year
     */
    BooksAt(List<AccountFigures> accounts, List<CounterpartyFigures> counterparties, CashFigures cash,
            boolean fromItsStart, Map<Moment, List<Additions>> lastYear) {
        this.cash = cash;
        this.fromItsStart = fromItsStart;
        lastYear.forEach((moment, additions) -> this.lastYear.put(moment, additions.stream()
                .collect(Collectors.toMap(each -> List.of(each.accountCode(), each.counterparty()), each -> each))));
        Map<String, AccountFigures> byCode = new HashMap<>();
        accounts.forEach(account -> byCode.put(account.code(), account));
        for (AccountFigures account : accounts) {
            if (account.leaf()) {
                addLeaf(account, byCode);
            }
        }
        counterparties.forEach(each ->
                this.counterparties.computeIfAbsent(each.accountCode(), code -> new ArrayList<>()).add(each));
    }

    private void addLeaf(AccountFigures leaf, Map<String, AccountFigures> byCode) {
        leaves.add(leaf);
        Set<String> roles = new LinkedHashSet<>();
        for (AccountFigures up = leaf; up != null; up = up.parentCode() == null ? null : byCode.get(up.parentCode())) {
            leavesBelow.computeIfAbsent(up.code(), code -> new ArrayList<>()).add(leaf);
            if (up.role() != null) {
                roles.add(up.role());
            }
        }
        rolesAbove.put(leaf.code(), roles);
    }

    CashFigures cash() {
        return cash;
    }

    /** Debit net balance of an account with all its details, or of those with a role only. */
    Money balance(String code, String role, Moment moment) {
        return sum(leaves(code, role), moment.ofAccount);
    }

    /** Turnover of an account, debit less credit, without carry-forward vouchers (§6.1). */
    Money turnover(String code, String role, Span span) {
        List<AccountFigures> accounts = leaves(code, role);
        return sum(accounts, span.all).minus(sum(accounts, span.carriedForward));
    }

    /**
     * The debit balances, or the credit balances as a positive figure, of an account: each leaf and each of its
     * counterparties (往来单位) for itself, never the net of several (§2).
     */
    Money balancesOnSide(String code, boolean debit, Moment moment) {
        Money sum = Money.ZERO;
        for (AccountFigures leaf : leaves(code, null)) {
            for (Money balance : balancesByCounterparty(leaf, moment).values()) {
                Money onSide = debit ? balance : balance.negated();
                sum = sum.plus(onSide.max(Money.ZERO));
            }
        }
        return sum;
    }

    /** The part of {@link #balancesOnSide} that is older than a year: what the last twelve months did not bring. */
    Money longBalancesOnSide(String code, boolean debit, Moment moment) {
        Money sum = Money.ZERO;
        if (!lastYear.containsKey(moment)) {
            return sum;
        }
        for (AccountFigures leaf : leaves(code, null)) {
            for (Map.Entry<String, Money> balance : balancesByCounterparty(leaf, moment).entrySet()) {
                Money onSide = debit ? balance.getValue() : balance.getValue().negated();
                Money recent = broughtWithinAYear(leaf, balance.getKey(), debit, moment);
                sum = sum.plus(onSide.minus(recent).max(Money.ZERO));
            }
        }
        return sum;
    }

    private Money broughtWithinAYear(AccountFigures leaf, String counterparty, boolean debit, Moment moment) {
        Additions additions = lastYear.get(moment).get(List.of(leaf.code(), counterparty));
        return additions == null ? Money.ZERO : debit ? additions.debit() : additions.credit();
    }

    /** What entries without counterparty amount to is a balance of its own, under no name. */
    private Map<String, Money> balancesByCounterparty(AccountFigures leaf, Moment moment) {
        Map<String, Money> balances = new LinkedHashMap<>();
        Money anonymous = moment.ofAccount.apply(leaf);
        for (CounterpartyFigures each : counterparties.getOrDefault(leaf.code(), List.of())) {
            if (!each.counterparty().isEmpty()) {
                Money balance = moment.ofCounterparty.apply(each);
                balances.put(each.counterparty(), balance);
                anonymous = anonymous.minus(balance);
            }
        }
        balances.put("", anonymous);
        return balances;
    }

    /**
     * Debit balances of value-added tax: each kind of account by itself, the columns (专栏) of 应交增值税 as one net
     * (财会〔2016〕22号 二(七)).
     */
    Money vatDebitBalances(Moment moment) {
        Money sum = Money.ZERO;
        for (Set<String> kind : VatRoles.SHOWN_AS_ASSET_WHEN_DEBIT) {
            List<AccountFigures> accounts = leaves(StandardAccounts.TAXES_PAYABLE, null).stream()
                    .filter(leaf -> rolesAbove.get(leaf.code()).stream().findFirst().filter(kind::contains).isPresent())
                    .toList();
            sum = sum.plus(sum(accounts, moment.ofAccount).max(Money.ZERO));
        }
        return sum;
    }

    /** Net credit balance of income and expenses not carried forward yet (§4). */
    Money unclosed(Moment moment) {
        return sum(profitAndLoss(), moment.ofAccount).negated();
    }

    /** Whether any income or expense account still has a balance, even if they cancel each other out. */
    boolean hasUnclosed() {
        return profitAndLoss().stream().anyMatch(leaf -> !leaf.closing().isZero());
    }

    private List<AccountFigures> profitAndLoss() {
        return leaves.stream().filter(AccountFigures::isProfitLoss).toList();
    }

    /**
     * What moved 本年利润 and 利润分配 this year besides the carry-forward, credit positive (appropriation, distribution,
     * corrections of earlier years).
     */
    Money otherMovementsOfProfit(StandardAccounts standard) {
        Money movements = turnover(standard.profitOfTheYear(), null, Span.YTD)
                .plus(turnover(standard.distribution(), null, Span.YTD));
        return (standard.priorYears() == null ? movements
                : movements.plus(turnover(standard.priorYears(), null, Span.YTD))).negated();
    }

    /** Cash in the sense of the cash flow statement: monetary funds without what is restricted (受限资金). */
    Money freeCash(Moment moment) {
        return sum(leaves.stream().filter(AccountFigures::cash).toList(), moment.ofAccount);
    }

    /** Cash flows are known from the book's start on, so that is where the cash of an earlier beginning is counted. */
    Money openingCash() {
        return fromItsStart && cash.fromBookStart() ? cash.yearOpeningCash() : freeCash(Moment.OPENING);
    }

    boolean hasRestrictedCash() {
        return StandardAccounts.MONETARY_FUNDS.stream().flatMap(code -> leaves(code, null).stream())
                .anyMatch(leaf -> !leaf.cash());
    }

    /** The account itself, or its details with a role, as far as the book has them. */
    List<String> codes(String code, String role) {
        if (role == null) {
            return leavesBelow.containsKey(code) ? List.of(code) : List.of();
        }
        return leaves(code, role).stream().map(AccountFigures::code).toList();
    }

    private List<AccountFigures> leaves(String code, String role) {
        List<AccountFigures> below = leavesBelow.getOrDefault(code, List.of());
        return role == null ? below
                : below.stream().filter(leaf -> rolesAbove.get(leaf.code()).contains(role)).toList();
    }

    private static Money sum(List<AccountFigures> accounts, Function<AccountFigures, Money> figure) {
        return accounts.stream().map(figure).reduce(Money.ZERO, Money::plus);
    }
}
