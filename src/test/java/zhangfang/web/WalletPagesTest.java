package zhangfang.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import zhangfang.document.Document;
import zhangfang.document.Documents;
import zhangfang.money.Money;
import zhangfang.testing.IntegrationTest;
import zhangfang.testing.Purchases;
import zhangfang.testing.TimeMachineForTests.Time;
import zhangfang.wallet.TopUps;
import zhangfang.wallet.Withdrawal;
import zhangfang.wallet.Withdrawals;

/** The account as people see it in a browser and programs over HTTP. */
@IntegrationTest
class WalletPagesTest {

    private static final String PASSWORD = "zhangfang-test";

    @LocalServerPort
    private int port;
    @Autowired
    ApplicationContext context;
    @Autowired
    Time time;
    @Autowired
    TestRestTemplate http;
    @Autowired
    TopUps topUps;
    @Autowired
    Withdrawals withdrawals;
    @Autowired
    Documents documents;
    @Autowired
    JdbcClient jdbc;

    private Purchases shop;
    private String api;
    private String page;

    @BeforeEach
    void itIsTheTenthOfNovember() {
        time.is("2026-11-10T09:00:00");
        shop = new Purchases(context);
        api = "/api/companies/" + shop.companyId;
        page = "/companies/" + shop.companyId + "/wallet";
    }

    @AfterEach
    void theRestSleeps() {
        shop.sleep();
    }

    @Test
    void theAccountShowsItsFiguresItsTransfersAndItsEntries() {
        shop.paidOrder("MONTH");
        shop.haveMoney("1000.00");
        shop.wallet.give(shop.actor(shop.finance), shop.companyId, "G-" + shop.companyId, Money.of("50.00"), "开业活动");
        String withdrawal = shop.withdraw("400.00");

        String html = browser(shop.customer).get(page).body();

        assertThat(html).contains("650.00", "600.00", "300.00", "现金消耗", withdrawal, "待付款", "撤回", "支付订单", "开业活动");
        assertThat(browser(shop.finance).get(page).body()).contains("/wallet/gift").doesNotContain("/wallet/withdrawal");
    }

    @Test
    void aTopUpNeedsItsSlipAndKeepsItWhileTheRestIsMended() {
        Caller customer = browser(shop.customer);

        HttpResponse<String> refused = upload(customer, page + "/top-up", Map.of("amount", "abc",
                "payerName", "星河商贸", "payerAccount", "6222000012345678"), "%PDF-1.4 slip");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("已上传").contains("slip.pdf");
        String draft = refused.body().replaceAll("(?s).*name=\"documentId\" value=\"([^\"]+)\".*", "$1");

        assertThat(customer.submit(page + "/top-up", Map.of("amount", "100")).body()).contains("请上传转账凭证");
        HttpResponse<String> done = customer.submit(page + "/top-up", Map.of("amount", "1,000.50", "payerName", "星河商贸",
                "payerAccount", "6222000012345678", "documentId", draft, "documentName", "slip.pdf"));

        assertThat(done.statusCode()).isEqualTo(302);
        var topUp = topUps.of(shop.actor(shop.customer), shop.companyId, 10).get(0);
        assertThat(topUp.amount()).isEqualTo(Money.of("1000.50"));
        assertThat(documents.of(topUp.id())).singleElement().extracting(Document::id).isEqualTo(draft);
        assertThat(customer.get(page).body()).contains("已提交", "slip.pdf", "待到账确认");
        assertThat(browser(shop.finance).get("/transfers").body()).contains(topUp.id(), "slip.pdf", "#/?task=");
    }

    @Test
    void aFormThatIsSentTwiceAsksOnce() {
        shop.haveMoney("1000.00");
        Caller customer = browser(shop.customer);
        Map<String, String> form = Map.of("amount", "400", "payeeName", "星河商贸", "bank", "工商银行", "account",
                "6222000012345678", "requestKey", "once-" + shop.companyId);

        assertThat(customer.submit(page + "/withdrawal", form).statusCode()).isEqualTo(302);
        assertThat(customer.submit(page + "/withdrawal", form).statusCode()).isEqualTo(302);

        assertThat(withdrawals.of(shop.actor(shop.customer), shop.companyId, 10)).hasSize(1);
        assertThat(shop.balance()).isEqualTo(Money.of("600.00"));
    }

    @Test
    void whatIsWrongStandsBesideItsField() {
        shop.haveMoney("100.00");
        Caller customer = browser(shop.customer);

        HttpResponse<String> refused = customer.submit(page + "/withdrawal", Map.of("amount", "100.01",
                "payeeName", "星河商贸", "bank", "工商银行", "account", "6222000012345678"));

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("可提现金额为 100.00 元", "100.01");
        assertThat(customer.submit(page + "/withdrawal", Map.of("amount", "1")).body())
                .contains("payeeName-error", "bank-error", "account-error");
    }

    @Test
    void theButtonTakesAWithdrawalBackByItsTask() {
        shop.haveMoney("100.00");
        String withdrawal = shop.withdraw("100.00");
        Caller customer = browser(shop.customer);

        HttpResponse<String> done = customer.send("POST", page + "/withdrawals/" + withdrawal + "/cancel",
                "_csrf=" + Caller.token(customer.get(page).body()), "Content-Type", "application/x-www-form-urlencoded");

        assertThat(done.statusCode()).isEqualTo(302);
        assertThat(withdrawals.get(withdrawal).status()).isEqualTo(Withdrawal.Status.CANCELLED);
        assertThat(shop.hasPassed("withdrawal", withdrawal, "userTask_cancelWithdrawal")).isTrue();
        assertThat(customer.get(page).body()).contains("已退回余额");
    }

    @Test
    void financeGivesOnceHoweverOftenTheFormIsSent() {
        Caller finance = browser(shop.finance);
        Map<String, String> form = Map.of("reference", "G-" + shop.companyId, "amount", "88", "reason", "开业活动");

        assertThat(finance.submit(page + "/gift", Map.of("reference", "x", "amount", "-1", "reason", "")).body())
                .contains("金额必须大于 0", "请填写赠送原因");
        assertThat(finance.submit(page + "/gift", form).statusCode()).isEqualTo(302);
        assertThat(finance.submit(page + "/gift", form).statusCode()).isEqualTo(302);

        assertThat(shop.wallet.balance(shop.companyId).gift()).isEqualTo(Money.of("88.00"));
    }

    @Test
    void wrongDaysAreSaidAboveTheEntriesOfAllDays() {
        shop.haveMoney("100.00");
        Caller customer = browser(shop.customer);

        assertThat(customer.get(page + "?from=2026-11-11&to=2026-11-10").body()).contains("结束日期不能早于开始日期");
        assertThat(customer.get(page + "?from=soon").statusCode()).isEqualTo(200);
        assertThat(customer.get(page + "?from=2026-11-11").body()).contains("这段时间没有流水");
    }

    @Test
    void theApiShowsFiguresAndTakesAWithdrawalOnce() {
        shop.haveMoney("1000.00");
        String wish = """
                {"amount": "400.00", "payeeName": "星河商贸", "bank": "工商银行", "account": "6222000012345678",
                 "requestKey": "api-%s"}""".formatted(shop.companyId);

        ResponseEntity<JsonNode> first = post(shop.customer, api + "/withdrawals", wish);
        ResponseEntity<JsonNode> again = post(shop.customer, api + "/withdrawals", wish);

        assertThat(first.getStatusCode().value()).isEqualTo(201);
        String id = first.getBody().get("id").asText();
        assertThat(again.getBody().get("id").asText()).isEqualTo(id);
        assertThat(first.getBody().get("payDue").asText()).isEqualTo("2026-11-12");
        JsonNode wallet = get(shop.customer, api + "/wallet").getBody();
        assertThat(wallet.get("balance").asText()).isEqualTo("600.00");
        assertThat(wallet.get("withdrawable").asText()).isEqualTo("600.00");
        assertThat(wallet.get("invoiceable").asText()).isEqualTo("0.00");
        assertThat(get(shop.finance, "/api/withdrawals").getBody().get("rows").findValuesAsText("id")).contains(id);
        assertThat(post(shop.customer, api + "/withdrawals/" + id + "/cancel", "").getBody().get("status").asText())
                .isEqualTo("CANCELLED");
        ResponseEntity<JsonNode> late = post(shop.customer, api + "/withdrawals/" + id + "/cancel", "");
        assertThat(late.getStatusCode().value()).isEqualTo(409);
        assertThat(post(shop.customer, api + "/withdrawals", "{\"amount\": \"5000\", \"payeeName\": \"x\", \"bank\": "
                + "\"x\", \"account\": \"12345678\"}").getBody().get("errors").get(0).get("field").asText())
                .isEqualTo("amount");
        assertThat(post(shop.finance, api + "/gifts", "{\"amount\": \"5\", \"reason\": \"开业活动\"}").getBody()
                .get("gift").asText()).isEqualTo("5.00");
    }

    @Test
    void aListOfManyTransfersTakesNoMoreStatementsThanOneOfFew() {
        shop.haveMoney("1000.00");
        shop.withdraw("1.00");
        shop.topUp("1.00");
        Caller finance = browser(shop.finance);
        finance.get("/transfers"); // what is prepared once
        finance.get(page);
        int few = statements(() -> finance.get("/transfers"));
        int fewOfTheAccount = statements(() -> finance.get(page));
        Purchases other = new Purchases(context);
        other.haveMoney("10.00");
        other.withdraw("1.00");
        for (int i = 0; i < 8; i++) {
            shop.withdraw("1.00");
            shop.topUp("1.00");
        }

        // groups are read afresh now and then; a query per row would be at least eight more
        assertThat(statements(() -> finance.get("/transfers"))).isBetween(few - 3, few + 3).isPositive();
        assertThat(statements(() -> finance.get(page))).isBetween(fewOfTheAccount - 3, fewOfTheAccount + 3);
    }

    /** H2 itself counts. */
    private int statements(Runnable call) {
        jdbc.sql("set query_statistics false").update();
        jdbc.sql("set query_statistics true").update();
        call.run();
        int count = jdbc.sql("select coalesce(sum(execution_count), 0) from information_schema.query_statistics"
                + " where sql_statement like '%from %'").query(Integer.class).single();
        jdbc.sql("set query_statistics false").update();
        return count;
    }

    @Test
    void theStatementIsHadAsAFile() {
        shop.haveMoney("1000.00");
        shop.withdraw("400.00");

        String csv = browser(shop.customer).get(api + "/wallet/entries.csv?from=2026-11-10").body();

        assertThat(csv).contains("期初余额", "充值", "提现", "1000.00", "400.00", "600.00");
        assertThat(csv.lines().filter(line -> line.contains("提现")).count()).isEqualTo(1);
        assertThat(browser(shop.customer).get(api + "/wallet/entries.pdf").body()).startsWith("%PDF");
        assertThat(browser(shop.customer).get(api + "/wallet/entries.xlsx").statusCode()).isEqualTo(200);
        JsonNode rows = get(shop.customer, api + "/wallet/entries?limit=1&skip=1").getBody();
        assertThat(rows.get("count").asInt()).isEqualTo(2);
        assertThat(rows.get("rows").findValuesAsText("kind")).containsExactly("TOP_UP");
    }

    private Caller browser(String user) {
        Caller browser = Caller.anonymous(port);
        browser.submit("/sign-in", Map.of("username", user, "password", PASSWORD));
        return browser;
    }

    /** A form with a file, as a browser sends it. */
    private static HttpResponse<String> upload(Caller caller, String path, Map<String, String> fields, String content) {
        String boundary = "----zhangfang";
        StringBuilder body = new StringBuilder();
        fields.forEach((name, value) -> body.append("--").append(boundary)
                .append("\r\nContent-Disposition: form-data; name=\"").append(name).append("\"\r\n\r\n").append(value)
                .append("\r\n"));
        body.append("--").append(boundary).append("\r\nContent-Disposition: form-data; name=\"_csrf\"\r\n\r\n")
                .append(Caller.token(caller.get(path).body())).append("\r\n--").append(boundary)
                .append("\r\nContent-Disposition: form-data; name=\"slip\"; filename=\"slip.pdf\"\r\n")
                .append("Content-Type: application/pdf\r\n\r\n").append(content).append("\r\n--").append(boundary)
                .append("--\r\n");
        return caller.send("POST", path, body.toString(), "Content-Type", "multipart/form-data; boundary=" + boundary);
    }

    private ResponseEntity<JsonNode> get(String user, String path) {
        return http.withBasicAuth(user, PASSWORD).getForEntity(path, JsonNode.class);
    }

    private ResponseEntity<JsonNode> post(String user, String path, String body) {
        HttpHeaders headers = new HttpHeaders();
        headers.setContentType(MediaType.APPLICATION_JSON);
        return http.withBasicAuth(user, PASSWORD).exchange(path, HttpMethod.POST, new HttpEntity<>(body, headers),
                JsonNode.class);
    }
}
