package zhangfang.ledger;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import zhangfang.money.Money;

/**
 * Spreads a voucher's net cash over its other entries, each with the line of the cash flow statement it belongs to, by
 * the method that the reference gives for 会小企03, which serves 会企03 as well: cash entries carry no line; transfers
 * between cash accounts are no flow; where both sides have other entries, those opposite to the cash share it in
 * proportion.
 */
final class CashAllocation {

    /** @param amount received positive, paid negative */
    record Share(int line, int cashFlowLine, Money amount) {
    }

    /** @param tag the line that somebody chose, or {@code null} */
    record Entry(int line, Account account, String summary, Money debit, Money credit, Integer tag) {

        /** What the entry is worth as the other side of cash: a credit entry brought cash in. */
        Money flow() {
            return credit.minus(debit);
        }
    }

    private final CashFlowLines lines;
    private final List<Entry> others;
    private final Money cash;

    private CashAllocation(CashFlowLines lines, List<Entry> entries) {
        this.lines = lines;
        this.others = entries.stream().filter(entry -> !entry.account.cash()).toList();
        this.cash = entries.stream().filter(entry -> entry.account.cash())
                .map(entry -> entry.debit.minus(entry.credit)).reduce(Money.ZERO, Money::plus);
    }

    static List<Share> of(List<Entry> entries, CashFlowLines lines) {
        if (entries.stream().noneMatch(entry -> entry.account.cash())) {
            return List.of();
        }
        return new CashAllocation(lines, entries).shares();
    }

    private List<Share> shares() {
        if (!others.isEmpty() && others.stream().allMatch(entry -> entry.tag != null)) {
            return others.stream().map(entry -> new Share(entry.line, entry.tag, entry.flow())).toList();
        }
        List<Entry> opposite = others.stream().filter(entry -> entry.flow().signum() == cash.signum()).toList();
        if (cash.isZero()) {
            return List.of();
        }
        return inProportion(opposite).entrySet().stream()
                .map(share -> new Share(share.getKey().line, lineOf(share.getKey()), share.getValue()))
                .toList();
    }

    /** The net cash over the entries opposite to it, to the fen; what rounding leaves over goes to the largest. */
    private Map<Entry, Money> inProportion(List<Entry> opposite) {
        Money total = opposite.stream().map(Entry::flow).reduce(Money.ZERO, Money::plus);
        Map<Entry, Money> shares = new LinkedHashMap<>();
        Money left = cash;
        for (Entry entry : opposite) {
            BigDecimal exact = cash.amount().multiply(entry.flow().amount())
                    .divide(total.amount(), 2, RoundingMode.HALF_UP);
            shares.put(entry, Money.of(exact));
            left = left.minus(Money.of(exact));
        }
        if (!left.isZero()) {
            shares.merge(largest(opposite).orElseThrow(), left, Money::plus);
        }
        return shares;
    }

    private static Optional<Entry> largest(List<Entry> entries) {
        return entries.stream().max(Comparator.comparing((Entry entry) -> entry.flow().abs())
                .thenComparing(entry -> -entry.line));
    }

    private int lineOf(Entry entry) {
        if (entry.tag != null) {
            return entry.tag;
        }
        boolean received = entry.flow().isPositive();
        if (received && entry.account.isWithin(lines.accounts().investmentIncome()) && sellsInvestment()) {
            return lines.investmentRecovered();
        }
        Optional<CashFlowLines.Proposal> proposal = lines.propose(entry.account, entry.summary, received);
        if (proposal.isEmpty()) {
            return CashFlowLines.UNTAGGED;
        }
        if (!proposal.get().follows()) {
            return proposal.get().line();
        }
        return followed(entry).map(this::lineOf).orElse(proposal.get().line());
    }

    /** The largest entry on the same side that is no tax: what the tax came with. */
    private Optional<Entry> followed(Entry tax) {
        return largest(others.stream()
                .filter(entry -> entry.flow().signum() == tax.flow().signum())
                .filter(entry -> !entry.account.isWithin(StandardAccounts.TAXES_PAYABLE)
                        && lines.accounts().bearNoVat().stream().noneMatch(entry.account::isWithin))
                .toList());
    }

    private boolean sellsInvestment() {
        return others.stream().anyMatch(entry -> entry.flow().isPositive()
                && lines.accounts().investments().stream().anyMatch(entry.account::isWithin));
    }
}
