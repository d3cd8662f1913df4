package zhangfang.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.OffsetDateTime;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import zhangfang.company.Companies;
import zhangfang.company.Company;
import zhangfang.company.NewCompany;
import zhangfang.identity.People;
import zhangfang.identity.Role;
import zhangfang.testing.CreditCodes;
import zhangfang.testing.IntegrationTest;

/** The switch, what it will do and what it did, on its page and over HTTP. */
@IntegrationTest
class RecurringInvoicingPageTest {

    @LocalServerPort
    private int port;
    @Autowired
    private People people;
    @Autowired
    private Companies companies;
    @Autowired
    private JdbcClient jdbc;

    private String member;
    private String companyId;

    @BeforeEach
    void aCompany() {
        member = "m-" + UUID.randomUUID().toString().substring(0, 8);
        people.add(member, "王芳", Caller.PASSWORD, Role.CUSTOMER);
        companyId = companies.add(people.actor(member), new NewCompany(CreditCodes.next(), "星河商贸",
                Company.TaxpayerType.SMALL_SCALE, Company.Standard.SMALL_ENTERPRISE, Company.Region.CITY, null, null,
                null, null)).id();
    }

    @Test
    void aMemberTurnsItOnAndOffAndSeesWhatItWillDo() {
        Caller browser = Caller.browser(port, member);
        String path = "/companies/" + companyId + "/recurring-invoicing";
        assertThat(browser.get(path).body()).contains("未开启", "开启定期开票", "如果开启，照目前情况，首次会跳过：",
                "没有可开票金额。", "还没有办理过");

        browser.submit(path, Map.of("on", "true"));
        assertThat(browser.get(path).body()).contains("已开启", "关闭定期开票", "照目前情况，下次会跳过：", "王芳 于 ");

        browser.submit(path, Map.of("on", "false"));
        assertThat(browser.get(path).body()).contains("未开启");
    }

    @Test
    void showsWhatBecameOfEachMonth() {
        month("2058-01");
        month("2058-02");
        month("2058-03");
        run("2058-01", "SKIPPED", "NO_TITLE,NO_ADDRESS", null);
        run("2058-02", "SKIPPED", "REFUSED", "未结束的申请太多。");
        run("2058-03", "FAILED", null, "unexpected");

        Caller browser = Caller.browser(port, member);
        assertThat(browser.get("/companies/" + companyId + "/recurring-invoicing").body())
                .contains("2058-01", "没有默认的开票信息", "没有默认的邮寄信息", "未结束的申请太多。", "系统会自动重试。")
                .doesNotContain("unexpected");
        assertThat(Caller.program(port, member).get("/api/companies/" + companyId + "/recurring-invoicing/runs").body())
                .contains("\"month\":\"2058-03\",\"outcome\":\"FAILED\"", "\"obstacle\":\"NO_TITLE\"")
                .doesNotContain("unexpected");
    }

    private void month(String month) {
        OffsetDateTime due = OffsetDateTime.parse(month + "-10T00:00:00+08:00");
        jdbc.sql("insert into recurring_month (run_month, due_at, begun_at) values (?, ?, ?)").params(month, due, due)
                .update();
    }

    private void run(String month, String outcome, String obstacles, String detail) {
        OffsetDateTime due = OffsetDateTime.parse(month + "-10T00:00:00+08:00");
        jdbc.sql("""
                insert into recurring_run (company_id, run_month, outcome, amount, obstacles, detail, attempts,
                    effective_at, processed_at)
                values (?, ?, ?, 5.00, ?, ?, 1, ?, ?)""")
                .params(companyId, month, outcome, obstacles, detail, due, due).update();
    }
}
