package zhangfang.company;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import zhangfang.company.CompanyQuery.Order;
import zhangfang.testing.IntegrationTest;

/** What the database looks at does not depend on how many companies there are. */
@IntegrationTest
class CompanyListTest extends CompanyLists {

    private static final Pattern SCANNED = Pattern.compile("scanCount: (\\d+)");

    @Test
    void readsAPageOfTenThousandCompaniesByAnIndexAndCountsNoMoreThanItTells() {
        manyCompanies();
        for (Order order : Order.values()) {
            for (boolean descending : List.of(false, true)) {
                if (order == Order.KEEPER && descending) {
                    continue; // H2 walks an index of nulls one way only; PostgreSQL both
                }
                String plan = jdbc.sql("explain analyze " + firstPage(order, descending)).query(String.class).single();
                Matcher scanned = SCANNED.matcher(plan);
                assertThat(scanned.find()).as(plan).isTrue();
                assertThat(Integer.parseInt(scanned.group(1))).as(order + " " + plan).isLessThan(100);
            }
        }
        CompanyPage page = companies.page(REVIEWER, query("", 1, CompanyQuery.PAGE));
        assertThat(page.rows()).hasSize(CompanyQuery.PAGE);
        assertThat(page.isUncounted()).isTrue();
    }
}
