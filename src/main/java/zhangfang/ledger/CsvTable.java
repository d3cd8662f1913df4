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
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
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
            return value.startsWith("'") && value.matches(FORMULA_KEPT_AS_TEXT) ? value.substring(1) : value;
        }
    }

    private static final String ACCOUNT_NAME = "account_name";
    private static final String FORMULA_KEPT_AS_TEXT = "(?s)'+[=+@-].*";
    private static final String LIKE_A_FORMULA = "(?s)'*[=+@-].*";
    private static final int ROW_LIMIT = 200_000;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    /** What files of other software call the columns, without brackets, blanks and the unit. */
    private static final Map<String, List<String>> SYNONYMS = Map.ofEntries(
            Map.entry("date", List.of("日期", "凭证日期", "制单日期", "记账日期", "业务日期")),
            Map.entry("voucher_no", List.of("凭证号", "凭证字号", "凭证编号", "凭证号码")),
            Map.entry("voucher_word", List.of("凭证字", "凭证类别", "凭证类型")),
            Map.entry("summary", List.of("摘要", "凭证摘要", "分录摘要")),
            Map.entry("account_code", List.of("科目编码", "科目代码", "科目编号", "会计科目编码", "会计科目代码")),
            Map.entry(ACCOUNT_NAME, List.of("科目名称", "会计科目名称", "科目全名", "科目全称", "会计科目")),
            Map.entry("debit", List.of("借方", "借方金额", "借方发生额", "借方余额", "期初余额借方", "期初借方", "期初借方余额",
                    "期初借方金额", "借方期初余额", "借方期初")),
            Map.entry("credit", List.of("贷方", "贷方金额", "贷方发生额", "贷方余额", "期初余额贷方", "期初贷方", "期初贷方余额",
                    "期初贷方金额", "贷方期初余额", "贷方期初")),
            Map.entry("ytd_debit", List.of("本年累计借方", "本年累计发生额借方", "本年累计借方发生额", "本年累计借方金额", "累计借方",
                    "累计借方发生额", "借方累计", "借方累计发生额", "本年借方累计", "本年借方累计发生额", "借方本年累计")),
            Map.entry("ytd_credit", List.of("本年累计贷方", "本年累计发生额贷方", "本年累计贷方发生额", "本年累计贷方金额", "累计贷方",
                    "累计贷方发生额", "贷方累计", "贷方累计发生额", "本年贷方累计", "本年贷方累计发生额", "贷方本年累计")),
            Map.entry("counterparty", List.of("往来单位", "往来单位名称", "往来")),
            Map.entry("cash_flow_line", List.of("现金流量项目", "现金流量行次")));
    /** Names with their path say more than others beside them. */
    private static final List<String> FULL_NAMES = List.of("科目全名", "科目全称");
    private static final String NOT_OF_THE_NAME = "[\\s()\\[\\]\u3010\u3011\u3014\u3015_\\-/:\u3001\u3000]|\u5143(?=\\)?$)";

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
        Map<String, Integer> places = new HashMap<>();
        List<Reason> reasons = new ArrayList<>();
        for (int i = 0; i < row.size(); i++) {
            String name = column(row.get(i), required, optional);
            Integer before = name == null ? null : places.putIfAbsent(name, i);
            if (before != null && name.equals(ACCOUNT_NAME) && isFullName(row.get(i)) != isFullName(row.get(before))) {
                places.put(name, isFullName(row.get(i)) ? i : before);
            } else if (before != null) {
                reasons.add(new Reason(name, 1, "ledger.file.columnTwice", List.of(known(name))));
            }
        }
        places.forEach((name, place) -> columns.put(place, name));
        required.stream().filter(name -> !places.containsKey(name))
                .forEach(name -> reasons.add(new Reason(name, 1, "ledger.file.columnMissing", List.of(known(name),
                        String.join(", ", required.stream().map(CsvTable::known).toList())))));
        if (!reasons.isEmpty()) {
            throw Refusal.invalid(reasons);
        }
        return columns;
    }

    /** The column that a header names in English or in Chinese, or {@code null}. */
    private static String column(String header, List<String> required, List<String> optional) {
        String name = header.strip().toLowerCase(Locale.ROOT);
        if (required.contains(name) || optional.contains(name)) {
            return name;
        }
        String chinese = chinese(header);
        return Stream.concat(required.stream(), optional.stream())
                .filter(column -> SYNONYMS.getOrDefault(column, List.of()).contains(chinese))
                .findFirst().orElse(null);
    }

    private static String chinese(String header) {
        return WrittenText.halfWidth(header).replaceAll(NOT_OF_THE_NAME, "");
    }

    private static boolean isFullName(String header) {
        return FULL_NAMES.contains(chinese(header));
    }

    /** A column in both languages, as in {@code account_code 科目编码}. */
    private static String known(String column) {
        return SYNONYMS.containsKey(column) ? column + " " + SYNONYMS.get(column).get(0) : column;
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
