package zhangfang.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import zhangfang.identity.People;
import zhangfang.identity.Role;
import zhangfang.testing.IntegrationTest;

/** One sign-in for everything, in a real browser. */
@IntegrationTest
@Tag("browser")
@Order(4)
/* Camunda's web applications know one engine per JVM: before any other application is started. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SignInTest {

    private static final String PASSWORD = "browser-password";

    @LocalServerPort
    private int port;
    @Autowired
    private People people;
    private Browser browser;

    @BeforeAll
    void open() {
        assumeTrue(Browser.installed().isPresent(), Browser.NOT_INSTALLED);
        browser = new Browser(Browser.installed().orElseThrow());
        people.add("browser-customer", "陈立", PASSWORD, Role.CUSTOMER);
        // without any administrator Camunda's applications lead to a page for making one
        people.add("browser-admin", "管理员", PASSWORD, Role.ADMINISTRATOR);
        people.add("browser-owner", "钱主管", PASSWORD, Role.PROCESS_OWNER);
    }

    @AfterAll
    void close() {
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void aCustomerSeesTasklistInChineseAndNotCockpit() {
        Person customer = person("browser-customer");
        customer.signIn(PASSWORD);
        customer.shot("after-sign-in");

        customer.openTasklist();
        customer.shot("tasklist");
        assertThat(customer.page().content()).contains("启动流程");

        customer.goTo("/camunda/app/cockpit/default/");
        customer.shot("cockpit-refused");
        assertThat(customer.page().content()).contains("403", "不允许");
    }

    @Test
    void aProcessOwnerSeesCockpitWithTheSameSignIn() {
        Person owner = person("browser-owner");
        owner.signIn(PASSWORD);

        owner.goTo("/camunda/app/cockpit/default/");
        owner.page().waitForURL("**/cockpit/default/#/dashboard");
        owner.page().waitForTimeout(2000);
        owner.shot("dashboard");
    }

    @Test
    void camundasApplicationsSpeakChineseLeadBackAndSignOutOfEverything() {
        Person admin = person("browser-admin");
        List<String> wrong = new ArrayList<>();
        admin.page().onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                wrong.add(message.text() + " " + message.location());
            }
        });
        admin.signIn(PASSWORD);
        Map.of("admin", "账房 系统管理", "cockpit", "账房 流程监控", "tasklist", "账房 任务列表", "welcome", "账房 首页")
                .forEach((application, title) -> {
                    admin.goTo("/camunda/app/" + application + "/default/");
                    admin.page().locator("a:has-text('账房首页')").first().waitFor();
                    assertThat(admin.page().locator(".navbar-brand").innerText().strip()).isEqualTo(title);
                    assertThat(admin.page().locator(".ce-eol-banner").isVisible()).as("banner of %s", application).isFalse();
                });
        assertThat(wrong).isEmpty();

        admin.goTo("/camunda/app/tasklist/default/");
        admin.page().locator("a:has-text('账房首页')").first().click();
        admin.page().waitForURL(url -> !url.contains("/camunda/"));
        admin.goTo("/camunda/app/welcome/default/");
        admin.page().locator(".account .dropdown-toggle").first().click();
        admin.page().getByText("退出登录").first().click();
        admin.page().waitForTimeout(1000);
        admin.goTo("/");
        admin.page().waitForURL("**/sign-in");
    }

    private Person person(String userId) {
        return new Person(userId, "http://localhost:" + port, browser.window());
    }
}
