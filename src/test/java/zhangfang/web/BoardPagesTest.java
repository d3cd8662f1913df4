package zhangfang.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import zhangfang.company.Companies;
import zhangfang.company.Company;
import zhangfang.company.Company.Region;
import zhangfang.company.Company.Standard;
import zhangfang.company.Company.TaxpayerType;
import zhangfang.company.NewCompany;
import zhangfang.engagement.ServiceMonths;
import zhangfang.identity.Actor;
import zhangfang.identity.People;
import zhangfang.identity.Role;
import zhangfang.testing.CreditCodes;
import zhangfang.testing.IntegrationTest;
import zhangfang.testing.Purchases;
import zhangfang.testing.SqlStatements;
import zhangfang.testing.TimeMachineForTests.Time;

/** The process owner's board as a browser gets it. */
@IntegrationTest
class BoardPagesTest {

    @LocalServerPort
    private int port;
    @Autowired
    private ApplicationContext context;
    @Autowired
    private People people;
    @Autowired
    private Companies companies;
    @Autowired
    private ServiceMonths months;
    @Autowired
    private ProcessEngine engine;
    @Autowired
    private JdbcClient jdbc;
    @Autowired
    private Time time;

    private final List<String> instances = new ArrayList<>();
    private Caller owner;

    @BeforeEach
    void owner() {
        time.is("2026-12-08T10:00:00");
        owner = Caller.browser(port, person(Role.PROCESS_OWNER));
    }

    /** Their timers don't disturb other tests. */
    @AfterEach
    void sleep() {
        instances.forEach(engine.getRuntimeService()::suspendProcessInstanceById);
    }

    @Test
    void lateWorkLeadsToItsMonthAndSaysHowLate() {
        String keeper = person(Role.ACCOUNTANT);
        String late = company("晚归商贸", keeper, "2026-11");

        assertThat(owner.get("/board").body()).contains("看板", "逾期 1–7 天",
                "/board/months?step=COLLECTING&amp;due=OVERDUE",
                "会计工作量", "/board/months?keeper=" + keeper);
        assertThat(owner.get("/board/months?late=true&keeper=" + keeper).body())
                .contains("晚归商贸", "/companies/" + late + "/months/2026-11", "2026-12-03", "逾期 5 天", "共 1 个月份");
        assertThat(owner.get("/board/months?step=REVIEW&keeper=" + keeper).body()).contains("没有符合条件的月份");
    }

    @Test
    void aLongListIsPaged() {
        String keeper = person(Role.ACCOUNTANT);
        String company = company("长卷科技", keeper, "2022-01");
        YearMonth end = YearMonth.of(2026, 4);
        for (YearMonth month = YearMonth.of(2022, 2); month.isBefore(end); month = month.plusMonths(1)) {
            begins(company, month);
        }
        assertThat(owner.get("/board/months?keeper=" + keeper).body())
                .contains("共 51 个月份", "第 1 页，共 2 页", "/months/2022-01")
                .doesNotContain("/months/2026-03");
        assertThat(owner.get("/board/months?keeper=" + keeper + "&page=2").body())
                .contains("/months/2026-03").doesNotContain("/months/2022-01");
    }

    @Test
    void pagingKeepsWhatWasAskedForAndAddsNothing() {
        Company company = companies.add(Actor.SYSTEM, new NewCompany(CreditCodes.next(), "无人主办", TaxpayerType.SMALL_SCALE,
                Standard.SMALL_ENTERPRISE, Region.CITY, null, null, null, null));
        begins(company.id(), YearMonth.of(2021, 1));
        assertThat(owner.get("/board/months?keeper=~").body()).contains("无人主办").doesNotContain("某人</td>");
        String kept = company("有人主办", person(Role.ACCOUNTANT), "2020-01");
        assertThat(owner.get("/board/months?step=&due=&keeper=").body()).contains("无人主办", kept);
    }

    @Test
    void whatHappensNextNamesTheCompaniesWithTheirWayIntoCockpit() {
        String company = company("早睡商贸", person(Role.ACCOUNTANT), "2026-12");
        String address = "/deadlines?days=31&state=COMING&day=2027-01-03&kind=monthlyBookkeeping:timer_remindMailing:";

        assertThat(owner.get("/deadlines").body()).doesNotContain("2027-01-03");
        assertThat(owner.get("/deadlines?days=31").body()).contains("2027-01-03", "提醒寄票", "次月 3 日起每日", "09:00");
        assertThat(owner.get(address).body()).contains("早睡商贸", "/companies/" + company + "/months/2026-12",
                "/camunda/app/cockpit/default/#/process-instance/" + instances.get(0) + "/runtime");
    }

    @Test
    void moneyThatWentBackIsCounted() {
        Purchases shop = new Purchases(context);
        shop.haveMoney("300.00");
        shop.pay(shop.order("MONTH"));
        BigDecimal before = refundedInJanuary();
        time.passesUntil("2027-01-01T00:00:00");

        assertThat(refundedInJanuary()).isGreaterThanOrEqualTo(before.add(new BigDecimal("300.00")));
        assertThat(owner.get("/board").body()).contains("data-value=\"" + refundedInJanuary() + "\"");
        shop.sleep();
    }

    @Test
    void aStepThatStandsStillIsNamedWithItsWayIntoCockpit() {
        String deployment = engine.getRepositoryService().createDeployment().addClasspathResource("flow/failing.bpmn")
                .deploy().getId();
        String instance;
        try {
            instance = engine.getRuntimeService().startProcessInstanceByKey("failing").getId();
            Job job = engine.getManagementService().createJobQuery().processInstanceId(instance).singleResult();
            try {
                engine.getManagementService().executeJob(job.getId());
            } catch (RuntimeException expected) {
                // the step refuses always
            }
            assertThat(owner.get("/board").body()).contains("多次重试仍未成功", "流程已被流程负责人暂停",
                    "/camunda/app/cockpit/default/#/process-instance/" + instance + "/runtime");
        } finally {
            engine.getRepositoryService().deleteDeployment(deployment, true);
        }
        assertThat(owner.get("/board").body()).doesNotContain(instance);
    }

    @Test
    void theBoardTakesAsManyStatementsForManyCompaniesAsForFew() {
        String keeper = person(Role.ACCOUNTANT);
        company("一号", keeper, "2026-11");
        company("二号", person(Role.ACCOUNTANT), "2026-11");
        Map<String, Integer> few = looking();
        for (int i = 0; i < 8; i++) {
            company("又一家", person(Role.ACCOUNTANT), "2026-11");
        }
        Map<String, Integer> many = looking();
        assertThat(count(many)).as("%s and before %s", many, few).isEqualTo(count(few));
    }

    @Test
    void theDecisionTableIsShownAsItIsDeployedInChinese() {
        assertThat(owner.get("/rules").body()).contains("业务规则", "套餐推荐", "第一条符合的规则有效", "纳税人类型", "每月票据(张)",
                "价格(元,整个服务期)", "小规模纳税人", "≤ 1200000", "刚起步的小微企业：先按季度", "季度代理记账", "24000.00", "任意", "第 1 版")
                .doesNotContain("&quot;SMALL_SCALE&quot;", "&lt;= 30");
    }

    @Test
    void aTrialMarksTheRuleThatHoldsAndSaysWhatIsNoNumber() {
        String general = owner.get("/rules?table=packageRecommendation&taxpayerType=GENERAL&monthlyDocuments=60"
                + "&annualRevenue=100&extraNeeds=0").body();
        assertThat(general)
                .containsPattern("id=\"rule_generalMore\"[^>]*board-hit|board-hit[^>]*id=\"rule_generalMore\"")
                .contains("一般纳税人，票据较多", "14400.00").containsOnlyOnce("aria-current=\"true\"");
        assertThat(owner.get("/rules?table=packageRecommendation&taxpayerType=GENERAL&monthlyDocuments=viele"
                + "&annualRevenue=100&extraNeeds=0").body()).contains("请填写不超过 9 位的整数", "value=\"viele\"")
                .doesNotContain("board-hit");
        assertThat(owner.get("/rules?table=nothing").statusCode()).isEqualTo(404);
    }

    private Map<String, Integer> looking() {
        return SqlStatements.ofLooking(jdbc, () -> {
            assertThat(owner.get("/board").statusCode()).isEqualTo(200);
            assertThat(owner.get("/board/months").statusCode()).isEqualTo(200);
            assertThat(owner.get("/deadlines?days=31").statusCode()).isEqualTo(200);
        });
    }

    private static int count(Map<String, Integer> statements) {
        return statements.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Of all companies, since other tests share this database. */
    private BigDecimal refundedInJanuary() {
        return context.getBean(JdbcClient.class).sql("""
                select cast(coalesce(sum(amount), 0) as decimal(18, 2)) from wallet_entry
                where kind = 'REFUND' and effective_at >= timestamp with time zone '2027-01-01 00:00:00+08:00'
                  and effective_at < timestamp with time zone '2027-02-01 00:00:00+08:00'""")
                .query(BigDecimal.class).single();
    }

    private String company(String name, String keeper, String month) {
        Company company = companies.add(Actor.SYSTEM, new NewCompany(CreditCodes.next(), name, TaxpayerType.SMALL_SCALE,
                Standard.SMALL_ENTERPRISE, Region.CITY, null, null, null, null));
        companies.assignKeeper(Actor.SYSTEM, company.id(), keeper);
        begins(company.id(), YearMonth.parse(month));
        return company.id();
    }

    private void begins(String company, YearMonth month) {
        instances.add(engine.getRuntimeService().startProcessInstanceByKey("monthlyBookkeeping",
                months.open(Actor.SYSTEM, null, company, month)).getId());
    }

    private String person(Role role) {
        String user = "p-" + UUID.randomUUID();
        people.add(user, "某人", Caller.PASSWORD, role);
        return user;
    }
}
