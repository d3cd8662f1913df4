package zhangfang.statements;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import zhangfang.company.Company.Standard;
import zhangfang.money.Money;
import zhangfang.statements.Statement.LineKind;
import zhangfang.statements.Statement.Row;

/** Reads issued statements back as they were, from the JSON that they were frozen as. */
final class FrozenStatements {

    private FrozenStatements() {
    }

    static StatementSet of(JsonNode set) {
        return new StatementSet(statement(set.get("balanceSheet")), statement(set.get("incomeStatement")),
                statement(set.get("cashFlow")));
    }

    private static Statement statement(JsonNode json) {
        List<String> columns = new ArrayList<>();
        json.get("columns").forEach(column -> columns.add(column.asText()));
        List<Row> rows = new ArrayList<>();
        json.get("rows").forEach(row -> rows.add(row(row, columns)));
        List<Check> checks = new ArrayList<>();
        json.get("checks").forEach(check -> checks.add(check(check)));
        return new Statement(json.hasNonNull("standard") ? Standard.valueOf(json.get("standard").asText())
                : Standard.SMALL_ENTERPRISE, json.get("statement").asText(), json.get("form").asText(),
                json.get("period").asText(), json.hasNonNull("layout") ? Layout.parse(json.get("layout").asText()) : Layout.MINISTRY, columns, null,
                json.get("provisional").asBoolean(), json.get("unclosed").asBoolean(), money(json, "unclosedAmount"),
                json.get("fromBookStart").asBoolean(),
                json.hasNonNull("untagged") ? amounts(json.get("untagged"), columns) : null, rows, checks);
    }

    private static Row row(JsonNode json, List<String> columns) {
        return new Row(json.hasNonNull("line") ? json.get("line").asInt() : null, json.get("item").asText(),
                LineKind.valueOf(json.get("kind").asText()), json.get("section").asText(), amounts(json, columns),
                null);
    }

    private static Map<String, Money> amounts(JsonNode json, List<String> columns) {
        Map<String, Money> amounts = new LinkedHashMap<>();
        columns.forEach(column -> amounts.put(column, money(json, column)));
        return amounts;
    }

    private static Check check(JsonNode json) {
        return new Check(json.get("id").asText(), json.get("expression").asText(), json.get("column").asText(),
                money(json, "left"), money(json, "right"), Check.Kind.valueOf(json.get("kind").asText()),
                json.get("passed").asBoolean());
    }

    private static Money money(JsonNode json, String name) {
        return json.hasNonNull(name) ? Money.of(json.get(name).asText()) : null;
    }
}
