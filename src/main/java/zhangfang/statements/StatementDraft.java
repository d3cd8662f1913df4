package zhangfang.statements;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import zhangfang.company.Company.Standard;
import zhangfang.ledger.Figures.CashFigures;
import zhangfang.ledger.Presentation;
import zhangfang.ledger.StandardAccounts;
import zhangfang.money.Money;
import zhangfang.refusal.Refusal;
import zhangfang.statements.BooksAt.Moment;
import zhangfang.statements.BooksAt.Span;
import zhangfang.statements.Formula.Term;
import zhangfang.statements.LineDefinitions.Key;
import zhangfang.statements.LineDefinitions.Line;
import zhangfang.statements.LineDefinitions.Rule;
import zhangfang.statements.Statement.LineKind;
import zhangfang.statements.Statement.Row;

/**
 * Draws up the three statements from figures, by the reference's lines; a pure function.
 *
 * @param standard     by which lines
 * @param period       what they are drawn up for
 * @param now          the figures of the period
 * @param previous     the figures of the month, quarter or year before, where the book has them
 * @param lastYear     the figures of the same period a year earlier, where the standard compares with them and the book
 *                     has all of them
 * @param presentation how the book shows what the standard leaves open
 * @param provisional  whether the period is open
 * @param layout       whose form they follow
 * @param compared     how they are compared with the period before, or empty
 */
record StatementDraft(Standard standard, ReportPeriod period, BooksAt now, Optional<BooksAt> previous,
        Optional<BooksAt> lastYear, Presentation presentation, boolean provisional, Layout layout,
        Optional<Compared> compared) {

    /**
     * @param openingKnown whether the balances at the period's beginning are those the period before ends with
     * @param provisional  whether the period before is open, too
     */
    record Compared(boolean openingKnown, boolean provisional) {
    }

    static final String ENDING = "ending";
    static final String YEAR_START = "yearStart";
    static final String YTD = "ytd";
    static final String PERIOD = "period";
    static final String PRIOR_YEAR = "priorYear";
    static final String PRIOR_PERIOD = "priorPeriod";
    static final String PREVIOUS = "previous";
    static final String DIFFERENCE = "difference";

    static final String UNTAGGED_CHECK = "03-untagged";

    private static final String UNTAGGED_ITEM = "未分类";
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    /** The amounts of one column, by line number. */
    private interface Column {
        Money valueOf(Term term);
    }

    /** Of a month for itself, for single lines. */
    static StatementDraft ofMonth(Standard standard, YearMonth month, BooksAt books, boolean provisional) {
        return new StatementDraft(standard, ReportPeriod.of(month), books, Optional.empty(), Optional.empty(),
                new Presentation(false, false), provisional, Layout.MINISTRY, Optional.empty());
    }

    /** A line of the balance sheet that is made of accounts alone. */
    Money ending(Key key) {
        return line(StatementKind.BALANCE_SHEET, number(key)).formula()
                .evaluate(term -> balance(term, Moment.CLOSING));
    }

    /** A line of the income statement, of the period. */
    Money ofPeriod(Key key) {
        return lines(StatementKind.INCOME_STATEMENT, term -> turnover(now, term, Span.PERIOD)).get(number(key));
    }

    StatementSet drawUp() {
        Statement balanceSheet = statement(StatementKind.BALANCE_SHEET, balanceSheetColumns());
        Statement income = statement(StatementKind.INCOME_STATEMENT, incomeColumns());
        Statement cashFlow = statement(StatementKind.CASH_FLOW, cashColumns());
        return new StatementSet(
                with(balanceSheet, List.of(equity(balanceSheet, income))),
                with(income, continuity(income)),
                with(cashFlow, cashChecks(balanceSheet, cashFlow)));
    }

    /** @throws zhangfang.refusal.Refusal not found, if the statement has no such line */
    LineMakeup makeup(StatementKind kind, int number) {
        Map<String, Optional<Column>> columns = switch (kind) {
            case BALANCE_SHEET -> balanceSheetColumns();
            case INCOME_STATEMENT -> incomeColumns();
            case CASH_FLOW -> cashColumns();
        };
        Map<String, Map<Integer, Money>> known = new LinkedHashMap<>();
        columns.forEach((name, column) -> column.ifPresent(each -> known.put(name, lines(kind, each))));
        Line line = line(kind, number);
        Map<String, Money> amounts = new LinkedHashMap<>();
        known.forEach((name, byLine) -> amounts.put(name, byLine.get(number)));
        Map<String, String> headings = new LinkedHashMap<>();
        columns.keySet().forEach(name ->
                headings.put(name, Statement.heading(standard, kind.path(), period.kind(), layout, name)));
        return new LineMakeup(kind.path(), period, number, line.item(layout), List.copyOf(columns.keySet()), headings,
                amounts, line.formula().terms().stream().map(term -> part(kind, term, columns, known))
                        .filter(part -> !part.isOfNothing()).toList());
    }

    private Line line(StatementKind kind, int number) {
        return reference().lines(kind).stream().filter(line -> line.number() == number).findFirst()
                .orElseThrow(Refusal::notFound);
    }

    private LineMakeup.Part part(StatementKind kind, Term term, Map<String, Optional<Column>> columns,
            Map<String, Map<Integer, Money>> known) {
        boolean ofLine = term.source() == Formula.Source.L;
        Map<String, Money> amounts = new LinkedHashMap<>();
        known.forEach((name, byLine) -> {
            Money amount = ofLine ? byLine.get(term.number()) : columns.get(name).orElseThrow().valueOf(term);
            amounts.put(name, term.negative() ? amount.negated() : amount);
        });
        boolean ofAccounts = !ofLine && term.source() != Formula.Source.TAG;
        return new LineMakeup.Part(term.source().name(), ofAccounts ? null : (Integer) term.number(),
                ofLine ? line(kind, term.number()).item(layout) : "", ofAccounts ? accounts(term) : List.of(), amounts);
    }

    private List<String> accounts(Term term) {
        return switch (term.source()) {
            case VATDEBIT -> List.of(StandardAccounts.TAXES_PAYABLE);
            case VATPENDING -> now.codes(StandardAccounts.TAXES_PAYABLE, VatRoles.PENDING_OUTPUT);
            default -> term.code().isEmpty() ? List.of() : now.codes(term.code(), term.role());
        };
    }

    private Map<String, Optional<Column>> balanceSheetColumns() {
        Map<String, Optional<Column>> columns = new LinkedHashMap<>();
        columns.put(ENDING, Optional.of(term -> balance(term, Moment.CLOSING)));
        columns.put(YEAR_START, Optional.of(term -> balance(term, Moment.YEAR_START)));
        return columns;
    }

    private Map<String, Optional<Column>> incomeColumns() {
        return flowColumns(term -> turnover(now, term, Span.YTD), term -> turnover(now, term, Span.PERIOD),
                previous.map(books -> term -> turnover(books, term, Span.YTD)),
                lastYear.map(books -> term -> turnover(books, term, Span.PERIOD)));
    }

    private Map<String, Optional<Column>> cashColumns() {
        return flowColumns(term -> cash(now, term, YTD), term -> cash(now, term, PERIOD),
                previous.map(books -> term -> cash(books, term, YTD)),
                lastYear.map(books -> term -> cash(books, term, PERIOD)));
    }

    private Map<String, Optional<Column>> flowColumns(Column ytd, Column own, Optional<Column> priorYear,
            Optional<Column> priorPeriod) {
        Map<String, Optional<Column>> columns = new LinkedHashMap<>();
        if (isYear()) {
            columns.put(YTD, Optional.of(ytd));
            columns.put(PRIOR_YEAR, priorYear);
        } else if (standard == Standard.ENTERPRISE) {
            columns.put(PERIOD, Optional.of(own));
            columns.put(PRIOR_PERIOD, priorPeriod);
            columns.put(YTD, Optional.of(ytd));
        } else if (layout == Layout.TAX_BUREAU) {
            columns.put(PERIOD, Optional.of(own));
            columns.put(YTD, Optional.of(ytd));
        } else {
            columns.put(YTD, Optional.of(ytd));
            columns.put(PERIOD, Optional.of(own));
        }
        return columns;
    }

    private Statement statement(StatementKind kind, Map<String, Optional<Column>> columns) {
        Map<String, Map<Integer, Money>> amounts = new LinkedHashMap<>();
        columns.forEach((name, column) -> column.ifPresent(known -> amounts.put(name, lines(kind, known))));
        Map<Integer, Money> before = compared.flatMap(how -> previousColumn(kind, how))
                .map(column -> lines(kind, column)).orElse(Map.of());
        List<Row> rows = new ArrayList<>();
        for (Line line : reference().lines(kind)) {
            Map<String, Money> cells = new LinkedHashMap<>();
            columns.keySet().forEach(name -> cells.put(name,
                    amounts.containsKey(name) ? amounts.get(name).get(line.number()) : null));
            rows.add(row(line.number(), line.item(layout), line.kind(), line.section(), cells, kind,
                    before.get(line.number())));
        }
        Map<String, Money> untagged = kind == StatementKind.CASH_FLOW ? untagged() : null;
        if (untagged != null && untagged.values().stream().anyMatch(amount -> amount != null && !amount.isZero())) {
            rows.add(row(null, UNTAGGED_ITEM, LineKind.UNTAGGED, "", untagged, kind,
                    previous.map(books -> books.cash().untaggedPeriod()).orElse(null)));
        }
        List<Check> checks = new ArrayList<>();
        for (Rule rule : reference().rules(kind)) {
            amounts.forEach((column, byLine) -> checks.add(Check.of(rule.id(), rule.expression(), column,
                    rule.left().evaluate(term -> byLine.get(term.number())),
                    rule.right().evaluate(term -> byLine.get(term.number())), rule.kind())));
        }
        return new Statement(standard, kind.path(), kind.form(standard), period.text(), layout, columnNames(columns),
                comparison(kind), provisional, now.hasUnclosed(), now.unclosed(Moment.CLOSING),
                kind == StatementKind.CASH_FLOW && now.cash().fromBookStart(), untagged, rows, checks);
    }

    private List<String> columnNames(Map<String, Optional<Column>> columns) {
        List<String> names = new ArrayList<>(columns.keySet());
        if (compared.isPresent()) {
            names.addAll(List.of(PREVIOUS, DIFFERENCE));
        }
        return List.copyOf(names);
    }

    private Statement.Comparison comparison(StatementKind kind) {
        return compared.map(how -> new Statement.Comparison(period.previous().text(), comparedColumn(kind),
                how.provisional)).orElse(null);
    }

    private String comparedColumn(StatementKind kind) {
        return kind == StatementKind.BALANCE_SHEET ? ENDING : isYear() ? YTD : PERIOD;
    }

    /** The period before ends with the balances that this one begins with. */
    private Optional<Column> previousColumn(StatementKind kind, Compared how) {
        return switch (kind) {
            case BALANCE_SHEET -> how.openingKnown
                    ? Optional.of(term -> balance(term, Moment.OPENING)) : Optional.empty();
            case INCOME_STATEMENT -> previous.map(books -> term -> turnover(books, term, Span.PERIOD));
            case CASH_FLOW -> previous.map(books -> term -> cash(books, term, isYear() ? YTD : PERIOD));
        };
    }

    private Row row(Integer number, String item, LineKind lineKind, String section, Map<String, Money> amounts,
            StatementKind kind, Money before) {
        if (compared.isEmpty()) {
            return new Row(number, item, lineKind, section, amounts, null);
        }
        Map<String, Money> cells = new LinkedHashMap<>(amounts);
        Money current = amounts.get(comparedColumn(kind));
        Money difference = before == null || current == null ? null : current.minus(before);
        cells.put(PREVIOUS, before);
        cells.put(DIFFERENCE, difference);
        return new Row(number, item, lineKind, section, cells, percent(difference, before));
    }

    private static String percent(Money difference, Money before) {
        if (difference == null || before.isZero()) {
            return null;
        }
        return difference.amount().multiply(HUNDRED).divide(before.abs().amount(), 2, RoundingMode.HALF_UP)
                .toPlainString();
    }

    private Map<Integer, Money> lines(StatementKind kind, Column column) {
        Map<Integer, Money> byLine = new LinkedHashMap<>();
        for (Line line : reference().lines(kind)) {
            byLine.put(line.number(), line.kind() == LineKind.NOT_FROM_BOOKS ? null
                    : line.formula().evaluate(term -> term.source() == Formula.Source.L
                            ? byLine.get(term.number())
                            : column.valueOf(term)));
        }
        return byLine;
    }

    private Money balance(Term term, Moment moment) {
        return switch (term.source()) {
            case D -> now.balance(term.code(), term.role(), moment);
            case C -> now.balance(term.code(), term.role(), moment).negated();
            case DP -> now.balancesOnSide(term.code(), true, moment);
            case CP -> now.balancesOnSide(term.code(), false, moment);
            case DPLONG -> now.longBalancesOnSide(term.code(), true, moment);
            case CPLONG -> now.longBalancesOnSide(term.code(), false, moment);
            case DPR -> presentation.reclassifyOthers()
                    ? now.balancesOnSide(term.code(), true, moment) : Money.ZERO;
            case CPR -> presentation.reclassifyOthers()
                    ? now.balancesOnSide(term.code(), false, moment) : Money.ZERO;
            case VATDEBIT -> presentation.vatDebitAsAsset() ? now.vatDebitBalances(moment) : Money.ZERO;
            case VATPENDING -> presentation.vatDebitAsAsset()
                    ? now.balance(StandardAccounts.TAXES_PAYABLE, VatRoles.PENDING_OUTPUT, moment).negated()
                    : Money.ZERO;
            case UNCLOSED -> now.unclosed(moment);
            default -> throw new IllegalStateException("no balance: " + term);
        };
    }

    private static Money turnover(BooksAt books, Term term, Span span) {
        return switch (term.source()) {
            case DR -> books.turnover(term.code(), term.role(), span);
            case CR -> books.turnover(term.code(), term.role(), span).negated();
            default -> throw new IllegalStateException("no turnover: " + term);
        };
    }

    private Money cash(BooksAt books, Term term, String column) {
        CashFigures cash = books.cash();
        boolean ytd = column.equals(YTD);
        return switch (term.source()) {
            case TAG -> (ytd ? cash.ytd() : cash.period()).getOrDefault(term.number(), Money.ZERO);
            case OPENINGCASH -> ytd ? cash.yearOpeningCash() : books.openingCash();
            default -> throw new IllegalStateException("no cash: " + term);
        };
    }

    private Map<String, Money> untagged() {
        Map<String, Money> untagged = new LinkedHashMap<>();
        untagged.put(YTD, now.cash().untaggedYtd());
        if (isYear()) {
            untagged.put(PRIOR_YEAR, previous.map(books -> books.cash().untaggedYtd()).orElse(null));
        } else {
            untagged.put(PERIOD, now.cash().untaggedPeriod());
            lastYear.ifPresent(books -> untagged.put(PRIOR_PERIOD, books.cash().untaggedPeriod()));
        }
        return untagged;
    }

    /** Profit reaches the equity: what 未分配利润 grew by is the net profit and what was appropriated or distributed. */
    private Check equity(Statement balanceSheet, Statement income) {
        int profit = number(Key.UNDISTRIBUTED_PROFIT);
        Money growth = balanceSheet.amount(profit, ENDING).minus(balanceSheet.amount(profit, YEAR_START));
        Money explained = income.amount(number(Key.NET_PROFIT), YTD)
                .plus(now.otherMovementsOfProfit(StandardAccounts.of(standard)));
        return Check.equal("01-02-profit", profit + "期末 − " + profit + "年初 = 利润表" + number(Key.NET_PROFIT)
                + "本年累计 − 计提盈余公积 − 分配利润 + 其他转入", YTD, growth, explained);
    }

    /** Within a year, what was cumulated before and the period make what is cumulated now. */
    private List<Check> continuity(Statement income) {
        Optional<Map<Integer, Money>> before = cumulatedBefore();
        if (before.isEmpty()) {
            return List.of();
        }
        Map<Integer, Money> own = lines(StatementKind.INCOME_STATEMENT, term -> turnover(now, term, Span.PERIOD));
        List<Check> checks = new ArrayList<>();
        for (Key key : List.of(Key.REVENUE, Key.PROFIT_BEFORE_TAX, Key.NET_PROFIT)) {
            int line = number(key);
            checks.add(Check.equal("02-continuity-" + line, isYear() ? line + "本年累计 = " + line + "各月合计"
                    : line + "本年累计 = " + line + "上期末累计 + " + line + "本期",
                    YTD, income.amount(line, YTD), before.get().get(line).plus(own.get(line))));
        }
        return checks;
    }

    /** Nothing in a period that begins the year; unknown in the first period of a book that was opened later in it. */
    private Optional<Map<Integer, Money>> cumulatedBefore() {
        if (period.from().equals(period.january())) {
            return Optional.of(lines(StatementKind.INCOME_STATEMENT, term -> Money.ZERO));
        }
        return previous.map(books -> lines(StatementKind.INCOME_STATEMENT, term -> turnover(books, term, Span.YTD)));
    }

    private List<Check> cashChecks(Statement balanceSheet, Statement cashFlow) {
        List<Check> checks = new ArrayList<>();
        Money start = now.cash().fromBookStart() ? now.cash().yearOpeningCash() : now.freeCash(Moment.YEAR_START);
        Money end = now.freeCash(Moment.CLOSING);
        int net = number(Key.NET_CASH);
        int opening = number(Key.OPENING_CASH);
        int closing = number(Key.CLOSING_CASH);
        String startName = now.cash().fromBookStart() ? "启用时货币资金" : funds("年初");
        checks.add(Check.equal("03-01-change-ytd", net + " = " + funds("期末") + " − " + startName, YTD,
                cashFlow.amount(net, YTD), end.minus(start)));
        checks.add(Check.equal("03-01-start-ytd", opening + " = " + startName, YTD,
                cashFlow.amount(opening, YTD), start));
        checks.add(Check.equal("03-01-end-ytd", closing + " = " + funds("期末"), YTD,
                cashFlow.amount(closing, YTD), end));
        if (!isYear()) {
            checks.add(Check.equal("03-01-change-period", net + " = " + funds("期末") + " − " + funds("期初"), PERIOD,
                    cashFlow.amount(net, PERIOD), end.minus(now.openingCash())));
            checks.add(Check.equal("03-01-end-period", closing + " = " + funds("期末"), PERIOD,
                    cashFlow.amount(closing, PERIOD), end));
        }
        if (!now.hasRestrictedCash()) {
            checks.add(Check.equal("03-01-funds", closing + " = " + funds("期末"), YTD, cashFlow.amount(closing, YTD),
                    balanceSheet.amount(number(Key.MONETARY_FUNDS), ENDING)));
        }
        cashFlow.untagged().forEach((column, amount) -> {
            if (amount != null) {
                checks.add(Check.equal(UNTAGGED_CHECK, "未分类 = 0", column, amount, Money.ZERO));
            }
        });
        return checks;
    }

    private String funds(String when) {
        return "资产负债表" + number(Key.MONETARY_FUNDS) + when + (now.hasRestrictedCash() ? "(不含受限资金)" : "");
    }

    private LineDefinitions reference() {
        return LineDefinitions.of(standard);
    }

    private int number(Key key) {
        return reference().number(key);
    }

    private boolean isYear() {
        return period.kind() == ReportPeriod.Kind.YEAR;
    }

    private static Statement with(Statement statement, List<Check> more) {
        List<Check> checks = new ArrayList<>(statement.checks());
        checks.addAll(more);
        return new Statement(statement.standard(), statement.statement(), statement.form(), statement.period(),
                statement.layout(), statement.columns(), statement.comparison(), statement.provisional(),
                statement.unclosed(), statement.unclosedAmount(), statement.fromBookStart(), statement.untagged(),
                statement.rows(), checks);
    }
}
