package zhangfang.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import zhangfang.identity.People;
import zhangfang.identity.Role;
import zhangfang.testing.IntegrationTest;

/** One sign-in for everything, in a real browser. */
@IntegrationTest
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

    private Person person(String userId) {
        return new Person(userId, "http://localhost:" + port, browser.window());
    }
}
