package zhangfang.flow.monthlybookkeeping;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.context.ApplicationContext;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import zhangfang.flow.monthlybookkeeping.CompanyInService.Month;
import zhangfang.identity.Role;
import zhangfang.testing.PostgresTest;
import zhangfang.testing.TimeMachineForTests.Time;

/** Every query of the first page, a company's page and the pages of its months runs on the other database, too. */
@PostgresTest
class MonthPagesOnPostgresTest {

    @Autowired
    private ApplicationContext context;
    @Autowired
    private Time time;
    @Autowired
    private TestRestTemplate http;

    private CompanyInService company;

    @AfterEach
    void sleep() {
        company.sleep();
    }

    @Test
    void answersThereAsOnTheFirst() {
        time.is("2026-11-01T00:00:00");
        company = new CompanyInService(context, "2026-11");
        Month month = company.begins("2026-11");
        company.bookSale("2026-11-20");
        time.is("2026-12-08T20:00:00");
        month.goesThroughToClosed();
        time.runDueJobs();
        String page = "/companies/" + company.id;

        assertThat(get(company.customer, "/")).contains("星河商贸", "1,000.00", "报表确认 · 2026-11");
        assertThat(get(company.customer, page)).contains("营业收入与净利润", "报税确认 · 2026-11", "2026-12-14");
        assertThat(get(company.customer, page + "/months")).contains("待确认", "12-08 20:00");
        assertThat(get(company.customer, page + "/months/2026-11")).contains("确认报表", "1,000.00");
        assertThat(get(company.customer, page + "/months/2026-11/process")).contains("data-now=", "步骤列表");
        assertThat(get(company.person("finance", Role.FINANCE), "/")).contains("待办任务");
    }

    private String get(String user, String path) {
        HttpHeaders headers = new HttpHeaders();
        headers.set(HttpHeaders.ACCEPT, MediaType.TEXT_HTML_VALUE);
        headers.set(HttpHeaders.ACCEPT_LANGUAGE, "zh-CN");
        return http.withBasicAuth(user, CompanyInService.PASSWORD)
                .exchange(path, HttpMethod.GET, new HttpEntity<>(headers), String.class).getBody();
    }
}
