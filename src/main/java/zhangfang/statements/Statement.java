package zhangfang.statements;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import zhangfang.company.Company.Standard;
import zhangfang.money.Money;

/**
 * One statement (报表) of a month, a quarter or a year, in yuan.
 *
 * @param standard       by which standard
 * @param statement      its name, as in addresses
 * @param form           official number of the form (表号)
 * @param period         what it is drawn up for
 * @param layout         whose form it follows
 * @param columns        the names of its columns, in the order of the form
 * @param comparison     what it is compared with; {@code null} without comparison
 * @param provisional    whether the period is not closed yet, so that figures may change (暂估)
 * @param unclosed       whether income or expenses of the period are not carried forward yet (存在未结转损益)
 * @param unclosedAmount their net credit balance, which the balance sheet shows within 未分配利润
 * @param fromBookStart  whether the cash flow's year to date begins at the book's start (自启用月起)
 * @param untagged       cash flow only: net cash that carries no line (未分类), by column
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Statement(Standard standard, String statement, String form, String period, Layout layout,
        List<String> columns, Comparison comparison, boolean provisional, boolean unclosed, Money unclosedAmount, boolean fromBookStart,
        Map<String, Money> untagged, List<Row> rows, List<Check> checks) {

    private static final Map<String, String> ENTERPRISE_HEADINGS = Map.of(StatementDraft.YEAR_START, "lastYearEnd",
            StatementDraft.PRIOR_YEAR, StatementDraft.PRIOR_PERIOD, StatementDraft.PREVIOUS, "before");

    /** What a line is in its statement. */
    public enum LineKind {
        DETAIL,
        /** Part of the line above (其中). */
        MEMO,
        /** Shown, but only its difference counts (固定资产原价、累计折旧). */
        COMPONENT,
        SUM,
        /** Cash received. */
        IN,
        /** Cash paid. */
        OUT,
        /** Cash that carries no line. */
        UNTAGGED,
        /** What books don't tell and only some enterprises have to state (每股收益). */
        NOT_FROM_BOOKS
    }

    /**
     * The comparison with the month, quarter or year before, in the columns {@code previous} and {@code difference} and
     * each row's {@code percent}.
     *
     * @param period      what it is compared with
     * @param column      which column is compared
     * @param provisional whether that period is open, too
     */
    public record Comparison(String period, String column, boolean provisional) {
    }

    /**
     * @param line    official line number (行次); {@code null} for untagged cash
     * @param section the heading above it, may be empty
     * @param amounts by column; a column without an amount has nothing known of that time
     * @param percent what it grew by, in hundredths of the amount compared with, with two decimals; {@code null} where
     *                nothing is compared or there was nothing
     */
    public record Row(Integer line, String item, LineKind kind, String section,
            @JsonIgnore Map<String, Money> amounts, @JsonInclude(JsonInclude.Include.NON_NULL) String percent) {

        /** The columns, beside the other properties. */
        @JsonAnyGetter
        public Map<String, Money> columns() {
            return amounts;
        }

        public Money amount(String column) {
            return amounts.get(column);
        }
    }

    /** Whether the period that it is compared with lies before the book, so that there is nothing to compare. */
    public boolean comparedWithNothing() {
        return comparison != null && rows.stream().allMatch(row -> row.amount(StatementDraft.PREVIOUS) == null);
    }

    /**
     * The end of the key of a column's heading. The Ministry's form for small enterprises calls a month's own column
     * 本月金额; the one for enterprises knows 本期金额 and 上期金额 only, whatever the period.
     */
    public String heading(String column) {
        return heading(standard, statement, ReportPeriod.parse(period).kind(), layout, column);
    }

    static String heading(Standard standard, String statement, ReportPeriod.Kind kind, Layout layout, String column) {
        if (column.equals(StatementDraft.PREVIOUS) && statement.equals(StatementKind.BALANCE_SHEET.path())) {
            return "previousEnding";
        }
        if (standard == Standard.ENTERPRISE) {
            boolean wholeYear = column.equals(StatementDraft.YTD) && kind == ReportPeriod.Kind.YEAR;
            return wholeYear ? StatementDraft.PERIOD : ENTERPRISE_HEADINGS.getOrDefault(column, column);
        }
        boolean ownMonth = layout == Layout.MINISTRY && column.equals(StatementDraft.PERIOD)
                && kind == ReportPeriod.Kind.MONTH;
        return ownMonth ? "month" : column;
    }

    public Optional<Row> line(int number) {
        return rows.stream().filter(row -> row.line() != null && row.line() == number).findFirst();
    }

    /** The amount of a line that exists in every statement of the kind; {@code null} where nothing is known. */
    Money amount(int line, String column) {
        return line(line).orElseThrow().amount(column);
    }

    /** Whether one of the check rules forbids to issue it. */
    public boolean hasErrors() {
        return checks.stream().anyMatch(Check::forbidsIssue);
    }
}
