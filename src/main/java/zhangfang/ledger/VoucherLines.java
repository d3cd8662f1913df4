package zhangfang.ledger;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import zhangfang.money.Money;
import zhangfang.refusal.Refusal;
import zhangfang.refusal.Refusal.Reason;

/**
 * Turns submitted voucher lines, of a file or of a form, into vouchers: every wrong field is collected before anything
 * is refused, so that a file is mended in one go.
 */
final class VoucherLines {

    static final String CODE = "[0-9]{4,20}";
    static final int NAME_LIMIT = 200;

    static final int SUMMARY_LIMIT = 500;
    private static final int REFERENCE_LIMIT = 100;
    private static final Pattern AMOUNT = Pattern.compile("[+-]?(\\d+|\\d{1,3}(,\\d{3})+)(\\.(\\d*))?");
    private static final BigDecimal AMOUNT_LIMIT = BigDecimal.TEN.pow(13);

    /** Where a line came from, to say where it is wrong. */
    interface Place {
        Reason reason(String field, String key, Object... args);
    }

    /** One submitted line, all fields as text; empty where there is nothing. */
    record Submitted(Place place, String date, String reference, String summary, String accountCode, String accountName,
            String debit, String credit, String counterparty, String cashFlowLine) {
    }

    /** A voucher's line that passed. @param tag line of the cash flow statement, or {@code null} */
    record Line(String summary, String accountCode, Money debit, Money credit, String counterparty, Integer tag) {
    }

    record Parsed(LocalDate date, String reference, List<Line> lines, boolean carryForward, String hash) {
        YearMonth period() {
            return YearMonth.from(date);
        }
    }

    /** What dates a book takes. @param closed its closed periods @param last the last period that is near enough */
    record Calendar(YearMonth start, YearMonth last, Set<YearMonth> closed) {
    }

    private record Key(LocalDate date, String reference) {
    }

    /** What could be read of a line, wrong or not; {@code null} where nothing. */
    record Reading(Submitted from, LocalDate date, Money debit, Money credit, Integer tag) {

        boolean complete() {
            return date != null && debit != null && credit != null;
        }
    }

    private record Checked(Submitted from, LocalDate date, Line line) {
    }

    private final ChartOfAccounts chart;
    private final Calendar calendar;
    private final List<Reason> reasons = new ArrayList<>();
    private final List<Reading> readings = new ArrayList<>();
    /** Vouchers with a line that can't be read; whether they balance can't be said. */
    private final Set<Key> incomplete = new HashSet<>();

    private IntConsumer progress = done -> { };

    VoucherLines(ChartOfAccounts chart, Calendar calendar) {
        this.chart = chart;
        this.calendar = calendar;
    }

    /** Tells how many lines are checked. */
    VoucherLines reportingTo(IntConsumer listener) {
        progress = listener;
        return this;
    }

    /**
     * The vouchers; new accounts are planned in the chart.
     *
     * @throws Refusal invalid, with the reasons of every wrong line
     */
    List<Parsed> parse(List<Submitted> submitted) {
        List<Parsed> vouchers = read(submitted);
        refuseIfWrong();
        return vouchers;
    }

    /** The vouchers made of the lines that can be read, in the order of their first lines. */
    List<Parsed> read(List<Submitted> submitted) {
        reasons.addAll(PlannedAccounts.plan(chart, submitted.stream()
                .map(line -> new PlannedAccounts.Naming(line.place, line.accountCode, line.accountName)).toList()));
        List<Checked> checked = new ArrayList<>();
        for (Submitted line : submitted) {
            check(line, checked);
            progress.accept(checked.size());
        }
        Map<Key, List<Checked>> vouchers = checked.stream().collect(Collectors.groupingBy(
                line -> new Key(line.date, line.from.reference), LinkedHashMap::new, Collectors.toList()));
        vouchers.forEach((key, lines) -> {
            if (!incomplete.contains(key) && !incomplete.contains(new Key(null, key.reference))) {
                checkBalance(key, lines);
            }
        });
        return vouchers.entrySet().stream().map(entry -> parsed(entry.getKey(), entry.getValue())).toList();
    }

    /** Without a number the rows of a file's vouchers could not be told apart. */
    void requireReferences(List<Submitted> submitted) {
        submitted.stream().filter(line -> line.reference.isEmpty())
                .forEach(line -> reasons.add(line.place.reason("voucher_no", "ledger.voucher.noReference")));
    }

    boolean readEveryLine() {
        return incomplete.isEmpty();
    }

    void refuseIfWrong() {
        if (!reasons.isEmpty()) {
            throw Refusal.invalid(reasons());
        }
    }

    /** What is wrong, by line. */
    List<Reason> reasons() {
        return reasons.stream()
                .sorted(Comparator.comparing(Reason::line, Comparator.nullsFirst(Comparator.naturalOrder())))
                .distinct()
                .toList();
    }

    /** What could be read of each submitted line, in their order. */
    List<Reading> readings() {
        return readings;
    }

    private void check(Submitted from, List<Checked> checked) {
        LocalDate date = date(from);
        checkTexts(from);
        Money debit = amount(from, "debit", from.debit);
        Money credit = amount(from, "credit", from.credit);
        checkSides(from, debit, credit);
        Account account = chart.get(from.accountCode);
        Integer tag = tag(from, account);
        if (account != null && !account.leaf()) {
            reasons.add(from.place.reason("account_code", "ledger.account.hasSubAccounts", account.code(),
                    account.name()));
        }
        if (chart.isRetired(from.accountCode)) {
            reasons.add(from.place.reason("account_code", "ledger.account.retired", from.accountCode, account.name()));
        }
        readings.add(new Reading(from, date, debit, credit, tag));
        if (date != null && debit != null && credit != null) {
            checked.add(new Checked(from, date,
                    new Line(from.summary, from.accountCode, debit, credit, from.counterparty, tag)));
        } else {
            incomplete.add(new Key(date, from.reference));
        }
    }

    private LocalDate date(Submitted from) {
        LocalDate date = WrittenText.date(from.date).orElse(null);
        if (date == null) {
            reasons.add(from.place.reason("date", "ledger.voucher.badDate", from.date));
            return null;
        }
        YearMonth period = YearMonth.from(date);
        if (period.isBefore(calendar.start)) {
            reasons.add(from.place.reason("date", "ledger.voucher.beforeBook", date, calendar.start));
        } else if (period.isAfter(calendar.last)) {
            reasons.add(from.place.reason("date", "ledger.voucher.tooFarAhead", date, calendar.last));
        } else if (calendar.closed.contains(period)) {
            reasons.add(from.place.reason("date", "ledger.period.closed", period));
        }
        return date;
    }

    private void checkTexts(Submitted from) {
        limit(from, "summary", from.summary, SUMMARY_LIMIT);
        limit(from, "counterparty", from.counterparty, NAME_LIMIT);
        limit(from, "voucher_no", from.reference, REFERENCE_LIMIT);
    }

    private void limit(Submitted from, String field, String text, int limit) {
        if (text.length() > limit) {
            reasons.add(from.place.reason(field, "ledger.voucher.tooLong", limit));
        }
    }

    private Money amount(Submitted from, String field, String text) {
        AmountText amount = AmountText.of(text);
        if (amount.problem() != null) {
            reasons.add(from.place.reason(field, amount.problem(), text));
        }
        return amount.value();
    }

    private void checkSides(Submitted from, Money debit, Money credit) {
        if (debit == null || credit == null) {
            return;
        }
        if (debit.isZero() && credit.isZero()) {
            reasons.add(from.place.reason("debit", "ledger.voucher.zeroLine"));
        } else if (!debit.isZero() && !credit.isZero()) {
            reasons.add(from.place.reason("debit", "ledger.voucher.bothSides"));
        }
    }

    private Integer tag(Submitted from, Account account) {
        if (from.cashFlowLine.isEmpty()) {
            return null;
        }
        if (!from.cashFlowLine.matches("\\d{1,2}") || !CashFlowLines.of(chart.standard().standard())
                .isTaggable(Integer.parseInt(from.cashFlowLine))) {
            reasons.add(from.place.reason("cash_flow_line", "ledger.voucher.badCashFlowLine", from.cashFlowLine));
            return null;
        }
        if (account != null && account.cash()) {
            reasons.add(from.place.reason("cash_flow_line", "ledger.voucher.tagOnCash"));
        }
        return Integer.valueOf(from.cashFlowLine);
    }

    private void checkBalance(Key key, List<Checked> lines) {
        Money debit = lines.stream().map(line -> line.line.debit).reduce(Money.ZERO, Money::plus);
        Money credit = lines.stream().map(line -> line.line.credit).reduce(Money.ZERO, Money::plus);
        if (!debit.equals(credit)) {
            reasons.add(lines.get(0).from.place.reason("debit", "ledger.voucher.unbalanced",
                    key.reference.isEmpty() ? key.date : key.reference, debit, credit));
        }
    }

    private Parsed parsed(Key key, List<Checked> checked) {
        List<Line> lines = checked.stream().map(Checked::line).toList();
        return new Parsed(key.date, key.reference, lines, isCarryForward(lines.stream()
                .map(line -> chart.get(line.accountCode)).toList(), chart.standard()), hash(key, lines));
    }

    /** Every line is 本年利润 or an account of profit and loss, and both occur (结转损益). */
    static boolean isCarryForward(List<Account> accounts, StandardAccounts standard) {
        if (accounts.stream().anyMatch(Objects::isNull)) {
            return false;
        }
        boolean profit = accounts.stream().anyMatch(account -> account.isWithin(standard.profitOfTheYear()));
        boolean profitOrLoss = accounts.stream().anyMatch(Account::isProfitLoss);
        return profit && profitOrLoss && accounts.stream()
                .allMatch(account -> account.isProfitLoss() || account.isWithin(standard.profitOfTheYear()));
    }

    private static String hash(Key key, List<Line> lines) {
        StringBuilder text = new StringBuilder().append(key.date).append('\u001f').append(key.reference);
        lines.forEach(line -> text.append('\u001e').append(String.join("\u001f", line.summary, line.accountCode,
                line.debit.toString(), line.credit.toString(), line.counterparty, String.valueOf(line.tag))));
        return sha256(text.toString());
    }

    static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(
                    MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    /**
     * An amount as people write it, with or without grouping commas; empty is zero.
     *
     * @param value   {@code null} where it can't be read
     * @param problem key of the sentence that says why, or {@code null}
     */
    record AmountText(Money value, String problem) {

        static AmountText of(String written) {
            String text = WrittenText.amount(written);
            if (text.isEmpty()) {
                return new AmountText(Money.ZERO, null);
            }
            var match = AMOUNT.matcher(text);
            if (!match.matches()) {
                return new AmountText(null, "ledger.amount.notANumber");
            }
            if (match.group(4) != null && match.group(4).length() > 2) {
                return new AmountText(null, "ledger.amount.tooManyDecimals");
            }
            BigDecimal amount = new BigDecimal(text.replace(",", ""));
            if (amount.abs().compareTo(AMOUNT_LIMIT) >= 0) {
                return new AmountText(null, "ledger.amount.tooLarge");
            }
            return new AmountText(Money.of(amount), null);
        }
    }
}
