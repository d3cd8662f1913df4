package zhangfang.web;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import zhangfang.money.Money;
import zhangfang.statements.Statement;
import zhangfang.statements.Statement.Row;

/**
 * The few lines of a statement that people would rather look at than read: what the balance sheet's sides are made of,
 * how income becomes profit, what each kind of activity brought in. Lines are known by their items, which both
 * standards share.
 */
final class StatementChart {

    /** @param amounts by column */
    record Figure(String name, List<Money> amounts) {
    }

    /** An item of a statement and how it is called beside a bar. */
    private record Line(Pattern item, String name) {

        static Line of(String item, String name) {
            return new Line(Pattern.compile(item), name);
        }
    }

    private static final List<Line> BALANCE_SHEET = List.of(Line.of("流动资产合计", "流动资产"),
            Line.of("非流动资产合计", "非流动资产"), Line.of("流动负债合计", "流动负债"),
            Line.of("非流动负债合计", "非流动负债"), Line.of("所有者权益.*合计", "所有者权益"));
    private static final List<Line> INCOME_STATEMENT = List.of(Line.of("一、营业收入", "营业收入"),
            Line.of("减：营业成本", "营业成本"), Line.of("二、营业利润.*", "营业利润"), Line.of("三、利润总额.*", "利润总额"),
            Line.of("四、净利润.*", "净利润"));
    private static final List<Line> CASH_FLOW = List.of(Line.of("经营活动产生的现金流量净额", "经营活动"),
            Line.of("投资活动产生的现金流量净额", "投资活动"), Line.of("筹资活动产生的现金流量净额", "筹资活动"),
            Line.of(".*现金(及现金等价物)?净增加额", "净增加额"));
    private static final int COLUMNS = 2;

    private StatementChart() {
    }

    /** The columns that are shown: the statement's first ones. */
    static List<String> columns(Statement statement) {
        return statement.columns().stream().limit(COLUMNS).toList();
    }

    /** Nothing, where there is nothing to see. */
    static List<Figure> of(Statement statement) {
        List<String> columns = columns(statement);
        List<Figure> figures = lines(statement.statement()).stream().map(line -> statement.rows().stream()
                .filter(row -> line.item().matcher(plain(row.item())).matches()).findFirst()
                .map(row -> new Figure(line.name(), amounts(row, columns))).orElse(null))
                .filter(Objects::nonNull).toList();
        boolean anything = figures.stream().flatMap(figure -> figure.amounts().stream())
                .anyMatch(amount -> amount != null && !amount.isZero());
        return anything ? figures : List.of();
    }

    private static List<Line> lines(String statement) {
        return switch (statement) {
            case "balance-sheet" -> BALANCE_SHEET;
            case "income-statement" -> INCOME_STATEMENT;
            default -> CASH_FLOW;
        };
    }

    private static String plain(String item) {
        return item.replaceAll("\\s", "");
    }

    /** A column of which nothing is known is none. */
    private static List<Money> amounts(Row row, List<String> columns) {
        Money[] amounts = new Money[columns.size()];
        Arrays.setAll(amounts, at -> row.amount(columns.get(at)));
        return Arrays.asList(amounts);
    }
}
