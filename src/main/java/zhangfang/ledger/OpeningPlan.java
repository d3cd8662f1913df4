package zhangfang.ledger;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import zhangfang.ledger.Books.Book;
import zhangfang.ledger.OpeningBalances.Opening;
import zhangfang.money.Money;
import zhangfang.refusal.Refusal;
import zhangfang.refusal.Refusal.Reason;

/**
 * A file of opening balances as it was read: what it would set, with which new accounts, or why it is refused. The import
 * carries out the same plan that a preview tells.
 */
final class OpeningPlan {

    private static final Set<String> TOTALS = Set.of("合计", "总计", "小计");

    /** A row of the file. @param skipped why it is left out, being a sum of others; else {@code null} */
    record Line(int number, String code, String name, String counterparty, Money debit, Money credit, Money ytdDebit,
            Money ytdCredit, Reason skipped) {

        private Line skippedAs(Reason note) {
            return new Line(number, code, name, counterparty, debit, credit, ytdDebit, ytdCredit, note);
        }

        private Money net() {
            return debit.minus(credit);
        }

        private boolean isEmpty() {
            return debit.isZero() && credit.isZero() && ytdDebit.isZero() && ytdCredit.isZero();
        }
    }

    private final Book book;
    private final ChartOfAccounts chart;
    private final Optional<Refusal> notNow;
    private final List<Reason> reasons = new ArrayList<>();
    private final List<Reason> warnings = new ArrayList<>();
    private final List<Line> lines = new ArrayList<>();

    /** @param notNow why no opening balances can be set at present, whatever the file says */
    OpeningPlan(Book book, ChartOfAccounts chart, Optional<Refusal> notNow, List<CsvTable.Row> rows) {
        this.book = book;
        this.chart = chart;
        this.notNow = notNow;
        AccountCodes codes = AccountCodes.of(rows.stream().map(row -> row.get("account_code")).toList());
        chart.expect(codes);
        rows.forEach(row -> lines.add(line(row, codes)));
        reasons.addAll(PlannedAccounts.plan(chart, booked().stream().map(line -> new PlannedAccounts.Naming(
                place(line.number), line.code, line.name)).toList()));
        lines.replaceAll(this::withoutSums);
        if (!isBalanced()) {
            lines.replaceAll(this::withoutSumOfCounterparties);
        }
        booked().forEach(this::check);
        refuseTwice();
        if (reasons.isEmpty()) {
            refuseUnbalanced();
            warnOfProfitAndLoss();
        }
    }

    Book book() {
        return book;
    }

    ChartOfAccounts chart() {
        return chart;
    }

    List<Line> lines() {
        return lines;
    }

    /** What is wrong with its lines, by line. */
    List<Reason> reasons() {
        return reasons.stream()
                .sorted(Comparator.comparing(Reason::line, Comparator.nullsFirst(Comparator.naturalOrder())))
                .distinct().toList();
    }

    List<Reason> warnings() {
        return warnings;
    }

    Optional<Refusal> refusal() {
        return notNow.or(() -> reasons.isEmpty() ? Optional.empty() : Optional.of(Refusal.invalid(reasons())));
    }

    /** The rows that carry an amount. */
    List<Opening> openings() {
        return booked().stream().filter(line -> !line.isEmpty())
                .map(line -> new Opening(line.code, line.name, line.counterparty, line.debit, line.credit, line.ytdDebit,
                        line.ytdCredit))
                .toList();
    }

    private List<Line> booked() {
        return lines.stream().filter(line -> line.skipped == null).toList();
    }

    private Line line(CsvTable.Row row, AccountCodes codes) {
        String code = codes.plain(row.get("account_code"));
        String name = row.get("account_name");
        boolean total = TOTALS.contains((code.isEmpty() ? name : code).replaceAll("[\\s\u3000:\uFF1A]", ""));
        return new Line(row.line(), code, name, row.get("counterparty"), amount(row, "debit"), amount(row, "credit"),
                amount(row, "ytd_debit"), amount(row, "ytd_credit"),
                total ? Reason.line(row.line(), "ledger.import.totalRow") : null);
    }

    private Money amount(CsvTable.Row row, String column) {
        VoucherLines.AmountText amount = VoucherLines.AmountText.of(row.get(column));
        if (amount.problem() != null) {
            refuse(row.line(), column, amount.problem(), row.get(column));
            return Money.ZERO;
        }
        return amount.value();
    }

    /**
     * Many programs write a row for each account with sub-accounts, too. Where it says what the file's rows below it amount
     * to, it is left out, since the books make that sum themselves.
     */
    private Line withoutSums(Line line) {
        Account account = chart.get(line.code);
        if (line.skipped != null || account == null || account.leaf()) {
            return line;
        }
        List<Line> below = lines.stream().filter(other -> !other.code.equals(line.code) && other.code.startsWith(line.code))
                .filter(other -> Optional.ofNullable(chart.get(other.code)).filter(Account::leaf).isPresent()).toList();
        if (below.isEmpty() && !line.isEmpty()) {
            refuse(line.number, "account_code", "ledger.account.hasSubAccounts", account.code(), account.name());
            return line;
        }
        for (Function<Line, Money> figure : List.<Function<Line, Money>>of(Line::net, Line::ytdDebit, Line::ytdCredit)) {
            if (!sum(below, figure).equals(figure.apply(line))) {
                refuse(line.number, "account_code", "ledger.opening.parentDiffers", account.code(), account.name(),
                        figure.apply(line), sum(below, figure), below.size());
                return line;
            }
        }
        return line.skippedAs(Reason.line(line.number, "ledger.import.sumRow", below.size()));
    }

    private boolean isBalanced() {
        return sum(booked(), Line::net).isZero() && sum(booked(), Line::ytdDebit).equals(sum(booked(), Line::ytdCredit));
    }

    /**
     * Likewise a row of an account without counterparty that says what its rows with counterparties (往来单位) amount to; only
     * where the file does not balance with it, since it could be a balance of its own.
     */
    private Line withoutSumOfCounterparties(Line line) {
        List<Line> named = lines.stream().filter(other -> other.skipped == null && other.code.equals(line.code)
                && !other.counterparty.isEmpty()).toList();
        boolean isSum = line.skipped == null && line.counterparty.isEmpty() && !named.isEmpty()
                && sum(named, Line::net).equals(line.net()) && sum(named, Line::ytdDebit).equals(line.ytdDebit)
                && sum(named, Line::ytdCredit).equals(line.ytdCredit);
        return isSum ? line.skippedAs(Reason.line(line.number, "ledger.import.counterpartySum", named.size())) : line;
    }

    private void check(Line line) {
        if (!line.debit.isZero() && !line.credit.isZero()) {
            refuse(line.number, "debit", "ledger.opening.bothSides");
        }
        if (book.startPeriod().getMonthValue() == 1 && (!line.ytdDebit.isZero() || !line.ytdCredit.isZero())) {
            refuse(line.number, "ytd_debit", "ledger.opening.ytdInJanuary", book.startPeriod());
        }
        if (line.counterparty.length() > VoucherLines.NAME_LIMIT) {
            refuse(line.number, "counterparty", "ledger.voucher.tooLong", VoucherLines.NAME_LIMIT);
        }
    }

    private void refuseTwice() {
        Map<List<String>, Integer> firstLines = new HashMap<>();
        for (Line line : booked()) {
            Integer first = firstLines.putIfAbsent(List.of(line.code, line.counterparty), line.number);
            if (first != null) {
                refuse(line.number, "account_code", "ledger.opening.twice", line.code, first);
            }
        }
    }

    private void refuseUnbalanced() {
        Money debit = sum(booked(), Line::debit);
        Money credit = sum(booked(), Line::credit);
        if (!debit.equals(credit)) {
            reasons.add(Reason.of("ledger.opening.unbalanced", debit, credit, debit.minus(credit)));
        }
        Money ytdDebit = sum(booked(), Line::ytdDebit);
        Money ytdCredit = sum(booked(), Line::ytdCredit);
        if (!ytdDebit.equals(ytdCredit)) {
            reasons.add(Reason.of("ledger.opening.ytdUnbalanced", ytdDebit, ytdCredit, ytdDebit.minus(ytdCredit)));
        }
    }

    /** Income and expenses begin every year at zero, and what left them this year is what 本年利润 took. */
    private void warnOfProfitAndLoss() {
        List<Line> profitAndLoss = booked().stream().filter(line -> chart.get(line.code).isProfitLoss()).toList();
        profitAndLoss.stream().filter(line -> !line.net().equals(line.ytdDebit.minus(line.ytdCredit)))
                .forEach(line -> warnings.add(Reason.line(line.number, "ledger.import.profitAtYearStart", line.code,
                        line.net(), line.ytdDebit, line.ytdCredit)));
        Money carried = profitAndLoss.stream().map(line -> Carried.before(chart, line.code, line.ytdDebit, line.ytdCredit))
                .map(Carried::net).reduce(Money.ZERO, Money::plus);
        List<Line> profit = booked().stream()
                .filter(line -> line.code.startsWith(book.accounts().profitOfTheYear())).toList();
        Money taken = sum(profit, Line::ytdCredit).minus(sum(profit, Line::ytdDebit));
        if (!carried.equals(taken)) {
            warnings.add(Reason.of("ledger.import.carriedDiffers", book.accounts().profitOfTheYear(), taken, carried));
        }
    }

    private static Money sum(List<Line> lines, Function<Line, Money> amount) {
        return lines.stream().map(amount).reduce(Money.ZERO, Money::plus);
    }

    private static VoucherLines.Place place(int line) {
        return (field, key, args) -> new Reason(field, line, key, List.of(args));
    }

    private void refuse(int line, String field, String key, Object... args) {
        reasons.add(place(line).reason(field, key, args));
    }

    /** What the book takes over, by account and, where it is kept so, by counterparty. */
    List<Opening> balances() {
        Map<List<String>, Opening> balances = new LinkedHashMap<>();
        for (Opening opening : openings()) {
            String counterparty = chart.get(opening.accountCode()).byCounterparty() ? opening.counterparty() : "";
            balances.merge(List.of(opening.accountCode(), counterparty), opening.with(counterparty), Opening::plus);
        }
        return List.copyOf(balances.values());
    }

    Carried carried(Opening opening) {
        return Carried.before(chart, opening.accountCode(), opening.ytdDebit(), opening.ytdCredit());
    }
}
