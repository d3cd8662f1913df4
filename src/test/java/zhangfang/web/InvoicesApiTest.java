package zhangfang.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import zhangfang.identity.Actor;
import zhangfang.identity.People;
import zhangfang.identity.Role;
import zhangfang.invoicing.InvoiceApplication.Status;
import zhangfang.invoicing.InvoiceApplications.Open;
import zhangfang.testing.IntegrationTest;
import zhangfang.testing.Invoicing;
import zhangfang.testing.TimeMachineForTests.Time;

/** Invoices over HTTP and on pages, as a customer and as finance. */
@IntegrationTest
class InvoicesApiTest {

    @LocalServerPort
    int port;
    @Autowired
    ApplicationContext context;
    @Autowired
    People people;
    @Autowired
    Time time;

    private Invoicing office;
    private Caller customer;
    private Caller finance;
    private Caller browser;
    private String company;
    private String pages;

    @BeforeEach
    void threeHundredYuanWereConsumed() {
        time.is("2026-11-10T09:00:00");
        office = new Invoicing(context);
        office.consume();
        company = "/api/companies/" + office.shop.companyId;
        pages = "/companies/" + office.shop.companyId + "/invoices";
        String clerk = "clerk-" + office.shop.customer;
        people.add(clerk, "李雷", Caller.PASSWORD, Role.CUSTOMER);
        people.join(clerk, office.shop.companyId);
        String cashier = "desk-" + office.shop.finance;
        people.add(cashier, "韩梅", Caller.PASSWORD, Role.FINANCE);
        customer = Caller.program(port, clerk);
        browser = Caller.browser(port, clerk);
        finance = Caller.program(port, cashier);
    }

    @AfterEach
    void theRestSleeps() {
        office.shop.sleep();
    }

    @Test
    void aProgramAppliesLooksAndCancels() {
        assertThat(customer.get(company + "/invoice-applications/choice").body())
                .contains("\"invoiceable\":\"300.00\"").contains(office.titleId).contains(office.postal);
        assertThat(customer.get(company + "/invoice-applications/preview?amount=120.50&titleId=" + office.titleId
                + "&addressId=" + office.postal).body()).contains("人民币壹佰贰拾元伍角整").contains("不能重开");
        String body = """
                {"amount": "120.50", "titleId": "%s", "addressId": "%s", "requestKey": "r1", "confirmed": %s}""";

        assertThat(customer.json("POST", company + "/invoice-applications",
                body.formatted(office.titleId, office.postal, false)).statusCode()).isEqualTo(400);
        HttpResponse<String> made = customer.json("POST", company + "/invoice-applications",
                body.formatted(office.titleId, office.postal, true));
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        assertThat(made.body()).contains("\"amountInWords\":\"人民币壹佰贰拾元伍角整\"").contains("\"status\":\"APPLIED\"")
                .contains("\"cancellable\":true");
        String location = made.headers().firstValue("Location").orElseThrow();
        assertThat(customer.json("POST", company + "/invoice-applications",
                body.formatted(office.titleId, office.postal, true)).headers().firstValue("Location")).hasValue(location);
        assertThat(customer.get(company + "/invoiceable-amount").body()).contains("\"invoiceable\":\"179.50\"");

        assertThat(customer.json("POST", location + "/cancellation", "{}").body()).contains("\"status\":\"CANCELLED\"");
        assertThat(customer.get(company + "/invoice-applications?status=CANCELLED").body()).contains("120.50");
        assertThat(customer.get(company + "/invoice-applications?status=ISSUED").body()).doesNotContain("120.50");
        assertThat(customer.get(company + "/invoice-applications?status=SOMETHING").statusCode()).isEqualTo(400);
    }

    @Test
    void lateCancellingIsAConflictAndSaysSo() {
        String id = office.apply("100.00", office.postal);
        time.passesUntil("2026-11-11T09:00:00");

        HttpResponse<String> answer = customer.json("POST", company + "/invoice-applications/" + id + "/cancellation",
                "{}");

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body()).contains("24:00 前取消");
    }

    @Test
    void theListIsAFile() {
        office.apply("100.00", office.postal);

        HttpResponse<String> csv = customer.get(company + "/invoice-applications.csv");

        assertThat(csv.body()).contains("待处理").contains("100.00").contains("提交申请 2026-11-10 09:00");
        assertThat(customer.get(company + "/invoice-applications.pdf").statusCode()).isEqualTo(200);
        assertThat(customer.get(company + "/invoice-applications.xlsx").statusCode()).isEqualTo(200);
    }

    @Test
    void aPageAppliesConfirmsAndCancels() {
        String form = browser.get(pages + "/new").body();
        assertThat(form).contains("300.00").contains("现金消耗 300.00 − 已开票 0.00");
        String key = form.substring(form.indexOf("name=\"requestKey\" value=\"") + 25);
        Map<String, String> fields = Map.of("amount", "88.80", "titleId", office.titleId, "addressId", office.postal,
                "requestKey", key.substring(0, key.indexOf('"')));
        HttpResponse<String> confirm = browser.submit(pages + "/new", fields);
        assertThat(confirm.body()).contains("人民币捌拾捌元捌角整").contains("不能重开").contains("世纪大道 1 号");

        String token = Caller.token(confirm.body());
        HttpResponse<String> unconfirmed = post(pages, fields, token);
        assertThat(unconfirmed.statusCode()).isEqualTo(400);
        assertThat(unconfirmed.body()).contains("请先核对");
        Map<String, String> confirmed = new java.util.HashMap<>(fields);
        confirmed.put("confirmed", "true");
        HttpResponse<String> made = post(pages, confirmed, token);
        assertThat(made.statusCode()).isEqualTo(302);

        String page = made.headers().firstValue("Location").orElseThrow().replaceAll("^https?://[^/]+", "");
        assertThat(browser.get(page).body()).contains("待处理").contains("取消申请").contains("提交申请");
        assertThat(post(page + "/cancel", Map.of(), token).statusCode()).isEqualTo(302);
        assertThat(browser.get(page).body()).contains("已取消");
        assertThat(browser.get(pages).body()).contains("88.80").contains("已取消");
        assertThat(office.amount().amount()).hasToString("300.00");
    }

    @Test
    void aPageSignsAndGivesBack() {
        String id = office.apply("300.00", office.postal);
        time.passesUntil("2026-11-11T09:00:00");
        office.issueOnPaper(id);
        office.mail(id);
        String token = Caller.token(browser.get(pages + "/" + id).body());

        HttpResponse<String> wrong = post(pages + "/" + id + "/return", Map.of("reason", "RENAMED"), token);
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(wrong.body()).contains("请填写这一项");
        assertThat(post(pages + "/" + id + "/sign", Map.of(), token).statusCode()).isEqualTo(302);
        assertThat(office.status(id)).isEqualTo(Status.COMPLETED);
        assertThat(post(pages + "/" + id + "/return", Map.of("reason", "RENAMED", "courier", "顺丰", "trackingNumber",
                "SF1"), token).statusCode()).isEqualTo(302);

        assertThat(browser.get(pages + "/" + id).body()).contains("退票审核中").contains("发票联");
        assertThat(customer.get(company + "/invoice-returns").body()).contains("\"materials\":\"INVOICE\"");
    }

    @Test
    void financeFindsWhatIsOpenInAllCompanies() {
        String id = office.apply("300.00", office.postal);
        time.passesUntil("2026-11-11T09:00:00");

        String page = finance.get("/invoices").body();

        assertThat(page).contains(id).contains("2026-11-18 00:00").contains("#/?task=");
        assertThat(customer.get("/invoices").statusCode()).isEqualTo(403);
    }

    @Test
    void whatIsOpenIsReadPageByPageInOneOrder() {
        office.apply("100.00", office.postal);
        office.apply("200.00", office.postal);
        time.passesUntil("2026-11-11T09:00:00");
        Actor reader = office.shop.actor(office.shop.finance);

        List<Open> both = office.applications.open(reader, 2, 0);

        assertThat(both).hasSize(2);
        assertThat(office.applications.open(reader, 1, 0)).isEqualTo(both.subList(0, 1));
        assertThat(office.applications.open(reader, 1, 1)).isEqualTo(both.subList(1, 2));
    }

    private HttpResponse<String> post(String path, Map<String, String> fields, String token) {
        StringBuilder form = new StringBuilder("_csrf=" + token);
        fields.forEach((name, value) -> form.append('&').append(name).append('=')
                .append(java.net.URLEncoder.encode(value, java.nio.charset.StandardCharsets.UTF_8)));
        return browser.send("POST", path, form.toString(), "Content-Type", "application/x-www-form-urlencoded");
    }
}
