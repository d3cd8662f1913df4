package zhangfang.ordering;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import zhangfang.money.Money;
import zhangfang.refusal.Refusal;

/** The packages that can be bought (服务套餐). */
@Service
public class Packages {

    private static final String SELECT =
            "select code, name, description, term_months, price, offered, audience, contents from service_package ";

    private final JdbcClient jdbc;

    Packages(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What can be bought now, shortest term first. */
    public List<ServicePackage> offered() {
        return jdbc.sql(SELECT + "where offered = true order by term_months, price, code").query(Packages::read).list();
    }

    /** All packages there ever were, on offer or not, by code. */
    public Map<String, ServicePackage> all() {
        return jdbc.sql(SELECT).query(Packages::read).list().stream()
                .collect(Collectors.toMap(ServicePackage::code, each -> each));
    }

    /** The package, on offer or not; past orders and requirements name it. */
    public Optional<ServicePackage> find(String code) {
        return jdbc.sql(SELECT + "where code = ?").param(code).query(Packages::read).optional();
    }

    /** The package, if it can be bought. @throws Refusal on the field {@code packageCode} */
    ServicePackage offered(String code) {
        return find(code).filter(ServicePackage::offered)
                .orElseThrow(() -> Refusal.field("packageCode", "ordering.package.notOffered", code));
    }

    private static ServicePackage read(ResultSet row, int number) throws SQLException {
        return new ServicePackage(row.getString("code"), row.getString("name"), row.getString("description"),
                row.getInt("term_months"), Money.of(row.getBigDecimal("price")), row.getBoolean("offered"),
                row.getString("audience"), row.getString("contents").lines().toList());
    }
}
