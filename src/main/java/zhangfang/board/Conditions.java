package zhangfang.board;

import java.util.HashMap;
import java.util.Map;

/** The conditions of a question that is put together, with their parameters. */
final class Conditions {

    private final StringBuilder sql;
    private final Map<String, Object> params = new HashMap<>();

    Conditions(String first) {
        sql = new StringBuilder("where ").append(first);
    }

    void and(String condition) {
        sql.append(" and ").append(condition);
    }

    void and(String condition, String name, Object value) {
        and(condition);
        params.put(name, value);
    }

    String sql() {
        return sql.toString();
    }

    Map<String, Object> params() {
        return params;
    }
}
