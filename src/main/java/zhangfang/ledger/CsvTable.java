package zhangfang.ledger;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import zhangfang.refusal.Refusal;
import zhangfang.refusal.Refusal.Reason;

/** A submitted CSV file: UTF-8 with or without byte order mark, or GB18030; columns are found by their header. */
final class CsvTable {

    /** @param line the line that the row starts on, the header being line 1 */
    record Row(int line, Map<String, String> values) {

        /**
         * The field's text without surrounding blanks, and without the quote mark that kept a spreadsheet from reading
         * it as a formula; empty where the column is absent.
         */
        String get(String column) {
            String value = values.getOrDefault(column, "");
            return value.matches(FORMULA_KEPT_AS_TEXT) ? value.substring(1) : value;
        }
    }

    private static final String FORMULA_KEPT_AS_TEXT = "(?s)'+[=+@-].*";
    private static final String LIKE_A_FORMULA = "(?s)'*[=+@-].*";
    private static final int ROW_LIMIT = 200_000;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private CsvTable() {
    }

    /** @throws Refusal invalid, if the file can't be read or lacks a required column */
    static List<Row> read(byte[] file, List<String> required, List<String> optional) {
        String text = decode(file);
        try (CSVParser parser = CSVFormat.DEFAULT.builder().setIgnoreEmptyLines(false).get()
                .parse(new StringReader(text))) {
            List<Row> rows = new ArrayList<>();
            Map<Integer, String> columns = null;
            for (CSVRecord row : parser) {
                int line = startLine(parser, row);
                if (columns == null) {
                    columns = header(row, required, optional);
                } else {
                    addRow(rows, line, row, columns);
                }
            }
            if (columns == null) {
                throw Refusal.invalid("ledger.file.empty");
            }
            return rows;
        } catch (IOException | UncheckedIOException | IllegalStateException broken) {
            throw Refusal.invalid("ledger.file.notCsv");
        }
    }

    /** The text as a field of a file that people open in a spreadsheet: never a formula; {@link Row#get} undoes it. */
    static String harmless(String text) {
        return text.matches(LIKE_A_FORMULA) ? "'" + text : text;
    }

    private static void addRow(List<Row> rows, int line, CSVRecord row, Map<Integer, String> columns) {
        Map<String, String> values = new HashMap<>();
        boolean blank = true;
        for (int i = 0; i < row.size(); i++) {
            String value = row.get(i).strip();
            blank &= value.isEmpty();
            if (columns.containsKey(i)) {
                values.put(columns.get(i), value);
            }
        }
        if (!blank) {
            rows.add(new Row(line, values));
        }
        if (rows.size() > ROW_LIMIT) {
            throw Refusal.invalid("ledger.file.tooLong", ROW_LIMIT);
        }
    }

    /** The parser counts lines at a row's end; a quoted field may hold line breaks. */
    private static int startLine(CSVParser parser, CSVRecord row) {
        int breaks = 0;
        for (String value : row) {
            breaks += (int) value.chars().filter(c -> c == '\n').count();
        }
        return (int) parser.getCurrentLineNumber() - breaks;
    }

    private static Map<Integer, String> header(CSVRecord row, List<String> required, List<String> optional) {
        Map<Integer, String> columns = new HashMap<>();
        Set<String> seen = new HashSet<>();
        List<Reason> reasons = new ArrayList<>();
        for (int i = 0; i < row.size(); i++) {
            String name = row.get(i).strip().toLowerCase(Locale.ROOT);
            if (!required.contains(name) && !optional.contains(name)) {
                continue;
            }
            if (!seen.add(name)) {
                reasons.add(new Reason(name, 1, "ledger.file.columnTwice", List.of(name)));
            }
            columns.put(i, name);
        }
        required.stream().filter(name -> !seen.contains(name))
                .forEach(name -> reasons.add(new Reason(name, 1, "ledger.file.columnMissing",
                        List.of(name, String.join(",", required)))));
        if (!reasons.isEmpty()) {
            throw Refusal.invalid(reasons);
        }
        return columns;
    }

    private static String decode(byte[] file) {
        for (Charset charset : List.of(StandardCharsets.UTF_8, Charset.forName("GB18030"))) {
            try {
                String text = charset.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT)
                        .decode(ByteBuffer.wrap(file)).toString();
                return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
            } catch (CharacterCodingException tryNext) {
                continue;
            }
        }
        throw Refusal.invalid("ledger.file.encoding");
    }
}
