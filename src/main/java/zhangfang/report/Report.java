package zhangfang.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A report in its reader's language, described once for every file that it is written to.
 *
 * @param name    what its file is called, without extension
 * @param title   what people call it
 * @param form    official number of the form (表号), empty where it has none
 * @param company whom it is about (编制单位)
 * @param period  the date or time it is about, as its heading says it
 * @param notes   sentences below the table, on paper only
 * @param paper   how its columns are laid out on paper
 */
public record Report(String name, String title, String form, String company, String period, List<Column> columns,
        List<Row> rows, List<String> notes, Paper paper) {

    /** How the cells of a column are written. */
    public enum Type {
        /** Words that are indented below what they are part of. */
        NAME,
        TEXT,
        /** A number of a line, a date, a word such as 借. */
        CENTRED,
        /** Yuan; zero is an empty cell on paper and stays a number elsewhere. */
        AMOUNT
    }

    /** @param group the heading above this and neighbouring columns of the same group, empty for none */
    public record Column(String group, String title, Type type) {

        public static Column name(String title) {
            return new Column("", title, Type.NAME);
        }

        public static Column text(String title) {
            return new Column("", title, Type.TEXT);
        }

        public static Column centred(String title) {
            return new Column("", title, Type.CENTRED);
        }

        public static Column amount(String title) {
            return new Column("", title, Type.AMOUNT);
        }

        /** The heading where there is one line for it. */
        String fullTitle() {
            return group.isEmpty() ? title : group + " " + title;
        }
    }

    public enum RowKind {
        ENTRY,
        /** Words above the rows that follow, on paper only; its one cell stands in the column of names. */
        HEADING,
        /** A sum or a balance among the entries. */
        SUBTOTAL,
        TOTAL
    }

    /**
     * @param indent how deep it lies below what it is part of
     * @param cells  texts, integers, dates, amounts; {@code null} for nothing
     */
    public record Row(RowKind kind, int indent, List<Object> cells) {

        public Row {
            cells = Collections.unmodifiableList(new ArrayList<>(cells));
        }

        public static Row of(Object... cells) {
            return new Row(RowKind.ENTRY, 0, Arrays.asList(cells));
        }

        public static Row heading(String words) {
            return new Row(RowKind.HEADING, 0, List.of(words));
        }

        public static Row subtotal(Object... cells) {
            return new Row(RowKind.SUBTOTAL, 0, Arrays.asList(cells));
        }

        public static Row total(Object... cells) {
            return new Row(RowKind.TOTAL, 0, Arrays.asList(cells));
        }
    }

    /**
     * @param order      which columns, from left to right
     * @param besideFrom the row that stands beside the first one, with all that follow it (资产 | 负债和所有者权益); the
     *                   last rows of both sides stand in one line; 0 for none
     * @param sides      headings of the two sides' names, where there are two
     */
    public record Paper(List<Integer> order, int besideFrom, List<String> sides) {

        public Paper(List<Integer> order) {
            this(order, 0, List.of());
        }

        boolean twoSides() {
            return besideFrom > 0;
        }
    }

    /** A report laid out as its columns are given, without a number of form. */
    public Report(String name, String title, String company, String period, List<Column> columns, List<Row> rows) {
        this(name, title, "", company, period, columns, rows, List.of(),
                new Paper(IntStream.range(0, columns.size()).boxed().toList()));
    }

    public Report withNotes(List<String> notes) {
        return new Report(name, title, form, company, period, columns, rows, notes, paper);
    }
}
