package zhangfang.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.springframework.context.ApplicationContext;
import zhangfang.company.Company.Standard;
import zhangfang.ledger.Figures.Direction;
import zhangfang.ledger.ReferenceBook.Entry;
import zhangfang.ledger.ReferenceBook.Leaf;
import zhangfang.ledger.ReferenceBook.Posted;
import zhangfang.ledger.ReferenceBook.Sums;
import zhangfang.money.Money;
import zhangfang.statements.Check;
import zhangfang.statements.ReportPeriod;
import zhangfang.statements.Statement;
import zhangfang.statements.StatementSet;
import zhangfang.statements.Statements;
import zhangfang.statements.TrialBalance;
import zhangfang.statements.TrialBalance.Sides;

/** What our books show, beside what the reference book sums up. */
final class ReferenceComparison {

    private static final int LEDGER_MONTHS = 12;

    private final RandomBook random;
    private final ReferenceBook reference;
    private final String id;
    private final ApplicationContext context;
    private final Statements statements;
    private final Figures figures;

    ReferenceComparison(ApplicationContext context, RandomBook book) {
        this.random = book;
        this.reference = book.reference;
        this.id = book.book.id;
        this.context = context;
        this.statements = context.getBean(Statements.class);
        this.figures = context.getBean(Figures.class);
    }

    /** Looks at some ranges, periods and accounts. */
    void look(Random dice) {
        numbersHaveNoGaps();
        for (int i = 0; i < 2; i++) {
            YearMonth from = month(dice);
            YearMonth to = from.plusMonths(dice.nextInt(13 - from.getMonthValue()));
            counterparties(from, to);
            trialBalance(from, dice.nextInt(3) == 0 ? to.plusMonths(dice.nextInt(12)) : to, Sides.values()[dice.nextInt(2)],
                    dice.nextInt(4) == 0 ? 1 + dice.nextInt(3) : null);
        }
        YearMonth month = month(dice);
        int year = month.getYear();
        if (random.partlyTagged()) {
            cashOfVouchers(month);
        }
        statementsOf(switch (dice.nextInt(4)) {
            case 0 -> year + "-Q" + (1 + month.getMonthValue() / 4);
            case 1 -> String.valueOf(year);
            default -> month.toString();
        });
        List<Leaf> leaves = random.chart.leaves();
        List<String> path = leaves.get(dice.nextInt(leaves.size())).path();
        ledger(path.get(dice.nextInt(path.size())), month, month.plusMonths(dice.nextInt(LEDGER_MONTHS)));
    }

    private YearMonth month(Random dice) {
        YearMonth last = reference.posted().stream().map(Posted::period).max(YearMonth::compareTo)
                .orElse(reference.start());
        return reference.start().plusMonths(dice.nextInt(2 + (int) reference.start().until(last, ChronoUnit.MONTHS)));
    }

    private void numbersHaveNoGaps() {
        Map<YearMonth, Set<Integer>> numbers = new TreeMap<>();
        reference.posted().forEach(voucher -> assertThat(numbers
                .computeIfAbsent(voucher.period(), period -> new HashSet<>()).add(voucher.number())).isTrue());
        numbers.forEach((period, given) -> assertThat(given).as("numbers of " + period)
                .contains(1, given.size()).allMatch(number -> number > 0 && number <= given.size()));
    }

    private void trialBalance(YearMonth from, YearMonth to, Sides sides, Integer level) {
        TrialBalance balance = statements.trialBalance(id, from, to,
                new TrialBalance.Options(level, sides, false, true, false, false, null, null));
        Map<String, Sums> expected = reference.byAccount(from, to);
        expected.values().removeIf(sum -> sum.opening == 0 && sum.debit == 0 && sum.credit == 0 && sum.ytdDebit == 0
                && sum.ytdCredit == 0);
        Map<String, Integer> levels = new TreeMap<>();
        random.chart.leaves().forEach(leaf -> leaf.path().forEach(code -> levels.put(code, leaf.path().indexOf(code) + 1)));
        expected.keySet().removeIf(code -> level != null && levels.get(code) > level);
        String what = "trial balance " + from + " to " + to + " level " + level;
        assertThat(balance.rows()).as(what).extracting(TrialBalance.Row::code).containsExactlyElementsOf(expected.keySet());
        for (TrialBalance.Row row : balance.rows()) {
            Sums sum = expected.get(row.code());
            assertThat(List.of(fen(row.yearStartDebit()), fen(row.yearStartCredit()), fen(row.openingDebit()),
                    fen(row.openingCredit()), fen(row.periodDebit()), fen(row.periodCredit()), fen(row.ytdDebit()),
                    fen(row.ytdCredit()), fen(row.closingDebit()), fen(row.closingCredit())))
                    .as(what + " " + row.code()).isEqualTo(List.of(
                            debit(sum.yearStart, row, sides), credit(sum.yearStart, row, sides),
                            debit(sum.opening, row, sides), credit(sum.opening, row, sides), sum.debit, sum.credit,
                            sum.ytdDebit, sum.ytdCredit, debit(sum.closing(), row, sides),
                            credit(sum.closing(), row, sides)));
            assertThat(row.level()).isEqualTo(levels.get(row.code()));
        }
        assertThat(balance.checks()).as(what).allMatch(Check::passed);
        Sums all = reference.of(leaf -> true, from, to);
        assertThat(all.closing()).isZero();
        assertThat(fen(balance.totals().periodDebit())).as(what).isEqualTo(all.debit);
        assertThat(fen(balance.totals().ytdCredit())).as(what).isEqualTo(all.ytdCredit);
        assertThat(balance.provisional()).isEqualTo(random.lastClosed() == null || to.isAfter(random.lastClosed()));
    }

    private static long debit(long net, TrialBalance.Row row, Sides sides) {
        return (sides == Sides.ACTUAL ? net > 0 : row.direction() == Direction.DEBIT) ? net : 0;
    }

    private static long credit(long net, TrialBalance.Row row, Sides sides) {
        return (sides == Sides.ACTUAL ? net < 0 : row.direction() == Direction.CREDIT) ? -net : 0;
    }

    private void counterparties(YearMonth from, YearMonth to) {
        Map<String, List<Long>> ours = new TreeMap<>();
        figures.counterparties(id, from, to).forEach(each -> ours.put(each.accountCode() + " " + each.counterparty(),
                List.of(fen(each.yearStart()), fen(each.opening()), fen(each.debit()), fen(each.credit()),
                        fen(each.closing()))));
        Map<String, List<Long>> expected = new TreeMap<>();
        reference.byCounterparty(from, to).forEach((key, sum) -> expected.put(key,
                List.of(sum.yearStart, sum.opening, sum.debit, sum.credit, sum.closing())));
        List<Long> nothing = List.of(0L, 0L, 0L, 0L, 0L);
        ours.values().removeIf(nothing::equals);
        expected.values().removeIf(nothing::equals);
        assertThat(ours).as("counterparties " + from + " to " + to).isEqualTo(expected);
    }

    private void ledger(String code, YearMonth from, YearMonth to) {
        AccountLedger.Page page = context.getBean(AccountLedger.class).page(BookForTests.REVIEWER, id, code, from, to);
        long sign = page.direction() == Direction.DEBIT ? 1 : -1;
        long balance = reference.byAccount(from, from).getOrDefault(code, new Sums()).opening;
        if (from.getMonthValue() > 1) {
            assertThat(fen(page.opening())).as("opening of " + code + " in " + from).isEqualTo(sign * balance);
        } else {
            balance = fen(page.opening()) * sign;
        }
        List<String> expected = new ArrayList<>();
        for (Map.Entry<Posted, Entry> line : reference.ledger(code, from, to)) {
            balance += line.getValue().net();
            expected.add(line.getKey().date() + " " + line.getKey().number() + " " + line.getValue().line() + " "
                    + line.getValue().account().code() + " " + line.getValue().debit() + " " + line.getValue().credit()
                    + " " + sign * balance);
        }
        assertThat(page.rows()).as("ledger of " + code + " " + from + " to " + to)
                .extracting(line -> line.date() + " " + line.number() + " " + line.line() + " " + line.accountCode() + " "
                        + fen(line.debit()) + " " + fen(line.credit()) + " " + fen(line.balance()))
                .containsExactlyElementsOf(expected);
        assertThat(fen(page.closing())).isEqualTo(sign * balance);
    }

    private void statementsOf(String text) {
        ReportPeriod period = ReportPeriod.parse(text);
        if (period.to().isBefore(reference.start())) {
            return;
        }
        YearMonth from = period.from().getMonthValue() == 1 || period.from().isAfter(reference.start()) ? period.from()
                : reference.start();
        StatementSet set = statements.of(id, period);
        boolean year = period.kind() == ReportPeriod.Kind.YEAR;
        if (random.standard.standard() == Standard.ENTERPRISE) {
            enterpriseBalanceSheet(set.balanceSheet(), from, period.to());
            enterpriseIncome(set.incomeStatement(), from, period.to(), year);
        } else {
            balanceSheet(set.balanceSheet(), from, period.to());
            income(set.incomeStatement(), from, period.to(), year);
        }
        unclosed(set.balanceSheet(), from, period.to());
        cashFlow(set.cashFlow(), from, period.to(), year);
        boolean untagged = random.partlyTagged()
                ? set.cashFlow().untagged().values().stream().anyMatch(amount -> amount != null && !amount.isZero())
                : reference.posted().stream().anyMatch(voucher -> voucher.cash().containsValue(0));
        if (!untagged) {
            assertThat(set.errors()).as("check rules of " + text).isEmpty();
        }
    }

    private void balanceSheet(Statement sheet, YearMonth from, YearMonth to) {
        Map<String, Function<Sums, Long>> columns = Map.of("ending", Sums::closing, "yearStart", sum -> sum.yearStart);
        columns.forEach((column, moment) -> {
            Map<Integer, Long> expected = new TreeMap<>();
            expected.put(1, root(moment, from, to, "1001", "1002", "1012"));
            expected.put(4, side(0, moment, from, to, "1122", "2203"));
            boolean reclassified = random.reclassifyOthers();
            expected.put(8, reclassified ? side(0, moment, from, to, "1221", "2241") : root(moment, from, to, "1221"));
            expected.put(9, root(moment, from, to, "1403", "1405"));
            long vatDebit = random.vatDebitAsAsset() ? List.of("vat", "vatUnpaid", "vatToCertify").stream()
                    .mapToLong(item -> Math.max(0, item(moment, from, to, item))).sum() : 0;
            long pending = random.vatDebitAsAsset() ? -item(moment, from, to, "vatPending") : 0;
            expected.put(14, vatDebit);
            expected.put(20, root(moment, from, to, "1601", "1602"));
            expected.put(33, side(1, moment, from, to, "2202", "1123"));
            expected.put(35, -root(moment, from, to, "2211"));
            expected.put(36, -root(moment, from, to, "2221") + vatDebit - pending);
            expected.put(38, -root(moment, from, to, "2232"));
            expected.put(39, reclassified ? side(1, moment, from, to, "2241", "1221") : -root(moment, from, to, "2241"));
            expected.put(40, pending);
            expected.put(42, -root(moment, from, to, "2501"));
            expected.put(48, -root(moment, from, to, "3001"));
            expected.put(50, -root(moment, from, to, "3101"));
            long profitOrLoss = moment.apply(reference.of(Leaf::profitOrLoss, from, to));
            expected.put(51, -root(moment, from, to, "3103", "3104") - profitOrLoss);
            expected.put(52, expected.get(48) + expected.get(50) + expected.get(51));
            // Prepayments that are older than a year stand further below.
            long prepaid = side(0, moment, from, to, "1123", "2202");
            assertThat(amount(sheet, 5, column) + amount(sheet, 28, column)).isEqualTo(prepaid);
            assertThat(amount(sheet, 34, column) + amount(sheet, 45, column))
                    .isEqualTo(side(1, moment, from, to, "2203", "1122"));
            expected.put(30, expected.get(1) + expected.get(4) + prepaid + expected.get(8) + expected.get(9)
                    + expected.get(14) + expected.get(20));
            expected.put(53, expected.get(30));
            assertLines(sheet, column, expected);
        });
    }

    private void unclosed(Statement sheet, YearMonth from, YearMonth to) {
        boolean unclosed = random.chart.leaves().stream().filter(leaf -> leaf.profitOrLoss() || leaf.priorYears()).anyMatch(leaf ->
                reference.of(leaf::equals, from, to).closing() != 0);
        assertThat(sheet.unclosed()).isEqualTo(unclosed);
    }

    private void enterpriseBalanceSheet(Statement sheet, YearMonth from, YearMonth to) {
        Map<String, Function<Sums, Long>> columns = Map.of("ending", Sums::closing, "yearStart", sum -> sum.yearStart);
        columns.forEach((column, moment) -> {
            Map<Integer, Long> expected = new TreeMap<>();
            boolean reclassified = random.reclassifyOthers();
            long vatDebit = random.vatDebitAsAsset() ? List.of("vat", "vatUnpaid", "vatToCertify").stream()
                    .mapToLong(item -> Math.max(0, item(moment, from, to, item))).sum() : 0;
            long pending = random.vatDebitAsAsset() ? -item(moment, from, to, "vatPending") : 0;
            expected.put(1, root(moment, from, to, "1001", "1002", "1012"));
            expected.put(5, side(0, moment, from, to, "1122", "2203") + root(moment, from, to, "1231"));
            expected.put(7, side(0, moment, from, to, "1123", "2202"));
            expected.put(8, reclassified ? side(0, moment, from, to, "1221", "2241") : root(moment, from, to, "1221"));
            expected.put(9, root(moment, from, to, "1403", "1405", "5001", "5101"));
            expected.put(13, vatDebit);
            expected.put(14, expected.values().stream().mapToLong(Long::longValue).sum());
            expected.put(22, root(moment, from, to, "1601", "1602"));
            expected.put(33, expected.get(22));
            expected.put(34, expected.get(14) + expected.get(22));
            expected.put(39, side(1, moment, from, to, "2202", "1123"));
            expected.put(40, side(1, moment, from, to, "2203", "1122"));
            expected.put(42, -root(moment, from, to, "2211"));
            expected.put(43, -root(moment, from, to, "2221") + vatDebit - pending);
            expected.put(44, (reclassified ? side(1, moment, from, to, "2241", "1221")
                    : -root(moment, from, to, "2241")) - root(moment, from, to, "2232"));
            expected.put(47, pending);
            expected.put(49, -root(moment, from, to, "2501"));
            expected.put(61, -root(moment, from, to, "4001"));
            expected.put(67, -root(moment, from, to, "4003"));
            expected.put(69, -root(moment, from, to, "4101"));
            expected.put(70, -root(moment, from, to, "4103", "4104") - moment.apply(
                    reference.of(leaf -> leaf.profitOrLoss() || leaf.priorYears(), from, to)));
            expected.put(71, expected.get(61) + expected.get(67) + expected.get(69) + expected.get(70));
            expected.put(72, expected.get(34));
            assertLines(sheet, column, expected);
        });
    }

    private void enterpriseIncome(Statement income, YearMonth from, YearMonth to, boolean year) {
        Map<String, Function<Sums, Long>> columns = new TreeMap<>();
        columns.put("ytd", sum -> sum.ytdResult);
        if (!year) {
            columns.put("period", sum -> sum.result);
        }
        columns.forEach((column, result) -> {
            Map<Integer, Long> expected = new TreeMap<>();
            expected.put(1, -root(result, from, to, "6001", "6051"));
            expected.put(2, root(result, from, to, "6401", "6402"));
            expected.put(3, root(result, from, to, "6403"));
            expected.put(4, root(result, from, to, "6601"));
            expected.put(6, item(result, from, to, "research"));
            expected.put(5, root(result, from, to, "6602") - expected.get(6));
            expected.put(7, root(result, from, to, "6603"));
            expected.put(8, item(result, from, to, "interest"));
            expected.put(9, -item(result, from, to, "interestIncome"));
            expected.put(10, -root(result, from, to, "6117"));
            expected.put(11, -root(result, from, to, "6111"));
            expected.put(15, -root(result, from, to, "6101"));
            expected.put(16, -root(result, from, to, "6702"));
            expected.put(17, -root(result, from, to, "6701"));
            expected.put(18, -root(result, from, to, "6115"));
            expected.put(20, -root(result, from, to, "6301"));
            expected.put(21, root(result, from, to, "6711"));
            expected.put(23, root(result, from, to, "6801"));
            expected.put(24, -result.apply(reference.of(Leaf::profitOrLoss, from, to)));
            Function<Sums, Long> moved = column.equals("ytd") ? sum -> sum.ytdDebit - sum.ytdCredit
                    : sum -> sum.debit - sum.credit;
            expected.put(27, -root(moved, from, to, "4003"));
            expected.put(40, expected.get(24) + expected.get(27));
            assertLines(income, column, expected);
        });
    }

    private void income(Statement income, YearMonth from, YearMonth to, boolean year) {
        Map<String, Function<Sums, Long>> columns = new TreeMap<>();
        columns.put("ytd", sum -> sum.ytdResult);
        if (!year) {
            columns.put("period", sum -> sum.result);
        }
        columns.forEach((column, result) -> {
            Map<Integer, Long> expected = new TreeMap<>();
            expected.put(1, -root(result, from, to, "5001", "5051"));
            expected.put(2, root(result, from, to, "5401", "5402"));
            expected.put(3, root(result, from, to, "5403"));
            expected.put(6, item(result, from, to, "urban"));
            expected.put(10, item(result, from, to, "surcharge"));
            expected.put(11, root(result, from, to, "5601"));
            expected.put(13, item(result, from, to, "advertising"));
            expected.put(14, root(result, from, to, "5602"));
            expected.put(16, item(result, from, to, "entertainment"));
            expected.put(18, root(result, from, to, "5603"));
            expected.put(19, item(result, from, to, "interest"));
            expected.put(20, -root(result, from, to, "5111"));
            expected.put(22, -root(result, from, to, "5301"));
            expected.put(23, -item(result, from, to, "grant"));
            expected.put(24, root(result, from, to, "5711"));
            expected.put(25, item(result, from, to, "badDebt"));
            expected.put(31, root(result, from, to, "5801"));
            expected.put(32, -result.apply(reference.of(Leaf::profitOrLoss, from, to)));
            assertLines(income, column, expected);
        });
    }

    private void cashFlow(Statement cash, YearMonth from, YearMonth to, boolean year) {
        boolean firstYear = from.getYear() == reference.start().getYear();
        Predicate<Leaf> isCash = Leaf::cash;
        long atStart = reference.openings().stream().filter(row -> row.account().cash())
                .mapToLong(ReferenceBook.Opening::net).sum();
        long ytdOpening = firstYear ? atStart : reference.of(isCash, from, to).yearStart;
        long opening = !from.isAfter(reference.start()) ? atStart : reference.of(isCash, from, to).opening;
        long closing = reference.of(isCash, from, to).closing();
        cash(cash, "ytd", reference.cash(from.withMonth(1), to), ytdOpening, closing);
        if (!year) {
            cash(cash, "period", reference.cash(from, to), opening, closing);
        }
    }

    private void cash(Statement statement, String column, Map<Integer, Long> received, long opening, long closing) {
        RandomStandard standard = random.standard;
        Map<Integer, Long> expected = new TreeMap<>();
        long net = 0;
        for (int line : standard.lines()) {
            long sign = standard.inflow().contains(line) ? 1 : -1;
            long amount = random.partlyTagged() ? sign * amount(statement, line, column) : received.getOrDefault(line, 0L);
            expected.put(line, sign * amount);
            net += amount;
        }
        expected.put(standard.net(), net);
        expected.put(standard.net() + 1, opening);
        expected.put(standard.net() + 2, net + opening);
        assertLines(statement, column, expected);
        long untagged = fen(statement.untagged().get(column));
        assertThat(opening + net + untagged).as("cash " + statement.period() + " " + column).isEqualTo(closing);
        if (!random.partlyTagged()) {
            assertThat(untagged).isEqualTo(received.getOrDefault(0, 0L));
        }
    }

    /** Whatever is tagged, the cash of a voucher is on its lines; each with its own amount where somebody chose all. */
    private void cashOfVouchers(YearMonth month) {
        for (Voucher voucher : context.getBean(Vouchers.class).ofPeriod(BookForTests.REVIEWER, id, month)) {
            if (voucher.state() != Voucher.State.POSTED) {
                continue;
            }
            List<Voucher.Entry> others = new ArrayList<>();
            long cash = 0;
            long booked = 0;
            for (Voucher.Entry entry : voucher.entries()) {
                if (random.chart.ofCode(entry.accountCode()).cash()) {
                    cash += fen(entry.debit()) - fen(entry.credit());
                    assertThat(entry.cash()).as("cash of cash in " + voucher.id()).isNull();
                } else {
                    others.add(entry);
                    booked += entry.cash() == null ? 0 : fen(entry.cash().amount());
                }
            }
            assertThat(booked).as("cash of " + voucher).isEqualTo(cash);
            if (others.stream().allMatch(entry -> entry.cash() != null && entry.cash().chosen())) {
                assertThat(others).as("all chosen").allMatch(entry ->
                        fen(entry.cash().amount()) == fen(entry.credit()) - fen(entry.debit()));
            }
        }
    }

    private static void assertLines(Statement statement, String column, Map<Integer, Long> expected) {
        Map<Integer, Long> ours = new TreeMap<>();
        expected.keySet().forEach(line -> ours.put(line, amount(statement, line, column)));
        assertThat(ours).as(statement.statement() + " " + statement.period() + " " + column).isEqualTo(expected);
    }

    private static long amount(Statement statement, int line, String column) {
        return fen(statement.line(line).orElseThrow().amount(column));
    }

    private long root(Function<Sums, Long> moment, YearMonth from, YearMonth to, String... codes) {
        return moment.apply(reference.of(leaf -> List.of(codes).contains(leaf.root()), from, to));
    }

    private long item(Function<Sums, Long> moment, YearMonth from, YearMonth to, String item) {
        return moment.apply(reference.of(leaf -> leaf.item().equals(item), from, to));
    }

    private long side(int side, Function<Sums, Long> moment, YearMonth from, YearMonth to, String... roots) {
        long sum = 0;
        for (String root : roots) {
            sum += reference.balancesBySide(root, from, to, moment)[side];
        }
        return sum;
    }

    /** What is written and reversed in the same month leaves no trace in any figure. */
    void reversalUndoes() {
        YearMonth month = random.lastClosed() == null ? reference.start() : random.lastClosed().plusMonths(1);
        List<String> before = figuresOf(month);
        random.writeAndReverse(month);
        assertThat(figuresOf(month)).as("after a reversal in " + month).isEqualTo(before);
    }

    private List<String> figuresOf(YearMonth month) {
        List<String> all = new ArrayList<>();
        statements.trialBalance(id, month, month, TrialBalance.Options.USUAL).rows().forEach(row -> all.add(row.toString()));
        StatementSet set = statements.of(id, ReportPeriod.of(month));
        for (Statement statement : List.of(set.balanceSheet(), set.incomeStatement(), set.cashFlow())) {
            statement.rows().forEach(row -> all.add(statement.statement() + row));
        }
        figures.counterparties(id, month, month).stream()
                .filter(each -> !each.opening().isZero() || !each.closing().isZero())
                .forEach(each -> all.add(each.toString()));
        return all;
    }

    private static long fen(Money amount) {
        return RandomBook.fen(amount);
    }
}
