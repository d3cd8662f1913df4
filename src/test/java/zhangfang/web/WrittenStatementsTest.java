package zhangfang.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.io.ClassPathResource;
import zhangfang.identity.People;
import zhangfang.identity.Role;
import zhangfang.testing.CreditCodes;
import zhangfang.testing.IntegrationTest;
import zhangfang.testing.TimeMachineForTests.Time;

/**
 * Books in src/test/resources/books with their statements, worked by hand, through the HTTP API. A statement's block names
 * its columns and its lines with their items; what it does not name is zero, and a dash is an amount that nobody knows.
 */
@IntegrationTest
class WrittenStatementsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, String> STATEMENTS = Map.of("资产负债表", "balance-sheet", "利润表",
            "income-statement", "现金流量表", "cash-flow");

    private record Block(List<String> head, List<String> rows) {
    }

    @LocalServerPort
    private int port;
    @Autowired
    private People people;
    @Autowired
    private Time time;

    private Caller accountant;
    private Caller reviewer;
    private String company;

    @BeforeEach
    void peopleAndClock() {
        time.is("2027-02-05T10:00:00");
        accountant = person(Role.ACCOUNTANT);
        reviewer = person(Role.REVIEWER);
    }

    @ParameterizedTest
    @ValueSource(strings = "enterprise")
    void answersWhatWasWorkedByHand(String name) throws IOException {
        String text = new ClassPathResource("books/" + name + ".txt").getContentAsString(StandardCharsets.UTF_8);
        for (Block block : blocks(text)) {
            run(block);
        }
    }

    private void run(Block block) throws IOException {
        List<String> head = block.head;
        switch (head.get(0)) {
            case "账套" -> open(head);
            case "期初" -> ok(accountant.send("PUT", company + "/book/opening-balances", openingBalances(block.rows),
                    "Content-Type", "text/csv"));
            case "凭证" -> ok(reviewer.send("POST", company + "/book/vouchers?post=true", voucher(block),
                    "Content-Type", "text/csv"));
            case "结账" -> ok(accountant.json("POST", company + "/book/periods/" + head.get(1) + "/close", ""));
            case "余额" -> balances(head.get(1), block.rows);
            case "税款" -> taxes(head.get(1), block.rows);
            case "口径" -> ok(accountant.json("PUT", company + "/book", """
                    {"%s": %s}""".formatted(head.get(1), head.get(2))));
            default -> statement(block);
        }
    }

    private void open(List<String> head) throws IOException {
        JsonNode created = ok(accountant.json("POST", "/api/companies", """
                {"uscc": "%s", "name": "云岭科技", "taxpayerType": "%s", "standard": "%s", "region": "CITY"}"""
                .formatted(CreditCodes.next(), head.get(3), head.get(4))));
        company = "/api/companies/" + created.get("id").asText();
        ok(accountant.json("POST", company + "/book", """
                {"startPeriod": "%s", "chart": "%s"}""".formatted(head.get(1), head.get(2))));
    }

    private static String openingBalances(List<String> rows) {
        StringBuilder csv = new StringBuilder("account_code,account_name,debit,credit,ytd_debit,ytd_credit,counterparty\n");
        for (String row : rows) {
            String[] words = row.split(" +");
            csv.append(String.join(",", words[1], name(words), sides(words), words[words.length - 2],
                    words[words.length - 1], marked(words, "@"))).append('\n');
        }
        return csv.toString();
    }

    private static String voucher(Block block) {
        String date = block.head.get(1);
        String summary = block.head.get(2);
        StringBuilder csv = new StringBuilder(
                "date,voucher_no,summary,account_code,account_name,debit,credit,counterparty\n");
        for (String row : block.rows) {
            String[] words = row.split(" +");
            csv.append(String.join(",", date, summary, summary, words[1], name(words), sides(words),
                    marked(words, "@"))).append('\n');
        }
        return csv.toString();
    }

    private static String sides(String[] words) {
        return words[0].equals("借") ? words[2] + "," : "," + words[2];
    }

    private static String name(String[] words) {
        return words.length > 3 && words[3].contains("_") ? words[3] : "";
    }

    private static String marked(String[] words, String mark) {
        return words.length > 3 && words[3].startsWith(mark) ? words[3].substring(1) : "";
    }

    /** Opening, debit, credit, closing; credit balances are negative. */
    private void balances(String period, List<String> rows) throws IOException {
        JsonNode balance = ok(accountant.get(company + "/trial-balance?from=" + period + "&to=" + period));
        for (String expected : rows) {
            List<String> cells = List.of(expected.split(" *\\| *"));
            JsonNode row = find(balance.get("rows"), "code", cells.get(0));
            assertThat(List.of(net(row, "opening"), row.get("periodDebit").asText(), row.get("periodCredit").asText(),
                    net(row, "closing"))).as("%s %s", period, expected).isEqualTo(cells.subList(1, 5));
        }
        assertThat(balance.get("checks")).allMatch(check -> check.get("passed").asBoolean());
    }

    /** Due for the month, owed at its end. */
    private void taxes(String period, List<String> rows) throws IOException {
        JsonNode taxes = ok(accountant.get(company + "/taxes?period=" + period)).get("rows");
        for (String expected : rows) {
            List<String> cells = List.of(expected.split(" *\\| *"));
            JsonNode tax = find(taxes, "name", cells.get(0));
            assertThat(List.of(tax.get("amount").asText(), tax.get("balance").asText())).as("%s %s", period, expected)
                    .isEqualTo(cells.subList(1, 3));
        }
    }

    private static String net(JsonNode row, String moment) {
        String debit = row.get(moment + "Debit").asText();
        String credit = row.get(moment + "Credit").asText();
        return debit.equals("0.00") && !credit.equals("0.00") ? "-" + credit : debit;
    }

    private void statement(Block block) throws IOException {
        String kind = STATEMENTS.get(block.head.get(0));
        String period = block.head.get(1);
        List<String> columns = block.head.subList(2, block.head.size());
        JsonNode statement = ok(accountant.get(company + "/statements/" + kind + "?period=" + period));
        Map<String, List<String>> expected = new LinkedHashMap<>();
        block.rows.forEach(row -> {
            String[] cells = row.split(" *\\| *");
            expected.put(cells[0], List.of(cells).subList(1, cells.length));
        });
        Map<String, List<String>> actual = new LinkedHashMap<>();
        for (JsonNode row : statement.get("rows")) {
            List<String> amounts = columns.stream().map(column -> amount(row, column)).toList();
            String line = row.get("line").asText() + " " + row.get("item").asText();
            if (expected.containsKey(line) || amounts.stream().anyMatch(each -> !List.of("0.00", "-").contains(each))) {
                actual.put(line, amounts);
            }
        }
        assertThat(actual).as("%s", block.head).isEqualTo(expected);
        assertThat(statement.get("checks")).as("%s", block.head).allMatch(check -> check.get("passed").asBoolean());
    }

    private static String amount(JsonNode row, String column) {
        assertThat(row.has(column)).as("%s of %s", column, row).isTrue();
        return row.get(column).isNull() ? "-" : row.get(column).asText();
    }

    private static JsonNode find(JsonNode rows, String field, String value) {
        for (JsonNode row : rows) {
            if (row.get(field).asText().equals(value)) {
                return row;
            }
        }
        throw new AssertionError("no row with " + field + " " + value);
    }

    private static List<Block> blocks(String text) {
        List<Block> blocks = new ArrayList<>();
        text.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).forEach(line -> {
            if (line.startsWith(" ")) {
                blocks.get(blocks.size() - 1).rows.add(line.strip());
            } else {
                blocks.add(new Block(List.of(line.split(" +")), new ArrayList<>()));
            }
        });
        return blocks;
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
}
