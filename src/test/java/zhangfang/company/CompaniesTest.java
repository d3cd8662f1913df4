package zhangfang.company;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import zhangfang.company.Company.Region;
import zhangfang.company.Company.Standard;
import zhangfang.company.Company.TaxpayerType;
import zhangfang.identity.Actor;
import zhangfang.identity.People;
import zhangfang.identity.Role;
import zhangfang.refusal.Refusal;
import zhangfang.refusal.RefusalText;
import zhangfang.testing.CreditCodes;
import zhangfang.testing.IntegrationTest;

@IntegrationTest
class CompaniesTest {

    @Autowired
    private Companies companies;
    @Autowired
    private People people;
    @Autowired
    private RefusalText text;
    @Autowired
    private JdbcClient jdbc;

    private Actor customer;
    private Actor stranger;
    private Actor accountant;
    private Actor otherAccountant;
    private Actor reviewer;

    @BeforeEach
    void people() {
        people.ensureRoles(Map.of(Role.CUSTOMER, "客户", Role.ACCOUNTANT, "会计", Role.REVIEWER, "审核会计",
                Role.FINANCE, "财务"));
        customer = person(Role.CUSTOMER);
        stranger = person(Role.CUSTOMER);
        accountant = person(Role.ACCOUNTANT);
        otherAccountant = person(Role.ACCOUNTANT);
        reviewer = person(Role.REVIEWER);
    }

    @Test
    void makesTheCustomerWhoAddsACompanyItsFirstMember() {
        Company company = companies.add(customer, details(CreditCodes.next()));

        assertThat(people.membersOf(company.id())).containsExactly(customer.id());
        assertThat(company.keeperId()).isNull();
        assertThat(companies.visible(again(customer), company.id())).isEqualTo(company);
        assertThat(companies.visibleTo(again(customer))).containsExactly(company);
    }

    @Test
    void makesTheAccountantWhoAddsACompanyItsKeeper() {
        Company company = companies.add(accountant, details(CreditCodes.next()));

        assertThat(company.keeperId()).isEqualTo(accountant.id());
        assertThat(people.membersOf(company.id())).isEmpty();
        assertThat(companies.visibleTo(accountant)).containsExactly(company);
    }

    @Test
    void hidesACompanyFromStrangersAndOtherAccountantsAsIfItDidNotExist() {
        Company company = companies.add(accountant, details(CreditCodes.next()));

        assertNotFound(() -> companies.visible(stranger, company.id()));
        assertNotFound(() -> companies.visible(otherAccountant, company.id()));
        assertThat(companies.visibleTo(otherAccountant)).isEmpty();
        assertThat(companies.visible(reviewer, company.id())).isEqualTo(company);
        assertThat(companies.visibleTo(reviewer)).contains(company);
        assertNotFound(() -> companies.change(stranger, company.id(), details(CreditCodes.next())));
    }

    @Test
    void namesEveryWrongFieldAtOnce() {
        CompanyInput input = new CompanyInput("123", " ", "BIG", null, "MOON", null, null, null, null);

        assertThatThrownBy(() -> companies.add(customer, input)).isInstanceOfSatisfying(Refusal.class,
                refusal -> assertThat(refusal.reasons()).extracting(Refusal.Reason::field)
                        .containsExactlyInAnyOrder("uscc", "name", "taxpayerType", "standard", "region"));
    }

    @Test
    void saysInChineseWhichCheckDigitIsExpected() {
        assertThat(sentences(() -> companies.add(customer, details("914403001922038217"))))
                .contains("最后一位应为 6").contains("现在是 7");
    }

    @Test
    void letsStaffAcceptAWrongCheckDigitWithAReasonButNotACustomer() {
        String wrong = wrong(CreditCodes.next());
        NewCompany overridden = new NewCompany(wrong, "试点企业", TaxpayerType.SMALL_SCALE, Standard.SMALL_ENTERPRISE,
                Region.CITY, null, null, null, "早期试点代码,已核对营业执照");

        assertThat(sentences(() -> companies.add(customer, overridden))).contains("工作人员");
        Company company = companies.add(accountant, overridden);

        assertThat(company.uscc()).isEqualTo(wrong);
        assertThat(companies.change(accountant, company.id(), new NewCompany(wrong, "改名企业",
                TaxpayerType.GENERAL, Standard.SMALL_ENTERPRISE, Region.TOWN, null, null, null, null)).name())
                .as("a code accepted before needs no new reason").isEqualTo("改名企业");
        assertThat(jdbc.sql("select uscc_override from company where id = ?").param(company.id())
                .query(String.class).single()).isEqualTo("早期试点代码,已核对营业执照");
    }

    @Test
    void acceptsNoReasonForACodeThatIsNoCodeAtAll() {
        NewCompany details = new NewCompany("12345", "甲", TaxpayerType.GENERAL, Standard.SMALL_ENTERPRISE,
                Region.CITY, null, null, null, "有原因");

        assertThat(sentences(() -> companies.add(accountant, details))).contains("18 位");
    }

    @Test
    void refusesACodeThatIsRegisteredAlready() {
        String code = CreditCodes.next();
        companies.add(customer, details(code));

        assertThat(sentences(() -> companies.add(stranger, details(code)))).contains(code).contains("已经登记");
    }

    @Test
    void letsOnlyCustomersAccountantsAndReviewersAdd() {
        Actor finance = person(Role.FINANCE);

        assertThatThrownBy(() -> companies.add(finance, details(CreditCodes.next())))
                .isInstanceOfSatisfying(Refusal.class, r -> assertThat(r.kind()).isEqualTo(Refusal.Kind.FORBIDDEN));
    }

    @Test
    void recordsWhoAddedAndChanged() {
        Company company = companies.add(customer, details(CreditCodes.next()));
        companies.change(again(customer), company.id(), details(CreditCodes.next()));

        assertThat(jdbc.sql("select action from audit_entry where company_id = ? and actor_id = ? order by id")
                .params(company.id(), customer.id()).query(String.class).list())
                .containsExactly("company.add", "company.change");
    }

    @Test
    void givesTheBooksToAnotherAccountant() {
        Company company = companies.add(accountant, details(CreditCodes.next()));

        companies.assignKeeper(accountant, company.id(), otherAccountant.id());

        assertThat(companies.visible(otherAccountant, company.id()).keeperId()).isEqualTo(otherAccountant.id());
        assertNotFound(() -> companies.visible(accountant, company.id()));
        assertThat(sentences(() -> companies.assignKeeper(otherAccountant, company.id(), customer.id())))
                .contains("不是会计");
    }

    private Actor person(Role role) {
        String id = "p-" + UUID.randomUUID();
        people.add(id, "某人", "zhangfang-test", role);
        return people.actor(id);
    }

    private Actor again(Actor actor) {
        return people.actor(actor.id());
    }

    private String sentences(ThrowingCallable call) {
        return assertThatRefusal(call).reasons().stream().map(reason -> text.sentence(reason, Locale.CHINESE))
                .collect(Collectors.joining("\n"));
    }

    private static Refusal assertThatRefusal(ThrowingCallable call) {
        return (Refusal) org.assertj.core.api.Assertions.catchThrowableOfType(Refusal.class, call);
    }

    private static void assertNotFound(ThrowingCallable call) {
        assertThat(assertThatRefusal(call).kind()).isEqualTo(Refusal.Kind.NOT_FOUND);
    }

    private static NewCompany details(String code) {
        return new NewCompany(code, "星河商贸有限公司", TaxpayerType.SMALL_SCALE, Standard.SMALL_ENTERPRISE, Region.CITY,
                "批发零售", "王芳", "13800000000", null);
    }

    private static String wrong(String code) {
        char last = code.charAt(17);
        return code.substring(0, 17) + (last == '0' ? '1' : '0');
    }
}
