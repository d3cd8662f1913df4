package zhangfang.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ActiveProfiles;
import zhangfang.company.Companies;
import zhangfang.identity.People;

/**
 * What people find who start the sample: each page that the guide shows opens for whom its chapter is written.
 * {@code .ci/screenshots} keeps the pictures taken here as those of the guide.
 */
@Tag("sample")
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"spring.datasource.url=jdbc:h2:mem:guide;DB_CLOSE_DELAY=-1", "logging.level.root=warn"})
@ActiveProfiles("demo")
@DirtiesContext
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GuidePicturesTest {

    private static final String PASSWORD = "zhangfang";

    private static final String LAST_MONTH = "main a[href*='/months/2']";
    private static final String FIRST_MONTH = LAST_MONTH + " >> nth=-1";

    /** @param links lead from that page to what is shown, one after the other */
    private record Picture(String user, String name, String path, String... links) {
    }

    private static final List<Picture> PICTURES = List.of(
            new Picture("customer", "overview", "/"),
            new Picture("customer", "company", "/companies/{id}"),
            new Picture("customer", "packages", "/companies/{id}/packages"),
            new Picture("customer", "mailings", "/companies/{id}/mailings"),
            new Picture("customer", "month", "/companies/{id}/months", FIRST_MONTH),
            new Picture("customer", "statements", "/companies/{id}/statements"),
            new Picture("customer", "wallet", "/companies/{id}/wallet"),
            new Picture("customer", "invoices", "/companies/{id}/invoices"),
            new Picture("accountant", "tasklist", "/workbench", "main a[href*='?task=']"),
            new Picture("accountant", "workbench", "/workbench"),
            new Picture("accountant", "voucher", "/companies/{id}/book/vouchers/new"),
            new Picture("accountant", "vouchers", "/companies/{id}/book/vouchers"),
            new Picture("accountant", "closing", "/companies/{id}/book", "main a[href*='/book/periods/']"),
            new Picture("finance", "transfers", "/transfers"),
            new Picture("owner", "board", "/board"),
            new Picture("owner", "rules", "/rules"),
            new Picture("owner", "deadlines", "/deadlines"),
            new Picture("owner", "diagram", "/companies/{id}/months", LAST_MONTH, "main a:has-text('查看流程图')"),
            new Picture("owner", "cockpit", "/camunda/app/cockpit/default/#/dashboard"),
            new Picture("admin", "admin", "/camunda/app/admin/default/#/users"));

    /** The same pages where there is more room, or less. */
    private static final Picture WIDE = new Picture("accountant", "wide", "/workbench");
    private static final Picture PHONE = new Picture("customer", "phone", "/companies/{id}/months");

    @LocalServerPort
    private int port;
    @Autowired
    private Companies companies;
    @Autowired
    private People people;
    private Browser browser;
    private final Map<String, Person> persons = new HashMap<>();

    @BeforeAll
    void open() {
        assumeTrue(Browser.installed().isPresent(), Browser.NOT_INSTALLED);
        browser = new Browser(Browser.installed().orElseThrow());
    }

    @AfterAll
    void close() {
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void everythingTheGuideShowsIsThere() {
        String companyId = companies.visibleTo(people.actor("customer")).get(0).id();
        List<String> missing = new ArrayList<>();
        PICTURES.forEach(picture -> take(picture, companyId, 1280, 800, missing));
        take(WIDE, companyId, 1920, 900, missing);
        take(PHONE, companyId, 360, 780, missing);

        assertThat(missing).isEmpty();
    }

    private void take(Picture picture, String companyId, int width, int height, List<String> missing) {
        Page page = persons.computeIfAbsent(picture.user(), this::signedIn).page();
        page.setViewportSize(width, height);
        Response answer = page.navigate("http://localhost:" + port + picture.path().replace("{id}", companyId));
        if (answer != null && !answer.ok()) {
            missing.add(picture.name() + ": " + answer.status());
        } else {
            for (String link : picture.links()) {
                page.locator(link).first().click();
            }
        }
        take(picture, page);
    }

    private Person signedIn(String user) {
        Person person = new Person(user, "http://localhost:" + port, browser.window());
        person.signIn(PASSWORD);
        return person;
    }

    /** Charts, diagrams and Camunda's own applications draw themselves after the page is there. */
    private static void take(Picture picture, Page page) {
        page.waitForTimeout(page.url().contains("/camunda/") ? 3000 : 1000);
        page.screenshot(new Page.ScreenshotOptions().setPath(
                Browser.SCREENSHOTS.resolve("guide").resolve(picture.name() + ".png")));
    }
}
