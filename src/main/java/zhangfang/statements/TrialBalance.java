package zhangfang.statements;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import zhangfang.ledger.Figures.AccountFigures;
import zhangfang.ledger.Figures.CounterpartyFigures;
import zhangfang.ledger.Figures.Direction;
import zhangfang.money.Money;
import zhangfang.refusal.Refusal;

/**
 * The trial balance (科目余额表) of a range of months.
 *
 * @param level        down to which level accounts are shown; {@code null} for all
 * @param totals       of the lowest accounts shown, each once, by the same rule as the rows
 * @param provisional  whether the last month is open
 * @param unclosed     whether income or expenses are not carried forward yet (未结转损益)
 * @param unclosedAmount their net credit balance
 * @param carryForward whether carry-forward vouchers (结转损益) are in it
 * @param drafts       how many vouchers are in it that are not posted yet (未记账)
 */
public record TrialBalance(String from, String to, Integer level, Sides sides, boolean provisional, boolean unclosed,
        Money unclosedAmount, boolean carryForward, int drafts, List<Row> rows, Totals totals, List<Check> checks) {

    /**
     * @param level          down to which level, or {@code null} for all
     * @param zeros          whether accounts without any figure are shown
     * @param carryForward   whether carry-forward vouchers (结转损益) count
     * @param drafts         whether vouchers of the range that are not posted yet (未记账) count
     * @param counterparties whether leaf accounts are unfolded into their counterparties (往来单位)
     * @param fromAccount    the first account shown, or {@code null}
     * @param toAccount      the last account shown, with all below it, or {@code null}
     */
    public record Options(Integer level, Sides sides, boolean zeros, boolean carryForward, boolean drafts,
            boolean counterparties, String fromAccount, String toAccount) {

        public static final Options USUAL = new Options(null, Sides.ACTUAL, false, true, false, false, null, null);

        /** @throws Refusal invalid, naming the option that makes no sense */
        public Options {
            if (level != null && level < 1) {
                throw Refusal.field("level", "statements.level.invalid");
            }
            checkCode("fromAccount", fromAccount);
            checkCode("toAccount", toAccount);
        }

        private static void checkCode(String field, String code) {
            if (code != null && !code.matches("[0-9]{1,20}")) {
                throw Refusal.field(field, "statements.account.invalid", code);
            }
        }

        private boolean shows(String code) {
            return (fromAccount == null || code.compareTo(fromAccount) >= 0)
                    && (toAccount == null || code.compareTo(toAccount) <= 0 || code.startsWith(toAccount));
        }
    }

    /** In which of its two columns a balance stands. */
    public enum Sides {
        /** On the side it really is; never negative. */
        ACTUAL,
        /** On the side of the account's direction (余额方向); a contrary balance is negative. */
        DIRECTION
    }

    /**
     * One account, or one counterparty of the account above it; turnovers are gross, balances net.
     *
     * @param counterparty {@code null} for an account; empty for what an unfolded account has with nobody named
     */
    public record Row(String code, String name, @JsonInclude(JsonInclude.Include.NON_NULL) String counterparty,
            int level, Direction direction, Money yearStartDebit, Money yearStartCredit, Money openingDebit,
            Money openingCredit, Money periodDebit, Money periodCredit, Money ytdDebit, Money ytdCredit,
            Money closingDebit, Money closingCredit) {
    }

    public record Totals(Money yearStartDebit, Money yearStartCredit, Money openingDebit, Money openingCredit,
            Money periodDebit, Money periodCredit, Money ytdDebit, Money ytdCredit, Money closingDebit,
            Money closingCredit) {
    }

    static TrialBalance of(String from, String to, Options options, boolean provisional, RangeFigures posted,
            int drafts) {
        if (!options.carryForward() && !from.substring(0, 4).equals(to.substring(0, 4))) {
            throw Refusal.field("carryForward", "statements.range.carryForward");
        }
        RangeFigures range = options.carryForward() ? posted : posted.withoutCarryForward();
        List<AccountFigures> accounts = List.copyOf(range.accounts().values());
        List<AccountFigures> within = accounts.stream()
                .filter(account -> options.level() == null || account.level() <= options.level())
                .filter(account -> options.shows(account.code()))
                .toList();
        Set<String> shownAbove = new HashSet<>();
        within.forEach(account -> shownAbove.add(account.parentCode()));
        Map<String, List<CounterpartyFigures>> parties = range.namedByAccount();
        List<Row> rows = new ArrayList<>();
        List<Row> lowest = new ArrayList<>();
        for (AccountFigures account : within) {
            Row row = row(account, null, account.level(), options.sides());
            if (options.zeros() || !isEmpty(account)) {
                rows.add(row);
                rows.addAll(unfolded(account, parties.getOrDefault(account.code(), List.of()), options.sides()));
            }
            if (!shownAbove.contains(account.code())) {
                lowest.add(row);
            }
        }
        List<AccountFigures> leaves = accounts.stream().filter(AccountFigures::leaf).toList();
        List<Money> open = posted.accounts().values().stream()
                .filter(account -> account.leaf() && account.isProfitLoss() && !account.closing().isZero())
                .map(AccountFigures::closing).toList();
        return new TrialBalance(from, to, options.level(), options.sides(), provisional, !open.isEmpty(),
                open.stream().reduce(Money.ZERO, Money::plus).negated(), options.carryForward(), drafts, rows,
                totals(lowest), checks(accounts, leaves));
    }

    /** A leaf's counterparties, and what it has with nobody named. */
    private static List<Row> unfolded(AccountFigures leaf, List<CounterpartyFigures> parties, Sides sides) {
        List<Row> rows = new ArrayList<>();
        AccountFigures rest = leaf;
        for (CounterpartyFigures party : parties) {
            AccountFigures figures = of(leaf, party);
            rest = minus(rest, figures);
            if (!isEmpty(figures)) {
                rows.add(row(figures, party.counterparty(), leaf.level() + 1, sides));
            }
        }
        if (!parties.isEmpty() && !isEmpty(rest)) {
            rows.add(row(rest, "", leaf.level() + 1, sides));
        }
        return rows;
    }

    private static AccountFigures of(AccountFigures leaf, CounterpartyFigures party) {
        return new AccountFigures(leaf.code(), leaf.name(), leaf.parentCode(), leaf.level(), true, leaf.category(),
                leaf.direction(), leaf.role(), leaf.cash(), party.yearStart(), party.opening(), party.debit(),
                party.credit(), party.ytdDebit(), party.ytdCredit(), Money.ZERO, Money.ZERO, Money.ZERO, Money.ZERO);
    }

    private static AccountFigures minus(AccountFigures a, AccountFigures b) {
        return new AccountFigures(a.code(), a.name(), a.parentCode(), a.level(), true, a.category(), a.direction(),
                a.role(), a.cash(), a.yearStart().minus(b.yearStart()), a.opening().minus(b.opening()),
                a.debit().minus(b.debit()), a.credit().minus(b.credit()), a.ytdDebit().minus(b.ytdDebit()),
                a.ytdCredit().minus(b.ytdCredit()), Money.ZERO, Money.ZERO, Money.ZERO, Money.ZERO);
    }

    private static Row row(AccountFigures account, String counterparty, int level, Sides sides) {
        return new Row(account.code(), account.name(), counterparty, level, account.direction(),
                debit(account.yearStart(), account, sides), credit(account.yearStart(), account, sides),
                debit(account.opening(), account, sides), credit(account.opening(), account, sides),
                account.debit(), account.credit(), account.ytdDebit(), account.ytdCredit(),
                debit(account.closing(), account, sides), credit(account.closing(), account, sides));
    }

    private static Money debit(Money net, AccountFigures account, Sides sides) {
        boolean here = sides == Sides.ACTUAL ? net.isPositive() : account.direction() == Direction.DEBIT;
        return here ? net : Money.ZERO;
    }

    private static Money credit(Money net, AccountFigures account, Sides sides) {
        boolean here = sides == Sides.ACTUAL ? net.isNegative() : account.direction() == Direction.CREDIT;
        return here ? net.negated() : Money.ZERO;
    }

    private static boolean isEmpty(AccountFigures account) {
        return account.opening().isZero() && account.debit().isZero() && account.credit().isZero()
                && account.ytdDebit().isZero() && account.ytdCredit().isZero() && account.closing().isZero();
    }

    private static Totals totals(List<Row> rows) {
        return new Totals(sum(rows, Row::yearStartDebit), sum(rows, Row::yearStartCredit),
                sum(rows, Row::openingDebit), sum(rows, Row::openingCredit), sum(rows, Row::periodDebit),
                sum(rows, Row::periodCredit), sum(rows, Row::ytdDebit), sum(rows, Row::ytdCredit),
                sum(rows, Row::closingDebit), sum(rows, Row::closingCredit));
    }

    /** Debit equals credit, by net (试算平衡); first-level accounts equal their leaves. */
    private static List<Check> checks(List<AccountFigures> accounts, List<AccountFigures> leaves) {
        List<AccountFigures> firstLevel = accounts.stream().filter(account -> account.parentCode() == null).toList();
        return List.of(
                balanced("yearStart", leaves, AccountFigures::yearStart),
                balanced("opening", leaves, AccountFigures::opening),
                balanced("period", sum(leaves, AccountFigures::debit), sum(leaves, AccountFigures::credit)),
                balanced("ytd", sum(leaves, AccountFigures::ytdDebit), sum(leaves, AccountFigures::ytdCredit)),
                balanced("closing", leaves, AccountFigures::closing),
                rolledUp("period", firstLevel, leaves, AccountFigures::debit),
                rolledUp("ytd", firstLevel, leaves, AccountFigures::ytdCredit));
    }

    private static Check balanced(String column, List<AccountFigures> leaves, Function<AccountFigures, Money> net) {
        return balanced(column, sum(leaves, net.andThen(balance -> balance.max(Money.ZERO))),
                sum(leaves, net.andThen(balance -> balance.negated().max(Money.ZERO))));
    }

    private static Check balanced(String column, Money debit, Money credit) {
        return Check.equal("tb-balance", "Σ借 = Σ贷", column, debit, credit);
    }

    private static Check rolledUp(String column, List<AccountFigures> firstLevel, List<AccountFigures> leaves,
            Function<AccountFigures, Money> figure) {
        return Check.equal("tb-levels", "Σ一级科目 = Σ末级科目", column, sum(firstLevel, figure), sum(leaves, figure));
    }

    private static <T> Money sum(List<T> rows, Function<T, Money> figure) {
        return rows.stream().map(figure).reduce(Money.ZERO, Money::plus);
    }
}
