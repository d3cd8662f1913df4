package zhangfang.invoicing;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import zhangfang.invoicing.InvoiceTitle.Status;
import zhangfang.invoicing.InvoiceTitle.Type;

/** Reads and writes the rows of titles; whoever writes has locked the company. */
@Component
class TitleRows {

    private static final String CONTENT = """
            r.name, r.tax_number, r.registration_number, r.registered_address, r.registered_phone, r.bank,
            r.bank_account, r.saved_by, r.saved_at, d.approved, d.reason, d.decided_by, d.decided_at
            """;

    private static final String SELECT = "select t.id, t.company_id, t.title_type, t.revision, t.status, t.review_due, "
            + CONTENT + """
            from invoice_title t
            join invoice_title_revision r on r.title_id = t.id and r.revision = t.revision
            left join invoice_title_decision d on d.title_id = t.id and d.revision = t.revision
            """;

    private final JdbcClient jdbc;

    TitleRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<InvoiceTitle> get(String titleId) {
        return jdbc.sql(SELECT + " where t.id = ?").param(titleId).query(TitleRows::title).optional();
    }

    Optional<InvoiceTitle> find(String companyId, String titleId) {
        return get(titleId).filter(title -> title.companyId().equals(companyId));
    }

    /** Those that are not removed, the oldest first. */
    List<InvoiceTitle> present(String companyId) {
        return jdbc.sql(SELECT + """
                join invoice_title_revision first on first.title_id = t.id and first.revision = 1
                where t.company_id = ? and t.status <> 'REMOVED' order by first.saved_at, t.id""")
                .param(companyId).query(TitleRows::title).list();
    }

    /** Those under review, locked. */
    List<InvoiceTitle> inReview() {
        jdbc.sql("select id from invoice_title where status = 'IN_REVIEW' order by id for update").query(String.class)
                .list();
        return jdbc.sql(SELECT + " where t.status = 'IN_REVIEW'").query(TitleRows::title).list();
    }

    /** The newest first. */
    List<TitleRevision> revisions(String titleId) {
        return jdbc.sql("select r.revision, " + CONTENT + """
                from invoice_title_revision r
                left join invoice_title_decision d on d.title_id = r.title_id and d.revision = r.revision
                where r.title_id = ? order by r.revision desc""")
                .param(titleId).query(TitleRows::revision).list();
    }

    void add(String titleId, String companyId, Type type, Status status, LocalDate due) {
        jdbc.sql("""
                insert into invoice_title (id, company_id, title_type, revision, status, review_due)
                values (?, ?, ?, 1, ?, ?)""")
                .params(titleId, companyId, type.name(), status.name(), due).update();
    }

    void setStatus(String titleId, int revision, Status status, LocalDate due) {
        jdbc.sql("update invoice_title set revision = ?, status = ?, review_due = ? where id = ?")
                .params(revision, status.name(), due, titleId).update();
    }

    void addRevision(String titleId, Type type, int revision, TitleDetails details, String savedBy,
            OffsetDateTime savedAt) {
        jdbc.sql("""
                insert into invoice_title_revision (title_id, title_type, revision, name, tax_number,
                    registration_number, registered_address, registered_phone, bank, bank_account, saved_by, saved_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(titleId, type.name(), revision, details.name(), details.taxNumber(),
                        details.registrationNumber(), details.registeredAddress(), details.registeredPhone(),
                        details.bank(), details.bankAccount(), savedBy, savedAt)
                .update();
    }

    void decide(InvoiceTitle title, boolean approved, String reason, String decidedBy, OffsetDateTime decidedAt) {
        jdbc.sql("""
                insert into invoice_title_decision (title_id, revision, approved, reason, decided_by, decided_at)
                values (?, ?, ?, ?, ?, ?)""")
                .params(title.id(), title.revision(), approved, reason, decidedBy, decidedAt).update();
        setStatus(title.id(), title.revision(), approved ? Status.APPROVED : Status.REJECTED, null);
    }

    private static InvoiceTitle title(ResultSet row, int number) throws SQLException {
        return new InvoiceTitle(row.getString("id"), row.getString("company_id"),
                Type.valueOf(row.getString("title_type")), row.getInt("revision"),
                Status.valueOf(row.getString("status")), row.getString("name"), row.getString("tax_number"),
                row.getString("registration_number"), row.getString("registered_address"),
                row.getString("registered_phone"), row.getString("bank"), row.getString("bank_account"),
                row.getString("saved_by"), instant(row, "saved_at"), row.getObject("review_due", LocalDate.class),
                row.getString("reason"), row.getString("decided_by"), instant(row, "decided_at"));
    }

    private static TitleRevision revision(ResultSet row, int number) throws SQLException {
        return new TitleRevision(row.getInt("revision"), row.getString("name"), row.getString("tax_number"),
                row.getString("registration_number"), row.getString("registered_address"),
                row.getString("registered_phone"), row.getString("bank"), row.getString("bank_account"),
                row.getString("saved_by"), instant(row, "saved_at"), row.getObject("approved", Boolean.class),
                row.getString("reason"), row.getString("decided_by"), instant(row, "decided_at"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
