package zhangfang.statements;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import zhangfang.company.Company.Standard;
import zhangfang.ledger.Figures.CashFigures;
import zhangfang.ledger.StandardAccounts;
import zhangfang.money.Money;
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
 * @param standard          by which lines
 * @param period            what they are drawn up for
 * @param now               the figures of the period
 * @param before            the figures up to the month before the period, where that lies in the same year and book
 * @param lastYear          the figures of the whole year before, where the book has them; used for a whole year only
 * @param vatDebitAsAsset   whether debit balances of VAT are shown as other current assets (口径 B)
 * @param provisional       whether the period is open
 * @param fromItsStart      whether the period begins with the book's first month, or earlier
 */
record StatementDraft(Standard standard, ReportPeriod period, BooksAt now, Optional<BooksAt> before,
        Optional<BooksAt> lastYear, boolean vatDebitAsAsset, boolean provisional, boolean fromItsStart) {

    static final String ENDING = "ending";
    static final String YEAR_START = "yearStart";
    static final String YTD = "ytd";
    static final String PERIOD = "period";
    static final String PRIOR_YEAR = "priorYear";

    static final String UNTAGGED_CHECK = "03-untagged";

    private static final String UNTAGGED_ITEM = "未分类";

    /** The amounts of one column, by line number. */
    private interface Column {
        Money valueOf(Term term);
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

    private Map<String, Optional<Column>> balanceSheetColumns() {
        Map<String, Optional<Column>> columns = new LinkedHashMap<>();
        columns.put(ENDING, Optional.of(term -> balance(term, Moment.CLOSING)));
        columns.put(YEAR_START, Optional.of(term -> balance(term, Moment.YEAR_START)));
        return columns;
    }

    private Map<String, Optional<Column>> incomeColumns() {
        Map<String, Optional<Column>> columns = new LinkedHashMap<>();
        columns.put(YTD, Optional.of(term -> turnover(now, term, Span.YTD)));
        if (isYear()) {
            columns.put(PRIOR_YEAR, lastYear.map(books -> term -> turnover(books, term, Span.YTD)));
        } else {
            columns.put(PERIOD, Optional.of(term -> turnover(now, term, Span.PERIOD)));
        }
        return columns;
    }

    private Map<String, Optional<Column>> cashColumns() {
        Map<String, Optional<Column>> columns = new LinkedHashMap<>();
        columns.put(YTD, Optional.of(term -> cash(now, term, YTD)));
        if (isYear()) {
            columns.put(PRIOR_YEAR, lastYear.map(books -> term -> cash(books, term, YTD)));
        } else {
            columns.put(PERIOD, Optional.of(term -> cash(now, term, PERIOD)));
        }
        return columns;
    }

    private Statement statement(StatementKind kind, Map<String, Optional<Column>> columns) {
        Map<String, Map<Integer, Money>> amounts = new LinkedHashMap<>();
        columns.forEach((name, column) -> column.ifPresent(known -> amounts.put(name, lines(kind, known))));
        List<Row> rows = new ArrayList<>();
        for (Line line : reference().lines(kind)) {
            Map<String, Money> cells = new LinkedHashMap<>();
            columns.keySet().forEach(name -> cells.put(name,
                    amounts.containsKey(name) ? amounts.get(name).get(line.number()) : null));
            rows.add(new Row(line.number(), line.item(), line.kind(), line.section(), cells));
        }
        Map<String, Money> untagged = kind == StatementKind.CASH_FLOW ? untagged() : null;
        if (untagged != null && untagged.values().stream().anyMatch(amount -> amount != null && !amount.isZero())) {
            rows.add(new Row(null, UNTAGGED_ITEM, LineKind.UNTAGGED, "", untagged));
        }
        List<Check> checks = new ArrayList<>();
        for (Rule rule : reference().rules(kind)) {
            amounts.forEach((column, byLine) -> checks.add(Check.of(rule.id(), rule.expression(), column,
                    rule.left().evaluate(term -> byLine.get(term.number())),
                    rule.right().evaluate(term -> byLine.get(term.number())), rule.kind())));
        }
        return new Statement(kind.path(), kind.form(standard), period.text(), List.copyOf(columns.keySet()), provisional,
                now.hasUnclosed(), now.unclosed(Moment.CLOSING),
                kind == StatementKind.CASH_FLOW && now.cash().fromBookStart(), untagged, rows, checks);
    }

    private Map<Integer, Money> lines(StatementKind kind, Column column) {
        Map<Integer, Money> byLine = new LinkedHashMap<>();
        for (Line line : reference().lines(kind)) {
            byLine.put(line.number(), line.formula().evaluate(term -> term.source() == Formula.Source.L
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
            case VATDEBIT -> vatDebitAsAsset ? now.vatDebitBalances(moment) : Money.ZERO;
            case VATPENDING -> vatDebitAsAsset
                    ? now.balance(StandardAccounts.TAXES_PAYABLE, VatRoles.PENDING_OUTPUT, moment).negated() : Money.ZERO;
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
            case OPENINGCASH -> ytd ? cash.yearOpeningCash() : openingCash();
            default -> throw new IllegalStateException("no cash: " + term);
        };
    }

    /** Cash flows are known from the book's start on, so that is where the cash of an earlier beginning is counted. */
    private Money openingCash() {
        return fromItsStart && now.cash().fromBookStart() ? now.cash().yearOpeningCash() : now.freeCash(Moment.OPENING);
    }

    private Map<String, Money> untagged() {
        Map<String, Money> untagged = new LinkedHashMap<>();
        untagged.put(YTD, now.cash().untaggedYtd());
        if (isYear()) {
            untagged.put(PRIOR_YEAR, lastYear.map(books -> books.cash().untaggedYtd()).orElse(null));
        } else {
            untagged.put(PERIOD, now.cash().untaggedPeriod());
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
        if (isYear() || before.isEmpty()) {
            return List.of();
        }
        Map<Integer, Money> cumulatedBefore = lines(StatementKind.INCOME_STATEMENT,
                term -> turnover(before.get(), term, Span.YTD));
        List<Check> checks = new ArrayList<>();
        for (Key key : List.of(Key.REVENUE, Key.PROFIT_BEFORE_TAX, Key.NET_PROFIT)) {
            int line = number(key);
            checks.add(Check.equal("02-continuity-" + line, line + "本年累计 = " + line + "上期末累计 + " + line + "本期",
                    YTD, income.amount(line, YTD), cumulatedBefore.get(line).plus(income.amount(line, PERIOD))));
        }
        return checks;
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
                    cashFlow.amount(net, PERIOD), end.minus(openingCash())));
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
        return new Statement(statement.statement(), statement.form(), statement.period(), statement.columns(),
                statement.provisional(), statement.unclosed(), statement.unclosedAmount(), statement.fromBookStart(),
                statement.untagged(), statement.rows(), checks);
    }
}
