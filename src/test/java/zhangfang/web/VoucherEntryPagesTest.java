package zhangfang.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import zhangfang.identity.People;
import zhangfang.identity.Role;
import zhangfang.testing.CreditCodes;
import zhangfang.testing.IntegrationTest;
import zhangfang.testing.SqlStatements;
import zhangfang.testing.TimeMachineForTests.Time;

/** Writing vouchers: what is offered while typing, templates, copies, and the documents that a voucher rests on. */
@IntegrationTest
class VoucherEntryPagesTest {

    private static final Pattern DOCUMENT = Pattern.compile("/book/documents/([^/\"]+)/file");

    @LocalServerPort
    private int port;
    @Autowired
    private People people;
    @Autowired
    private JdbcClient jdbc;
    @Autowired
    private Time time;

    private Caller accountant;
    private Caller reviewer;
    private Caller customer;
    private String book;
    private String otherBook;
    private String code;

    @BeforeEach
    void twoBooks() throws Exception {
        time.is("2026-02-03T10:00:00");
        reviewer = Caller.browser(port, person(Role.REVIEWER));
        String keeper = person(Role.ACCOUNTANT);
        accountant = Caller.browser(port, keeper);
        code = CreditCodes.next();
        String id = company(keeper, code);
        String customerId = person(Role.CUSTOMER);
        people.join(customerId, id);
        customer = Caller.browser(port, customerId);
        book = "/companies/" + id + "/book";
        otherBook = "/companies/" + company(keeper, CreditCodes.next()) + "/book";
        for (String each : List.of(book, otherBook)) {
            accountant.submit(each, Map.of("startPeriod", "2026-01", "chart", "STANDARD"));
        }
    }

    @Test
    void offersAccountsWithInitialsAndBalancesAndTheSummariesOfTheBook() throws Exception {
        write(book, "付房租", Map.of());
        write(book, "付房租", Map.of());
        write(book, "付电费", Map.of());
        post();

        JsonNode help = new ObjectMapper().readTree(accountant.get(book + "/entry-help?period=2026-01").body());
        JsonNode bank = account(help, "1002");
        assertThat(bank.get("initials").asText()).isEqualTo("yhck");
        assertThat(bank.get("balance").asText()).isEqualTo("-60.00");
        assertThat(account(help, "22210101").get("path").asText()).isEqualTo("应交税费_应交增值税_进项税额");
        assertThat(account(help, "2221")).as("an account with sub-accounts takes no entries").isNull();
        assertThat(help.get("summaries").findValuesAsText("name")).containsExactly("付房租", "付电费");
        assertThat(help.get("nextNumber").asInt()).isEqualTo(4);
        JsonNode other = new ObjectMapper().readTree(accountant.get(otherBook + "/entry-help?period=2026-01").body());
        assertThat(other.get("summaries")).isEmpty();
    }

    @Test
    void takesAnAccountByItsInitials() {
        Map<String, String> form = voucher("付房租");
        form.put("entries[1].accountCode", "YHCK");
        assertThat(after(accountant.submit(book + "/vouchers/new", form), accountant)).contains("已保存").contains("银行存款");
    }

    @Test
    void keepsWhatWasTypedAsATemplateAndGoesOn() {
        Map<String, String> form = voucher("付房租");
        form.put("templateName", "每月房租");
        HttpResponse<String> kept = accountant.submit(book + "/vouchers/new", form, book + "/templates");
        assertThat(kept.statusCode()).isEqualTo(200);
        assertThat(kept.body()).contains("已存为模板“每月房租”").contains("value=\"20.00\"").contains("value=\"付房租\"");
        HttpResponse<String> again = accountant.submit(book + "/vouchers/new", form, book + "/templates");
        assertThat(again.statusCode()).isEqualTo(400);
        assertThat(again.body()).contains("已有名为“每月房租”的模板").contains("value=\"付房租\"");

        String list = accountant.get(book + "/templates").body();
        String template = between(list, "template=", "\"");
        assertThat(accountant.get(book + "/vouchers/new?template=" + template).body()).contains("value=\"付房租\"")
                .contains("value=\"560217 管理费用_租赁费\"").contains("value=\"20.00\"");
        assertThat(after(accountant.submit(book + "/templates", Map.of("name", "房租"),
                book + "/templates/" + template + "/rename"), accountant)).contains("模板已改名为“房租”");
        assertThat(accountant.get(otherBook + "/vouchers/new?template=" + template).statusCode()).isEqualTo(404);
        assertThat(after(accountant.submit(book + "/templates", Map.of(), book + "/templates/" + template + "/delete"),
                accountant)).contains("模板已删除").contains("还没有模板");
    }

    @Test
    void copiesAVoucherWithoutItsNumber() {
        String id = write(book, "付房租", Map.of("reference", "记9", "sheets", "3"));
        assertThat(accountant.get(book + "/vouchers/" + id).body()).contains("附件张数 3");
        assertThat(accountant.get(book + "/vouchers/new?copy=" + id).body()).contains("value=\"付房租\"")
                .contains("value=\"1002 银行存款\"").doesNotContain("记9");
        assertThat(accountant.get(otherBook + "/vouchers/new?copy=" + id).statusCode()).isEqualTo(404);
    }

    @Test
    void proposesTheEntriesOfAnInvoiceAndLinksItToTheVoucher() {
        String document = upload(book, invoice(code, "91350100M000100Y43"));
        String panel = accountant.get(book + "/documents/panel?period=2026-01").body();
        assertThat(panel).contains("本地销售").contains("500.00").contains("未入账 1");
        assertThat(accountant.get(book + "/vouchers/new?document=" + document).body()).contains("value=\"1122 应收账款\"")
                .contains("value=\"500.00\"").contains("value=\"471.70\"").contains("value=\"28.30\"")
                .contains("销项税额").contains("value=\"2026-01-20\"").contains("name=\"documents\" value=\"" + document);

        String id = write(book, "销售", Map.of("documents", document));
        assertThat(accountant.get(book + "/vouchers/" + id).body()).contains("本地销售").contains("附件张数 1");
        assertThat(customer.get(book + "/vouchers/" + id).body()).contains("本地销售").doesNotContain("关联单据");
        assertThat(accountant.get(book + "/documents?period=2026-01").body()).contains("未入账 0 份")
                .contains("/book/vouchers/" + id);
        assertThat(accountant.get(book + "/documents?period=2026-01&unused=true").body()).contains("没有未入账的单据");
        assertThat(accountant.get(book + "/documents?period=2026-01&q=9135").body()).doesNotContain(document);
    }

    @Test
    void tellsThatAnInvoiceCameTwice() {
        String invoice = invoice("91350100M000100Y43", code);
        upload(book, invoice);
        assertThat(accountant.get(book + "/documents?period=2026-01").body()).doesNotContain("重复的发票");
        upload(otherBook, invoice);
        assertThat(accountant.get(book + "/documents?period=2026-01").body()).doesNotContain("重复的发票");
        upload(book, invoice + " ");
        assertThat(accountant.get(book + "/documents?period=2026-01").body()).contains("重复的发票");
    }

    @Test
    void takesNoDocumentOfAnotherCompanyAndLosesNothingTyped() {
        String foreign = upload(otherBook, "%PDF-1.4 别家的");
        Map<String, String> form = voucher("付房租");
        form.put("documents", foreign);
        HttpResponse<String> refused = accountant.submit(book + "/vouchers/new", form);
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("不属于这家企业账簿").contains("value=\"付房租\"").doesNotContain(foreign);
        assertThat(accountant.get(book + "/vouchers?period=2026-01").body()).contains("还没有凭证");
        String id = write(book, "付房租", Map.of());
        assertThat(after(accountant.submit(book + "/vouchers/" + id, Map.of("documents", foreign),
                book + "/vouchers/" + id + "/documents"), accountant)).contains("不属于这家企业账簿");
        assertThat(accountant.get(book + "/documents/" + foreign + "/file").statusCode()).isEqualTo(404);
    }

    @Test
    void keepsTheDocumentsOfAPostedVoucherAndTakesMore() {
        String first = upload(book, "%PDF-1.4 一");
        String id = write(book, "付房租", Map.of("documents", first));
        String voucher = book + "/vouchers/" + id;
        assertThat(after(accountant.submit(voucher, Map.of(), voucher + "/documents/" + first + "/remove"), accountant))
                .contains("已取消关联").contains("还没有关联单据");
        accountant.submit(voucher, Map.of("documents", first), voucher + "/documents");
        post();
        assertThat(after(accountant.submit(voucher, Map.of(), voucher + "/documents/" + first + "/remove"), accountant))
                .contains("已关联的单据不能取消").contains(first);
        String second = upload(book, "%PDF-1.4 二");
        assertThat(after(accountant.submit(voucher, Map.of("documents", second), voucher + "/documents"), accountant))
                .contains("已关联 1 份单据").contains("附件张数 2");
    }

    @Test
    void showsPdfInThePageAndNothingThatCouldRun() {
        String pdf = upload(book, "%PDF-1.4 一");
        HttpResponse<String> shown = customer.get(book + "/documents/" + pdf + "/file");
        assertThat(shown.headers().firstValue("Content-Disposition").orElseThrow()).startsWith("inline");
        assertThat(shown.headers().firstValue("Content-Security-Policy").orElseThrow()).contains("default-src 'none'");
        assertThat(shown.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        String xml = upload(book, invoice("", code));
        HttpResponse<String> saved = customer.get(book + "/documents/" + xml + "/file");
        assertThat(saved.headers().firstValue("Content-Disposition").orElseThrow()).startsWith("attachment");
        assertThat(saved.headers().firstValue("Content-Security-Policy").orElseThrow()).contains("sandbox");
        assertThat(customer.get(book + "/documents").body()).doesNotContain("name=\"files\"");
    }

    @Test
    void takesAsManyStatementsForManyDocumentsAndAccountsAsForFew() {
        write(book, "付房租", Map.of("documents", upload(book, "%PDF-1.4 一")));
        List<Integer> few = statements();
        for (int i = 0; i < 8; i++) {
            write(book, "付" + i, Map.of("documents", upload(book, "%PDF-1.4 第" + i)));
        }
        assertThat(statements()).isEqualTo(few);
    }

    private List<Integer> statements() {
        return Stream.of("/documents?period=2026-01", "/entry-help?period=2026-01", "/accounts", "/periods/2026-01")
                .map(path -> SqlStatements.ofLooking(jdbc, () -> accountant.get(book + path)).values().stream()
                        .mapToInt(Integer::intValue).sum())
                .toList();
    }

    private static String invoice(String seller, String buyer) {
        return """
                <EInvoice><Header><EIid>26312000000000000123</EIid><InherentLabel><GeneralOrSpecialVAT><LabelCode>01</LabelCode>
                </GeneralOrSpecialVAT></InherentLabel></Header><EInvoiceData>
                <SellerInformation><SellerIdNum>%s</SellerIdNum><SellerName>本地销售</SellerName></SellerInformation>
                <BuyerInformation><BuyerIdNum>%s</BuyerIdNum><BuyerName>外地购买</BuyerName></BuyerInformation>
                <BasicInformation><TotalAmWithoutTax>471.70</TotalAmWithoutTax><TotalTaxAm>28.30</TotalTaxAm>
                <TotalTax-includedAmount>500.00</TotalTax-includedAmount><RequestTime>2026-01-20 10:00:00</RequestTime>
                </BasicInformation><IssuItemInformation><ItemName>*现代服务*咨询费</ItemName><Amount>471.70</Amount>
                <TaxRate>6%%</TaxRate><ComTaxAm>28.30</ComTaxAm></IssuItemInformation></EInvoiceData></EInvoice>"""
                .formatted(seller, buyer);
    }

    /** The id of the newest document. */
    private String upload(String where, String content) {
        List<String> before = documents(where);
        assertThat(accountant.upload(where + "/documents?period=2026-01", where + "/documents", Map.of("period", "2026-01"),
                Map.of("files", content)).statusCode()).isEqualTo(302);
        List<String> now = documents(where);
        now.removeAll(before);
        assertThat(now).hasSize(1);
        return now.get(0);
    }

    private List<String> documents(String where) {
        Matcher ids = DOCUMENT.matcher(accountant.get(where + "/documents?period=2026-01").body());
        List<String> found = new ArrayList<>();
        while (ids.find()) {
            if (!found.contains(ids.group(1))) {
                found.add(ids.group(1));
            }
        }
        return found;
    }

    private String write(String where, String summary, Map<String, String> more) {
        Map<String, String> form = voucher(summary);
        form.putAll(more);
        HttpResponse<String> written = accountant.submit(where + "/vouchers/new", form);
        assertThat(written.statusCode()).as(written.body()).isEqualTo(302);
        String location = written.headers().firstValue("Location").orElseThrow();
        return location.substring(location.indexOf('#') + 1);
    }

    private void post() {
        reviewer.submit(book + "/vouchers?period=2026-01", Map.of("period", "2026-01"), book + "/vouchers/post-all");
    }

    private static Map<String, String> voucher(String summary) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("date", "2026-01-08");
        form.put("key", UUID.randomUUID().toString());
        form.put("entries[0].summary", summary);
        form.put("entries[0].accountCode", "560217");
        form.put("entries[0].debit", "20.00");
        form.put("entries[1].summary", summary);
        form.put("entries[1].accountCode", "1002");
        form.put("entries[1].credit", "20.00");
        return form;
    }

    private static JsonNode account(JsonNode help, String code) {
        for (JsonNode each : help.get("accounts")) {
            if (each.get("code").asText().equals(code)) {
                return each;
            }
        }
        return null;
    }

    private static String between(String text, String start, String end) {
        int from = text.indexOf(start) + start.length();
        return text.substring(from, text.indexOf(end, from));
    }

    private static String after(HttpResponse<String> answer, Caller caller) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(302);
        String location = answer.headers().firstValue("Location").orElseThrow().replaceFirst("^http://[^/]+", "");
        return caller.get(location.contains("#") ? location.substring(0, location.indexOf('#')) : location).body();
    }

    private String company(String keeper, String uscc) throws Exception {
        HttpResponse<String> made = Caller.program(port, keeper).json("POST", "/api/companies", """
                {"uscc": "%s", "name": "录入测试", "taxpayerType": "GENERAL", "standard": "SMALL_ENTERPRISE",
                 "region": "CITY"}""".formatted(uscc));
        return new ObjectMapper().readTree(made.body()).get("id").asText();
    }

    private String person(Role role) {
        String id = "p-" + UUID.randomUUID();
        people.add(id, "某人", Caller.PASSWORD, role);
        return id;
    }
}
