package zhangfang.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Keyboard;
import com.microsoft.playwright.Page;
import java.time.YearMonth;
import java.util.List;
import java.util.Set;
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
import zhangfang.company.Company.Region;
import zhangfang.company.Company.Standard;
import zhangfang.company.Company.TaxpayerType;
import zhangfang.company.NewCompany;
import zhangfang.identity.Actor;
import zhangfang.identity.People;
import zhangfang.identity.Role;
import zhangfang.ledger.Books;
import zhangfang.ledger.Voucher;
import zhangfang.ledger.Vouchers;
import zhangfang.money.Money;
import zhangfang.testing.CreditCodes;
import zhangfang.testing.IntegrationTest;
import zhangfang.testing.TimeMachineForTests.Time;

/** A bookkeeper writes vouchers without touching the mouse. */
@IntegrationTest
@Tag("browser")
@Order(3)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VoucherEntryTest {

    private static final String PASSWORD = "browser-password";

    @LocalServerPort
    private int port;
    @Autowired
    private People people;
    @Autowired
    private Companies companies;
    @Autowired
    private Books books;
    @Autowired
    private Vouchers vouchers;
    @Autowired
    private Time time;
    private Browser browser;
    private Actor keeper;
    private Company company;

    @BeforeAll
    void open() {
        assumeTrue(Browser.installed().isPresent(), Browser.NOT_INSTALLED);
        time.is("2026-02-03T10:00:00");
        browser = new Browser(Browser.installed().orElseThrow());
        people.add("browser-keeper", "王会计", PASSWORD, Role.ACCOUNTANT);
        keeper = new Actor("browser-keeper", Set.of(Role.ACCOUNTANT), Set.of());
        company = companies.add(keeper, new NewCompany(CreditCodes.next(), "键盘商贸", TaxpayerType.GENERAL,
                Standard.SMALL_ENTERPRISE, Region.CITY, null, null, null, null));
        companies.assignKeeper(keeper, company.id(), keeper.id());
        books.open(keeper, company.id(), YearMonth.of(2026, 1), Books.Chart.STANDARD);
    }

    @AfterAll
    void close() {
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void writesAVoucherWithPinyinInitialsAndLetsTheLastLineBalanceItself() {
        Person person = new Person("browser-keeper", "http://localhost:" + port, browser.window());
        person.signIn(PASSWORD);
        person.goTo("/companies/" + company.id() + "/book/vouchers/new?period=2026-01");
        Page page = person.page();
        page.waitForSelector("#zf-voucher[data-ready]");
        Keyboard keys = page.keyboard();

        keys.type("付一月房租");
        keys.press("Enter");
        keys.type("zlf");
        page.waitForSelector(".zf-options li[aria-selected=true]");
        person.shot("account-search");
        keys.press("ArrowDown");
        keys.press("ArrowDown");
        keys.press("Enter");
        keys.type("3000");
        keys.press("Enter");
        // the summary is copied from above
        keys.press("Enter");
        keys.type("yhck");
        keys.press("Enter");
        // the empty debit is not the side that lacks; the empty credit is filled in
        keys.press("Enter");
        keys.press("Enter");
        assertThat(page.textContent("#zf-difference")).isEqualTo("平");
        keys.press("Enter");
        person.shot("voucher-balanced");
        // on an empty line of a balanced voucher Enter leads to the button, and presses it
        keys.press("Enter");
        keys.press("Enter");
        page.waitForURL("**/book/vouchers?period=2026-01*");

        List<Voucher> written = vouchers.ofPeriod(keeper, company.id(), YearMonth.of(2026, 1));
        assertThat(written).hasSize(1);
        assertThat(written.get(0).date()).hasToString("2026-01-31");
        assertThat(written.get(0).entries()).extracting(Voucher.Entry::summary).containsOnly("付一月房租");
        assertThat(written.get(0).entries()).extracting(Voucher.Entry::accountCode).containsExactly("560217", "1002");
        assertThat(written.get(0).entries()).extracting(Voucher.Entry::debit).containsExactly(Money.of("3000.00"), Money.ZERO);
        assertThat(written.get(0).entries()).extracting(Voucher.Entry::credit).containsExactly(Money.ZERO, Money.of("3000.00"));
        person.shot("voucher-saved");
    }
}
