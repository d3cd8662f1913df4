package zhangfang.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
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
class LedgerApiTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SALE = """
            date,voucher_no,summary,account_code,account_name,debit,credit
            2026-01-05,记1,销售,1002,银行存款,113.00,
            2026-01-05,记1,销售,5001,主营业务收入,,100.00
            2026-01-05,记1,销售,22210107,应交税费_应交增值税_销项税额,,13.00
            """;

    @LocalServerPort
    private int port;
    @Autowired
    private People people;
    @Autowired
    private Time time;

    private Caller accountant;
    private Caller reviewer;
    private String base;

    @BeforeEach
    void aCompanyWithBooks() throws Exception {
        time.is("2026-02-03T10:00:00");
        accountant = person(Role.ACCOUNTANT);
        reviewer = person(Role.REVIEWER);
        JsonNode company = JSON.readTree(accountant.json("POST", "/api/companies", """
                {"uscc": "%s", "name": "接口测试", "taxpayerType": "GENERAL", "standard": "SMALL_ENTERPRISE",
                 "region": "CITY"}""".formatted(CreditCodes.next())).body());
        base = "/api/companies/" + company.get("id").asText();
        HttpResponse<String> book = accountant.json("POST", base + "/book",
                "{\"startPeriod\": \"2026-01\", \"chart\": \"STANDARD\"}");
        assertThat(book.statusCode()).as(book.body()).isEqualTo(201);
    }

    @Test
    void takesABookFromOpeningToAClosedMonth() throws Exception {
        JsonNode set = ok(csv(accountant, "PUT", "/book/opening-balances", """
                account_code,account_name,debit,credit
                1002,银行存款,500.00,
                3001,实收资本,,500.00
                """), 200);
        assertThat(set.get("rows")).hasSize(2);
        assertThat(set.at("/rows/0/debit").asText()).isEqualTo("500.00");
        JsonNode imported = ok(csv(reviewer, "POST", "/book/vouchers?post=true", SALE), 201);
        assertThat(imported.at("/rows/0/number").asInt()).isEqualTo(1);
        assertThat(imported.at("/rows/0/reference").asText()).isEqualTo("记1");
        assertThat(imported.at("/rows/0/preparedBy").asText()).isEqualTo("外部导入");

        JsonNode closed = ok(accountant.send("POST", base + "/book/periods/2026-01/close", null), 200);
        assertThat(closed.get("closed").asBoolean()).isTrue();
        assertThat(closed.get("checks")).allMatch(check -> check.get("passed").asBoolean());
        assertThat(closed.at("/checks/0/name").asText()).contains("已结账");

        JsonNode ledger = ok(accountant.get(base + "/ledger/1002?from=2026-01&to=2026-01"), 200);
        assertThat(ledger.get("opening").asText()).isEqualTo("500.00");
        assertThat(ledger.at("/rows/0/balance").asText()).isEqualTo("613.00");
        assertThat(ledger.get("closing").asText()).isEqualTo("613.00");
        JsonNode profit = ok(accountant.get(base + "/ledger/3103"), 200);
        assertThat(profit.get("closing").asText()).isEqualTo("100.00");
        assertThat(ok(accountant.get(base + "/book/periods"), 200).at("/rows/0/closed").asBoolean()).isTrue();
        assertThat(ok(accountant.get(base + "/book/vouchers?period=2026-01"), 200).get("rows")).hasSize(2);
    }

    @Test
    void takesOneVoucherThroughReviewPostingAndReversal() throws Exception {
        JsonNode draft = ok(accountant.json("POST", base + "/book/vouchers", """
                {"date": "2026-01-08", "entries": [
                  {"summary": "付房租", "accountCode": "560217", "debit": "20.00"},
                  {"summary": "付房租", "accountCode": "1002", "credit": 20}]}"""), 201);
        assertThat(draft.get("period").asText()).isEqualTo("2026-01");
        assertThat(draft.get("date").asText()).isEqualTo("2026-01-08");
        assertThat(refused(accountant.json("POST", base + "/book/vouchers", """
                {"date": "8.1.2026", "entries": [{"accountCode": "560217", "debit": "20.001"}]}"""), 400, "有效日期")
                .get("errors")).extracting(error -> error.get("field").asText())
                .containsExactlyInAnyOrder("date", "entries[0].debit");
        String id = draft.get("id").asText();
        String chosen = "{\"ids\": [\"" + id + "\"]}";
        refused(accountant.json("POST", base + "/book/vouchers/review", chosen), 403, "审核会计");
        refused(reviewer.json("POST", base + "/book/vouchers/post", chosen), 409, "还没有审核");
        ok(reviewer.json("POST", base + "/book/vouchers/review", chosen), 200);
        JsonNode posted = ok(reviewer.json("POST", base + "/book/vouchers/post", chosen), 200);
        assertThat(posted.at("/rows/0/number").asInt()).isEqualTo(1);
        assertThat(posted.at("/rows/0/entries/0/cash/cashFlowLine").asInt()).isEqualTo(6);

        refused(accountant.send("DELETE", base + "/book/vouchers/" + id, null), 409, "红字冲销");
        JsonNode reversal = ok(reviewer.send("POST", base + "/book/vouchers/" + id + "/reverse", null), 201);
        assertThat(reversal.get("state").asText()).isEqualTo("POSTED");
        assertThat(reversal.at("/entries/0/summary").asText()).isEqualTo("注销1月8日1号凭证");
        assertThat(reversal.at("/entries/0/debit").asText()).isEqualTo("-20.00");
        refused(reviewer.send("POST", base + "/book/vouchers/" + id + "/reverse", null), 409, "不能再次冲销");
        assertThat(ok(accountant.get(base + "/ledger/1002"), 200).get("closing").asText()).isEqualTo("0.00");
    }

    @Test
    void namesEveryBadRowOfAFileAndStoresNothing() throws Exception {
        HttpResponse<String> response = csv(reviewer, "POST", "/book/vouchers?post=true", """
                date,voucher_no,summary,account_code,account_name,debit,credit
                2025-12-31,记1,早,1002,,1.00,
                2025-12-31,记1,早,5001,,,1.00
                2026-01-05,记2,多,1002,,1.005,
                2026-01-05,记2,多,9999,不存在,,1.00
                2026-01-05,记3,零,1002,,0,
                2026-01-05,记4,不平,1002,,5.00,
                2026-01-05,记4,不平,2221,,,4.00
                """);

        JsonNode problem = refused(response, 400, "2025-12-31");
        assertThat(problem.get("errors")).extracting(error -> error.get("line").asInt() + error.get("field").asText())
                .contains("2date", "3date", "4debit", "5account_code", "6debit", "7debit", "8account_code");
        assertThat(ok(accountant.get(base + "/book/vouchers?period=2026-01"), 200).get("rows")).isEmpty();
    }

    @Test
    void keepsCustomersFromWritingAndStrangersFromSeeing() {
        Caller stranger = person(Role.CUSTOMER);
        Caller otherAccountant = person(Role.ACCOUNTANT);
        for (String path : new String[] {"/book", "/book/accounts", "/book/periods", "/book/vouchers?period=2026-01",
            "/ledger/1002", "/book/opening-balances", "/book/periods/2026-01/checks"}) {
            assertThat(stranger.get(base + path).statusCode()).as(path).isEqualTo(404);
            assertThat(otherAccountant.get(base + path).statusCode()).as(path).isEqualTo(404);
            assertThat(accountant.get(base + path).statusCode()).as(path).isEqualTo(200);
        }
        String member = "m-" + UUID.randomUUID();
        people.add(member, "某人", Caller.PASSWORD, Role.CUSTOMER);
        people.join(member, base.substring(base.lastIndexOf('/') + 1));
        Caller customer = Caller.program(port, member);
        assertThat(customer.get(base + "/ledger/1002").statusCode()).isEqualTo(200);
        assertThat(csv(customer, "POST", "/book/vouchers", SALE).statusCode()).isEqualTo(403);
        assertThat(csv(accountant, "POST", "/book/vouchers?post=true", SALE).statusCode()).isEqualTo(403);
        assertThat(customer.send("POST", base + "/book/periods/2026-01/close", null).statusCode()).isEqualTo(403);
    }

    @Test
    void choosesWhereDebitBalancesOfValueAddedTaxAreShown() throws Exception {
        assertThat(ok(accountant.get(base + "/book"), 200).get("vatDebitAsAsset").asBoolean()).isTrue();
        assertThat(ok(accountant.json("PUT", base + "/book", "{\"vatDebitAsAsset\": false}"), 200)
                .get("vatDebitAsAsset").asBoolean()).isFalse();
        refused(accountant.json("PUT", base + "/book", "{}"), 400, "vatDebitAsAsset");
    }

    @Test
    void addsCorrectsAndRemovesAccounts() throws Exception {
        JsonNode added = ok(accountant.json("POST", base + "/book/accounts",
                "{\"code\": \"100201\", \"name\": \"工行基本户\"}"), 201);
        assertThat(added.get("cash").asBoolean()).isTrue();
        refused(accountant.json("POST", base + "/book/accounts", "{\"code\": \"100201\", \"name\": \"又一次\"}"), 409, "已存在");
        refused(accountant.json("POST", base + "/book/accounts", "{\"code\": \"99\", \"name\": \"\"}"), 400, "4 至 20 位");
        JsonNode corrected = ok(accountant.json("PUT", base + "/book/accounts/100201", "{\"name\": \"工商银行\"}"), 200);
        assertThat(corrected.get("name").asText()).isEqualTo("工商银行");
        assertThat(accountant.send("DELETE", base + "/book/accounts/100201", null).statusCode()).isEqualTo(204);
        csv(reviewer, "POST", "/book/vouchers?post=true", SALE);
        refused(accountant.send("DELETE", base + "/book/accounts/22210107", null), 409, "不能删除");
    }

    private HttpResponse<String> csv(Caller caller, String method, String path, String body) {
        return caller.send(method, base + path, body, "Content-Type", "text/csv");
    }

    private static JsonNode ok(HttpResponse<String> response, int status) throws Exception {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        return JSON.readTree(response.body());
    }

    private static JsonNode refused(HttpResponse<String> response, int status, String part) throws Exception {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.body()).contains(part).doesNotContain("ledger.");
        return JSON.readTree(response.body());
    }

    private Caller person(Role role) {
        String id = "p-" + UUID.randomUUID();
        people.add(id, "某人", Caller.PASSWORD, role);
        return Caller.program(port, id);
    }
}
