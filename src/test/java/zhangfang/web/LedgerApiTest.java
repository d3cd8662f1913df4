package zhangfang.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import zhangfang.report.ReportFormat;
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
    void givesItsVouchersAsAFileThatAnotherBookTakes() throws Exception {
        csv(reviewer, "POST", "/book/vouchers?post=true", SALE);
        csv(reviewer, "POST", "/book/vouchers?post=true", """
                date,voucher_no,summary,account_code,account_name,debit,credit,counterparty,cash_flow_line
                2026-01-09,A-1,"=1+1,""公式""!",560217,办公费,40.00,,,
                2026-01-09,A-1,-退款,1002,银行存款,,40.00,@某公司,
                2026-01-10,A-2,红字,1002,银行存款,-13.00,,,
                2026-01-10,A-2,红字,5001,主营业务收入,,-13.00,,3
                2026-02-01,A-3,二月,1001,库存现金,1.00,,,
                2026-02-01,A-3,二月,1002,银行存款,,1.00,,
                """);
        csv(accountant, "POST", "/book/vouchers", SALE.replace("记1", "草稿"));
        assertThat(accountant.get(base + "/book/vouchers?period=2026-01").headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/json"));

        HttpResponse<String> file = accountant.get(base + "/book/vouchers.csv?period=2026-01");
        assertThat(file.headers().firstValue("Content-Disposition")).hasValueSatisfying(
                value -> assertThat(value).contains("vouchers-2026-01.csv"));
        assertThat(file.body().lines()).hasSize(8).contains(
                "\uFEFFdate,voucher_no,summary,account_code,account_name,debit,credit,counterparty,cash_flow_line",
                "2026-01-05,记1,销售,22210107,应交税费_应交增值税_销项税额,,13.00,,1",
                "2026-01-09,记2,\"'=1+1,\"\"公式\"\"!\",560217,管理费用_租赁费,40.00,,,6",
                "2026-01-09,记2,'-退款,1002,银行存款,,40.00,'@某公司,",
                "2026-01-10,记3,红字,1002,银行存款,-13.00,,,");
        assertThat(accountant.get(base + "/book/vouchers?from=2026-01&to=2026-02", "Accept", "text/csv").body().lines())
                .hasSize(10);
        refused(accountant.get(base + "/book/vouchers.csv?from=2026-02&to=2026-01"), 400, "晚于");
        refused(accountant.get(base + "/book/vouchers.csv?from=2025-02&to=2026-02"), 400, "12");
        refused(accountant.get(base + "/book/vouchers.csv"), 400, "period");

        ok(accountant.send("POST", base + "/book/periods/2026-01/close", null), 409);
        JsonNode drafts = ok(accountant.get(base + "/book/vouchers?period=2026-01"), 200).get("rows");
        for (JsonNode voucher : drafts) {
            if (voucher.get("state").asText().equals("DRAFT")) {
                accountant.send("DELETE", base + "/book/vouchers/" + voucher.get("id").asText(), null);
            }
        }
        ok(accountant.send("POST", base + "/book/periods/2026-01/close", null), 200);
        String original = base;
        file = accountant.get(original + "/book/vouchers.csv?from=2026-01&to=2026-02");
        base = anotherBook("FIRST_LEVEL");
        JsonNode taken = ok(csv(reviewer, "POST", "/book/vouchers?post=true", file.body()), 201);
        assertThat(taken.at("/rows/1/entries/0/summary").asText()).isEqualTo("=1+1,\"公式\"!");
        assertThat(taken.at("/rows/1/entries/1/counterparty").asText()).isEqualTo("@某公司");
        assertThat(taken.at("/rows/3/kind").asText()).isEqualTo("CARRY_FORWARD");
        for (String report : new String[] {"/trial-balance?from=2026-01&to=2026-02",
            "/statements/income-statement?period=2026-01", "/statements/cash-flow?period=2026-01"}) {
            assertThat(figures(base + report)).as(report).isEqualTo(figures(original + report));
        }
    }

    @Test
    void givesTheBookAsJournalsOfOtherLedgerPrograms() throws Exception {
        csv(reviewer, "POST", "/book/vouchers?post=true", SALE);

        HttpResponse<String> hledger = accountant.get(base + "/book/journal.hledger?from=2026-01&to=2026-02");
        assertThat(hledger.headers().firstValue("Content-Type")).hasValue("text/plain;charset=UTF-8");
        assertThat(hledger.headers().firstValue("Content-Disposition")).hasValueSatisfying(
                value -> assertThat(value).contains("journal-2026-01-2026-02.hledger"));
        assertThat(hledger.body().lines()).contains("2026-01-05 * (记1) 销售",
                "    liabilities:2221 应交税费:222101 应交增值税:22210107 销项税额  -13.00 CNY");

        HttpResponse<String> beancount = accountant.get(base + "/book/journal.beancount");
        assertThat(beancount.headers().firstValue("Content-Disposition")).hasValueSatisfying(
                value -> assertThat(value).contains("journal-2026-01-2026-01.beancount"));
        assertThat(beancount.body().lines()).contains("2025-12-31 open Liabilities:2221:222101:22210107 CNY",
                "2026-01-05 * \"销售\"", "  Liabilities:2221:222101:22210107  -13.00 CNY");

        refused(accountant.get(base + "/book/journal.hledger?from=2026-02&to=2026-01"), 400, "2026-02");
        refused(accountant.get(base + "/book/journal.beancount?from=soon"), 400, "soon");
    }

    @Test
    void givesReportsAsTheFilesThatTheCallerAccepts() throws Exception {
        csv(reviewer, "POST", "/book/vouchers?post=true", SALE);
        for (String report : List.of("/trial-balance?from=2026-01", "/statements/balance-sheet?period=2026-01",
                "/taxes?period=2026-01")) {
            file(report, ReportFormat.XLSX_TYPE, "PK");
            file(report, ReportFormat.PDF_TYPE, "%PDF-");
            file(report, ReportFormat.CSV_TYPE, "\uFEFF");
            file(report.replace("?", ".pdf?"), "*/*", "%PDF-");
        }
    }

    private void file(String report, String accept, String start) throws Exception {
        HttpResponse<String> file = accountant.get(base + report, "Accept", accept);
        assertThat(file.body()).as(report + " as " + accept).startsWith(start);
        if (!accept.equals("*/*")) {
            assertThat(file.headers().firstValue("Content-Type")).as(report).hasValueSatisfying(type ->
                    assertThat(type.replace(" ", "")).startsWithIgnoringCase(accept));
        }
    }

    @Test
    void reopensAClosedMonthByAReviewerWithAReason() throws Exception {
        csv(reviewer, "POST", "/book/vouchers?post=true", SALE);
        ok(accountant.send("POST", base + "/book/periods/2026-01/close", null), 200);
        String reopen = base + "/book/periods/2026-01/reopen";
        refused(accountant.json("POST", reopen, "{\"reason\": \"补记\"}"), 403, "审核会计");
        refused(reviewer.json("POST", reopen, "{\"reason\": \" \"}"), 400, "reason");

        JsonNode opened = ok(reviewer.json("POST", reopen, "{\"reason\": \"补记房租\"}"), 200);
        assertThat(opened.get("closed").asBoolean()).isFalse();
        refused(reviewer.json("POST", reopen, "{\"reason\": \"补记房租\"}"), 409, "2026-01");

        ok(accountant.send("POST", base + "/book/periods/2026-01/close", null), 200);
        ok(accountant.send("POST", base + "/book/periods/2026-02/close", null), 200);
        refused(reviewer.json("POST", reopen, "{\"reason\": \"补记\"}"), 409, "2026-02");
    }

    @Test
    void keepsTheStandardThatABookWasOpenedBy() throws Exception {
        String path = anotherBook("STANDARD");
        String change = """
                {"uscc": "%s", "name": "改名", "taxpayerType": "GENERAL", "standard": "%s", "region": "CITY"}""";
        String uscc = JSON.readTree(accountant.get(path).body()).get("uscc").asText();

        refused(accountant.json("PUT", path, change.formatted(uscc, "ENTERPRISE")), 400, "standard");
        ok(accountant.json("PUT", path, change.formatted(uscc, "SMALL_ENTERPRISE")), 200);
        assertThat(JSON.readTree(accountant.get(path).body()).get("standard").asText()).isEqualTo("SMALL_ENTERPRISE");
        assertThat(accountant.get(path.replace("/api", "") + "/edit").body()).contains("disabled").contains("账簿已启用");
    }

    private String anotherBook(String chart) throws Exception {
        JsonNode company = JSON.readTree(accountant.json("POST", "/api/companies", """
                {"uscc": "%s", "name": "接手测试", "taxpayerType": "GENERAL", "standard": "SMALL_ENTERPRISE",
                 "region": "CITY"}""".formatted(CreditCodes.next())).body());
        String path = "/api/companies/" + company.get("id").asText();
        ok(accountant.json("POST", path + "/book", "{\"startPeriod\": \"2026-01\", \"chart\": \"" + chart + "\"}"), 201);
        return path;
    }

    /** Rows and totals by code or line, names aside: those of a book taken over carry their path. */
    private List<String> figures(String path) throws Exception {
        List<String> figures = new ArrayList<>();
        for (JsonNode row : ok(accountant.get(path), 200).get("rows")) {
            ((ObjectNode) row).remove("name");
            figures.add(row.toString());
        }
        return figures;
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
