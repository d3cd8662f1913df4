package zhangfang.flow.monthlybookkeeping;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.context.ApplicationContext;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import zhangfang.engagement.Confirmations.Decision;
import zhangfang.engagement.MonthStatus;
import zhangfang.flow.monthlybookkeeping.CompanyInService.Month;
import zhangfang.identity.Role;
import zhangfang.testing.IntegrationTest;
import zhangfang.testing.SqlStatements;
import zhangfang.testing.TimeMachineForTests.Time;

/** What people see of a service month in the browser, and the customer's word on its reports from there. */
@IntegrationTest
class MonthPagesTest {

    @Autowired
    private ApplicationContext context;
    @Autowired
    private Time time;
    @Autowired
    private TestRestTemplate http;
    @Autowired
    private JdbcClient jdbc;
    @Autowired
    private ManagementService management;

    private CompanyInService company;
    private Month month;
    private String page;
    private String stranger;

    @BeforeEach
    void november() {
        time.is("2026-11-01T00:00:00");
        company = new CompanyInService(context, "2026-11");
        month = company.begins("2026-11");
        page = "/companies/" + company.id + "/months/2026-11";
        stranger = company.person("stranger", Role.CUSTOMER);
    }

    @AfterEach
    void sleep() {
        company.sleep();
    }

    @Test
    void theFirstPageShowsTheLineWhatWaitsAndTheNextDeadlines() {
        String home = get(company.customer, "/").getBody();

        assertThat(home).contains("星河商贸", "2026-11", "收票", "缴款", "待寄票", "待申报")
                .contains("/camunda/app/tasklist/default/#/?task=" + month.task("mailDocuments").getId())
                .contains("寄票截止", "2026-12-03", "申报截止（征期）").doesNotContain("??");
        assertThat(get(stranger, "/").getBody()).doesNotContain("星河商贸").contains("先添加企业");
    }

    @Test
    void aDeadlineThatIsOverIsMarked() {
        time.is("2026-12-04T00:00:00");

        assertThat(get(company.customer, "/companies/" + company.id).getBody()).contains("已逾期，截止 12-03", "已过期");
    }

    @Test
    void aDeadlineOfAYearThatIsNotLoadedIsMarkedAsEstimated() {
        assertThat(get(company.customer, page).getBody()).doesNotContain("预估");
        Month december = company.begins("2028-11");

        assertThat(get(company.customer, "/companies/" + company.id + "/months/" + december.row().month()).getBody())
                .contains("预估");
    }

    @Test
    void everyStepIsShownWithWhoAndWhen() {
        time.is("2026-12-02T09:30:00");
        month.hasNoDocuments();
        time.is("2026-12-03T10:00:00");
        month.isKept();

        String shown = get(company.customer, page).getBody();

        assertThat(shown).contains("声明本月无票据", "2026-12-02 09:30 · customer", "录入凭证完成",
                "2026-12-03 10:00 · keeper", "服务月开通", "系统").doesNotContain("??");
        assertThat(get(company.customer, "/companies/" + company.id + "/months").getBody())
                .contains("12-02 09:30", "12-03 10:00", "审核中");
    }

    @Test
    void nobodySeesAnotherCompanysMonths() {
        month.goesThroughToClosed();
        time.runDueJobs();

        for (String path : new String[] {"", "/months", "/months/2026-11", "/months/2026-11/process"}) {
            assertThat(get(stranger, "/companies/" + company.id + path).getStatusCode()).as(path)
                    .isEqualTo(HttpStatus.NOT_FOUND);
        }
        assertThat(get(stranger, "/processes/monthlyBookkeeping/" + month.id).getStatusCode())
                .isEqualTo(HttpStatus.NOT_FOUND);
        assertThat(answer(stranger, "taxes", "CONFIRM", null).getStatusCode()).isEqualTo(HttpStatus.NOT_FOUND);
        assertThat(answer(company.reviewer, "taxes", "CONFIRM", null).getStatusCode()).isEqualTo(HttpStatus.FORBIDDEN);
        assertThat(month.openTasks()).contains("confirmTaxes");
    }

    @Test
    void theButtonsCompleteTheSameTasksAndBothMakeTheServiceComplete() {
        issuedOnTheEighth();
        String asked = get(company.customer, page).getBody();
        assertThat(asked).contains("确认报表", "确认税款", "资产总计", "一、营业收入", "1,000.00", "应纳税额", "2026-12-15 00:00");
        assertThat(get(company.keeper, page).getBody()).contains("资产总计").doesNotContain("确认报表<");

        assertThat(answer(company.customer, "taxes", "CONFIRM", null).getStatusCode()).isEqualTo(HttpStatus.OK);

        assertThat(month.openTasks()).contains("confirmStatements").doesNotContain("confirmTaxes");
        assertThat(month.actions()).contains("confirmedTaxes");
        assertThat(get(company.customer, page).getBody()).contains("报税确认成功").doesNotContain("服务完成</strong>");
        answer(company.customer, "statements", "CONFIRM", null);
        assertThat(month.row().status()).isEqualTo(MonthStatus.COMPLETED);
        assertThat(get(company.customer, page).getBody()).contains("报表确认成功", "服务完成</strong>", "2026-12-08 20:00");
    }

    @Test
    void anObjectionNeedsItsReasonAndSendsTheMonthBack() {
        issuedOnTheEighth();

        ResponseEntity<String> refused = answer(company.customer, "statements", "OBJECT", " ");
        assertThat(refused.getStatusCode()).isEqualTo(HttpStatus.BAD_REQUEST);
        assertThat(refused.getBody()).contains("reason-statements-error", "<details class=\"mt-3\" open");
        assertThat(month.row().status()).isEqualTo(MonthStatus.AWAITING_CONFIRMATION);

        assertThat(answer(company.customer, "statements", "OBJECT", "少了一笔收入").getStatusCode())
                .isEqualTo(HttpStatus.OK);
        assertThat(month.row().status()).isEqualTo(MonthStatus.OBJECTED);
        assertThat(company.confirmations().decisions(month.id)).singleElement()
                .satisfies(decided -> assertThat(decided.decision()).isEqualTo(Decision.OBJECTED));
        assertThat(get(company.customer, page).getBody()).contains("有异议", "少了一笔收入").doesNotContain("确认报表<");
    }

    @Test
    void whoComesTooLateReadsWhy() {
        issuedOnTheEighth();
        time.is("2026-12-15T00:00:00");

        ResponseEntity<String> late = answer(company.customer, "taxes", "OBJECT", "税款不对");

        assertThat(late.getStatusCode()).isEqualTo(HttpStatus.CONFLICT);
        assertThat(late.getBody()).contains("确认期已于 2026-12-15 00:00 截止", "税款不对");
    }

    @Test
    void whoIsSecondReadsThatItIsDone() {
        issuedOnTheEighth();
        answer(company.customer, "taxes", "CONFIRM", null);

        ResponseEntity<String> second = answer(company.customer, "taxes", "CONFIRM", null);

        assertThat(second.getStatusCode()).isEqualTo(HttpStatus.CONFLICT);
        assertThat(second.getBody()).contains("role=\"alert\"").doesNotContain("ENGINE-", "??");
    }

    @Test
    void whatTheDeadlineDidShowsBothTimes() {
        issuedOnTheEighth();
        time.wasDownUntil("2026-12-15T07:00:00");

        assertThat(get(company.customer, page).getBody()).contains("2026-12-15 00:00 · 系统", "登记于 2026-12-15 07:00");
    }

    @Test
    void theDiagramShowsWhatIsDoneAndWhereItIs() {
        month.hasNoDocuments();

        String diagram = get(company.customer, page + "/process").getBody();

        assertThat(data(diagram, "done")).contains("userTask_mailDocuments").doesNotContain("userTask_keepBooks");
        assertThat(data(diagram, "now")).contains("userTask_keepBooks");
        assertThat(diagram).contains("月度记账", "录入凭证", "进行中").doesNotContain("camunda:", "/cockpit/", "??");
        assertThat(get(company.person("owner", Role.PROCESS_OWNER), page + "/process").getBody())
                .contains("/camunda/app/cockpit/default/#/process-instance/" + month.instance().getId());
    }

    /** The agency mends what is stuck; the customer need not know. */
    @Test
    void whatIsStuckIsShownToTheAgencyAlone() {
        month.hasNoDocuments().isKept().isReviewed();
        month.isClosed();
        Job issuing = management.createJobQuery().processInstanceId(month.instance().getId()).messages().singleResult();
        management.setJobRetries(issuing.getId(), 0);

        assertThat(get(company.customer, page + "/process").getBody()).doesNotContain("data-failed=", "故障");
        assertThat(data(get(company.reviewer, page + "/process").getBody(), "failed"))
                .isEqualTo("serviceTask_issueReports");
        management.setJobRetries(issuing.getId(), 1);
    }

    @Test
    void theAgencySeesWhatWaitsForItAndWhatIsLate() {
        String finance = company.person("finance", Role.FINANCE);
        String owner = company.person("owner", Role.PROCESS_OWNER);

        assertThat(get(finance, "/").getBody()).contains("待办任务", "其中逾期", "最新通知").doesNotContain("??");
        assertThat(get(company.person("advisor", Role.ADVISOR), "/companies/" + company.id).getBody())
                .contains("星河商贸", "2026-11").doesNotContain("经营数据", "??");
        assertThat(get(owner, "/").getBody()).contains("看板");
        assertThat(get(company.keeper, "/").getBody()).contains("工作台");
    }

    @Test
    void anEndedInstanceIsDrawnFromHistory() {
        issuedOnTheEighth();
        month.isConfirmed().isFiled("2026-12-08");
        assertThat(month.ended()).isTrue();

        String diagram = get(company.customer, page + "/process").getBody();

        assertThat(diagram).doesNotContain("data-now=");
        assertThat(data(diagram, "done")).contains("userTask_recordReceipts");
        assertThat(diagram).contains("结束于 2026-12-08 20:00");
    }

    @Test
    void thePagesTakeTheSameStatementsForOneMonthAndForMany() {
        Map<String, Map<String, Integer>> one = counted();
        for (String more : new String[] {"2026-10", "2026-09", "2026-08", "2026-07"}) {
            company.begins(more);
        }

        assertThat(counted()).isEqualTo(one);
    }

    private Map<String, Map<String, Integer>> counted() {
        return Map.of("home", counted("/"), "company", counted("/companies/" + company.id),
                "months", counted("/companies/" + company.id + "/months"));
    }

    /** By statement, however long its lists of ids are. */
    private Map<String, Integer> counted(String path) {
        return SqlStatements.ofLooking(jdbc, () -> get(company.customer, path)).entrySet().stream()
                .collect(Collectors.toMap(each -> each.getKey().replaceAll("\\?(, \\?)+", "?"), Map.Entry::getValue,
                        Integer::sum));
    }

    private void issuedOnTheEighth() {
        company.bookSale("2026-11-20");
        time.is("2026-12-08T20:00:00");
        month.goesThroughToClosed();
        time.runDueJobs();
        assertThat(month.openTasks()).contains("confirmStatements", "confirmTaxes");
    }

    private static String data(String page, String name) {
        return page.replaceAll("(?s).*data-" + name + "=\"([^\"]*)\".*", "$1");
    }

    private ResponseEntity<String> get(String user, String path) {
        return http.withBasicAuth(user, CompanyInService.PASSWORD).exchange(path, HttpMethod.GET,
                new HttpEntity<>(headers()), String.class);
    }

    private ResponseEntity<String> answer(String user, String report, String decision, String reason) {
        MultiValueMap<String, String> form = new LinkedMultiValueMap<>();
        form.add("decision", decision);
        if (reason != null) {
            form.add("reason", reason);
        }
        HttpHeaders headers = headers();
        headers.setContentType(MediaType.APPLICATION_FORM_URLENCODED);
        return http.withBasicAuth(user, CompanyInService.PASSWORD).exchange(page + "/" + report, HttpMethod.POST,
                new HttpEntity<>(form, headers), String.class);
    }

    private static HttpHeaders headers() {
        HttpHeaders headers = new HttpHeaders();
        headers.set(HttpHeaders.ACCEPT, MediaType.TEXT_HTML_VALUE);
        headers.set(HttpHeaders.ACCEPT_LANGUAGE, "zh-CN");
        return headers;
    }
}
