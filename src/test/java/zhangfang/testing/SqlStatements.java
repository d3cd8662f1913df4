package zhangfang.testing;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Counts SQL statements, by their text. H2 itself counts, whoever sent them: requests run in threads of their own. Rows of a
 * batch count, too.
 */
public final class SqlStatements {

    private SqlStatements() {
    }

    /** What a command took: each statement and how often it ran. */
    public static Map<String, Integer> during(JdbcClient jdbc, Runnable command) {
        jdbc.sql("set query_statistics_max_entries 100000").update();
        jdbc.sql("set query_statistics false").update();
        jdbc.sql("set query_statistics true").update();
        try {
            command.run();
            return jdbc.sql("select sql_statement, execution_count from information_schema.query_statistics")
                    .query((rs, i) -> Map.entry(rs.getString(1), rs.getInt(2))).list().stream()
                    .filter(entry -> !entry.getKey().contains("query_statistics"))
                    .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, Integer::sum, TreeMap::new));
        } finally {
            jdbc.sql("set query_statistics false").update();
        }
    }

    /**
     * What looking takes every time: asks once for what is remembered from then on, then twice, and takes of each statement
     * the lesser number, so that what runs beside, such as sending mail every few seconds, does not count.
     */
    public static Map<String, Integer> ofLooking(JdbcClient jdbc, Runnable looking) {
        looking.run();
        Map<String, Integer> once = during(jdbc, looking);
        Map<String, Integer> again = during(jdbc, looking);
        once.keySet().retainAll(again.keySet());
        once.replaceAll((sql, count) -> Math.min(count, again.get(sql)));
        return once;
    }
}
