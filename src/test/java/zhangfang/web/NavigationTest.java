package zhangfang.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.YearMonth;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import zhangfang.company.Companies;
import zhangfang.company.Company.Region;
import zhangfang.company.Company.Standard;
import zhangfang.company.Company.TaxpayerType;
import zhangfang.company.NewCompany;
import zhangfang.identity.People;
import zhangfang.identity.Role;
import zhangfang.ledger.Books;
import zhangfang.testing.CreditCodes;
import zhangfang.testing.IntegrationTest;

/** The frame shows everybody the ways that are open to him, and no others. */
@IntegrationTest
class NavigationTest {

    private static final Pattern NAVIGATION = Pattern.compile("<nav class=\"zf-side-nav\".*?</nav>", Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("<a href=\"([^\"]+)\"");
    private static final Pattern PRESENT = Pattern.compile("<a href=\"([^\"]+)\"[^>]*aria-current=\"page\"");

    @LocalServerPort
    private int port;
    @Autowired
    private People people;
    @Autowired
    private Companies companies;
    @Autowired
    private Books books;

    @Test
    void leadsEachRoleToItsOwnPages() {
        assertThat(links(browser(Role.FINANCE), "/notices")).contains("/transfers", "/invoices")
                .doesNotContain("/board", "/workbench", "/outbox");
        assertThat(links(browser(Role.PROCESS_OWNER), "/notices")).contains("/board", "/deadlines", "/rules", "/calendar")
                .doesNotContain("/workbench");
        assertThat(links(browser(Role.REVIEWER), "/notices")).contains("/workbench").doesNotContain("/board", "/transfers");
    }

    @Test
    void everyLinkLeadsSomewhere() {
        for (Role role : Role.values()) {
            String userId = person(role);
            if (role == Role.CUSTOMER) {
                openBooks(company(userId));
            }
            Caller browser = Caller.browser(port, userId);
            for (String link : links(browser, "/notices")) {
                assertThat(browser.get(link).statusCode()).as("%s for %s", link, role).isIn(200, 302);
            }
        }
    }

    @Test
    void aCustomersOnlyCompanyIsAlwaysAtHand() {
        String userId = person(Role.CUSTOMER);
        String company = company(userId);

        assertThat(links(Caller.browser(port, userId), "/notices")).contains("/companies/" + company + "/wallet",
                "/companies/" + company + "/mailings");
    }

    @Test
    void leadsToReportsOnceThereAreBooks() {
        String userId = person(Role.CUSTOMER);
        String company = company(userId);
        Caller browser = Caller.browser(port, userId);
        assertThat(links(browser, "/notices")).noneMatch(link -> link.contains("/statements"));

        openBooks(company);

        assertThat(links(browser, "/notices")).contains("/companies/" + company + "/statements");
    }

    @Test
    void theCompanyOfThePageStaysAtHandOnOtherPages() {
        String company = company(person(Role.CUSTOMER));
        openBooks(company);
        Caller reviewer = browser(Role.REVIEWER);
        assertThat(links(reviewer, "/notices")).noneMatch(link -> link.contains(company));

        reviewer.get("/companies/" + company);

        assertThat(links(reviewer, "/notices")).contains("/companies/" + company + "/book/vouchers")
                .doesNotContain("/companies/" + company + "/wallet");
    }

    @Test
    void aStrangersCompanyIsNotShownOnTheErrorPageEither() {
        String company = company(person(Role.CUSTOMER));

        var refused = browser(Role.CUSTOMER).get("/companies/" + company + "/wallet");

        assertThat(refused.statusCode()).isEqualTo(404);
        assertThat(refused.body()).doesNotContain(company + "/").contains("没有找到");
    }

    @Test
    void marksThePlaceWhereOneIs() {
        String userId = person(Role.CUSTOMER);
        String companyId = company(userId);
        openBooks(companyId);
        String company = "/companies/" + companyId;
        Caller browser = Caller.browser(port, userId);

        assertThat(present(browser, company)).isEqualTo(company);
        assertThat(present(browser, company + "/invoices/new")).isEqualTo(company + "/invoices");
        assertThat(present(browser, company + "/statements/trial-balance?period=2026-01"))
                .isEqualTo(company + "/statements/trial-balance");
        assertThat(present(browser, company + "/journal")).isEqualTo(company + "/book/vouchers");
        assertThat(present(browser, "/companies/new")).isEqualTo("/companies");
    }

    private static String present(Caller browser, String page) {
        return PRESENT.matcher(navigation(browser, page)).results().map(match -> match.group(1)).toList().toString()
                .replaceAll("[\\[\\]]", "");
    }

    private static List<String> links(Caller browser, String page) {
        return LINK.matcher(navigation(browser, page)).results().map(match -> match.group(1)).toList();
    }

    private static String navigation(Caller browser, String page) {
        return NAVIGATION.matcher(browser.get(page).body()).results().map(match -> match.group()).findFirst().orElseThrow();
    }

    private Caller browser(Role role) {
        return Caller.browser(port, person(role));
    }

    private String company(String customer) {
        return companies.add(people.actor(customer), new NewCompany(CreditCodes.next(), "云杉科技", TaxpayerType.SMALL_SCALE,
                Standard.SMALL_ENTERPRISE, Region.CITY, null, null, null, null)).id();
    }

    private void openBooks(String companyId) {
        books.open(people.actor(person(Role.REVIEWER)), companyId, YearMonth.of(2026, 1), Books.Chart.STANDARD);
    }

    private String person(Role role) {
        String id = "n-" + UUID.randomUUID();
        people.add(id, "某人", Caller.PASSWORD, role);
        return id;
    }
}
