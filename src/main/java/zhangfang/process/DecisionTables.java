package zhangfang.process;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The decision tables (DMN) by which processes decide, as they are deployed. Whoever asks has been checked. */
public interface DecisionTables {

    /**
     * A column.
     *
     * @param name   of the input or output, as rules and callers know it
     * @param label  as people read it
     * @param type   such as {@code string} or {@code integer}
     * @param values that it can have, as the model lists them; empty: any
     */
    record Column(String name, String label, String type, List<String> values) {
    }

    /** A row, its cells as they are written in the model; an empty input means any value. */
    record Rule(String id, List<String> inputs, List<String> outputs, String annotation) {
    }

    /** A version that is or was in force. */
    record Version(int number, String tag, Instant deployedAt) {
    }

    /**
     * A table in its latest version.
     *
     * @param hitPolicy such as {@code FIRST}
     * @param versions  the latest first
     */
    record Table(String id, String name, String description, String hitPolicy, List<Column> inputs,
            List<Column> outputs, List<Rule> rules, List<Version> versions) {
    }

    /** What a table answers. @param rules ids of the rules that it goes by; empty: none fits */
    record Answer(Set<String> rules, List<List<String>> outputs) {
    }

    /** All of them, by name. */
    List<Table> all();

    /**
     * Asks a table without deciding anything.
     *
     * @param inputs by name, as they are written
     * @throws zhangfang.refusal.Refusal not found, if there is no such table; invalid, naming the inputs that are none
     */
    Answer ask(String tableId, Map<String, String> inputs);
}
