package zhangfang.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import zhangfang.identity.People;
import zhangfang.identity.Role;
import zhangfang.testing.CreditCodes;
import zhangfang.testing.IntegrationTest;
import zhangfang.testing.TimeMachineForTests.Time;

/** Who books cash to which line of the cash flow statement, over HTTP. */
@IntegrationTest
class CashFlowApiTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String HEADER =
            "date,voucher_no,summary,account_code,account_name,debit,credit,counterparty,cash_flow_line\n";

    @LocalServerPort
    private int port;
    @Autowired
    private People people;
    @Autowired
    private Time time;

    private String accountantId;
    private Caller accountant;
    private Caller reviewer;
    private String company;

    @BeforeEach
    void aBook() throws Exception {
        time.is("2026-03-05T10:00:00");
        accountantId = person(Role.ACCOUNTANT);
        accountant = Caller.program(port, accountantId);
        reviewer = Caller.program(port, person(Role.REVIEWER));
        company = JSON.readTree(accountant.json("POST", "/api/companies", """
                {"uscc": "%s", "name": "现金流量测试", "taxpayerType": "GENERAL", "standard": "SMALL_ENTERPRISE",
                 "region": "CITY"}""".formatted(CreditCodes.next())).body()).get("id").asText();
        ok(accountant.json("POST", api("/book"), "{\"startPeriod\": \"2026-01\", \"chart\": \"STANDARD\"}"), 201);
    }

    @Test
    void showsWhatIsNowhereYetWithTheProposalOfTheRulesAndBooksManyAtOnce() throws Exception {
        post("""
                2026-01-05,1,销售,1002,,113.00,,,
                2026-01-05,1,销售,5001,,,100.00,,
                2026-01-05,1,销售,22210107,,,13.00,,
                2026-01-06,2,往来,1002,,5.00,,,
                2026-01-06,2,往来,3103,,,5.00,,
                2026-02-07,3,调整,1602,,7.00,,,
                2026-02-07,3,调整,1002,,,7.00,,
                2026-02-08,4,借款,1002,,50.00,,,
                2026-02-08,4,借款,2241,,,50.00,,14
                """);
        JsonNode page = cash("?line=0");

        assertThat(page.get("from").asText() + page.get("to").asText()).as("the open months").isEqualTo("2026-012026-02");
        assertThat(rows(page)).containsExactly("2026-01 2/2 3103 5.00 line 0 by rule, proposed null",
                "2026-02 1/1 1602 -7.00 line 0 by rule, proposed null");
        assertThat(totals(page)).containsExactly("0: 2 = -2.00, by hand 0 = 0.00", "1: 2 = 113.00, by hand 0 = 0.00",
                "14: 1 = 50.00, by hand 1 = 50.00");
        assertThat(rows(cash("?from=2026-02&to=2026-02"))).containsExactly(
                "2026-02 1/1 1602 -7.00 line 0 by rule, proposed null",
                "2026-02 2/2 2241 50.00 line 14 by hand, proposed 2");

        JsonNode done = ok(accountant.json("PUT", api("/book/cash-flow"), tags(page, 6)), 200);

        assertThat(done.get("tagged").asInt()).isEqualTo(2);
        assertThat(cash("?line=0").get("rows")).isEmpty();
        assertThat(totals(cash(""))).contains("6: 2 = 2.00, by hand 2 = 2.00");
        assertThat(statement("2026-02", 6, "ytd")).isEqualTo("2.00");
        assertThat(statement("2026-02", 6, "period")).isEqualTo("7.00");
    }

    @Test
    void goesByTheRulesAgainAndTakesLinesOff() throws Exception {
        post("""
                2026-01-05,1,收款,1002,,50.00,,,
                2026-01-05,1,收款,1122,,,50.00,,14
                """);
        String voucher = cash("").at("/rows/0/voucherId").asText();
        ok(tag(voucher, 2, "null"), 200);
        assertThat(rows(cash(""))).containsExactly("2026-01 1/2 1122 50.00 line 1 by rule, proposed 1");
        ok(tag(voucher, 2, "0"), 200);
        assertThat(rows(cash(""))).containsExactly("2026-01 1/2 1122 50.00 line 0 by rule, proposed 1");
        refused(tag(voucher, 1, "6"), 400, "没有分到现金");
        refused(tag(voucher, 2, "7"), 400, "可填的行次");
        refused(tag("V-none", 2, "6"), 404, "");
        refused(accountant.json("PUT", api("/book/cash-flow"), "{\"rows\": []}"), 400, "请选择");
        refused(accountant.get(api("/book/cash-flow?line=7")), 400, "行次");
        refused(accountant.get(api("/book/cash-flow?from=2026-01&to=2027-01")), 400, "12");
    }

    @Test
    void refusesAnythingInAClosedMonthAndNothingIsHalfDone() throws Exception {
        post("""
                2026-01-05,1,往来,1002,,5.00,,,
                2026-01-05,1,往来,3103,,,5.00,,
                2026-02-05,2,往来,1002,,6.00,,,
                2026-02-05,2,往来,3103,,,6.00,,
                """);
        JsonNode both = cash("?line=0");
        ok(accountant.send("POST", api("/book/periods/2026-01/close"), null), 200);

        refused(accountant.json("PUT", api("/book/cash-flow"), tags(both, 2)), 409, "2026-01");

        JsonNode now = cash("?from=2026-01&line=0");
        assertThat(now.at("/rows/0/closed").asBoolean()).isTrue();
        assertThat(now.at("/rows/1/closed").asBoolean()).isFalse();
        assertThat(now.get("rows")).hasSize(2);
        assertThat(cash("").get("from").asText()).as("the first open month").isEqualTo("2026-02");
    }

    @Test
    void takesEveryEntryWithItsOwnAmountOnceALineIsChosenForEach() throws Exception {
        post("""
                2026-01-05,1,采购,1403,,28000.00,,,
                2026-01-05,1,采购,1002,,,20000.00,,
                2026-01-05,1,采购,2202,,,8000.00,,
                """);
        String voucher = cash("").at("/rows/0/voucherId").asText();
        assertThat(rows(cash(""))).containsExactly("2026-01 1/1 1403 -20000.00 line 3 by rule, proposed 3");

        ok(accountant.json("PUT", api("/book/vouchers/" + voucher + "/cash-flow-lines"),
                "{\"rows\": [{\"line\": 1, \"cashFlowLine\": 3}, {\"line\": 3, \"cashFlowLine\": 14}]}"), 200);

        assertThat(rows(cash(""))).containsExactly("2026-01 1/1 1403 -28000.00 line 3 by hand, proposed 3",
                "2026-01 1/3 2202 8000.00 line 14 by hand, proposed 3");
        assertThat(statement("2026-01", 3, "period") + " " + statement("2026-01", 14, "period"))
                .isEqualTo("28000.00 8000.00");
        ok(tag(voucher, 3, "null"), 400);
        ok(tag(voucher, 1, "null"), 200);
        assertThat(rows(cash(""))).containsExactly("2026-01 1/1 1403 -20000.00 line 3 by rule, proposed 3");
    }

    @Test
    void aReversalGoesWithWhatItReversesUntilSomebodySaysOtherwise() throws Exception {
        post("""
                2026-01-05,1,付款,1221,,40.00,,,
                2026-01-05,1,付款,1002,,,40.00,,
                """);
        String voucher = cash("").at("/rows/0/voucherId").asText();
        String reversal = ok(reviewer.json("POST", api("/book/vouchers/" + voucher + "/reverse"),
                "{\"into\": \"2026-02\"}"), 201).get("id").asText();
        assertThat(statement("2026-02", 6, "period")).isEqualTo("-40.00");

        ok(tag(voucher, 1, "11"), 200);

        assertThat(statement("2026-01", 11, "period") + " " + statement("2026-02", 11, "period"))
                .isEqualTo("40.00 -40.00");
        ok(tag(reversal, 1, "6"), 200);
        ok(tag(voucher, 1, "12"), 200);
        assertThat(statement("2026-01", 12, "period") + " " + statement("2026-02", 6, "period"))
                .isEqualTo("40.00 -40.00");
    }

    @Test
    void answersInPages() throws Exception {
        StringBuilder many = new StringBuilder();
        for (int i = 1; i <= 7; i++) {
            many.append("2026-01-05,%1$s,往来,1002,,1.00,,,\n2026-01-05,%1$s,往来,3103,,,1.00,,\n".formatted("n" + i));
        }
        post(many.toString());
        JsonNode last = cash("?line=0&size=3&page=9");
        assertThat(last.get("page").asInt() + "/" + last.get("pages").asInt() + " of " + last.get("count").asInt())
                .isEqualTo("3/3 of 7");
        assertThat(rows(last)).containsExactly("2026-01 7/2 3103 1.00 line 0 by rule, proposed null");
    }

    @Test
    void hasAPageWithAFormForManyEntries() throws Exception {
        post("""
                2026-01-05,1,往来,1002,,5.00,,,
                2026-01-05,1,往来,3103,,,5.00,,
                """);
        Caller browser = Caller.browser(port, accountantId);
        String path = "/companies/" + company + "/book/cash-flow";
        String page = browser.get(path).body();
        String voucher = cash("").at("/rows/0/voucherId").asText();
        assertThat(page).contains("现金流量归类").contains("还有 1 笔未归类").contains("value=\"" + voucher + "/2\"")
                .contains("科目 3103 在收款和付款两个方向都没有默认项目");
        assertThat(browser.get("/companies/" + company + "/book/periods/2026-01").body()).contains("去归类")
                .contains(path + "?from=2026-01&amp;to=2026-01&amp;line=0");

        assertThat(afterSubmitting(browser, path, page, "target=rule&line=0&entries=" + voucher + "/2"))
                .contains("没有默认项目，请选择一个项目");
        assertThat(afterSubmitting(browser, path, page, "target=&line=0&entries=" + voucher + "/2"))
                .contains("请选择现金流量项目");
        assertThat(afterSubmitting(browser, path, page, "target=15&line=all&entries=" + voucher + "/2"))
                .contains("已归类 1 笔").contains("手工选择").contains("的现金流量已全部归类");
    }

    /** The page that a form leads to. */
    private static String afterSubmitting(Caller browser, String path, String page, String fields) {
        HttpResponse<String> answer = browser.send("POST", path, "_csrf=" + Caller.token(page)
                + "&from=2026-01&to=2026-01&" + fields, "Content-Type", "application/x-www-form-urlencoded");
        String location = answer.headers().firstValue("Location").orElseThrow();
        return browser.get(location.substring(location.indexOf("/companies"))).body();
    }

    private void post(String lines) throws Exception {
        ok(reviewer.send("POST", api("/book/vouchers?post=true"), HEADER + lines, "Content-Type", "text/csv"), 201);
    }

    private JsonNode cash(String query) throws Exception {
        return ok(accountant.get(api("/book/cash-flow" + query)), 200);
    }

    private HttpResponse<String> tag(String voucher, int line, String cashFlowLine) {
        return accountant.json("PUT", api("/book/cash-flow"),
                "{\"rows\": [{\"voucherId\": \"%s\", \"line\": %d, \"cashFlowLine\": %s}]}".formatted(voucher, line,
                        cashFlowLine));
    }

    private static String tags(JsonNode page, int cashFlowLine) {
        List<String> tags = new ArrayList<>();
        page.get("rows").forEach(row -> tags.add("{\"voucherId\": %s, \"line\": %s, \"cashFlowLine\": %d}"
                .formatted(row.get("voucherId"), row.get("line"), cashFlowLine)));
        return "{\"rows\": [" + String.join(", ", tags) + "]}";
    }

    private static List<String> rows(JsonNode page) {
        List<String> rows = new ArrayList<>();
        page.get("rows").forEach(row -> rows.add("%s %s/%s %s %s line %s %s, proposed %s".formatted(
                row.get("period").asText(), row.get("number"), row.get("line"), row.get("accountCode").asText(),
                row.get("amount").asText(), row.get("cashFlowLine"), row.get("chosen").asBoolean() ? "by hand" : "by rule",
                row.get("proposedLine"))));
        return rows;
    }

    private static List<String> totals(JsonNode page) {
        List<String> totals = new ArrayList<>();
        page.get("totals").forEach(total -> totals.add("%s: %s = %s, by hand %s = %s".formatted(total.get("cashFlowLine"),
                total.get("entries"), total.get("amount").asText(), total.get("entriesByHand"),
                total.get("byHand").asText())));
        return totals;
    }

    private String statement(String period, int line, String column) throws Exception {
        for (JsonNode row : ok(accountant.get(api("/statements/cash-flow?period=" + period)), 200).get("rows")) {
            if (row.get("line").asInt() == line) {
                return row.get(column).asText();
            }
        }
        throw new AssertionError("no line " + line);
    }

    private String api(String path) {
        return "/api/companies/" + company + path;
    }

    private String person(Role role) {
        String id = role.name().toLowerCase() + "-" + UUID.randomUUID();
        people.add(id, role.name(), Caller.PASSWORD, role);
        return id;
    }

    private static JsonNode ok(HttpResponse<String> response, int status) throws Exception {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        return response.body().isEmpty() ? null : JSON.readTree(response.body());
    }

    private static void refused(HttpResponse<String> response, int status, String saying) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.body()).contains(saying);
    }
}
