package zhangfang.ledger;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A book that is obviously right: a list of what was posted, and every figure summed up from it anew. Amounts are fen.
 * It knows nothing of balances kept up to date, of years opened, of SQL.
 */
final class ReferenceBook {

    /**
     * A leaf account as the random books use it.
     *
     * @param path       the codes from the first-level account down to its own
     * @param priorYears 以前年度损益调整: an account of profit and loss, but neither income nor expense of the year
     * @param item       what the statements know it by, or an empty text
     */
    record Leaf(List<String> path, String name, boolean cash, boolean byCounterparty, boolean income, boolean expense,
            boolean priorYears, String item) {

        String code() {
            return path.get(path.size() - 1);
        }

        String root() {
            return path.get(0);
        }

        /** Of the year. */
        boolean profitOrLoss() {
            return income || expense;
        }
    }

    /** @param net debit positive @param ytdDebit booked in the year before the start */
    record Opening(Leaf account, String counterparty, long net, long ytdDebit, long ytdCredit) {
    }

    record Entry(int line, Leaf account, String counterparty, long debit, long credit) {
        long net() {
            return debit - credit;
        }
    }

    /**
     * @param cash   line of the entry to line of the cash flow statement; 0 is untagged, no entry: carries no cash
     * @param chosen the lines of entries for which somebody chose, instead of the rules
     */
    record Posted(String id, LocalDate date, int number, boolean carryForward, List<Entry> entries,
            Map<Integer, Integer> cash, Set<Integer> chosen) {
        YearMonth period() {
            return YearMonth.from(date);
        }
    }

    /**
     * All of one account, or of one counterparty of it, over a range; the year is that of the range's end. What was booked
     * before the book's start belongs to a range that begins with the year.
     */
    static final class Sums {
        long yearStart;
        long opening;
        long debit;
        long credit;
        long ytdDebit;
        long ytdCredit;
        /** Debit less credit without carry-forward. */
        long result;
        long ytdResult;

        long closing() {
            return opening + debit - credit;
        }
    }

    private final YearMonth start;
    private final List<Opening> openings = new ArrayList<>();
    private final List<Posted> posted = new ArrayList<>();

    ReferenceBook(YearMonth start) {
        this.start = start;
    }

    List<Opening> openings() {
        return openings;
    }

    List<Posted> posted() {
        return posted;
    }

    YearMonth start() {
        return start;
    }

    /** By account code, parents included. */
    Map<String, Sums> byAccount(YearMonth from, YearMonth to) {
        return sums(from, to, (leaf, counterparty) -> leaf.path());
    }

    /** By leaf code and counterparty, of the accounts kept by counterparty. */
    Map<String, Sums> byCounterparty(YearMonth from, YearMonth to) {
        return sums(from, to, (leaf, counterparty) ->
                leaf.byCounterparty() ? List.of(leaf.code() + " " + counterparty) : List.of());
    }

    /** The sum of all leaves that are meant. */
    Sums of(Predicate<Leaf> meant, YearMonth from, YearMonth to) {
        return sums(from, to, (leaf, counterparty) -> meant.test(leaf) ? List.of("") : List.of())
                .getOrDefault("", new Sums());
    }

    private interface Keys {
        List<String> of(Leaf leaf, String counterparty);
    }

    private Map<String, Sums> sums(YearMonth from, YearMonth to, Keys keys) {
        YearMonth january = to.withMonth(1);
        Map<String, Sums> sums = new TreeMap<>();
        boolean inRange = from.equals(start.withMonth(1));
        boolean inYear = to.getYear() == start.getYear();
        for (Opening opening : openings) {
            for (String key : keys.of(opening.account, opening.counterparty)) {
                Sums sum = sums.computeIfAbsent(key, k -> new Sums());
                long before = opening.ytdDebit - opening.ytdCredit;
                // Income carried forward stands in the debit, expenses carried forward in the credit.
                long result = opening.account.income ? -opening.ytdCredit : opening.account.expense ? opening.ytdDebit : 0;
                sum.yearStart += opening.net - (inYear ? before : 0);
                sum.opening += opening.net - (inRange ? before : 0);
                if (inYear) {
                    sum.ytdDebit += opening.ytdDebit;
                    sum.ytdCredit += opening.ytdCredit;
                    sum.ytdResult += result;
                }
                if (inRange) {
                    sum.debit += opening.ytdDebit;
                    sum.credit += opening.ytdCredit;
                    sum.result += result;
                }
            }
        }
        for (Posted voucher : posted) {
            for (Entry entry : voucher.entries) {
                for (String key : keys.of(entry.account, entry.counterparty)) {
                    add(sums.computeIfAbsent(key, k -> new Sums()), voucher, entry, january, from, to);
                }
            }
        }
        return sums;
    }

    private static void add(Sums sum, Posted voucher, Entry entry, YearMonth january, YearMonth from, YearMonth to) {
        YearMonth period = voucher.period();
        long result = voucher.carryForward ? 0 : entry.net();
        if (period.isBefore(january)) {
            sum.yearStart += entry.net();
        }
        if (period.isBefore(from)) {
            sum.opening += entry.net();
        }
        if (!period.isBefore(january) && !period.isAfter(to)) {
            sum.ytdDebit += entry.debit;
            sum.ytdCredit += entry.credit;
            sum.ytdResult += result;
        }
        if (!period.isBefore(from) && !period.isAfter(to)) {
            sum.debit += entry.debit;
            sum.credit += entry.credit;
            sum.result += result;
        }
    }

    /** Cash received, by line of the cash flow statement; negative for cash paid. 0 is what carries no line. */
    Map<Integer, Long> cash(YearMonth from, YearMonth to) {
        Map<Integer, Long> lines = new TreeMap<>();
        for (Posted voucher : posted) {
            if (!voucher.period().isBefore(from) && !voucher.period().isAfter(to)) {
                voucher.entries.stream().filter(entry -> voucher.cash.containsKey(entry.line)).forEach(entry ->
                        lines.merge(voucher.cash.get(entry.line), -entry.net(), Long::sum));
            }
        }
        return lines;
    }

    /** The entries of an account and all below it, in the order of a ledger. */
    List<Map.Entry<Posted, Entry>> ledger(String code, YearMonth from, YearMonth to) {
        List<Map.Entry<Posted, Entry>> lines = new ArrayList<>();
        posted.stream()
                .filter(voucher -> !voucher.period().isBefore(from) && !voucher.period().isAfter(to))
                .sorted(Comparator.comparing(Posted::date).thenComparing(Posted::number))
                .forEach(voucher -> voucher.entries.stream().filter(entry -> entry.account.path().contains(code))
                        .forEach(entry -> lines.add(Map.entry(voucher, entry))));
        return lines;
    }

    /** Sums of the debit balances and of the credit balances, counterparty by counterparty. */
    long[] balancesBySide(String root, YearMonth from, YearMonth to, Function<Sums, Long> moment) {
        long[] sides = new long[2];
        sums(from, to, (leaf, counterparty) -> leaf.root().equals(root)
                ? List.of(leaf.code() + " " + (leaf.byCounterparty() ? counterparty : "")) : List.of())
                .values().forEach(sum -> {
                    long balance = moment.apply(sum);
                    sides[balance > 0 ? 0 : 1] += Math.abs(balance);
                });
        return sides;
    }
}
