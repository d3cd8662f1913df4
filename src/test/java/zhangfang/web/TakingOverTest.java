package zhangfang.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.io.ClassPathResource;
import zhangfang.identity.People;
import zhangfang.identity.Role;
import zhangfang.testing.CreditCodes;
import zhangfang.testing.IntegrationTest;
import zhangfang.testing.TimeMachineForTests.Time;

/**
 * A made-up client, 鸿运商贸, taken over in July from software with three digits a level, June not closed there: on the
 * pages, and its statements over the API.
 */
@IntegrationTest
class TakingOverTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String BOUNDARY = "----file";

    @LocalServerPort
    private int port;
    @Autowired
    private People people;
    @Autowired
    private Time time;

    private Caller accountant;
    private Caller reviewer;
    private Caller customer;
    private String api;
    private String book;

    @BeforeEach
    void aBookFromJuly() throws IOException {
        time.is("2026-08-10T10:00:00");
        reviewer = Caller.browser(port, person("王审核", Role.REVIEWER));
        String keeper = person("李会计", Role.ACCOUNTANT);
        accountant = Caller.browser(port, keeper);
        String customerId = person("赵老板", Role.CUSTOMER);
        customer = Caller.browser(port, customerId);
        Caller program = Caller.program(port, keeper);
        String id = JSON.readTree(program.json("POST", "/api/companies", """
                {"uscc": "%s", "name": "鸿运商贸", "taxpayerType": "GENERAL", "standard": "SMALL_ENTERPRISE",
                 "region": "CITY"}""".formatted(CreditCodes.next())).body()).get("id").asText();
        people.join(customerId, id);
        api = "/api/companies/" + id;
        book = "/companies/" + id + "/book";
        assertThat(program.json("POST", api + "/book", """
                {"startPeriod": "2026-07", "chart": "FIRST_LEVEL"}""").statusCode()).isEqualTo(201);
    }

    @Test
    void takesTheFilesThatWerePreviewedAndItsStatementsCarryTheYearOn() throws IOException {
        assertThat(accountant.get(book).body()).contains("/book/takeover");
        String preview = upload(accountant, "opening-balances", "hongyun-opening-gb18030.csv");
        assertThat(preview).contains("这个文件可以导入", "上级科目的合计行", "进项税额", "722,550.00", "3,481,750.00");
        assertThat(accountant.get(api + "/book/opening-balances").body()).isEqualTo("{\"rows\":[]}");
        assertThat(take(accountant, "opening-balances", false)).contains("期初余额已替换，共 17 行");

        preview = upload(accountant, "vouchers", "hongyun-vouchers-gb18030.csv");
        assertThat(preview).contains("以草稿导入", "结转损益", "未分明细").doesNotContain("导入并记账");
        assertThat(upload(reviewer, "vouchers", "hongyun-vouchers-gb18030.csv")).contains("导入并记账");
        assertThat(take(reviewer, "vouchers", true)).contains("已导入 9 张凭证，并已记账");
        assertThat(accountant.get(book + "/takeover/vouchers").body()).as("each person's own file").contains("已经导入过");
        assertThat(take(accountant, "vouchers", false)).contains("已经导入过");

        Map<String, JsonNode> income = lines("income-statement");
        assertThat(amounts(income, "1", "ytd", "period")).isEqualTo("700000.00 100000.00");
        assertThat(amounts(income, "2", "ytd", "period")).isEqualTo("400000.00 40000.00");
        assertThat(amounts(income, "14", "ytd", "period")).isEqualTo("73234.50 1234.50");
        assertThat(amounts(income, "18", "ytd", "period")).as("red interest income").isEqualTo("-400.00 -100.00");
        assertThat(amounts(income, "19", "ytd", "period")).isEqualTo("-700.00 -100.00");
        assertThat(amounts(income, "32", "ytd", "period")).isEqualTo("227165.50 58865.50");
        Map<String, JsonNode> balance = lines("balance-sheet");
        assertThat(amounts(balance, "1", "ending", "yearStart")).isEqualTo("439465.50 200000.00");
        assertThat(amounts(balance, "4", "ending", "yearStart")).isEqualTo("113000.00 50000.00");
        assertThat(amounts(balance, "33", "ending", "yearStart")).isEqualTo("168500.00 80000.00");
        assertThat(amounts(balance, "34", "ending", "yearStart")).as("a customer's credit balance").isEqualTo("12000.00 0.00");
        assertThat(amounts(balance, "51", "ending", "yearStart")).isEqualTo("289465.50 62300.00");
        JsonNode trial = JSON.readTree(accountant.get(api + "/trial-balance?from=2026-07&to=2026-07").body());
        trial.get("rows").forEach(row -> {
            if (row.get("code").asText().equals("5001")) {
                assertThat(row.get("ytdDebit").asText() + " " + row.get("ytdCredit").asText())
                        .isEqualTo("700000.00 700000.00");
            }
        });
    }

    @Test
    void showsTheFateOfEveryRowOnPageAndOverTheApiAndStoresNothing() throws IOException {
        String preview = upload(accountant, "vouchers", "broken-vouchers.csv");
        assertThat(preview).contains("这个文件不能导入", "“一百”不是金额", "受牵连", "只看有问题的 17 行")
                .doesNotContain("以草稿导入", "??");
        assertThat(accountant.get(book + "/takeover/vouchers?only=errors").body()).contains("“一百”不是金额")
                .doesNotContain("好的提现");
        assertThat(accountant.get(book + "/takeover").body()).contains("broken-vouchers.csv", "继续预览");
        assertThat(take(accountant, "vouchers", false)).contains("没有保存任何内容");
        String file = new ClassPathResource("takeover/broken-vouchers.csv").getContentAsString(StandardCharsets.UTF_8);
        JsonNode answer = JSON.readTree(api(file, "/book/vouchers?preview=true&only=errors&size=2&page=2").body());
        assertThat(answer.get("ok").asBoolean()).isFalse();
        assertThat(answer.at("/errors/count").asInt()).isEqualTo(answer.at("/errors/rows").size());
        assertThat(answer.at("/summary/rows").asInt()).isEqualTo(21);
        assertThat(answer.at("/pages").asInt()).isEqualTo(9);
        assertThat(answer.at("/rows/0/line").asInt()).isEqualTo(6);
        assertThat(answer.at("/rows/0/errors/0/reason").asText()).contains("不相等");
        assertThat(api(file, "/book/vouchers?preview=yes").statusCode()).as("anything but false is a dry run").isEqualTo(200);
        assertThat(accountant.get(api + "/book/vouchers?period=2026-07").body()).isEqualTo("{\"rows\":[]}");
        assertThat(press(accountant, "/takeover/vouchers/discard")).contains("已放弃这个文件");
    }

    @Test
    void correctsARoleOnThePageWhereItSaysWhoUsesIt() throws IOException {
        upload(accountant, "opening-balances", "hongyun-opening-gb18030.csv");
        take(accountant, "opening-balances", false);

        String page = accountant.get(book + "/accounts/roles?show=MISSING").body();
        assertThat(page).contains("5603002", "没有用途", "应交企业所得税").doesNotContain("value=\"2221001001\"", "??");
        String proposed = accountant.get(book + "/accounts/roles?show=PROPOSED").body();
        assertThat(proposed).contains("按名称推定", "利润表第 19 行", "增值税").doesNotContain("VAT_INPUT<");
        Map<String, String> form = new LinkedHashMap<>(Map.of("role", "INTEREST_EXPENSE", "direction", "DEBIT", "show",
                "CORRECTED"));
        String after = follow(accountant, submit(accountant, book + "/accounts/5603002/correct", form));
        assertThat(after).contains("已更正科目 5603002", "人工更正", "李会计");
        assertThat(amounts(lines("income-statement"), "19", "ytd", "period")).isEqualTo("-300.00 0.00");
        assertThat(follow(accountant, submit(accountant, book + "/accounts/1122/correct",
                Map.of("byCounterparty", "false")))).contains("没有办理");
        assertThat(customer.get(book + "/accounts/roles").statusCode()).isEqualTo(403);
        assertThat(customer.get(book + "/takeover").statusCode()).isEqualTo(403);
        assertThat(customer.get(book).body()).doesNotContain("/book/takeover");
    }

    @Test
    void theTemplatesAreFilesThatCanBeTaken() {
        for (String template : new String[] {"opening-balances", "voucher"}) {
            String file = accountant.get("/assets/" + template + "-template.csv").body();
            String path = template.equals("voucher") ? "vouchers" : template;
            String answer = api(file.replace("2026-01", "2026-07"), "/book/" + path + "?preview=true").body();
            assertThat(answer).as(template).contains(path.equals("vouchers") ? "\"ok\":true" : "借方合计 13000.00");
        }
    }

    private HttpResponse<String> api(String file, String path) {
        String token = Caller.token(accountant.get("/companies").body());
        return accountant.send("POST", api + path, file, "Content-Type", "text/csv", "X-CSRF-TOKEN", token);
    }

    private Map<String, JsonNode> lines(String statement) throws IOException {
        Map<String, JsonNode> lines = new HashMap<>();
        JsonNode answer = JSON.readTree(accountant.get(api + "/statements/" + statement + "?period=2026-07").body());
        answer.get("rows").forEach(row -> lines.put(row.get("line").asText(), row));
        assertThat(answer.get("checks")).allMatch(check -> check.get("kind").asText().equals("WARNING")
                || check.get("passed").asBoolean());
        return lines;
    }

    private static String amounts(Map<String, JsonNode> lines, String line, String first, String second) {
        return lines.get(line).get(first).asText() + " " + lines.get(line).get(second).asText();
    }

    /** Uploads a file on the page, and shows its preview. */
    private String upload(Caller caller, String kind, String name) throws IOException {
        String text = new ClassPathResource("takeover/" + name)
                .getContentAsString(name.contains("gb18030") ? Charset.forName("GB18030") : StandardCharsets.UTF_8);
        String token = Caller.token(caller.get(book + "/takeover").body());
        String body = "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"_csrf\"\r\n\r\n" + token + "\r\n--"
                + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name + "\"\r\n"
                + "Content-Type: text/csv\r\n\r\n" + text + "\r\n--" + BOUNDARY + "--\r\n";
        return follow(caller, caller.send("POST", book + "/takeover/" + kind, body, "Content-Type",
                "multipart/form-data; boundary=" + BOUNDARY));
    }

    private String take(Caller caller, String kind, boolean post) {
        return follow(caller, submit(caller, book + "/takeover/" + kind + "/take",
                Map.of("post", String.valueOf(post), "key", UUID.randomUUID().toString())));
    }

    private String press(Caller caller, String path) {
        return follow(caller, submit(caller, book + path, Map.of()));
    }

    private static HttpResponse<String> submit(Caller caller, String path, Map<String, String> fields) {
        StringBuilder form = new StringBuilder("_csrf=" + Caller.token(caller.get("/companies").body()));
        fields.forEach((name, value) -> form.append('&').append(name).append('=').append(value));
        return caller.send("POST", path, form.toString(), "Content-Type", "application/x-www-form-urlencoded");
    }

    private static String follow(Caller caller, HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(302);
        return caller.get(answer.headers().firstValue("Location").orElseThrow().replaceFirst("^http://[^/]+", "")).body();
    }

    private String person(String name, Role role) {
        String id = "p-" + UUID.randomUUID();
        people.add(id, name, Caller.PASSWORD, role);
        return id;
    }
}
