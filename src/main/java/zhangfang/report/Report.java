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

    /** A text that leads on, where reports are read in a browser. @param address within the application */
    public record Linked(String text, String address) {
        @Override
        public String toString() {
            return text;
        }
    }

    /** A cell of the table's head. */
    public record HeadCell(String text, Type type, int width, int height) {
    }

    /**
     * @param indent how deep it lies below what it is part of
     * @param cells  texts, links, integers, dates, amounts; {@code null} for nothing
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

    /** With some of its columns only on paper and in a browser, in this order. */
    public Report showing(List<Integer> order) {
        return new Report(name, title, form, company, period, columns, rows, notes, new Paper(order));
    }

    /** The columns that are shown where the report is read, from left to right. */
    public List<Column> shown() {
        return paper.order.stream().map(columns::get).toList();
    }

    /** The lines of the table's head: a second one below groups of columns. */
    public List<List<HeadCell>> head() {
        return head(shown());
    }

    static List<List<HeadCell>> head(List<Column> columns) {
        boolean grouped = columns.stream().anyMatch(column -> !column.group.isEmpty());
        List<HeadCell> upper = new ArrayList<>();
        List<HeadCell> lower = new ArrayList<>();
        for (int at = 0; at < columns.size(); at++) {
            Column column = columns.get(at);
            if (column.group.isEmpty()) {
                upper.add(new HeadCell(column.title, column.type, 1, grouped ? 2 : 1));
                continue;
            }
            if (at == 0 || !columns.get(at - 1).group.equals(column.group)) {
                long width = columns.stream().skip(at).takeWhile(next -> next.group.equals(column.group)).count();
                upper.add(new HeadCell(column.group, Type.CENTRED, (int) width, 1));
            }
            lower.add(new HeadCell(column.title, column.type, 1, 1));
        }
        return grouped ? List.of(upper, lower) : List.of(upper);
    }

    public Report withNotes(List<String> notes) {
        return new Report(name, title, form, company, period, columns, rows, notes, paper);
    }
}
