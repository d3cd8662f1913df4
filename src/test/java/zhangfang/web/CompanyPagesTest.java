package zhangfang.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Map;
import java.util.UUID;
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

/** From registering to the first order, and a company's own pages. */
@IntegrationTest
class CompanyPagesTest {

    @LocalServerPort
    private int port;
    @Autowired
    private People people;
    @Autowired
    private JdbcClient jdbc;
    @Autowired
    private Time time;

    private final String mark = UUID.randomUUID().toString().substring(0, 8);

    @BeforeEach
    void itIsTheTenthOfNovember() {
        time.is("2026-11-10T09:00:00");
    }

    @Test
    void whoRegistersIsSignedInAndLedToTheFirstOrder() {
        Caller browser = Caller.anonymous(port);
        HttpResponse<String> registered = browser.submit("/register", Map.of("userId", "new-" + mark, "name", "王芳",
                "password", "long-enough", "again", "long-enough"));
        assertThat(registered.headers().firstValue("Location").orElseThrow()).endsWith("/companies/new?welcome");
        assertThat(browser.get("/companies/new?welcome").body()).contains("注册成功", "王芳");
        assertThat(browser.get("/companies").body()).contains("您还没有企业");
        assertThat(browser.get("/packages").body()).contains("您还没有企业");

        HttpResponse<String> added = add(browser, "云杉科技" + mark);

        String packages = added.headers().firstValue("Location").orElseThrow();
        assertThat(packages).endsWith("/packages?added");
        assertThat(browser.get(packages.substring(packages.indexOf("/companies"))).body())
                .contains("云杉科技" + mark, "已添加", "立即购买");
    }

    @Test
    void whoIsSignedInAndRegistersSomebodyElseStaysHimself() {
        Caller browser = Caller.browser(port, person("老客户", Role.CUSTOMER));
        HttpResponse<String> registered = browser.submit("/register", Map.of("userId", "other-" + mark, "name", "别人",
                "password", "long-enough", "again", "long-enough"));

        assertThat(registered.headers().firstValue("Location").orElseThrow()).endsWith("/sign-in?registered");
        assertThat(browser.get("/companies").body()).contains("老客户").doesNotContain("别人");
    }

    @Test
    void theListIsSearchedSortedAndPaged() {
        Caller reviewer = Caller.browser(port, person("审核", Role.REVIEWER));
        Caller owner = Caller.browser(port, person("企业主", Role.CUSTOMER));
        for (int i = 0; i < 51; i++) {
            add(owner, "列表" + mark + "-" + (100 + i));
        }

        String first = reviewer.get("/companies?q=" + mark).body();
        assertThat(first).contains("共 51 家", mark + "-100", mark + "-149", "page=2").doesNotContain(mark + "-150");
        assertThat(reviewer.get("/companies?page=2&q=" + mark).body()).contains(mark + "-150", "page=1")
                .doesNotContain(mark + "-149");
        assertThat(reviewer.get("/companies?desc=true&q=" + mark).body()).contains(mark + "-150")
                .doesNotContain(mark + "-100");
        assertThat(reviewer.get("/companies/search?q=" + mark + "-120").body()).contains("dropdown-item", mark + "-120")
                .doesNotContain("<html").doesNotContain(mark + "-121");
        assertThat(reviewer.get("/companies/search?q=nothing-" + mark).body()).contains("没有找到企业");
        assertThat(reviewer.get("/api/companies?limit=7&page=2&q=" + mark).body()).contains(mark + "-107", mark + "-113")
                .doesNotContain(mark + "-106").doesNotContain(mark + "-114");

        var one = statements(() -> reviewer.get("/companies?q=" + mark + "-120"));
        assertThat(statements(() -> reviewer.get("/companies?q=" + mark))).isEqualTo(one);
    }

    @Test
    void aMemberLetsAnotherCustomerInAfterSayingSoTwice() {
        String owner = person("企业主", Role.CUSTOMER);
        String colleague = person("李出纳", Role.CUSTOMER);
        String accountant = person("会计", Role.ACCOUNTANT);
        Caller browser = Caller.browser(port, owner);
        String page = profileOf(add(browser, "成员" + mark));
        String members = page.replace("/profile", "/members");

        assertThat(browser.submit(page, Map.of("userId", accountant, "agreed", "true"), members).body())
                .contains("没有这个用户名的客户");
        assertThat(browser.submit(page, Map.of("userId", "nobody-" + mark, "agreed", "true"), members).body())
                .contains("没有这个用户名的客户");
        HttpResponse<String> asked = browser.submit(page, Map.of("userId", colleague), members);
        assertThat(asked.statusCode()).isEqualTo(400);
        assertThat(asked.body()).contains("您要添加的是“李出纳”", colleague);
        assertThat(Caller.browser(port, colleague).get(page).statusCode()).isEqualTo(404);

        browser.submit(page, Map.of("userId", colleague, "agreed", "true"), members);

        assertThat(browser.get(page).body()).contains("企业成员（2）", "李出纳", "企业主");
        assertThat(Caller.browser(port, colleague).get("/notices").body()).contains("添加为“成员" + mark);
        assertThat(browser.get("/notices").body()).contains("李出纳");
        assertThat(browser.submit(page, Map.of("userId", colleague, "agreed", "true"), members).body())
                .contains("已经是本企业成员");
    }

    private HttpResponse<String> add(Caller browser, String name) {
        HttpResponse<String> added = browser.submit("/companies/new", Map.of("name", name, "uscc", CreditCodes.next(),
                "taxpayerType", "SMALL_SCALE", "standard", "SMALL_ENTERPRISE", "region", "CITY"));
        assertThat(added.statusCode()).as(added.body()).isEqualTo(302);
        return added;
    }

    private static String profileOf(HttpResponse<String> added) {
        String location = added.headers().firstValue("Location").orElseThrow();
        return location.substring(location.indexOf("/companies")).replace("/packages?added", "/profile");
    }

    private String person(String name, Role role) {
        String id = "p-" + UUID.randomUUID();
        people.add(id, name, Caller.PASSWORD, role);
        return id;
    }

    /** How many statements looking takes; those that ask for several ids at once differ by their placeholders only. */
    private int statements(Runnable looking) {
        return SqlStatements.ofLooking(jdbc, looking).values().stream().mapToInt(Integer::intValue).sum();
    }
}
