package zhangfang.ledger;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Rows as one array of texts per column, so that any number of them takes one statement. Where the SQL reads
 * <code>{rows}</code> there stands {@code unnest(…) as r (column, …)}; every column is text, to be cast by the statement.
 *
 * @param <T> what the rows are made of
 */
final class ColumnArrays<T> {

    /** H2 takes arrays of at most 65 536 elements; what is more goes in pieces. */
    private static final int ROWS_AT_ONCE = 50_000;

    private final List<T> rows;
    private final Map<String, Function<T, ?>> columns = new LinkedHashMap<>();

    private ColumnArrays(Collection<T> rows) {
        this.rows = List.copyOf(rows);
    }

    static <T> ColumnArrays<T> of(Collection<T> rows) {
        return new ColumnArrays<>(rows);
    }

    /** @param value gives the column's value, whose text is sent; {@code null} is sent as null */
    ColumnArrays<T> column(String name, Function<T, ?> value) {
        columns.put(name, value);
        return this;
    }

    void update(JdbcClient jdbc, String sql, Map<String, ?> params) {
        for (int from = 0; from < rows.size(); from += ROWS_AT_ONCE) {
            statement(jdbc, sql, params, from).update();
        }
    }

    void query(JdbcClient jdbc, String sql, Map<String, ?> params, RowCallbackHandler reader) {
        for (int from = 0; from < rows.size(); from += ROWS_AT_ONCE) {
            statement(jdbc, sql, params, from).query(reader);
        }
    }

    private JdbcClient.StatementSpec statement(JdbcClient jdbc, String sql, Map<String, ?> params, int from) {
        List<T> piece = rows.subList(from, Math.min(from + ROWS_AT_ONCE, rows.size()));
        Map<String, Object> all = new HashMap<>(params);
        columns.forEach((name, value) -> all.put("column_" + name, piece.stream()
                .map(value).map(each -> each == null ? null : each.toString()).toArray(String[]::new)));
        return jdbc.sql(sql.replace("{rows}", table())).params(all);
    }

    private String table() {
        return columns.keySet().stream().map(name -> "cast(:column_" + name + " as varchar array)")
                .collect(Collectors.joining(", ", "unnest(", ")")) + " as r (" + String.join(", ", columns.keySet()) + ")";
    }
}
