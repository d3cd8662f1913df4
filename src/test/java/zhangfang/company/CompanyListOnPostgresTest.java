package zhangfang.company;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import zhangfang.company.CompanyQuery.Order;
import zhangfang.testing.PostgresTest;

/** The same lists on PostgreSQL, which walks an index in every order and direction. */
@PostgresTest
class CompanyListOnPostgresTest extends CompanyLists {

    @Test
    void readsAPageOfTenThousandCompaniesByAnIndex() {
        manyCompanies();
        jdbc.sql("analyze company").update();
        for (Order order : Order.values()) {
            for (boolean descending : List.of(false, true)) {
                String plan = String.join("\n", jdbc.sql("explain " + firstPage(order, descending)).query(String.class)
                        .list());
                assertThat(plan).as(order + " " + descending).contains("Index").doesNotContain("Sort")
                        .doesNotContain("Seq Scan");
            }
        }
        assertThat(companies.page(REVIEWER, query("", 1, CompanyQuery.PAGE)).isUncounted()).isTrue();
    }
}
