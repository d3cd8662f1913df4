package zhangfang.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import zhangfang.identity.People;
import zhangfang.identity.Role;
import zhangfang.testing.CreditCodes;
import zhangfang.testing.PostgresTest;
import zhangfang.testing.TaskAudience;
import zhangfang.testing.TimeMachineForTests.Time;

/**
 * One company from its registration to its completed order, on PostgreSQL, by nothing but HTTP: our API and the engine's,
 * as any client would, each person with an own password. Everyone else tries every door of every task on the way.
 */
@PostgresTest
class WholeServiceMonthTest {

    private static final String PASSWORD = "zhangfang";
    private static final String OPENING = """
            account_code,account_name,debit,credit
            1002,银行存款,100000.00,
            3001,实收资本,,100000.00
            """;
    private static final String VOUCHERS = """
            date,voucher_no,summary,account_code,account_name,debit,credit
            2028-02-10,记1,销售商品,1002,银行存款,10100.00,
            2028-02-10,记1,销售商品,5001,主营业务收入,,10000.00
            2028-02-10,记1,销售商品,222101,应交增值税,,100.00
            2028-02-29,记2,支付房租,560217,租赁费,3000.00,
            2028-02-29,记2,支付房租,1002,银行存款,,3000.00
            """;

    /** Everyone else, and what they may work on, by the names of task-audience.csv. */
    private static final Map<String, Set<String>> OTHERS = Map.of(
            "wm-stranger", Set.of(),
            "wm-otherkeeper", Set.of("accountants"),
            "wm-reviewer", Set.of("reviewers"),
            "wm-finance", Set.of("finance"),
            "wm-advisor", Set.of("advisors"));

    @Autowired
    TestRestTemplate http;
    @Autowired
    People people;
    @Autowired
    Time time;
    @Autowired
    JdbcClient jdbc;

    private String company;

    @Test
    void aCompanyGoesFromPurchaseToACompletedMonthAndOrder() {
        time.is("2028-01-31T10:00:00");
        for (Map.Entry<String, Role> person : Map.of("wm-customer", Role.CUSTOMER, "wm-stranger", Role.CUSTOMER,
                "wm-accountant", Role.ACCOUNTANT, "wm-otherkeeper", Role.ACCOUNTANT, "wm-reviewer", Role.REVIEWER,
                "wm-finance", Role.FINANCE, "wm-advisor", Role.ADVISOR, "wm-owner", Role.PROCESS_OWNER).entrySet()) {
            people.add(person.getKey(), person.getKey(), PASSWORD, person.getValue());
        }
        company = addCompany("wm-customer", "全程测试有限公司");
        addCompany("wm-stranger", "旁观者有限公司");

        buy();
        collectDocuments();
        keepReviewAndCloseBooks();
        confirmAndFile();

        assertThat(get("wm-customer", "/api/companies/" + company + "/orders").getBody().at("/rows/0/status").asText())
                .isEqualTo("COMPLETED");
    }

    private void buy() {
        start("wm-customer", "topUp", Map.of("companyId", company, "amount", "300.00",
                "payerName", "全程测试有限公司", "payerAccount", "310000000000000001"));
        complete("wm-finance", "userTask_confirmReceipt", Map.of("decision", "CONFIRM", "receivedAmount", "300.00"));
        ResponseEntity<JsonNode> foreign = tryStart("wm-stranger", "serviceOrder",
                Map.of("companyId", company, "packageCode", "MONTH"));
        assertThat(foreign.getStatusCode()).isEqualTo(HttpStatus.NOT_FOUND);
        start("wm-customer", "serviceOrder", Map.of("companyId", company, "packageCode", "MONTH",
                "firstMonth", "2028-02"));
        complete("wm-customer", "userTask_payOrder", Map.of());
        complete("wm-customer", "userTask_confirmStart", Map.of());
        complete("wm-accountant", "userTask_claimCompany", Map.of());
        time.passesUntil("2028-02-01T00:00:00");
    }

    private void collectDocuments() {
        time.passesUntil("2028-02-29T10:00:00");
        complete("wm-customer", "userTask_mailDocuments", Map.of("choice", "MAIL", "way", "COURIER",
                "courier", "顺丰速运", "trackingNumber", "SF1234567890"));
        complete("wm-accountant", "userTask_signMailing", Map.of("choice", "RECEIVED",
                "handover", "[{\"kind\":\"发票\",\"quantity\":2,\"remark\":\"\"}]"));
        assertThat(month().path("statusText").asText()).isEqualTo("待寄票");
        time.passesUntil("2028-03-01T09:00:00");
        complete("wm-customer", "userTask_mailDocuments", Map.of("choice", "COMPLETE"));
    }

    private void keepReviewAndCloseBooks() {
        csv("wm-accountant", HttpMethod.PUT, "/book/opening-balances", OPENING);
        csv("wm-accountant", HttpMethod.POST, "/book/vouchers", VOUCHERS);
        complete("wm-accountant", "userTask_keepBooks", Map.of());
        complete("wm-reviewer", "userTask_reviewVouchers", Map.of("decision", "APPROVE"));
        // closing by the API completes the month's closing task
        assertThat(post("wm-accountant", "/api/companies/" + company + "/book/periods/2028-02/close", Map.of())
                .getStatusCode().is2xxSuccessful()).isTrue();
        time.runDueJobs();
    }

    private void confirmAndFile() {
        JsonNode balanceSheet = get("wm-customer",
                "/api/companies/" + company + "/statements/balance-sheet?period=2028-02").getBody();
        assertThat(line(balanceSheet, 1).path("ending").asText()).isEqualTo("107100.00");
        assertThat(line(balanceSheet, 51).path("ending").asText()).isEqualTo("7000.00");
        assertThat(balanceSheet.path("provisional").asBoolean()).isFalse();
        complete("wm-customer", "userTask_confirmStatements", Map.of("decision", "CONFIRM"));
        time.passesUntil("2028-03-15T00:00:00");
        complete("wm-accountant", "userTask_fileTaxes", Map.of("filedOn", "2028-03-15", "reference", "申报回执 1"));
        complete("wm-accountant", "userTask_recordReceipts", Map.of("paidOn", "2028-03-15", "reference", "完税证明 1"));
        time.runDueJobs();
        assertThat(month().path("statusText").asText()).isEqualTo("已完成");
    }

    private JsonNode month() {
        return get("wm-customer", "/api/companies/" + company + "/service-months/2028-02").getBody()
                .path("month");
    }

    private static JsonNode line(JsonNode statement, int number) {
        for (JsonNode row : statement.path("rows")) {
            if (row.path("line").asInt() == number) {
                return row;
            }
        }
        throw new AssertionError("no line " + number + " in " + statement);
    }

    private String addCompany(String user, String name) {
        ResponseEntity<JsonNode> added = post(user, "/api/companies", Map.of("uscc", CreditCodes.next(), "name", name,
                "taxpayerType", "SMALL_SCALE", "standard", "SMALL_ENTERPRISE", "region", "CITY"));
        assertThat(added.getStatusCode()).isEqualTo(HttpStatus.CREATED);
        return added.getBody().path("id").asText();
    }

    private void start(String user, String process, Map<String, String> submitted) {
        ResponseEntity<JsonNode> answer = tryStart(user, process, submitted);
        assertThat(answer.getStatusCode()).as("%s", answer.getBody()).isEqualTo(HttpStatus.OK);
    }

    private ResponseEntity<JsonNode> tryStart(String user, String process, Map<String, String> submitted) {
        return post(user, "/engine-rest/process-definition/key/" + process + "/start",
                Map.of("variables", transientVariables(submitted)));
    }

    /** Finds the company's open task as its reader would, claims and completes it; everyone else finds the doors shut. */
    private void complete(String user, String taskKey, Map<String, String> submitted) {
        String task = taskOf(user, taskKey);
        othersAreKeptOut(task, taskKey);
        Map<String, Object> body = Map.of("variables", transientVariables(submitted));
        assertThat(post(user, "/engine-rest/task/" + task + "/claim", Map.of("userId", user)).getStatusCode())
                .isEqualTo(HttpStatus.NO_CONTENT);
        ResponseEntity<JsonNode> done = post(user, "/engine-rest/task/" + task + "/complete", body);
        assertThat(done.getStatusCode()).as("%s: %s", taskKey, done.getBody()).isEqualTo(HttpStatus.NO_CONTENT);
    }

    private String taskOf(String user, String taskKey) {
        JsonNode tasks = get(user, "/engine-rest/task?taskDefinitionKey=" + taskKey
                + "&taskVariables=companyId_eq_" + company).getBody();
        assertThat(tasks).as("%s sees %s", user, taskKey).hasSize(1);
        assertThat(tasks.get(0).path("name").asText()).contains("全程测试有限公司");
        return tasks.get(0).path("id").asText();
    }

    private void othersAreKeptOut(String task, String taskKey) {
        OTHERS.forEach((person, mayWork) -> {
            if (!mayWork.contains(audience(task, taskKey))) {
                isKeptOut(person, task);
            }
        });
        ownerWatchesOnly(task);
    }

    /** A company without a keeper, or a task that is overdue, is offered to all accountants. */
    private String audience(String task, String taskKey) {
        String offered = TaskAudience.table().get(taskKey);
        boolean toGroup = jdbc.sql("""
                select count(*) from ACT_RU_IDENTITYLINK where TASK_ID_ = ? and GROUP_ID_ = 'accountants'""")
                .param(task).query(Integer.class).single() > 0;
        return offered.equals("accountant") && toGroup ? "accountants" : offered;
    }

    private void isKeptOut(String stranger, String task) {
        String base = "/engine-rest/task/" + task;
        for (String door : List.of("", "/variables", "/form-variables", "/rendered-form", "/deployed-form", "/form",
                "/identity-links", "/localVariables")) {
            assertThat(get(stranger, base + door).getStatusCode().isError()).as("%s %s", stranger, door).isTrue();
        }
        assertThat(get(stranger, base + "/attachment").getStatusCode()).isEqualTo(HttpStatus.FORBIDDEN);
        assertThat(get(stranger, base + "/comment").getStatusCode()).isEqualTo(HttpStatus.FORBIDDEN);
        assertThat(post(stranger, base + "/claim", Map.of("userId", stranger)).getStatusCode())
                .isEqualTo(HttpStatus.FORBIDDEN);
        assertThat(post(stranger, base + "/complete", Map.of()).getStatusCode()).isEqualTo(HttpStatus.FORBIDDEN);
        assertThat(get(stranger, "/engine-rest/task").getBody().toString()).doesNotContain(task);
        assertThat(get(stranger, "/engine-rest/variable-instance").getBody().toString()).doesNotContain(task);
        assertThat(get(stranger, "/engine-rest/process-instance").getBody()).isEmpty();
        assertThat(get(stranger, "/engine-rest/history/process-instance").getBody()).isEmpty();
        assertThat(get(stranger, "/engine-rest/history/task").getBody()).isEmpty();
    }

    private void ownerWatchesOnly(String task) {
        String base = "/engine-rest/task/" + task;
        assertThat(get("wm-owner", base).getStatusCode()).isEqualTo(HttpStatus.OK);
        assertThat(post("wm-owner", base + "/complete", Map.of()).getStatusCode()).isEqualTo(HttpStatus.FORBIDDEN);
        assertThat(post("wm-owner", base + "/assignee", Map.of("userId", "wm-owner")).getStatusCode())
                .isEqualTo(HttpStatus.FORBIDDEN);
        assertThat(post("wm-owner", base + "/localVariables", Map.of("modifications",
                Map.of("companyId", Map.of("value", "x")))).getStatusCode()).isEqualTo(HttpStatus.FORBIDDEN);
    }

    private static Map<String, Object> transientVariables(Map<String, String> submitted) {
        Map<String, Object> variables = new LinkedHashMap<>();
        submitted.forEach((name, value) -> variables.put(name,
                Map.of("value", value, "type", "String", "valueInfo", Map.of("transient", true))));
        return variables;
    }

    private void csv(String user, HttpMethod method, String path, String text) {
        HttpHeaders headers = new HttpHeaders();
        headers.setContentType(MediaType.parseMediaType("text/csv;charset=UTF-8"));
        ResponseEntity<JsonNode> answer = http.withBasicAuth(user, PASSWORD).exchange(
                "/api/companies/" + company + path, method, new HttpEntity<>(text, headers), JsonNode.class);
        assertThat(answer.getStatusCode().is2xxSuccessful()).as("%s", answer.getBody()).isTrue();
    }

    private ResponseEntity<JsonNode> get(String user, String path) {
        return http.withBasicAuth(user, PASSWORD).getForEntity(path, JsonNode.class);
    }

    private ResponseEntity<JsonNode> post(String user, String path, Map<String, ?> body) {
        return http.withBasicAuth(user, PASSWORD).postForEntity(path, body, JsonNode.class);
    }
}
