package zhangfang.invoicing;

import static zhangfang.invoicing.ApplicationRows.instant;
import static zhangfang.invoicing.ApplicationRows.utc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import zhangfang.intake.EInvoice;
import zhangfang.money.Money;
import zhangfang.refusal.Refusal;

/** The rows of returns. Whoever writes holds the lock of the company's row. */
@Component
class ReturnRows {

    private static final String SELECT = "select * from invoice_return r ";

    private final JdbcClient jdbc;

    ReturnRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<InvoiceReturn> find(String id) {
        return jdbc.sql(SELECT + "where r.id = ?").param(id).query(ReturnRows::row).optional();
    }

    InvoiceReturn get(String id) {
        return find(id).orElseThrow(Refusal::notFound);
    }

    List<InvoiceReturn> ofCompany(String companyId, int limit) {
        return jdbc.sql(SELECT + "where r.company_id = ? order by r.applied_at desc, r.id desc fetch first ? rows only")
                .params(companyId, limit).query(ReturnRows::row).list();
    }

    List<InvoiceReturn> ofApplication(String applicationId) {
        return jdbc.sql(SELECT + "where r.application_id = ? order by r.applied_at desc, r.id desc").param(applicationId)
                .query(ReturnRows::row).list();
    }

    List<InvoiceReturn> openOnPaper() {
        return jdbc.sql(SELECT + """
                where r.on_paper and r.status in ('IN_REVIEW', 'APPROVED') order by r.company_id, r.id for update""")
                .query(ReturnRows::row).list();
    }

    void insert(InvoiceReturn one) {
        jdbc.sql("""
                insert into invoice_return (id, company_id, application_id, reason, note, on_paper, deducted, materials,
                    courier, tracking_number, status, applied_by, applied_at, arrival_due, review_due)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(one.id(), one.companyId(), one.applicationId(), one.reason().name(), one.note(), one.onPaper(),
                        one.deducted(), one.materials() == null ? null : one.materials().name(), one.courier(),
                        one.trackingNumber(), one.status().name(), one.appliedBy(), utc(one.appliedAt()),
                        one.arrivalDue(), utc(one.reviewDue()))
                .update();
    }

    /** Changes columns of one row, named in the order of their values. */
    void update(String id, String columns, Object... values) {
        Object[] all = new Object[values.length + 1];
        System.arraycopy(values, 0, all, 0, values.length);
        all[values.length] = id;
        jdbc.sql("update invoice_return set " + columns + " where id = ?").params(all).update();
    }

    private static InvoiceReturn row(ResultSet row, int number) throws SQLException {
        String materials = row.getString("materials");
        return new InvoiceReturn(row.getString("id"), row.getString("company_id"), row.getString("application_id"),
                InvoiceReturn.Reason.valueOf(row.getString("reason")), row.getString("note"),
                row.getBoolean("on_paper"), row.getBoolean("deducted"),
                materials == null ? null : InvoiceReturn.Materials.valueOf(materials), row.getString("courier"),
                row.getString("tracking_number"), InvoiceReturn.Status.valueOf(row.getString("status")),
                row.getString("applied_by"), instant(row, "applied_at"),
                row.getObject("arrival_due", LocalDate.class), instant(row, "arrived_at"), instant(row, "review_due"),
                row.getString("decided_by"), instant(row, "decided_at"), row.getString("decision_reason"), red(row),
                instant(row, "ended_at"));
    }

    private static InvoiceReturn.Red red(ResultSet row) throws SQLException {
        if (row.getString("red_number") == null) {
            return null;
        }
        return new InvoiceReturn.Red(EInvoice.Kind.valueOf(row.getString("red_kind")), row.getString("red_code"),
                row.getString("red_number"), row.getObject("red_date", LocalDate.class),
                Money.of(row.getBigDecimal("red_amount")), row.getString("confirmation_number"),
                row.getString("document_id"), row.getString("accepted_differences"),
                row.getString("difference_reason"), row.getString("red_by"));
    }
}
