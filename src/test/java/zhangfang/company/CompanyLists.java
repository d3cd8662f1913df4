package zhangfang.company;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;
import zhangfang.company.Company.Region;
import zhangfang.company.Company.Standard;
import zhangfang.company.Company.TaxpayerType;
import zhangfang.company.CompanyQuery.Order;
import zhangfang.identity.Actor;
import zhangfang.identity.Role;
import zhangfang.testing.CreditCodes;

/** The list of companies: paged, sorted and searched by the database, and nobody finds there what is not theirs. */
@Transactional
abstract class CompanyLists {

    static final Actor REVIEWER = new Actor("any-reviewer", Set.of(Role.REVIEWER), Set.of());

    @Autowired
    Companies companies;
    @Autowired
    JdbcClient jdbc;

    final String mark = UUID.randomUUID().toString().substring(0, 8);

    @Test
    void findsByPartOfNameCodeContactAndPhoneInAnyCase() {
        String code = CreditCodes.next();
        Company company = add("Alpha " + mark, code, "王" + mark, "139" + mark);

        for (String text : List.of("alpha " + mark, "ALPHA " + mark, code.substring(4).toLowerCase(), "王" + mark,
                "139" + mark)) {
            assertThat(companies.search(REVIEWER, text, 10)).as(text).containsExactly(company);
        }
    }

    @Test
    void takesPercentAndUnderscoreForWhatTheyAre() {
        add("百分百 " + mark, CreditCodes.next(), null, null);

        assertThat(companies.search(REVIEWER, "%" + mark, 10)).isEmpty();
        assertThat(companies.search(REVIEWER, "_" + mark, 10)).isEmpty();
        assertThat(companies.search(REVIEWER, "!" + mark, 10)).isEmpty();
    }

    @Test
    void findsForACustomerItsOwnCompaniesOnly() {
        Company own = add("Own " + mark, CreditCodes.next(), null, null);
        add("Other " + mark, CreditCodes.next(), null, null);

        Actor member = new Actor("a-member", Set.of(Role.CUSTOMER), Set.of(own.id()));
        assertThat(companies.search(member, mark, 10)).containsExactly(own);
        assertThat(companies.page(member, query(mark, 1, 10)).rows()).containsExactly(own);
        assertThat(companies.page(new Actor("nobody", Set.of(Role.CUSTOMER), Set.of()), query("", 1, 10)).count()).isZero();
    }

    @Test
    void findsForAnAccountantTheCompaniesItKeeps() {
        Company kept = add("Kept " + mark, CreditCodes.next(), null, null);
        add("Other " + mark, CreditCodes.next(), null, null);
        jdbc.sql("update company set keeper_id = ? where id = ?").params("keeper-" + mark, kept.id()).update();

        Actor keeper = new Actor("keeper-" + mark, Set.of(Role.ACCOUNTANT), Set.of());
        assertThat(companies.page(keeper, query("", 1, 10)).rows()).extracting(Company::id).containsExactly(kept.id());
    }

    @Test
    void goesThroughAllCompaniesPageByPageInEitherDirection() {
        for (int i = 0; i < 7; i++) {
            add("Page " + mark + " " + i, CreditCodes.next(), null, null);
        }
        assertThat(names(query("page " + mark, 1, 3))).containsExactly(name(0), name(1), name(2));
        assertThat(names(query("page " + mark, 3, 3))).containsExactly(name(6));
        assertThat(names(new CompanyQuery("page " + mark, Order.NAME, true, 1, 3)))
                .containsExactly(name(6), name(5), name(4));
        assertThat(companies.page(REVIEWER, query("page " + mark, 1, 3)).more()).isTrue();
        assertThat(companies.page(REVIEWER, query("page " + mark, 3, 3)).more()).isFalse();
        assertThat(companies.page(REVIEWER, query("page " + mark, 2, 3)).count()).isEqualTo(7);
    }

    @Test
    void putsCompaniesWithoutKeeperAtTheEndAndFirstTheOtherWayRound() {
        Company kept = add("A " + mark, CreditCodes.next(), null, null);
        Company free = add("B " + mark, CreditCodes.next(), null, null);
        jdbc.sql("update company set keeper_id = 'z-keeper' where id = ?").param(kept.id()).update();

        assertThat(companies.page(REVIEWER, new CompanyQuery(mark, Order.KEEPER, false, 1, 5)).rows())
                .extracting(Company::id).containsExactly(kept.id(), free.id());
        assertThat(companies.page(REVIEWER, new CompanyQuery(mark, Order.KEEPER, true, 1, 5)).rows())
                .extracting(Company::id).containsExactly(free.id(), kept.id());
    }

    private List<String> names(CompanyQuery query) {
        return companies.page(REVIEWER, query).rows().stream().map(Company::name).toList();
    }

    private String name(int number) {
        return "Page " + mark + " " + number;
    }

    static CompanyQuery query(String text, int page, int limit) {
        return new CompanyQuery(text, Order.NAME, false, page, limit);
    }

    private Company add(String name, String code, String contact, String phone) {
        return companies.add(Actor.SYSTEM, new NewCompany(code, name, TaxpayerType.GENERAL, Standard.ENTERPRISE,
                Region.CITY, null, contact, phone, null));
    }

    void manyCompanies() {
        for (int i = 0; i < 10_000; i++) {
            jdbc.sql("""
                    insert into company (id, uscc, name, taxpayer_type, standard, region, keeper_id, created_at)
                    values (?, ?, ?, 'GENERAL', 'ENTERPRISE', 'CITY', ?, current_timestamp)""")
                    .params("many-" + mark + "-" + i, "%s%010d".formatted(mark, i), "Many " + mark + " " + i,
                            i % 10 == 0 ? null : "keeper-" + i % 100)
                    .update();
        }
    }

    /** The statement of the first page in an order. */
    static String firstPage(Order order, boolean descending) {
        return "select id, name, uscc, keeper_id from company" + order.sql(descending) + " limit 51 offset 0";
    }
}
