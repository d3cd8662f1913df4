package zhangfang.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import zhangfang.identity.Role;
import zhangfang.testing.IntegrationTest;
import zhangfang.testing.Purchases;
import zhangfang.testing.SpecialTitles;
import zhangfang.testing.TimeMachineForTests.Time;

/** Titles, addresses and tickets over HTTP, by API and by page. */
@IntegrationTest
class InvoicingInformationApiTest {

    @LocalServerPort
    private int port;
    @Autowired
    private ApplicationContext context;
    @Autowired
    private Time time;

    private Purchases shop;
    private String member;
    private String finance;
    private String api;
    private String page;

    @BeforeEach
    void aCompany() {
        time.is("2026-11-13T16:00:00");
        shop = new Purchases(context);
        member = person("m-" + shop.companyId, Role.CUSTOMER);
        shop.people.join(member, shop.companyId);
        finance = person("f-" + shop.companyId, Role.FINANCE);
        api = "/api/companies/" + shop.companyId;
        page = "/companies/" + shop.companyId;
    }

    @AfterEach
    void theRestSleeps() {
        shop.sleep();
    }

    private String person(String id, Role role) {
        shop.people.add(id, id, Caller.PASSWORD, role);
        return id;
    }

    private static String id(HttpResponse<String> created) {
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        String location = created.headers().firstValue("Location").orElseThrow();
        return location.substring(location.lastIndexOf('/') + 1);
    }

    @Test
    void anOrdinaryTitleIsAddedChangedAndRemoved() {
        Caller caller = Caller.program(port, member);
        String id = id(caller.json("POST", api + "/invoice-titles", """
                {"type": "COMPANY_ORDINARY", "name": "星河商贸", "taxNumber": "110105491231002"}"""));

        assertThat(caller.get(api + "/invoice-titles/" + id).body()).contains("\"status\":\"USABLE\"")
                .contains("\"isDefault\":true").contains("企业增值税普通发票").contains("旧税号无法校验");
        assertThat(caller.json("PUT", api + "/invoice-titles/" + id, """
                {"type": "COMPANY_ORDINARY", "name": "星河", "taxNumber": "91350100M000100Y43"}""").body())
                .contains("\"revision\":2").contains("\"warnings\":[]");
        assertThat(caller.send("DELETE", api + "/invoice-titles/" + id, null).statusCode()).isEqualTo(204);
        assertThat(caller.get(api + "/invoice-titles").body()).isEqualTo("{\"rows\":[]}");
    }

    @Test
    void everyWrongFieldIsAnsweredInTheCallersLanguage() {
        Caller caller = Caller.program(port, member);

        HttpResponse<String> refused = caller.json("POST", api + "/invoice-titles", """
                {"type": "COMPANY_SPECIAL", "name": "星河", "taxNumber": "1", "bankAccount": "1"}""");

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("taxNumber", "bankAccount", "registeredPhone", "请填写这一项");
    }

    @Test
    void aPersonSubmitsASpecialTitleByThePageAndFinanceSeesItsScans() {
        Caller browser = Caller.browser(port, member);
        Map<String, String> fields = new LinkedHashMap<>(Map.of("type", "COMPANY_SPECIAL", "titleId", "",
                "name", "星河商贸", "taxNumber", "91350100M000100Y43", "registrationNumber", "91350100M000100Y43",
                "bank", "中国银行", "bankAccount", "410000123456", "registeredAddress", "五四路 1 号",
                "registeredPhone", "0591-87654321"));
        String form = page + "/invoice-titles?type=COMPANY_SPECIAL";

        HttpResponse<String> missing = browser.upload(form, page + "/invoice-titles", fields, Map.of());
        assertThat(missing.statusCode()).isEqualTo(400);
        assertThat(missing.body()).contains("请上传税务登记证").contains("value=\"星河商贸\"");
        HttpResponse<String> wrong = browser.upload(form, page + "/invoice-titles", fields,
                Map.of("registrationScan", "MZ program", "certificateScan", "%PDF-1.4 x"));
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(wrong.body()).contains("格式不支持");
        HttpResponse<String> sent = browser.upload(form, page + "/invoice-titles", fields,
                Map.of("registrationScan", "%PDF-1.4 x", "certificateScan", "%PDF-1.4 y"));
        assertThat(sent.statusCode()).isEqualTo(302);
        assertThat(browser.get(page + "/invoice-titles").body()).contains("已提交审核").contains("审核中")
                .contains("2026-11-17 24:00 前办理");

        SpecialTitles special = new SpecialTitles(context, shop);
        String titleId = special.titles.of(shop.actor(member), shop.companyId).get(0).id();
        String seen = Caller.program(port, finance).get(api + "/invoice-titles/" + titleId).body();
        assertThat(seen).contains("TAX_REGISTRATION", "TAXPAYER_CERTIFICATE", "\"revision\":1");
        String scan = seen.replaceAll("(?s).*\"scans\":\\[\\{\"id\":\"([^\"]+)\".*", "$1");
        assertThat(Caller.program(port, finance).get("/api/documents/" + scan).statusCode()).isEqualTo(200);
        special.reject(titleId, "扫描件不清楚");
        assertThat(browser.get(page + "/invoice-titles/" + titleId).body()).contains("扫描件不清楚").contains("第 1 版");

        fields.put("titleId", titleId);
        assertThat(browser.upload(form, page + "/invoice-titles", fields, Map.of()).statusCode()).isEqualTo(302);
        assertThat(special.titles.get(titleId).revision()).isEqualTo(2);
        browser.submit(page + "/invoice-titles", Map.of(), page + "/invoice-titles/" + titleId + "/remove");
        assertThat(browser.get(page + "/invoice-titles").body()).contains("还没有开票信息");
    }

    @Test
    void addressesGoThroughApiAndPage() {
        Caller caller = Caller.program(port, member);
        assertThat(caller.get("/api/divisions").body()).contains("{\"code\":\"330000\",\"name\":\"浙江省\"}")
                .doesNotContain("台湾").doesNotContain("香港");
        assertThat(caller.get("/api/divisions?within=330000").body()).contains("杭州市");
        assertThat(caller.get("/api/divisions?within=330100").body()).contains("西湖区");
        assertThat(caller.json("POST", api + "/mailing-addresses", """
                {"kind": "POSTAL", "recipient": "王芳", "phone": "13800000000", "province": "浙江省", "city": "杭州市",
                 "district": "玄武区", "detail": "文三路 1 号"}""").body()).contains("杭州市没有这个区县");

        Caller browser = Caller.browser(port, member);
        Map<String, String> fields = new LinkedHashMap<>(Map.of("kind", "POSTAL", "recipient", "王芳", "phone",
                "13800000000", "province", "浙江省", "city", "杭州市", "district", "", "detail", "文三路 1 号"));
        HttpResponse<String> missing = browser.submit(page + "/mailing-addresses?kind=POSTAL", fields,
                page + "/mailing-addresses");
        assertThat(missing.statusCode()).isEqualTo(400);
        assertThat(missing.body()).contains("西湖区");
        fields.put("district", "西湖区");
        assertThat(browser.submit(page + "/mailing-addresses?kind=POSTAL", fields, page + "/mailing-addresses")
                .statusCode()).isEqualTo(302);
        assertThat(browser.get(page + "/mailing-addresses").body()).contains("浙江省杭州市西湖区文三路 1 号")
                .contains("默认");
        String id = caller.get(api + "/mailing-addresses").body().replaceAll("(?s).*\"id\":\"(A[^\"]+)\".*", "$1");
        assertThat(caller.json("PUT", api + "/mailing-addresses/" + id, """
                {"kind": "E_MAIL", "recipient": "王芳", "email": "wang@example.com"}""").body())
                .contains("\"line\":\"wang@example.com\"");
        assertThat(browser.get(page + "/mailing-addresses?edit=" + id).body()).contains("value=\"wang@example.com\"");
    }

    @Test
    void aTicketGoesBackAndForthOnItsPage() {
        Caller customer = Caller.browser(port, member);
        Caller agency = Caller.browser(port, finance);
        String list = page + "/tickets";

        assertThat(customer.get(list).body()).contains("还没有工单");
        assertThat(customer.upload(list + "?kind=OVERSEAS_INVOICE", list, Map.of("kind", "OVERSEAS_INVOICE",
                "subject", "", "text", "x"), Map.of()).body()).contains("请填写");
        HttpResponse<String> opened = customer.upload(list + "?kind=OVERSEAS_INVOICE", list, Map.of("kind",
                "OVERSEAS_INVOICE", "subject", "香港开票", "text", "为香港公司开票"), Map.of("files", "%PDF-1.4 x"));
        assertThat(opened.statusCode()).as(opened.body()).isEqualTo(302);
        String ticket = opened.headers().firstValue("Location").orElseThrow().replaceAll("^.*(?=/companies/)", "");
        assertThat(customer.get(ticket).body()).contains("为香港公司开票").contains("财务在 2026-11-17 24:00 前答复");

        assertThat(agency.upload(ticket, ticket + "/messages", Map.of("text", "请提供登记证"), Map.of()).statusCode())
                .isEqualTo(302);
        assertThat(customer.get(ticket).body()).contains("请提供登记证").contains("2026-11-29 00:00 之前没有回音");
        assertThat(agency.upload(ticket, ticket + "/messages", Map.of("text", "再答"), Map.of()).statusCode())
                .isEqualTo(400);
        assertThat(customer.upload(ticket, ticket + "/messages", Map.of("text", "附上"), Map.of("files", "%PDF-1.4 y"))
                .statusCode()).isEqualTo(302);
        customer.submit(ticket, Map.of(), ticket + "/close");
        assertThat(customer.get(ticket).body()).contains("已关闭").contains("附上");

        String data = Caller.program(port, finance).get("/api" + ticket).body();
        assertThat(data).contains("\"status\":\"CLOSED\"").contains("\"sideText\":\"财务\"");
        assertThat(Caller.program(port, member).json("POST", api + "/tickets", """
                {"kind": "OTHER", "subject": "问", "text": "问题"}""").statusCode()).isEqualTo(201);
    }

    @Test
    void theListsAreFilesToo() {
        Caller caller = Caller.program(port, member);
        caller.json("POST", api + "/invoice-titles", """
                {"type": "PERSONAL_ORDINARY", "name": "王芳"}""");
        caller.json("POST", api + "/mailing-addresses", """
                {"kind": "E_MAIL", "recipient": "王芳", "email": "wang@example.com"}""");
        caller.json("POST", api + "/tickets", """
                {"kind": "OTHER", "subject": "怎么改抬头", "text": "问题"}""");

        assertThat(caller.get(api + "/invoice-titles.csv").body()).contains("王芳,个人增值税普通发票").contains("可用,默认");
        assertThat(caller.get(api + "/mailing-addresses", "Accept", "text/csv").body()).contains("wang@example.com");
        assertThat(caller.get(api + "/tickets.csv").body()).contains("怎么改抬头,待答复,2026-11-13 16:00");
        assertThat(caller.get(api + "/tickets.xlsx").statusCode()).isEqualTo(200);
        assertThat(caller.get(api + "/invoice-titles.pdf").body()).startsWith("%PDF");
    }

    @Test
    void theFormsOfTheDescriptionAreThere() {
        String description = Caller.program(port, member).get("/v3/api-docs").body();

        assertThat(description).contains("/api/divisions", "/invoice-titles/{titleId}/default",
                "/mailing-addresses/{addressId}", "/tickets/{ticketId}/messages");
    }
}
