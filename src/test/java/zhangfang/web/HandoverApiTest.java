package zhangfang.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
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

@IntegrationTest
class HandoverApiTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @LocalServerPort
    private int port;
    @Autowired
    private People people;
    @Autowired
    private Time time;

    private String keeper;
    private String successor;
    private String owner;
    private String company;

    @BeforeEach
    void aCompanyWithItsKeeper() throws Exception {
        time.is("2026-11-03T10:00:00");
        keeper = person("老会计", Role.ACCOUNTANT);
        successor = person("新会计", Role.ACCOUNTANT);
        owner = person("负责人", Role.PROCESS_OWNER);
        company = JSON.readTree(Caller.program(port, keeper).json("POST", "/api/companies", """
                {"uscc": "%s", "name": "交接测试", "taxpayerType": "GENERAL", "standard": "SMALL_ENTERPRISE",
                 "region": "CITY"}""".formatted(CreditCodes.next())).body()).get("id").asText();
    }

    @Test
    void handsOverByApi() throws Exception {
        Caller caller = Caller.program(port, owner);
        HttpResponse<String> refused = caller.json("POST", "/api/companies/" + company + "/keeper",
                "{\"rows\": [{\"kind\": \"凭证\", \"quantity\": \"两本\"}]}");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(JSON.readTree(refused.body()).get("errors")).extracting(error -> error.get("field").asText())
                .containsExactly("keeperId", "reason", "rows[0].quantity");

        HttpResponse<String> done = caller.json("POST", "/api/companies/" + company + "/keeper", """
                {"keeperId": "%s", "reason": "离职", "rows": [
                  {"kind": "记账凭证", "quantity": 12, "remark": "1 至 10 月"}, {"kind": "银行U盾", "quantity": "1"}]}"""
                .formatted(successor));
        assertThat(done.statusCode()).as(done.body()).isEqualTo(201);
        assertThat(Caller.program(port, keeper).get("/api/companies/" + company).statusCode()).isEqualTo(404);
        JsonNode listed = JSON.readTree(Caller.program(port, successor).get("/api/companies/" + company + "/handovers")
                .body()).get("rows");
        assertThat(listed).hasSize(1);
        assertThat(listed.at("/0/supervisedBy").asText()).isEqualTo(owner);
        assertThat(listed.at("/0/rows/0/quantity").asInt()).isEqualTo(12);
    }

    @Test
    void handsOverByTheCompanysProfile() {
        Caller browser = Caller.browser(port, owner);
        String page = "/companies/" + company + "/profile";
        String keeperForm = "/companies/" + company + "/keeper";
        assertThat(browser.get(page).body()).contains("换会计", "新会计", "rows[0].kind");

        // the page with the form carries the token; the form's own address answers to POST only
        String token = Caller.token(browser.get(page).body());
        HttpResponse<String> refused = form(browser, keeperForm, token, Map.of("keeperId", successor,
                "rows[0].kind", "账簿", "rows[0].quantity", "x"));
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("请填写此项", "请填写 1 到", "value=\"账簿\"");

        HttpResponse<String> done = form(browser, keeperForm, token, Map.of("keeperId", successor, "reason", "离职",
                "rows[0].kind", "账簿", "rows[0].quantity", "3", "rows[1].kind", "", "rows[1].quantity", ""));
        assertThat(done.statusCode()).isEqualTo(302);
        assertThat(browser.get(page).body()).contains("老会计 → 新会计", "监交人 负责人", "账簿 × 3");
        assertThat(Caller.browser(port, successor).get(page).body()).contains("账簿 × 3", "换会计");
    }

    private static HttpResponse<String> form(Caller caller, String path, String token, Map<String, String> fields) {
        StringBuilder body = new StringBuilder("_csrf=" + token);
        fields.forEach((name, value) -> body.append('&')
                .append(URLEncoder.encode(name, StandardCharsets.UTF_8)).append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
        return caller.send("POST", path, body.toString(), "Content-Type", "application/x-www-form-urlencoded");
    }

    private String person(String name, Role role) {
        String id = "p-" + UUID.randomUUID();
        people.add(id, name, Caller.PASSWORD, role);
        return id;
    }
}
