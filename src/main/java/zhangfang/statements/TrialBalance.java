package zhangfang.statements;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import zhangfang.ledger.Figures.AccountFigures;
import zhangfang.ledger.Figures.Direction;
import zhangfang.money.Money;

/**
 * The trial balance (科目余额表) of a range of months within a year.
 *
 * @param level       down to which level accounts are shown; {@code null} for all
 * @param totals      of the lowest accounts shown, each once, by the same rule as the rows
 * @param provisional whether the last month is open
 * @param unclosed    whether income or expenses are not carried forward yet (未结转损益)
 */
public record TrialBalance(String from, String to, Integer level, Sides sides, boolean provisional, boolean unclosed,
        List<Row> rows, Totals totals, List<Check> checks) {

    /** In which of its two columns a balance stands. */
    public enum Sides {
        /** On the side it really is; never negative. */
        ACTUAL,
        /** On the side of the account's direction (余额方向); a contrary balance is negative. */
        DIRECTION
    }

    /** One account; turnovers are gross, balances net. */
    public record Row(String code, String name, int level, Direction direction, Money yearStartDebit,
            Money yearStartCredit, Money openingDebit, Money openingCredit, Money periodDebit, Money periodCredit,
            Money ytdDebit, Money ytdCredit, Money closingDebit, Money closingCredit) {
    }

    public record Totals(Money yearStartDebit, Money yearStartCredit, Money openingDebit, Money openingCredit,
            Money periodDebit, Money periodCredit, Money ytdDebit, Money ytdCredit, Money closingDebit,
            Money closingCredit) {
    }

    /**
     * @param withZeros whether accounts are shown that have nothing at all to show; without, they are left out
     */
    static TrialBalance of(String from, String to, Integer level, Sides sides, boolean withZeros, boolean provisional,
            List<AccountFigures> accounts) {
        List<AccountFigures> within = accounts.stream()
                .filter(account -> level == null || account.level() <= level)
                .toList();
        Set<String> shownAbove = new HashSet<>();
        within.forEach(account -> shownAbove.add(account.parentCode()));
        List<Row> rows = new ArrayList<>();
        List<Row> lowest = new ArrayList<>();
        for (AccountFigures account : within) {
            Row row = row(account, sides);
            if (withZeros || !isEmpty(account)) {
                rows.add(row);
            }
            if (!shownAbove.contains(account.code())) {
                lowest.add(row);
            }
        }
        List<AccountFigures> leaves = accounts.stream().filter(AccountFigures::leaf).toList();
        boolean unclosed = leaves.stream().anyMatch(leaf -> leaf.isProfitLoss() && !leaf.closing().isZero());
        return new TrialBalance(from, to, level, sides, provisional, unclosed, rows, totals(lowest),
                checks(accounts, leaves));
    }

    private static Row row(AccountFigures account, Sides sides) {
        return new Row(account.code(), account.name(), account.level(), account.direction(),
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
