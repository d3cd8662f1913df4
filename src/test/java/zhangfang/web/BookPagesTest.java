package zhangfang.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
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

/** The books in the browser: what an accountant, a reviewer, the customer and a stranger can do there. */
@IntegrationTest
class BookPagesTest {

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
    private Caller stranger;
    private String api;
    private String company;
    private String book;

    @BeforeEach
    void aCompany() throws Exception {
        time.is("2026-02-03T10:00:00");
        reviewer = Caller.browser(port, person("王审核", Role.REVIEWER));
        String customerId = person("赵老板", Role.CUSTOMER);
        customer = Caller.browser(port, customerId);
        stranger = Caller.browser(port, person("路人", Role.CUSTOMER));
        String keeper = person("李会计", Role.ACCOUNTANT);
        accountant = Caller.browser(port, keeper);
        HttpResponse<String> made = Caller.program(port, keeper).json("POST", "/api/companies", """
                {"uscc": "%s", "name": "页面测试", "taxpayerType": "GENERAL", "standard": "SMALL_ENTERPRISE",
                 "region": "CITY"}""".formatted(CreditCodes.next()));
        String id = new ObjectMapper().readTree(made.body()).get("id").asText();
        people.join(customerId, id);
        api = "/api/companies/" + id;
        company = "/companies/" + id;
        book = company + "/book";
    }

    @Test
    void keepsAMonthFromOpeningTheBooksToClosingIt() {
        assertThat(accountant.get(company).body()).contains("还没有建账");
        assertThat(customer.get(book).body()).contains("还没有建账").doesNotContain("name=\"startPeriod\"");
        assertThat(accountant.submit(book, Map.of("startPeriod", "13月", "chart", "STANDARD")).body())
                .contains("不是有效的月份").contains("13月");
        open();
        assertThat(after(upload(accountant, book + "/opening-balances", book, """
                account_code,account_name,debit,credit
                1002,银行存款,500.00,
                3001,实收资本,,500.00
                """), accountant)).contains("期初余额已替换").contains("500.00");
        assertThat(accountant.get(book + "/opening-balances.csv").body()).startsWith("\ufeffaccount_code")
                .contains("1002,银行存款,500.00");

        HttpResponse<String> refused = accountant.submit(book + "/vouchers/new", voucher("2026-01-08", "20.00", "30"));
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("不相等").contains("value=\"付房租\"").contains("value=\"20.00\"")
                .contains("560217");
        assertThat(after(accountant.submit(book + "/vouchers/new", voucher("2026-01-08", "20.00", "20")), accountant))
                .contains("已保存").contains("李会计").contains("付房租").doesNotContain("审核并记账全部");
        assertThat(accountant.get(api + "/book/vouchers?period=2026-01").body()).contains("\"preparerName\":\"李会计\"");
        assertThat(accountant.get(book + "/periods/2026-01").body()).contains("未通过");
        assertThat(after(act(accountant, "/periods/2026-01/close"), accountant)).contains("没有办理")
                .contains("全部凭证已审核并记账");

        assertThat(after(act(reviewer, "/vouchers/post-all"), reviewer)).contains("已记账 1 张凭证").contains("王审核");
        assertThat(accountant.get(company + "/ledger/1002?from=2026-01&to=2026-01").body()).contains("480.00")
                .contains("本年累计");
        assertThat(after(act(accountant, "/periods/2026-01/close"), accountant)).contains("2026-01 已结账")
                .contains("查看结转损益凭证");
    }

    @Test
    void listsEveryBadRowOfAFile() {
        open();
        String page = after(upload(accountant, book + "/vouchers/import", book + "/vouchers?period=2026-01", """
                date,voucher_no,summary,account_code,account_name,debit,credit
                2025-12-31,记1,早,1002,,1.00,
                2026-01-05,记2,多,1002,,1.005,
                2026-01-05,记2,多,9999,不存在,,1.00
                """), accountant);
        assertThat(page).contains("没有保存任何内容").contains("在账套启用月").contains("小数超过两位")
                .contains("<td class=\"text-nowrap\">3</td><td class=\"text-nowrap\">借方</td>")
                .contains("这个月还没有凭证").doesNotContain("??");
        assertThat(after(upload(accountant, book + "/vouchers/import", book + "/vouchers?period=2026-01", """
                date,voucher_no,summary,account_code,account_name,debit,credit
                2026-01-05,记2,提现,1001,,1.00,
                2026-01-05,记2,提现,1002,,,1.00
                """), accountant)).contains("已导入 1 张凭证").contains("原号 记2");
    }

    @Test
    void changesDeletesAndReverses() {
        open();
        String list = after(accountant.submit(book + "/vouchers/new", voucher("2026-01-08", "20.00", "20")), accountant);
        String id = list.substring(list.indexOf("<tbody id=\"") + 11, list.indexOf('"', list.indexOf("<tbody id=\"") + 11));
        assertThat(accountant.get(book + "/vouchers/" + id + "/edit").body()).contains("value=\"560217 ");
        assertThat(after(accountant.submit(book + "/vouchers/" + id + "/edit", voucher("2026-01-09", "21.00", "21")),
                accountant)).contains("21.00").contains("2026-01-09");
        assertThat(after(act(reviewer, "/vouchers/post-all"), reviewer)).contains("红字冲销");
        assertThat(after(act(accountant, "/vouchers/" + id + "/delete"), accountant)).contains("请用红字冲销");
        assertThat(after(act(accountant, "/vouchers/" + id + "/reverse"), accountant)).contains("已生成红字冲销凭证")
                .contains("-21.00");
        String accounts = after(accountant.submit(book + "/accounts", Map.of("code", "101208", "name", "保证金")),
                accountant);
        assertThat(accounts).contains("已新增科目 101208");
        assertThat(after(act(accountant, "/accounts/1002/remove"), accountant)).contains("一级科目，不能删除");
    }

    @Test
    void showsTheCustomerEverythingAndLetsNothingBeChanged() {
        open();
        String id = location(accountant.submit(book + "/vouchers/new", voucher("2026-01-08", "20.00", "20")));
        String voucher = id.substring(id.indexOf('#') + 1);
        for (String path : new String[] {"/book", "/book/vouchers?period=2026-01", "/book/vouchers/" + voucher,
            "/book/accounts?q=1002", "/book/periods/2026-01", "/ledger/1002", "/book/opening-balances.csv"}) {
            HttpResponse<String> page = customer.get(company + path);
            assertThat(page.statusCode()).as(path).isEqualTo(200);
            assertThat(page.body()).as(path).doesNotContain("??").doesNotContain("data-confirm")
                    .doesNotContain("name=\"file\"");
            assertThat(stranger.get(company + path).statusCode()).as(path).isEqualTo(404);
        }
        assertThat(act(customer, "/vouchers/post-all").statusCode()).isEqualTo(403);
        assertThat(act(customer, "/vouchers/" + voucher + "/delete").statusCode()).isEqualTo(403);
        assertThat(act(stranger, "/vouchers/" + voucher + "/delete").statusCode()).isEqualTo(404);
        assertThat(act(accountant, "/vouchers/post-all").statusCode()).isEqualTo(403);
        assertThat(customer.submit(book + "/vouchers/new", voucher("2026-01-08", "20.00", "20")).statusCode())
                .isEqualTo(403);
    }

    @Test
    void answersNonsenseInWords() {
        open();
        Map<String, String> wrong = voucher("2026-02-30", "abc", "1");
        wrong.put("entries[99999999].summary", "很远");
        assertThat(accountant.submit(book + "/vouchers/new", wrong).body()).contains("不是有效日期").contains("“abc”不是金额");
        assertThat(accountant.submit(book + "/vouchers/new", Map.of("date", "2026-01-08")).body())
                .contains("凭证没有分录");
        assertThat(accountant.get(book + "/vouchers?period=2026-99").statusCode()).isEqualTo(400);
        assertThat(accountant.get(book + "/vouchers?period=2026-01&state=&page=999").statusCode()).isEqualTo(200);
        assertThat(accountant.get(book + "/vouchers?state=x").statusCode()).isEqualTo(400);
        assertThat(accountant.get(book + "/vouchers/nonsense").statusCode()).isEqualTo(404);
        assertThat(accountant.get(company + "/ledger/9999").statusCode()).isEqualTo(404);
        assertThat(after(act(accountant, "/vouchers/import"), accountant)).contains("文件是空的");
        assertThat(after(act(accountant, "/opening-balances"), accountant)).contains("文件是空的");
    }

    @Test
    void findsAccountsByInitialsAndRetiresThoseThatAreDone() {
        open();
        assertThat(accountant.get(book + "/accounts?q=yhck").body()).contains("银行存款").doesNotContain("库存现金");
        assertThat(accountant.get(book + "/accounts?parent=5602").body()).contains("value=\"560229\"");
        assertThat(after(act(accountant, "/accounts/560217/retire"), accountant)).contains("已停用，不再接受新凭证");
        HttpResponse<String> refused = accountant.submit(book + "/vouchers/new", voucher("2026-01-08", "20.00", "20"));
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("已停用，不能再记账").contains("value=\"付房租\"");
        assertThat(accountant.get(book + "/entry-help?period=2026-01").body()).doesNotContain("560217");
        assertThat(after(act(accountant, "/accounts/560217/resume"), accountant)).contains("已启用");
        accountant.submit(book + "/vouchers/new", voucher("2026-01-08", "20.00", "20"));
        assertThat(after(act(accountant, "/accounts/560217/retire"), accountant)).contains("还有余额或未记账的凭证");
        String token = Caller.token(accountant.get("/companies").body());
        for (String[] rename : new String[][] {{"560217", "已改名为“房租”"}, {"1002", "不能改名"}}) {
            assertThat(after(accountant.send("POST", book + "/accounts/" + rename[0] + "/rename",
                    "name=%E6%88%BF%E7%A7%9F&_csrf=" + token, "Content-Type", "application/x-www-form-urlencoded"), accountant))
                    .contains(rename[1]);
        }
    }

    @Test
    void saysOfEachCheckWhyAndWhereItIsMendedAndWhatWouldBeCarriedForward() {
        open();
        accountant.submit(book + "/vouchers/new", voucher("2026-01-08", "20.00", "20"));
        String page = accountant.get(book + "/periods/2026-01").body();
        assertThat(page).contains("全部凭证已审核并记账（未记账 1 张）").contains("草稿和已审核的凭证要先记账")
                .contains("/book/vouchers?period=2026-01&amp;state=UNPOSTED").contains("付房租").contains("本月单据都已入账")
                .doesNotContain("结转损益预览");
        act(reviewer, "/vouchers/post-all");
        assertThat(accountant.get(book + "/periods/2026-01").body()).contains("结转损益预览").contains("本年利润")
                .contains("货币资金没有负数").contains("去处理");
        act(accountant, "/periods/2026-01/close");
        assertThat(accountant.get(book + "/periods/2026-01").body()).contains("已结账").doesNotContain("结转损益预览");
    }

    private void open() {
        assertThat(after(accountant.submit(book, Map.of("startPeriod", "2026-01", "chart", "STANDARD")), accountant))
                .contains("已建账");
    }

    private static Map<String, String> voucher(String date, String debit, String credit) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("date", date);
        form.put("key", UUID.randomUUID().toString());
        form.put("entries[0].summary", "付房租");
        form.put("entries[0].accountCode", "560217 租赁费");
        form.put("entries[0].debit", debit);
        form.put("entries[1].summary", "付房租");
        form.put("entries[1].accountCode", "银行存款");
        form.put("entries[1].credit", credit);
        form.put("entries[3].summary", "只有摘要");
        return form;
    }

    /** Presses a button of the book's pages. */
    private HttpResponse<String> act(Caller caller, String path) {
        String token = Caller.token(caller.get("/companies").body());
        return caller.send("POST", book + path, "period=2026-01&_csrf=" + token,
                "Content-Type", "application/x-www-form-urlencoded");
    }

    private static HttpResponse<String> upload(Caller caller, String path, String page, String csv) {
        String token = Caller.token(caller.get(page).body());
        String body = "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"_csrf\"\r\n\r\n" + token + "\r\n--"
                + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"period\"\r\n\r\n2026-01\r\n--"
                + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n"
                + "Content-Type: text/csv\r\n\r\n" + csv + "\r\n--" + BOUNDARY + "--\r\n";
        return caller.send("POST", path, body, "Content-Type", "multipart/form-data; boundary=" + BOUNDARY);
    }

    /** The page that a browser shows next. */
    private static String after(HttpResponse<String> answer, Caller caller) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(302);
        String location = location(answer);
        return caller.get(location.contains("#") ? location.substring(0, location.indexOf('#')) : location).body();
    }

    private static String location(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElseThrow().replaceFirst("^http://[^/]+", "");
    }

    private String person(String name, Role role) {
        String id = "p-" + UUID.randomUUID();
        people.add(id, name, Caller.PASSWORD, role);
        return id;
    }
}
