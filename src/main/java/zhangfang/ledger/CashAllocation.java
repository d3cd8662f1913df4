package zhangfang.ledger;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.HashMap;
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

    /**
     * @param amount received positive, paid negative
     * @param chosen whether somebody chose the line, so that no rule touches it
     */
    record Share(int line, int cashFlowLine, Money amount, boolean chosen) {

        Share negated() {
            return new Share(line, cashFlowLine, amount.negated(), chosen);
        }
    }

    /** @param tag the line that somebody chose, or {@code null} */
    record Entry(int line, Account account, String summary, Money debit, Money credit, Integer tag) {

        /** What the entry is worth as the other side of cash: a credit entry brought cash in. */
        Money flow() {
            return credit.minus(debit);
        }

        private boolean isRed() {
            return debit.isNegative() || credit.isNegative();
        }

        private Entry negated() {
            return new Entry(line, account, summary, debit.negated(), credit.negated(), tag);
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

    /** A voucher's entries with the lines that were chosen when it was written. */
    static List<Entry> entries(Voucher voucher, Map<String, Account> chart) {
        Map<Integer, Integer> written = new HashMap<>();
        voucher.entries().forEach(entry -> written.put(entry.line(), entry.cashFlowLine()));
        return entries(voucher, chart, written);
    }

    /** @param chosen entry line to the line of the statement that somebody chose for it */
    static List<Entry> entries(Voucher voucher, Map<String, Account> chart, Map<Integer, Integer> chosen) {
        return voucher.entries().stream()
                .map(entry -> new Entry(entry.line(), chart.get(entry.accountCode()), entry.summary(), entry.debit(),
                        entry.credit(), chosen.get(entry.line())))
                .toList();
    }

    static List<Share> of(List<Entry> entries, CashFlowLines lines) {
        if (entries.stream().noneMatch(entry -> entry.account.cash())) {
            return List.of();
        }
        if (isRed(entries)) {
            return of(negated(entries), lines).stream().map(Share::negated).toList();
        }
        return new CashAllocation(lines, entries).shares();
    }

    /** What the rules propose for each entry that is not cash, whatever somebody chose; 0 where they say nothing. */
    static Map<Integer, Integer> proposals(List<Entry> entries, CashFlowLines lines) {
        if (isRed(entries)) {
            return proposals(negated(entries), lines);
        }
        CashAllocation allocation = new CashAllocation(lines, entries.stream()
                .map(entry -> new Entry(entry.line, entry.account, entry.summary, entry.debit, entry.credit, null)).toList());
        Map<Integer, Integer> proposals = new LinkedHashMap<>();
        allocation.others.forEach(entry -> proposals.put(entry.line, allocation.lineOf(entry)));
        return proposals;
    }

    /**
     * A voucher all in red takes back another one, though it may not say which: it counts negative where the other counted,
     * since matched anew in the opposite direction it would swell two lines.
     */
    private static boolean isRed(List<Entry> entries) {
        return entries.stream().allMatch(Entry::isRed);
    }

    private static List<Entry> negated(List<Entry> entries) {
        return entries.stream().map(Entry::negated).toList();
    }

    private List<Share> shares() {
        if (!others.isEmpty() && others.stream().allMatch(entry -> entry.tag != null)) {
            return others.stream().map(entry -> new Share(entry.line, entry.tag, entry.flow(), true)).toList();
        }
        if (cash.isZero()) {
            return List.of();
        }
        List<Entry> opposite = others.stream().filter(entry -> entry.flow().signum() == cash.signum()).toList();
        return inProportion(opposite).entrySet().stream()
                .map(share -> new Share(share.getKey().line, lineOf(share.getKey()), share.getValue(),
                        share.getKey().tag != null))
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
        if (received && entry.account.isWithin(lines.accounts().investmentIncome()) && sellsInvestment()
                && !lines.isYield(entry.account, entry.summary)) {
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
