package zhangfang.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import zhangfang.identity.People;
import zhangfang.identity.Role;
import zhangfang.testing.CreditCodes;
import zhangfang.testing.IntegrationTest;

/**
 * Books with published answers, through the HTTP API as another program would bring them in and read them; and books of
 * our own in src/test/resources/taken-over, whose answers hledger gives (see answers.py there).
 */
@IntegrationTest
class PublishedBooksTest {

    private static final Path BOOKS = Path.of("..", "shared", "cases", "books");
    private static final Path OWN_BOOKS = Path.of("src", "test", "resources", "taken-over");
    private static final Charset GB18030 = Charset.forName("GB18030");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final CSVFormat CSV = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();
    private static final Set<String> CASH = Set.of("1001", "1002", "1012");
    private static final Map<String, String> TRIAL_BALANCE_COLUMNS = Map.of("opening_debit", "openingDebit",
            "opening_credit", "openingCredit", "period_debit", "periodDebit", "period_credit", "periodCredit",
            "ytd_debit", "ytdDebit", "ytd_credit", "ytdCredit", "closing_debit", "closingDebit", "closing_credit",
            "closingCredit");

    @LocalServerPort
    private int port;
    @Autowired
    private People people;

    private Caller accountant;
    private Caller reviewer;
    private String company;

    @ParameterizedTest
    @ValueSource(strings = {"C01-jia-2004-03", "C02-gaodun-ex3-3", "C05-bcrsw-vat-general", "C10-yazici-weygandt",
            "C11-direct-delivery-accountingcoach", "P1-bean-example"})
    void answersWhatIsPublished(String name) throws IOException {
        Path book = BOOKS.resolve(name);
        assumeTrue(Files.isDirectory(book), "the published books are not here: " + book.toAbsolutePath());
        answersWhatIsExpected(book);
    }

    @ParameterizedTest
    @ValueSource(strings = {"small-scale-from-april", "general-over-the-year-end", "three-years-untagged"})
    void answersWhatOtherProgramsFound(String name) throws IOException {
        answersWhatIsExpected(OWN_BOOKS.resolve(name));
    }

    private void answersWhatIsExpected(Path book) throws IOException {
        takeOver(book);
        compare(book);
        assertEveryRuleHolds(book);

        Map<String, JsonNode> before = statementRows(book);
        for (YearMonth month : months(book)) {
            ok(accountant.send("POST", company + "/book/periods/" + month + "/close", null));
        }
        Map<String, JsonNode> after = statementRows(book);
        before.forEach((statement, rows) -> assertThat(after.get(statement)).as("%s after closing", statement)
                .isEqualTo(rows));
        assertEveryRuleHolds(book);
    }

    private void compare(Path book) throws IOException {
        SoftAssertions softly = new SoftAssertions();
        int answers = 0;
        for (Path answer : answers(book)) {
            String file = answer.getFileName().toString();
            String kind = file.substring(0, file.indexOf('_'));
            String period = period(answer);
            switch (kind) {
                case "tb" -> compareTrialBalance(softly, answer, period);
                case "bs" -> compareStatement(softly, answer, "balance-sheet", period, "ending");
                case "income" -> compareStatement(softly, answer, "income-statement", period, "period");
                case "cashflow" -> compareStatement(softly, answer, "cash-flow", period, "period");
                default -> softly.fail("no such answer: " + file);
            }
            answers++;
        }
        softly.assertThat(answers).isPositive();
        softly.assertAll();
    }

    private static List<Path> answers(Path book) throws IOException {
        try (Stream<Path> answers = Files.list(book.resolve("expected"))) {
            return answers.sorted().toList();
        }
    }

    private static String period(Path answer) {
        String file = answer.getFileName().toString();
        int begin = file.indexOf('_') + 1;
        return file.substring(begin, begin + "2026-01".length());
    }

    /** Closing carries forward; what the statements say stays. */
    private Map<String, JsonNode> statementRows(Path book) throws IOException {
        Map<String, JsonNode> rows = new TreeMap<>();
        for (Path answer : answers(book)) {
            for (String kind : List.of("balance-sheet", "income-statement", "cash-flow")) {
                String path = "/statements/" + kind + "?period=" + period(answer);
                rows.put(path, ok(accountant.get(company + path)).get("rows"));
            }
        }
        return rows;
    }

    private static List<YearMonth> months(Path book) throws IOException {
        List<YearMonth> used = read(book.resolve("vouchers.csv")).stream()
                .map(row -> YearMonth.parse(row.get("date").substring(0, 7))).sorted().toList();
        return Stream.iterate(used.get(0), month -> !month.isAfter(used.get(used.size() - 1)), month -> month.plusMonths(1))
                .toList();
    }

    /** Whatever month, quarter or year is asked for, no rule of kind "=" fails. */
    private void assertEveryRuleHolds(Path book) throws IOException {
        Set<String> periods = new TreeSet<>();
        for (CSVRecord row : read(book.resolve("vouchers.csv"))) {
            YearMonth month = YearMonth.parse(row.get("date").substring(0, 7));
            periods.addAll(List.of(month.toString(), month.getYear() + "-Q" + month.get(IsoFields.QUARTER_OF_YEAR),
                    String.valueOf(month.getYear())));
        }
        for (String period : periods) {
            for (String kind : List.of("balance-sheet", "income-statement", "cash-flow")) {
                JsonNode statement = ok(accountant.get(company + "/statements/" + kind + "?period=" + period));
                assertThat(statement.get("checks")).as("%s %s", kind, period).allMatch(PublishedBooksTest::holds);
            }
        }
    }

    private static boolean holds(JsonNode check) {
        return check.get("kind").asText().equals("WARNING") || check.get("passed").asBoolean();
    }

    private void takeOver(Path book) throws IOException {
        accountant = person(Role.ACCOUNTANT);
        reviewer = person(Role.REVIEWER);
        JsonNode created = ok(accountant.json("POST", "/api/companies", """
                {"uscc": "%s", "name": "%s", "taxpayerType": "%s", "standard": "SMALL_ENTERPRISE",
                 "region": "CITY"}""".formatted(CreditCodes.next(), book.getFileName(),
                        book.getFileName().toString().startsWith("small-scale") ? "SMALL_SCALE" : "GENERAL")));
        company = "/api/companies/" + created.get("id").asText();
        List<CSVRecord> vouchers = read(book.resolve("vouchers.csv"));
        ok(accountant.json("POST", company + "/book", """
                {"startPeriod": "%s", "chart": "FIRST_LEVEL"}""".formatted(vouchers.get(0).get("date").substring(0, 7))));
        Path opening = book.resolve("opening.csv");
        if (Files.exists(opening) && !read(opening).isEmpty()) {
            byte[] file = Files.readAllBytes(opening);
            JsonNode preview = ok(accountant.file("PUT", company + "/book/opening-balances?preview=true", file));
            assertThat(preview.get("ok").asBoolean()).as(preview.get("errors").toString()).isTrue();
            ok(accountant.file("PUT", company + "/book/opening-balances", file));
        }
        byte[] file = withCashFlowLines(book, vouchers)
                .getBytes(charset(Files.readAllBytes(book.resolve("vouchers.csv"))));
        JsonNode preview = ok(reviewer.file("POST", company + "/book/vouchers?post=true&preview=true", file));
        int accounts = accounts();
        JsonNode imported = ok(reviewer.file("POST", company + "/book/vouchers?post=true", file));
        assertThat(preview.get("ok").asBoolean()).as(preview.get("errors").toString()).isTrue();
        assertThat(preview.at("/summary/vouchers").asInt()).isEqualTo(imported.get("vouchers").asInt());
        assertThat(preview.at("/summary/rows").asInt()).isEqualTo(vouchers.size());
        assertThat(preview.at("/summary/newAccounts").asInt()).isEqualTo(accounts() - accounts);
    }

    private int accounts() throws IOException {
        return ok(accountant.get(company + "/book/accounts")).get("rows").size();
    }

    /** The published line of a voucher's cash stands on all of its rows that are not cash. */
    private static String withCashFlowLines(Path book, List<CSVRecord> vouchers) throws IOException {
        Map<String, String> lines = new HashMap<>();
        if (Files.exists(book.resolve("cashflow_tags.csv"))) {
            read(book.resolve("cashflow_tags.csv")).forEach(tag ->
                    lines.put(tag.get("date") + " " + tag.get("voucher_no"), tag.get("line")));
        }
        StringWriter text = new StringWriter();
        try (CSVPrinter printer = new CSVPrinter(text, CSVFormat.DEFAULT)) {
            List<String> header = new ArrayList<>(vouchers.get(0).getParser().getHeaderNames());
            header.add("cash_flow_line");
            printer.printRecord(header);
            for (CSVRecord row : vouchers) {
                boolean cash = CASH.contains(row.get("account_code").substring(0, 4));
                List<String> cells = new ArrayList<>(row.toList());
                cells.add(cash ? "" : lines.getOrDefault(row.get("date") + " " + row.get("voucher_no"), ""));
                printer.printRecord(cells);
            }
        }
        return text.toString();
    }

    private void compareTrialBalance(SoftAssertions softly, Path answer, String period) throws IOException {
        JsonNode balance = ok(accountant.get(company + "/trial-balance?from=" + period + "&to=" + period));
        Map<String, JsonNode> leaves = leaves(balance.get("rows"));
        Set<String> expectedCodes = new TreeSet<>();
        for (CSVRecord expected : read(answer)) {
            boolean signed = expected.isMapped("account");
            String code = signed ? expected.get("account").split(" ")[0] : expected.get("account_code");
            boolean total = code.equals("TOTAL");
            JsonNode row = total ? balance.get("totals") : leaves.get(code);
            if (!total) {
                expectedCodes.add(code);
            }
            if (row == null) {
                softly.fail("%s %s is not there", answer.getFileName(), code);
            } else if (signed) {
                compareSigned(softly, answer, code, expected, row);
            } else {
                TRIAL_BALANCE_COLUMNS.forEach((published, ours) -> softly.assertThat(amount(row, ours))
                        .as("%s %s %s", answer.getFileName(), code, published)
                        .isEqualByComparingTo(expected.get(published)));
            }
        }
        softly.assertThat(leaves.keySet()).as("accounts of %s", answer.getFileName()).isEqualTo(expectedCodes);
        softly.assertThat(balance.get("checks")).as("checks of %s", answer.getFileName())
                .allMatch(check -> check.get("passed").asBoolean());
    }

    private static void compareSigned(SoftAssertions softly, Path answer, String code, CSVRecord expected,
            JsonNode row) {
        Map<String, BigDecimal> ours = Map.of(
                "opening", amount(row, "openingDebit").subtract(amount(row, "openingCredit")),
                "period_debit", amount(row, "periodDebit"), "period_credit", amount(row, "periodCredit"),
                "ytd_debit", amount(row, "ytdDebit"), "ytd_credit", amount(row, "ytdCredit"),
                "closing", amount(row, "closingDebit").subtract(amount(row, "closingCredit")));
        ours.forEach((column, amount) -> softly.assertThat(amount)
                .as("%s %s %s", answer.getFileName(), code, column)
                .isEqualByComparingTo(expected.get(column)));
    }

    private static Map<String, JsonNode> leaves(JsonNode rows) {
        Map<String, JsonNode> byCode = new TreeMap<>();
        rows.forEach(row -> byCode.put(row.get("code").asText(), row));
        List<String> codes = List.copyOf(byCode.keySet());
        codes.forEach(parent -> {
            if (codes.stream().anyMatch(code -> code.startsWith(parent) && !code.equals(parent))) {
                byCode.remove(parent);
            }
        });
        return byCode;
    }

    private void compareStatement(SoftAssertions softly, Path answer, String kind, String period, String column)
            throws IOException {
        JsonNode statement = ok(accountant.get(company + "/statements/" + kind + "?period=" + period));
        Map<String, JsonNode> rows = new HashMap<>();
        statement.get("rows").forEach(row -> {
            rows.put(row.get("line").asText(), row);
            rows.putIfAbsent(plain(row.get("item").asText()), row);
        });
        for (CSVRecord expected : read(answer)) {
            if (expected.isMapped("line")) {
                compareLine(softly, answer, expected, rows.get(expected.get("line")));
                continue;
            }
            String item = expected.get("item");
            String key = kind.equals("cash-flow") ? item.split(" ")[0] : item;
            JsonNode row = rows.get(key);
            if (row == null) {
                softly.fail("%s %s is not there", answer.getFileName(), item);
            } else {
                softly.assertThat(amount(row, column)).as("%s %s", answer.getFileName(), item)
                        .isEqualByComparingTo(expected.get("amount"));
            }
        }
        softly.assertThat(statement.get("provisional").asBoolean()).isTrue();
        softly.assertThat(statement.get("checks")).as("checks of %s", answer.getFileName())
                .allMatch(PublishedBooksTest::holds);
    }

    /** All columns of a line. */
    private static void compareLine(SoftAssertions softly, Path answer, CSVRecord expected, JsonNode row) {
        expected.toMap().forEach((column, amount) -> {
            if (!column.equals("line")) {
                softly.assertThat(amount(row, column)).as("%s %s %s", answer.getFileName(), expected.get("line"), column)
                        .isEqualByComparingTo(amount);
            }
        });
    }

    /** The item without what the form prints around it (一、 减: 其中: and explanations in brackets). */
    private static String plain(String item) {
        return item.replaceAll("（.*?）", "").replaceFirst("^([一二三四五]、|减：|加：|其中：)", "");
    }

    private static BigDecimal amount(JsonNode row, String column) {
        return new BigDecimal(row.get(column).asText());
    }

    private Caller person(Role role) {
        String userId = "p" + UUID.randomUUID();
        people.add(userId, "测试", Caller.PASSWORD, role);
        return Caller.program(port, userId);
    }

    private static JsonNode ok(HttpResponse<String> response) throws IOException {
        assertThat(response.statusCode()).as(response.body()).isBetween(200, 299);
        return response.body().isEmpty() ? null : JSON.readTree(response.body());
    }

    private static List<CSVRecord> read(Path file) throws IOException {
        byte[] content = Files.readAllBytes(file);
        try (CSVParser parser = CSVParser.parse(new String(content, charset(content)), CSV)) {
            return parser.getRecords();
        }
    }

    private static Charset charset(byte[] content) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content));
            return StandardCharsets.UTF_8;
        } catch (CharacterCodingException older) {
            return GB18030;
        }
    }
}
