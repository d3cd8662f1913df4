package zhangfang.statements;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import zhangfang.company.Company.Standard;
import zhangfang.ledger.StandardAccounts;
import zhangfang.statements.Statement.LineKind;

/**
 * The lines of the statements and the rules between them (勾稽关系), from the reference files: those of 小企业会计准则 are
 * 财会〔2011〕17号 附录, in force since 2013; those of 企业会计准则 are 财会〔2019〕6号 附件2, for periods from 2019 on. That form
 * has no line numbers (行次), so lines are counted in its order, without its headings. 财会〔2026〕11号 gives the income
 * statement another form: enterprises that are not listed follow it from 2030-01-01 on, and will need lines of their own.
 */
final class LineDefinitions {

    /** Lines that rules beside the reference's own ask for, whatever their number. */
    enum Key {
        MONETARY_FUNDS, UNDISTRIBUTED_PROFIT, REVENUE, PROFIT_BEFORE_TAX, NET_PROFIT, NET_CASH, OPENING_CASH, CLOSING_CASH
    }

    /**
     * One line: its official number, its item, where it stands, and what it is made of.
     *
     * @param taxBureauItem its item on the tax bureau's form, where that differs; else empty
     */
    record Line(StatementKind statement, int number, String item, LineKind kind, String section, Formula formula,
            String taxBureauItem) {

        String item(Layout layout) {
            return layout == Layout.TAX_BUREAU && !taxBureauItem.isEmpty() ? taxBureauItem : item;
        }
    }

    /** A rule within one statement: left = right where it is an equality, left ≥ right where it is a warning. */
    record Rule(String id, StatementKind statement, Check.Kind kind, Formula left, Formula right) {

        String expression() {
            return left.readable() + (kind == Check.Kind.EQUAL ? " = " : " ≥ ") + right.readable();
        }
    }

    private static final CSVFormat FORMAT = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();

    private static final Map<Standard, LineDefinitions> DEFINITIONS = new EnumMap<>(Standard.class);

    static {
        for (Standard standard : Standard.values()) {
            DEFINITIONS.put(standard, new LineDefinitions(StandardAccounts.of(standard)));
        }
    }

    private final Map<StatementKind, List<Line>> lines;
    private final Map<StatementKind, List<Rule>> rules;
    private final Map<Key, Integer> numbers = new EnumMap<>(Key.class);

    private LineDefinitions(StandardAccounts standard) {
        List<CSVRecord> rows = read(standard.resource("statement-lines"));
        rows.stream().filter(row -> !row.get("key").isEmpty())
                .forEach(row -> numbers.put(Key.valueOf(row.get("key")), Integer.valueOf(row.get("line"))));
        lines = rows.stream()
                .map(row -> new Line(StatementKind.valueOf(row.get("statement")), Integer.parseInt(row.get("line")),
                        row.get("item"), LineKind.valueOf(row.get("kind")), row.get("section"),
                        Formula.parse(row.get("formula")),
                        row.isMapped("tax_bureau_item") ? row.get("tax_bureau_item") : ""))
                .collect(Collectors.groupingBy(Line::statement));
        rules = read(standard.resource("statement-checks")).stream()
                .map(row -> new Rule(row.get("id"), StatementKind.valueOf(row.get("statement")),
                        Check.Kind.valueOf(row.get("kind")), Formula.parse(row.get("left")),
                        Formula.parse(row.get("right"))))
                .collect(Collectors.groupingBy(Rule::statement));
    }

    static LineDefinitions of(Standard standard) {
        return DEFINITIONS.get(standard);
    }

    /** The number of a line. */
    int number(Key key) {
        return numbers.get(key);
    }

    /** In the order of their numbers; a sum stands after what it sums. */
    List<Line> lines(StatementKind statement) {
        return lines.get(statement);
    }

    /** The first-level accounts that lines of this kind ask something of. */
    Set<String> accounts(StatementKind statement, Formula.Source source) {
        return lines(statement).stream().flatMap(line -> line.formula().terms().stream())
                .filter(term -> term.source() == source)
                .map(Formula.Term::code)
                .collect(Collectors.toSet());
    }

    List<Rule> rules(StatementKind statement) {
        return rules.get(statement);
    }

    private static List<CSVRecord> read(String file) {
        try (InputStream in = LineDefinitions.class.getResourceAsStream("/" + file);
                CSVParser parser = FORMAT.parse(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return parser.getRecords();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
