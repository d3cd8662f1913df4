package zhangfang.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import zhangfang.identity.People;
import zhangfang.identity.Role;
import zhangfang.notice.Notices;
import zhangfang.testing.CreditCodes;
import zhangfang.testing.IntegrationTest;

@IntegrationTest
class WebShellTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @LocalServerPort
    private int port;
    @Autowired
    private People people;
    @Autowired
    private Notices notices;

    private String customer;
    private Caller program;

    @BeforeEach
    void someone() {
        customer = person(Role.CUSTOMER);
        program = Caller.program(port, customer);
    }

    @Test
    void addsReadsAndChangesACompany() throws Exception {
        String code = CreditCodes.next();
        HttpResponse<String> created = program.json("POST", "/api/companies", company(code, "星河商贸"));

        assertThat(created.statusCode()).isEqualTo(201);
        String id = JSON.readTree(created.body()).get("id").asText();
        assertThat(created.headers().firstValue("Location")).hasValue("/api/companies/" + id);
        assertThat(JSON.readTree(program.get("/api/companies").body()).get("rows")).hasSize(1);

        HttpResponse<String> changed = program.json("PUT", "/api/companies/" + id, company(code, "星海商贸"));
        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(JSON.readTree(program.get("/api/companies/" + id).body()).get("name").asText()).isEqualTo("星海商贸");
    }

    @Test
    void aPageNamesWhatItLoadsByItsContentSoThatItIsKeptForAYearAndSendsItCompressed() {
        Matcher style = Pattern.compile("href=\"(/assets/zhangfang-[0-9a-f]{32}\\.css)\"")
                .matcher(Caller.anonymous(port).get("/sign-in").body());

        assertThat(style.find()).isTrue();
        HttpResponse<String> loaded = Caller.anonymous(port).get(style.group(1), "Accept-Encoding", "gzip");
        assertThat(loaded.statusCode()).isEqualTo(200);
        assertThat(loaded.headers().firstValue("Cache-Control").orElseThrow()).contains("max-age=31536000");
        assertThat(loaded.headers().firstValue("Content-Encoding")).hasValue("gzip");
        Matcher library = Pattern.compile("src=\"(/webjars/bootstrap/\\d[^\"]+\\.js)\"")
                .matcher(Caller.anonymous(port).get("/sign-in").body());
        assertThat(library.find()).isTrue();
        HttpResponse<String> script = Caller.anonymous(port).get(library.group(1), "Accept-Encoding", "gzip");
        assertThat(script.headers().firstValue("Cache-Control").orElseThrow()).contains("max-age=31536000");
        assertThat(script.headers().firstValue("Content-Encoding")).hasValue("gzip");
    }

    @Test
    void refusesInChineseFieldByFieldAndInEnglishOnDemand() throws Exception {
        HttpResponse<String> refused = program.json("POST", "/api/companies",
                "{\"uscc\": \"914403001922038217\", \"taxpayerType\": \"HUGE\", \"standard\": \"SMALL_ENTERPRISE\","
                        + "\"region\": \"CITY\"}");

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/problem+json");
        JsonNode problem = JSON.readTree(refused.body());
        assertThat(problem.get("errors").findValuesAsText("field")).containsExactlyInAnyOrder("uscc", "name",
                "taxpayerType");
        assertThat(problem.get("detail").asText()).contains("最后一位应为 6").contains("没有“HUGE”这个纳税人类型");

        HttpResponse<String> english = program.send("POST", "/api/companies", "{}", "Content-Type",
                "application/json", "Accept-Language", "en-GB");
        assertThat(JSON.readTree(english.body()).get("title").asText()).isEqualTo("Wrong input");
    }

    @Test
    void answersWhatSpringRefusesAsAProblemToo() throws Exception {
        assertProblem(program.json("POST", "/api/companies", "{\"uscc\": "), 400, "JSON");
        assertProblem(program.json("POST", "/api/companies", "{\"uscc\": {}}"), 400, "uscc");
        for (String amount : new String[] {"\"1.005\"", "1.005", "\"many\"", "{}"}) {
            assertProblem(program.json("POST", "/api/companies/C-no-such/top-ups", "{\"amount\": " + amount + "}"), 400,
                    "最多两位小数");
        }
        assertProblem(program.send("POST", "/api/companies", "<a/>", "Content-Type", "application/xml"), 415, "xml");
        assertProblem(program.send("DELETE", "/api/companies", null), 405, "GET");
        assertProblem(program.get("/api/nothing"), 404, "没有这个");
        assertProblem(program.get("/api/calendar/soon"), 400, "year");
        assertProblem(program.get("/api/companies/C-no-such"), 404, "没有找到");
    }

    @Test
    void asksProgramsForAPasswordAndBrowsersForTheSignInPage() {
        HttpResponse<String> api = Caller.anonymous(port).get("/api/companies");
        assertProblem(api, 401, "请先登录");
        assertThat(api.headers().firstValue("WWW-Authenticate")).isPresent();

        HttpResponse<String> page = Caller.anonymous(port).get("/companies");
        assertThat(page.statusCode()).isEqualTo(302);
        assertThat(page.headers().firstValue("Location").orElseThrow()).endsWith("/sign-in");
    }

    @Test
    void showsChinesePagesAndEnglishOnesToWhoeverPrefersThem() {
        assertThat(Caller.anonymous(port).get("/sign-in").body()).contains("登录").doesNotContain("??");
        assertThat(Caller.anonymous(port).get("/sign-in", "Accept-Language", "en").body()).contains("Sign in")
                .doesNotContain("??");
        assertThat(Caller.anonymous(port).get("/sign-in").body()).as("no sample people outside the sample start")
                .doesNotContain("accountant2");
    }

    @Test
    void registersACustomerWhoThenAddsACompany() {
        String userId = "new-" + UUID.randomUUID();
        Caller stranger = Caller.anonymous(port);
        assertThat(stranger.submit("/register", Map.of("userId", userId, "name", "王芳", "password", "short",
                "again", "other")).body()).contains("8 到 72").contains("不一致");
        assertThat(stranger.submit("/register", Map.of("userId", userId, "name", "王芳", "password", Caller.PASSWORD,
                "again", Caller.PASSWORD)).headers().firstValue("Location").orElseThrow())
                .endsWith("/companies/new?welcome");

        Caller browser = Caller.browser(port, userId);
        assertThat(browser.get("/").body()).contains("王芳").contains("您还没有企业");
        HttpResponse<String> added = browser.submit("/companies/new", Map.of("name", "云杉科技", "uscc",
                CreditCodes.next(), "taxpayerType", "SMALL_SCALE", "standard", "SMALL_ENTERPRISE", "region", "CITY"));
        assertThat(added.statusCode()).as(added.body()).isEqualTo(302);
        assertThat(browser.get("/").body()).contains("云杉科技");
    }

    @Test
    void showsTheFormAgainWithTheRefusalBesideTheField() {
        Caller browser = Caller.browser(port, customer);

        HttpResponse<String> refused = browser.submit("/companies/new", Map.of("name", "甲", "uscc", "1234"));

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("应为 18 位").contains("value=\"甲\"");
    }

    @Test
    void refusesAChangeFromABrowserWithoutItsToken() throws Exception {
        Caller browser = Caller.browser(port, customer);
        JsonNode session = JSON.readTree(browser.get("/api/session").body());
        assertThat(session.get("userId").asText()).isEqualTo(customer);
        assertThat(session.get("roles").get(0).asText()).isEqualTo("customers");

        String body = company(CreditCodes.next(), "甲");
        assertProblem(browser.json("POST", "/api/companies", body), 403, "权限");
        assertThat(browser.send("POST", "/api/companies", body, "Content-Type", "application/json",
                session.get("csrfHeader").asText(), session.get("csrfToken").asText()).statusCode()).isEqualTo(201);
    }

    @Test
    void showsNoticesAndMarksThemRead() throws Exception {
        notices.tell(customer, null, "k", "refusal.line", 3, "x");
        JsonNode rows = JSON.readTree(program.get("/api/notices").body()).get("rows");
        assertThat(rows.get(0).get("text").asText()).isEqualTo("第 3 行：x");

        assertThat(program.send("POST", "/api/notices/" + rows.get(0).get("id").asText() + "/read", null)
                .statusCode()).isEqualTo(204);

        assertThat(JSON.readTree(program.get("/api/notices").body()).get("rows").get(0).get("read").asBoolean())
                .isTrue();
        assertThat(Caller.browser(port, customer).get("/notices").body()).contains("第 3 行：x");
    }

    @Test
    void letsOnlyTheProcessOwnerLoadACalendar() {
        String csv = "date,type,name,source\n2040-01-01,OFF,元旦,通知\n";
        assertProblem(program.send("PUT", "/api/calendar/2040", csv, "Content-Type", "text/csv"), 403, "流程负责人");

        Caller owner = Caller.program(port, person(Role.PROCESS_OWNER));
        assertProblem(owner.send("PUT", "/api/calendar/2040", csv.replace("-01,", "-41,"), "Content-Type", "text/csv"),
                400, "\"line\":2");
        assertThat(owner.send("PUT", "/api/calendar/2040", csv, "Content-Type", "text/csv").body())
                .contains("\"estimated\":false");
        assertThat(owner.get("/api/calendar/2041").body()).contains("\"estimated\":true");
    }

    @Test
    void everyPageOpensForEveryRole() {
        for (Role role : Role.values()) {
            Caller browser = Caller.browser(port, person(role));
            String first = switch (role) {
                case ACCOUNTANT, REVIEWER -> "/workbench";
                case PROCESS_OWNER -> "/board";
                default -> "/";
            };
            if (!first.equals("/")) {
                assertThat(browser.get("/").headers().firstValue("Location")).get().asString().endsWith(first);
            }
            for (String path : new String[] {first, "/notices", "/companies", "/companies/new", "/calendar",
                "/calendar?year=2042"}) {
                HttpResponse<String> page = browser.get(path);
                assertThat(page.statusCode()).as("%s %s", role, path).isEqualTo(200);
                assertThat(page.body()).as("%s %s", role, path).doesNotContain("??");
            }
        }
    }

    @Test
    void sendsSecurityHeadersAndChineseErrorPages() {
        Caller browser = Caller.browser(port, customer);
        HttpResponse<String> missing = browser.get("/no-such-page");
        assertThat(missing.statusCode()).isEqualTo(404);
        assertThat(missing.body()).contains("没有这个页面").doesNotContain("Whitelabel");
        assertThat(missing.headers().firstValue("Content-Security-Policy").orElseThrow()).contains("default-src 'self'");
        assertThat(missing.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(missing.headers().firstValue("X-Frame-Options")).hasValue("SAMEORIGIN");
    }

    @Test
    void describesTheApi() throws Exception {
        JsonNode api = JSON.readTree(program.get("/v3/api-docs").body());
        assertThat(api.at("/info/title").asText()).isEqualTo("Zhangfang 账房");
        assertThat(api.at("/paths/~1api~1companies/post/responses/default/content").has("application/problem+json"))
                .isTrue();
        assertThat(api.at("/components/securitySchemes/basic/scheme").asText()).isEqualTo("basic");
        assertThat(Caller.browser(port, customer).get("/swagger-ui/index.html").statusCode()).isEqualTo(200);
    }

    private static void assertProblem(HttpResponse<String> response, int status, String part) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(response.body()).contains(part).contains("\"errors\"").doesNotContain("Exception");
    }

    private String person(Role role) {
        String id = "p-" + UUID.randomUUID();
        people.add(id, "某人", Caller.PASSWORD, role);
        return id;
    }

    private static String company(String uscc, String name) {
        return "{\"uscc\": \"" + uscc + "\", \"name\": \"" + name + "\", \"taxpayerType\": \"SMALL_SCALE\","
                + "\"standard\": \"SMALL_ENTERPRISE\", \"region\": \"CITY\"}";
    }
}
