package zhangfang.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import zhangfang.money.Money;
import zhangfang.ordering.Requirement;
import zhangfang.ordering.Requirements;
import zhangfang.ordering.ServiceOrder;
import zhangfang.testing.IntegrationTest;
import zhangfang.testing.Purchases;
import zhangfang.testing.SqlStatements;
import zhangfang.testing.TimeMachineForTests.Time;

/** Packages, requirements and orders as a customer sees them, whose buttons complete the tasks that Tasklist shows. */
@IntegrationTest
class OrderingPagesTest {

    @LocalServerPort
    private int port;
    @Autowired
    private ApplicationContext context;
    @Autowired
    private Requirements requirements;
    @Autowired
    private JdbcClient jdbc;
    @Autowired
    private Time time;

    private Purchases shop;
    private Caller customer;
    private String page;

    @BeforeEach
    void itIsTheTenthOfNovember() {
        time.is("2026-11-10T09:00:00");
        shop = new Purchases(context);
        customer = browser(shop.customer);
        page = "/companies/" + shop.companyId;
    }

    @AfterEach
    void theRestSleeps() {
        shop.sleep();
    }

    @Test
    void packagesStandSideBySideWithTheirPriceAMonth() {
        assertThat(customer.get(page + "/packages").body()).contains("月度代理记账", "季度代理记账", "年度代理记账",
                "¥3,000.00", "平均每月 ¥250.00", "适合", "包含", page + "/packages/YEAR");
        assertThat(customer.get("/packages").headers().firstValue("Location").orElseThrow()).endsWith(page + "/packages");
        assertThat(browser(shop.accountant).get("/packages").body()).contains("年度代理记账").doesNotContain("立即购买");
    }

    @Test
    void aPackageIsBoughtAndPaidAtOnceByTheTaskOfPaying() {
        shop.haveMoney("900.00");
        String confirm = page + "/packages/QUARTER";
        assertThat(customer.get(confirm).body()).contains("¥840.00", "余额足够", "2026-11-30 24:00", "下单并付款");

        String order = orderOf(customer.submit(confirm, Map.of("firstMonth", "2026-12", "pay", "true")));

        assertThat(shop.get(order).status()).isEqualTo(ServiceOrder.Status.PAID);
        assertThat(shop.get(order).wishedMonth()).hasToString("2026-12");
        assertThat(shop.balance()).isEqualTo(Money.of("60.00"));
        assertThat(shop.hasPassed("serviceOrder", order, "userTask_payOrder")).isTrue();
        assertThat(customer.get(page + "/orders/" + order).body()).contains("订单已付款", "确认开始服务", "还有 20 天",
                "2026-11-10 09:00 · " + shop.customer);
    }

    @Test
    void withTooLittleMoneyAnOrderLeadsToItsTopUp() {
        String confirm = page + "/packages/MONTH";
        assertThat(customer.get(confirm).body()).contains("还差 300.00 元", "下单，然后充值").doesNotContain("下单并付款");

        HttpResponse<String> placed = customer.submit(confirm, Map.of("pay", "false"));

        String topUp = placed.headers().firstValue("Location").orElseThrow();
        assertThat(topUp).contains(page + "/wallet/top-up?orderId=O");
        String order = topUp.substring(topUp.indexOf('=') + 1);
        assertThat(shop.get(order).status()).isEqualTo(ServiceOrder.Status.AWAITING_PAYMENT);
        assertThat(customer.get(page + "/orders").body()).contains("待付款", "请在 2026-11-11 09:00 前付款", "还有 24 小时",
                "还差 300.00 元", "orderId=" + order);
        shop.topUp("300.00");
        assertThat(customer.get(page + "/orders").body()).contains("计时暂停");
    }

    @Test
    void aWrongFirstMonthIsSaidBesideItsField() {
        HttpResponse<String> refused = customer.submit(page + "/packages/MONTH", Map.of("firstMonth", "2026-10"));

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("首个服务月请选择 2026-11 到 2027-11");
        assertThat(shop.orders.of(shop.actor(shop.customer), shop.companyId)).isEmpty();
    }

    @Test
    void theButtonsPayAndConfirmByTheirTasksAndSayWhenTheyCameTooLate() {
        shop.haveMoney("300.00");
        String order = shop.order("MONTH");
        String own = page + "/orders/" + order;

        customer.submit(own, Map.of(), own + "/pay");
        assertThat(customer.get(own).body()).contains("付款成功");
        customer.submit(own, Map.of(), own + "/confirm");

        assertThat(shop.get(order).status()).isEqualTo(ServiceOrder.Status.CONFIRMED);
        assertThat(shop.hasPassed("serviceOrder", order, "userTask_payOrder", "userTask_confirmStart")).isTrue();
        assertThat(customer.get(own).body()).contains("已确认开始服务，会计将在", "2026-11", "终止服务", "续费");
        customer.submit(own, Map.of(), own + "/confirm");
        assertThat(customer.get(own).body()).contains("任务不存在或已办理完毕");
    }

    @Test
    void staffLookButNeitherBuyNorConfirmAndStrangersFindNothing() {
        String order = shop.paidOrder("MONTH");
        String own = page + "/orders/" + order;
        Caller advisor = browser(shop.advisor);
        assertThat(advisor.get(own).body()).contains("待确认开始").doesNotContain(own + "/confirm");
        assertThat(advisor.submit("/notices/settings", Map.of(), own + "/confirm").statusCode()).isEqualTo(403);
        assertThat(advisor.get(page + "/packages/MONTH").statusCode()).isEqualTo(403);

        Caller stranger = browser(new Purchases(context).customer);
        for (String path : new String[] {"/packages", "/orders", "/orders/" + order, "/requirements", "/mailings",
            "/profile"}) {
            assertThat(stranger.get(page + path).statusCode()).as(path).isEqualTo(404);
        }
        assertThat(shop.get(order).status()).isEqualTo(ServiceOrder.Status.PAID);
    }

    @Test
    void anotherCompanysOrderIsNotFoundUnderOnesOwn() {
        Purchases other = new Purchases(context);
        String order = other.paidOrder("MONTH");

        assertThat(customer.get(page + "/orders/" + order).statusCode()).isEqualTo(404);
        assertThat(customer.submit(page + "/orders", Map.of(), page + "/orders/" + order + "/confirm").statusCode())
                .isIn(403, 404);
        assertThat(other.get(order).status()).isEqualTo(ServiceOrder.Status.PAID);
    }

    @Test
    void aRequirementIsSubmittedRecommendedAndBoughtByTheTaskOfDeciding() {
        String requirement = submitted();
        assertThat(customer.get(page + "/requirements").body()).contains("待评估", requirement);
        recommend(requirement);
        String own = page + "/requirements/" + requirement;
        assertThat(customer.get(own).body()).contains("已推荐", "¥800.00", "老客户", "2026-12-11 00:00 前", "立即购买", "谢绝");

        HttpResponse<String> bought = customer.submit(own, Map.of(), own + "/buy");

        String order = requirements.get(requirement).orderId();
        assertThat(bought.headers().firstValue("Location").orElseThrow()).endsWith(page + "/orders/" + order);
        assertThat(shop.get(order).price()).isEqualTo(Money.of("800.00"));
        assertThat(shop.hasPassed("requirement", requirement, "userTask_decideRecommendation")).isTrue();
        assertThat(customer.get(own).body()).contains("已购买", "/orders/" + order);
    }

    @Test
    void aRecommendationIsDeclinedWithItsReason() {
        String requirement = submitted();
        recommend(requirement);
        String own = page + "/requirements/" + requirement;

        customer.submit(own, Map.of("reason", "价格偏高"), own + "/decline");

        assertThat(requirements.get(requirement).outcome()).isEqualTo(Requirement.Outcome.DECLINED);
        assertThat(shop.hasPassed("requirement", requirement, "userTask_decideRecommendation")).isTrue();
        assertThat(customer.get(own).body()).contains("已谢绝", "价格偏高").doesNotContain(own + "/buy");
    }

    @Test
    void whatIsWrongWithARequirementStandsBesideItsFieldAndNothingTypedIsLost() {
        HttpResponse<String> refused = customer.submit(page + "/requirements/new",
                Map.of("monthlyDocuments", "many", "annualRevenue", "abc", "note", "两家门店", "extraNeeds", "PAYROLL"));

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("请选择套餐", "请填写 0 到 100000 之间的整数", "请填写金额", "value=\"many\"", "两家门店")
                .containsPattern("value=\"PAYROLL\" checked");
    }

    @Test
    void listsTakeNoMoreStatementsForMany() {
        shop.order("MONTH");
        submitted();
        var fewOrders = statements(() -> customer.get(page + "/orders"));
        var fewRequirements = statements(() -> customer.get(page + "/requirements"));
        for (int i = 0; i < 6; i++) {
            shop.order("MONTH");
            submitted();
        }

        assertThat(customer.get(page + "/orders").body().split("<article").length).isEqualTo(8);
        assertThat(statements(() -> customer.get(page + "/orders"))).isEqualTo(fewOrders);
        assertThat(statements(() -> customer.get(page + "/requirements")))
                .isEqualTo(fewRequirements);
    }

    private String submitted() {
        HttpResponse<String> done = customer.submit(page + "/requirements/new", Map.of("packageCode", "QUARTER",
                "monthlyDocuments", "30", "annualRevenue", "500,000", "extraNeeds", "PAYROLL"));
        assertThat(done.statusCode()).as(done.body()).isEqualTo(302);
        String location = done.headers().firstValue("Location").orElseThrow();
        return location.substring(location.lastIndexOf('/') + 1);
    }

    private void recommend(String requirement) {
        shop.complete(shop.advisor, requirement, "userTask_assessRequirement",
                Map.of("packageCode", "QUARTER", "price", "800.00", "reason", "老客户"));
    }

    private static String orderOf(HttpResponse<String> done) {
        assertThat(done.statusCode()).as(done.body()).isEqualTo(302);
        String location = done.headers().firstValue("Location").orElseThrow();
        return location.substring(location.lastIndexOf('/') + 1);
    }

    private Caller browser(String user) {
        Caller browser = Caller.anonymous(port);
        browser.submit("/sign-in", Map.of("username", user, "password", "zhangfang-test"));
        return browser;
    }

    /** How many statements looking takes; those that ask for several ids at once differ by their placeholders only. */
    private int statements(Runnable looking) {
        return SqlStatements.ofLooking(jdbc, looking).values().stream().mapToInt(Integer::intValue).sum();
    }
}
