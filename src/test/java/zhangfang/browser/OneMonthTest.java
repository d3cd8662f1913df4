package zhangfang.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.RequestOptions;
import java.nio.charset.StandardCharsets;
import java.time.YearMonth;
import java.util.Base64;
import java.util.function.Consumer;
import org.camunda.bpm.engine.RuntimeService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import zhangfang.company.Companies;
import zhangfang.company.Company;
import zhangfang.company.NewCompany;
import zhangfang.engagement.FilingStatus;
import zhangfang.engagement.MonthStatus;
import zhangfang.engagement.ServiceMonth;
import zhangfang.engagement.ServiceMonths;
import zhangfang.identity.People;
import zhangfang.identity.Role;
import zhangfang.testing.CreditCodes;
import zhangfang.testing.IntegrationTest;
import zhangfang.testing.TimeMachineForTests.Time;

/** A company from the top-up to the receipts of its month, every step by the people themselves in Tasklist. */
@IntegrationTest
@Tag("browser")
@Order(1)
/* Camunda's web applications know one engine per JVM: before any other application is started. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OneMonthTest {

    private static final String PASSWORD = "browser-password";
    private static final String COMPANY = "星河商贸有限公司";
    private static final Consumer<Locator> NOTHING_TO_FILL = form -> { };

    private static final String VOUCHERS = """
            date,voucher_no,summary,account_code,account_name,debit,credit
            2026-11-05,记1,收到投资款,1002,银行存款,100000.00,
            2026-11-05,记1,收到投资款,3001,实收资本,,100000.00
            2026-11-12,记2,购买办公用品,560205,办公费,3000.00,
            2026-11-12,记2,购买办公用品,1002,银行存款,,3000.00
            2026-11-18,记3,门店销售,1002,银行存款,60600.00,
            2026-11-18,记3,门店销售,5001,主营业务收入,,60000.00
            2026-11-18,记3,门店销售,222101,应交增值税,,600.00
            """;

    @LocalServerPort
    private int port;
    @Autowired
    private People people;
    @Autowired
    private Companies companies;
    @Autowired
    private ServiceMonths months;
    @Autowired
    private RuntimeService runtime;
    @Autowired
    private Time time;

    private Browser browser;

    @BeforeAll
    void open() {
        assumeTrue(Browser.installed().isPresent(), Browser.NOT_INSTALLED);
        browser = new Browser(Browser.installed().orElseThrow());
        people.add("month-admin", "管理员", PASSWORD, Role.ADMINISTRATOR);
        people.add("month-owner", "钱主管", PASSWORD, Role.PROCESS_OWNER);
    }

    @AfterAll
    void close() {
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void fromTheTopUpToTheReceipts() {
        time.is("2026-11-20T09:00:00");
        people.add("month-customer", "陈立", PASSWORD, Role.CUSTOMER);
        String companyId = companies.add(people.actor("month-customer"), new NewCompany(CreditCodes.next(), COMPANY,
                Company.TaxpayerType.SMALL_SCALE, Company.Standard.SMALL_ENTERPRISE, Company.Region.CITY, "批发",
                "陈立", "13800000000", null)).id();
        Person customer = person("month-customer");
        Person finance = newPerson("month-finance", "孙财务", Role.FINANCE);
        Person accountant = newPerson("month-accountant", "王会计", Role.ACCOUNTANT);
        Person reviewer = newPerson("month-reviewer", "赵审核", Role.REVIEWER);
        customer.signIn(PASSWORD);

        customer.start("账户充值", "top-up", form -> {
            form.locator("[name=amount]").fill("1000.00");
            form.locator("[name=payerName]").fill(COMPANY);
            form.locator("[name=payerAccount]").fill("6222 0000 1111 2222");
            sends(form, "转账回单.pdf");
        });
        finance.complete("确认到账", "confirm-receipt", form -> {
            form.locator("[name=decision][value=CONFIRM]").check();
            form.getByText("转账回单.pdf").waitFor();
            form.locator("[name=received]").fill("1000.00");
        });
        customer.start("账户提现", "withdrawal", form -> {
            form.locator("[name=amount]").fill("100.00");
            form.locator("[name=payeeName]").fill(COMPANY);
            form.locator("[name=bank]").fill("工商银行深圳南山支行");
            form.locator("[name=account]").fill("6222 0000 1111 2222");
        });
        finance.complete("提现付款", "pay-withdrawal", form -> {
            form.getByText("曾从此账号充值").waitFor();
            form.locator("[name=decision][value=PAID]").check();
            form.locator("[name=bankReference]").fill("2026111500017");
            sends(form, "付款回单.pdf");
        });
        customer.start("订购服务", "purchase", form -> form.locator("[name=packageCode]").first().check());
        customer.complete("用余额付款", "pay-order", NOTHING_TO_FILL);
        customer.complete("确认开始服务", "confirm-start", NOTHING_TO_FILL);
        time.runDueJobs();
        accountant.complete("接手企业", "claim-company", NOTHING_TO_FILL);
        time.runDueJobs();

        customer.complete("邮寄票据", "mail-documents", form -> {
            form.locator("[name=courier]").fill("顺丰速运");
            form.locator("[name=trackingNumber]").fill("SF1234567890");
        });
        time.runDueJobs();
        accountant.complete("签收第 1 次寄件", "sign-mailing", form -> {
            form.locator("[name=kind0]").fill("增值税普通发票");
            form.locator("[name=quantity0]").fill("12");
        });
        customer.complete("邮寄票据", "mail-upload", OneMonthTest::uploadsAFile);
        time.runDueJobs();
        accountant.complete("签收第 2 次寄件", "sign-upload", form -> {
            form.getByText("银行流水.pdf").waitFor();
            form.locator("[name=kind0]").fill("银行流水");
            form.locator("[name=quantity0]").fill("1");
        });
        customer.complete("邮寄票据", "documents-complete",
                form -> form.locator("[name=what][value=COMPLETE]").check());
        time.runDueJobs();

        time.is("2026-12-05T10:00:00");
        importVouchers(companyId);
        accountant.complete("录入凭证", "keep-books", NOTHING_TO_FILL);
        watchedByTheOwner(companyId);
        reviewer.complete("审核凭证", "review-vouchers",
                form -> form.locator("[name=decision][value=APPROVE]").check());
        accountant.complete("月末结账", "close-month", form -> form.locator("[name=decision][value=CLOSE]").check());
        time.runDueJobs();
        customer.goTo("/");
        customer.shot("home");
        customer.complete("报表确认", "confirm-statements", OneMonthTest::readsTheTables);
        customer.complete("报税确认", "confirm-taxes", OneMonthTest::readsTheTables);
        time.runDueJobs();
        assertThat(month(companyId).status()).isEqualTo(MonthStatus.COMPLETED);

        accountant.complete("申报纳税", "file-taxes", form -> {
            form.locator("[name=filedOn]").fill("2026-12-05");
            form.locator("[name=reference]").fill("SB202612050001");
        });
        accountant.complete("登记缴款与回执", "record-receipts", form -> {
            form.locator("[name=paidOn]").fill("2026-12-05");
            form.locator("[name=reference]").fill("JK202612050001");
        });
        time.runDueJobs();
        assertThat(month(companyId).filingStatus()).isEqualTo(FilingStatus.PAID);
        assertThat(month(companyId).endedAt()).isNotNull();
    }

    /** Where the month stands, on its diagram. */
    private void watchedByTheOwner(String companyId) {
        String instance = runtime.createProcessInstanceQuery().processInstanceBusinessKey(month(companyId).id())
                .singleResult().getId();
        Person owner = person("month-owner");
        owner.signIn(PASSWORD);
        owner.goTo("/camunda/app/cockpit/default/#/process-instance/" + instance + "/runtime");
        owner.page().locator(".djs-container [data-element-id=userTask_reviewVouchers]").first().waitFor();
        owner.page().waitForTimeout(2000);
        owner.shot("cockpit");
    }

    private static void uploadsAFile(Locator form) {
        form.locator("[name=way]").selectOption("UPLOAD");
        sends(form, "银行流水.pdf");
    }

    private static void sends(Locator form, String name) {
        form.locator("input[type=file]").setInputFiles(new FilePayload(name, "application/pdf",
                "%PDF-1.4\n%%EOF\n".getBytes(StandardCharsets.UTF_8)));
        form.getByText(name).waitFor();
        form.getByText("删除").waitFor();
    }

    private static void readsTheTables(Locator form) {
        form.locator("table tbody tr").first().waitFor();
        form.locator("[name=decision][value=CONFIRM]").check();
    }

    private ServiceMonth month(String companyId) {
        return months.find(companyId, YearMonth.of(2026, 11)).orElseThrow();
    }

    private void importVouchers(String companyId) {
        String basic = Base64.getEncoder()
                .encodeToString(("month-accountant:" + PASSWORD).getBytes(StandardCharsets.UTF_8));
        APIResponse answer = browser.window().request().post(address() + "/api/companies/" + companyId
                        + "/book/vouchers", RequestOptions.create().setHeader("Authorization", "Basic " + basic)
                        .setHeader("Content-Type", "text/csv").setData(VOUCHERS.getBytes(StandardCharsets.UTF_8)));
        assertThat(answer.ok()).as(answer.text()).isTrue();
    }

    private Person newPerson(String userId, String name, Role role) {
        people.add(userId, name, PASSWORD, role);
        Person person = person(userId);
        person.signIn(PASSWORD);
        return person;
    }

    private Person person(String userId) {
        return new Person(userId, address(), browser.window());
    }

    private String address() {
        return "http://localhost:" + port;
    }
}
