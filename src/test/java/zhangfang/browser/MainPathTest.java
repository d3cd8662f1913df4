package zhangfang.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.JSHandle;
import com.microsoft.playwright.Keyboard;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.nio.charset.StandardCharsets;
import java.time.YearMonth;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import zhangfang.engagement.MonthStatus;
import zhangfang.engagement.ServiceMonths;
import zhangfang.identity.People;
import zhangfang.identity.Role;
import zhangfang.testing.CreditCodes;
import zhangfang.testing.IntegrationTest;
import zhangfang.testing.TimeMachineForTests.Time;

/**
 * The main path of each role on the product's own pages, in Chinese: a customer who registers, buys, sends and confirms;
 * an accountant who claims, signs for and writes vouchers by keyboard; a reviewer; finance; a process owner who watches.
 */
@IntegrationTest
@Tag("browser")
@Order(2)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MainPathTest {

    private static final String PASSWORD = "browser-password";
    private static final String COMPANY = "云帆贸易有限公司";
    private static final YearMonth MONTH = YearMonth.of(2026, 11);
    private static final Consumer<Locator> NOTHING_TO_FILL = form -> { };

    @LocalServerPort
    private int port;
    @Autowired
    private People people;
    @Autowired
    private ServiceMonths months;
    @Autowired
    private Time time;

    private Browser browser;
    private Person customer;
    private String company;

    @BeforeAll
    void open() {
        assumeTrue(Browser.installed().isPresent(), Browser.NOT_INSTALLED);
        browser = new Browser(Browser.installed().orElseThrow());
        // without any administrator Camunda's applications lead to a page for making one
        people.add("path-admin", "管理员", PASSWORD, Role.ADMINISTRATOR);
    }

    @AfterAll
    void close() {
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void fromRegisteringToTheConfirmedMonth() {
        time.is("2026-11-20T09:00:00");
        customer = new Person("path-customer", address(), browser.window());
        registersAndBuys();
        newPerson("path-finance", "孙财务", Role.FINANCE).complete("确认到账", "confirm-receipt", form -> {
            form.locator("[name=decision][value=CONFIRM]").check();
            form.locator("[name=received]").fill("1000.00");
        });
        time.runDueJobs();
        confirmsTheStart();
        time.runDueJobs();
        Person accountant = newPerson("path-accountant", "王会计", Role.ACCOUNTANT);
        claims(accountant);
        time.runDueJobs();

        sendsAFile();
        time.runDueJobs();
        accountant.complete("签收第 1 次寄件", "sign", form -> {
            form.getByText("银行流水.pdf").waitFor();
            form.locator("[name=kind0]").fill("银行流水");
            form.locator("[name=quantity0]").fill("1");
        });
        time.runDueJobs();
        saysThatAllIsSent();
        time.runDueJobs();
        time.is("2026-12-05T10:00:00");
        writesAVoucherByKeyboard(accountant.page());
        accountant.complete("录入凭证", "keep-books", NOTHING_TO_FILL);
        reviews(newPerson("path-reviewer", "赵审核", Role.REVIEWER));
        accountant.complete("月末结账", "close-month", form -> form.locator("[name=decision][value=CLOSE]").check());
        time.runDueJobs();

        confirmsBothReports();
        time.runDueJobs();
        assertThat(months.find(company, MONTH).orElseThrow().status()).isEqualTo(MonthStatus.COMPLETED);
        watches(newPerson("path-owner", "钱主管", Role.PROCESS_OWNER));
    }

    private void registersAndBuys() {
        Page page = customer.page();
        customer.goTo("/register");
        Map.of("userId", "path-customer", "name", "林晓", "password", PASSWORD, "again", PASSWORD)
                .forEach((field, value) -> page.fill("#" + field, value));
        page.click("main button[type=submit]");
        page.waitForURL("**/companies/new*");
        page.fill("#name", COMPANY);
        page.fill("#uscc", CreditCodes.next());
        Map.of("taxpayerType", "SMALL_SCALE", "standard", "SMALL_ENTERPRISE", "region", "CITY")
                .forEach((field, value) -> page.check("input[name=" + field + "][value=" + value + "]"));
        page.click("main button[type=submit]");
        page.waitForURL("**/packages*");
        company = page.url().replaceAll(".*/companies/([^/]+)/.*", "$1");
        customer.shot("packages");
        page.locator("main a[href*='/packages/']").first().click();
        page.locator("main button[name=pay]").last().click();
        page.waitForURL("**/wallet/top-up*");
        page.fill("[name=amount]", "1000.00");
        page.fill("[name=payerName]", COMPANY);
        page.fill("[name=payerAccount]", "6222 0000 1111 2222");
        page.setInputFiles("[name=slip]", new FilePayload("转账凭证.pdf", "application/pdf",
                "%PDF-1.4\n%%EOF\n".getBytes(StandardCharsets.UTF_8)));
        page.click("main form[action$='/top-up'] button[type=submit]");
        page.waitForURL(url -> !url.contains("/top-up"));
    }

    private void confirmsTheStart() {
        onPage("orders");
        customer.shot("orders");
        answersYes("main form[action$='/confirm'] button");
        assertThat(customer.page().locator("main form[action$='/confirm']")).hasCount(0);
    }

    private static void claims(Person accountant) {
        accountant.goTo("/workbench");
        accountant.page().locator("form[action*='/workbench/claims/'] button").first().click();
        accountant.page().waitForLoadState();
        accountant.complete("接手企业", "claim-company", NOTHING_TO_FILL);
    }

    /** As files are dropped onto the page from a folder. */
    private void sendsAFile() {
        Page page = onPage("mailings");
        page.locator("main a[href*='/mailings/new']").first().click();
        page.check("input[name=sending][value=UPLOAD]");
        JSHandle files = page.evaluateHandle("""
                () => {
                  const files = new DataTransfer();
                  files.items.add(new File(['%PDF-1.4\\n%%EOF\\n'], '银行流水.pdf', { type: 'application/pdf' }));
                  return files;
                }""");
        page.dispatchEvent(".zf-drop", "drop", Map.of("dataTransfer", files));
        page.locator("#sent-files input[name=documentIds]").waitFor(
                new Locator.WaitForOptions().setState(WaitForSelectorState.ATTACHED));
        customer.shot("dropped");
        page.click("main form[action$='/mailings/new'] button[type=submit]");
        page.waitForURL(url -> !url.contains("/new"));
        assertThat(page.locator("main")).containsText("银行流水.pdf");
    }

    private void saysThatAllIsSent() {
        onPage("mailings");
        answersYes("main form[action$='/declaration']:has([value=COMPLETE]) button");
        assertThat(customer.page().locator("main form[action$='/declaration']")).hasCount(0);
    }

    /** 实收资本 is found by its initials; the last line is balanced by an equals sign. */
    private void writesAVoucherByKeyboard(Page page) {
        page.navigate(address() + "/companies/" + company + "/book/vouchers/new");
        page.fill("#date", "2026-11-25");
        page.locator("[data-field=summary]").first().focus();
        types(page, "summary", "收到投资款");
        types(page, "account", "1002");
        types(page, "debit", "50000");
        types(page, "account", "sszb");
        types(page, "credit", "=");
        assertThat(page.locator("[data-field=credit]").nth(1)).hasValue("50,000.00");
        page.screenshot(new Page.ScreenshotOptions().setPath(Browser.SCREENSHOTS.resolve("path-accountant-voucher.png")));
        page.keyboard().press("Control+Enter");
        page.waitForURL(url -> !url.endsWith("/new"));
        assertThat(page.locator("main")).containsText("收到投资款");
    }

    /** Goes on by the enter key until it is the turn of this field, and types. */
    private static void types(Page page, String field, String text) {
        for (int i = 0; i < 5 && !field.equals(page.evaluate("document.activeElement.dataset.field")); i++) {
            page.keyboard().press("Enter");
        }
        page.keyboard().type(text, new Keyboard.TypeOptions().setDelay(20));
    }

    private void reviews(Person reviewer) {
        reviewer.goTo("/companies/" + company + "/book/vouchers?period=" + MONTH);
        Page page = reviewer.page();
        page.check("[data-select-all=ids]");
        page.locator("#zf-vouchers button:text-is('审核所选')").click();
        assertThat(page.locator("main")).containsText("已审核");
        reviewer.complete("审核凭证", "review", form -> form.locator("[name=decision][value=APPROVE]").check());
    }

    private void confirmsBothReports() {
        onPage("months/" + MONTH);
        customer.shot("month");
        answersYes("main button[value=CONFIRM] >> nth=0");
        assertThat(customer.page().locator("main")).containsText("报表确认成功");
        answersYes("main button[value=CONFIRM] >> nth=0");
        assertThat(customer.page().locator("main")).containsText("报税确认成功");
    }

    private void watches(Person owner) {
        Page page = owner.page();
        owner.goTo("/");
        page.waitForURL("**/board");
        assertThat(page.locator("h1")).hasText("看板");
        owner.goTo("/deadlines");
        assertThat(page.locator("h1")).hasText("到期预告");
        owner.goTo("/rules");
        assertThat(page.locator("h1")).hasText("业务规则");
        owner.goTo("/companies/" + company + "/months/" + MONTH);
        page.locator("main a:has-text('查看流程图')").first().click();
        page.locator(".djs-container [data-element-id=userTask_reviewVouchers]").first().waitFor();
        owner.shot("diagram");
    }

    private Page onPage(String path) {
        customer.goTo("/companies/" + company + "/" + path);
        return customer.page();
    }

    /** Presses what can't be undone, and answers the question that the page then asks. */
    private void answersYes(String button) {
        customer.page().locator(button).first().click();
        customer.page().locator("dialog button[value=yes]").click();
        customer.page().waitForLoadState();
    }

    private Person newPerson(String userId, String name, Role role) {
        people.add(userId, name, PASSWORD, role);
        Person person = new Person(userId, address(), browser.window());
        person.signIn(PASSWORD);
        return person;
    }

    private String address() {
        return "http://localhost:" + port;
    }
}
