package zhangfang.termination;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import zhangfang.money.Money;
import zhangfang.refusal.Refusal;
import zhangfang.termination.Termination.Handover;
import zhangfang.termination.Termination.Row;
import zhangfang.termination.Termination.Side;
import zhangfang.termination.Termination.Status;

/** Reads terminations with their hand-over lists, and locks them. */
@Component
class TerminationRows {

    private static final int MOST = 1000;
    private static final String SELECT = "select * from service_termination ";

    private final JdbcClient jdbc;

    TerminationRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Termination> find(String id) {
        return read(SELECT + "where id = ?", id).stream().findFirst();
    }

    /** The one that ended an order or may yet end it. */
    Optional<Termination> binding(String orderId) {
        return read(SELECT + "where binding_order_id = ?", orderId).stream().findFirst();
    }

    List<Termination> ofCompany(String companyId) {
        return read(SELECT + "where company_id = ? order by asked_at desc, id desc", companyId);
    }

    /** Those that have not ended, the most urgent decisions first. */
    List<Termination> open() {
        return read(SELECT + "where ended_at is null order by case when status = ? then 0 else 1 end, decision_due, id "
                + "fetch first " + MOST + " rows only", Status.REQUESTED.name());
    }

    Termination lock(String id) {
        jdbc.sql("select id from service_termination where id = ? for update").param(id).query(String.class).single();
        return find(id).orElseThrow(Refusal::notFound);
    }

    private List<Termination> read(String sql, String param) {
        List<Termination> found = jdbc.sql(sql).param(param).query(TerminationRows::termination).list();
        if (found.isEmpty()) {
            return found;
        }
        Map<String, List<Row>> lists = new HashMap<>();
        jdbc.sql("""
                select termination_id, kind, quantity, remark from service_termination_row
                where termination_id in (:ids) order by termination_id, line""")
                .param("ids", found.stream().map(Termination::id).toList())
                .query(row -> {
                    lists.computeIfAbsent(row.getString(1), id -> new ArrayList<>())
                            .add(new Row(row.getString(2), row.getInt(3), row.getString(4)));
                });
        found.forEach(each -> each.handedOver().addAll(lists.getOrDefault(each.id(), List.of())));
        return found;
    }

    private static Termination termination(ResultSet row, int number) throws SQLException {
        String handover = row.getString("handover");
        return new Termination(row.getString("id"), row.getString("company_id"), row.getString("order_id"),
                Side.valueOf(row.getString("side")), row.getString("asked_by"), instant(row, "asked_at"),
                row.getString("reason"), month(row, "wished_last_month"), date(row, "decision_due"),
                Status.valueOf(row.getString("status")), row.getString("decided_by"), instant(row, "decided_at"),
                row.getString("decision_reason"), month(row, "last_month"),
                row.getObject("months_cancelled", Integer.class), money(row, "months_price"), money(row, "refund"),
                money(row, "refunded_gift"), row.getString("deduction_reason"),
                handover == null ? null : Handover.valueOf(handover), date(row, "handover_due"),
                row.getString("handed_over_by"), instant(row, "handed_over_at"), row.getString("received_by"),
                row.getString("handover_remark"), instant(row, "confirm_ends"), row.getString("confirmed_by"),
                instant(row, "confirmed_at"), row.getString("confirm_remark"), instant(row, "ended_at"),
                new ArrayList<>());
    }

    private static YearMonth month(ResultSet row, String column) throws SQLException {
        return row.getString(column) == null ? null : YearMonth.parse(row.getString(column));
    }

    private static LocalDate date(ResultSet row, String column) throws SQLException {
        return row.getObject(column, LocalDate.class);
    }

    private static Money money(ResultSet row, String column) throws SQLException {
        return row.getBigDecimal(column) == null ? null : Money.of(row.getBigDecimal(column));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
