package zhangfang.ordering;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import zhangfang.money.Money;
import zhangfang.ordering.ServiceOrder.Status;
import zhangfang.refusal.Refusal;
import zhangfang.wallet.PayableOrders;

/** Reads and locks orders; and tells the wallet which of them wait for money. */
@Component
class OrderRows implements PayableOrders {

    private static final String SELECT = """
            select id, company_id, package_code, package_name, term_months, price, requirement_id, status, begun,
                   wished_month, first_month, months_opened, months_cancelled, ordered_by, ordered_at, paid_by, paid_at,
                   confirmation_ends, confirmed_by, confirmed_at, claim_due, claimed_by, claimed_at, ended_effective_at
            from service_order
            """;

    private final JdbcClient jdbc;

    OrderRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public boolean awaitsPayment(String companyId, String orderId) {
        return find(orderId).filter(order -> order.companyId().equals(companyId))
                .filter(order -> order.status() == Status.AWAITING_PAYMENT).isPresent();
    }

    Optional<ServiceOrder> find(String orderId) {
        return jdbc.sql(SELECT + " where id = ?").param(orderId).query(OrderRows::read).optional();
    }

    Optional<ServiceOrder> ofRequirement(String requirementId) {
        return jdbc.sql(SELECT + " where requirement_id = ?").param(requirementId).query(OrderRows::read).optional();
    }

    List<ServiceOrder> ofCompany(String companyId) {
        return jdbc.sql(SELECT + " where company_id = ? order by ordered_at desc, id desc").param(companyId)
                .query(OrderRows::read).list();
    }

    /** Some of a company's orders, the newest first. */
    List<ServiceOrder> ofCompany(String companyId, int limit, int skip) {
        return jdbc.sql(SELECT + " where company_id = ? order by ordered_at desc, id desc limit ? offset ?")
                .params(companyId, limit, skip).query(OrderRows::read).list();
    }

    /** Of several companies at once, newest first. */
    List<ServiceOrder> ofCompanies(Collection<String> companyIds) {
        return jdbc.sql(SELECT + " where company_id in (:companies) order by ordered_at desc, id desc")
                .param("companies", companyIds).query(OrderRows::read).list();
    }

    /** Locks the company's row, then the order: commands on one company's orders and money follow each other. */
    ServiceOrder lock(String orderId) {
        lockCompany(find(orderId).orElseThrow(Refusal::notFound).companyId());
        return jdbc.sql(SELECT + " where id = ? for update").param(orderId).query(OrderRows::read).single();
    }

    void lockCompany(String companyId) {
        jdbc.sql("select id from company where id = ? for update").param(companyId).query(String.class).single();
    }

    private static ServiceOrder read(ResultSet row, int number) throws SQLException {
        return new ServiceOrder(row.getString("id"), row.getString("company_id"), row.getString("package_code"),
                row.getString("package_name"), row.getInt("term_months"), Money.of(row.getBigDecimal("price")),
                row.getString("requirement_id"), Status.valueOf(row.getString("status")), row.getBoolean("begun"),
                month(row, "wished_month"), month(row, "first_month"), row.getInt("months_opened"),
                row.getInt("months_cancelled"),
                row.getString("ordered_by"), instant(row, "ordered_at"), row.getString("paid_by"),
                instant(row, "paid_at"), instant(row, "confirmation_ends"), row.getString("confirmed_by"),
                instant(row, "confirmed_at"),
                row.getObject("claim_due", LocalDate.class), row.getString("claimed_by"), instant(row, "claimed_at"),
                instant(row, "ended_effective_at"));
    }

    private static YearMonth month(ResultSet row, String column) throws SQLException {
        return row.getString(column) == null ? null : YearMonth.parse(row.getString(column));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
