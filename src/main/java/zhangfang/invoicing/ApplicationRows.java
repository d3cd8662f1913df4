package zhangfang.invoicing;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import zhangfang.calendar.BusinessClock;
import zhangfang.calendar.Deadlines;
import zhangfang.identity.Actor;
import zhangfang.intake.EInvoice;
import zhangfang.invoicing.InvoiceApplication.Buyer;
import zhangfang.invoicing.InvoiceApplication.Invoice;
import zhangfang.invoicing.InvoiceApplication.Origin;
import zhangfang.invoicing.InvoiceApplication.Sending;
import zhangfang.invoicing.InvoiceApplication.Shipment;
import zhangfang.invoicing.InvoiceApplication.Status;
import zhangfang.money.Money;
import zhangfang.refusal.Refusal;

/** The rows of applications and of their steps. Whoever writes holds the lock of the company's row. */
@Component
class ApplicationRows {

    private static final String SELECT = "select a.* from invoice_application a ";

    private final JdbcClient jdbc;
    private final BusinessClock clock;
    private final InvoiceAccounts accounts;

    ApplicationRows(JdbcClient jdbc, BusinessClock clock, InvoiceAccounts accounts) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.accounts = accounts;
    }

    Optional<InvoiceApplication> find(String id) {
        return jdbc.sql(SELECT + "where a.id = ?").param(id).query(ApplicationRows::application).optional();
    }

    InvoiceApplication get(String id) {
        return find(id).orElseThrow(Refusal::notFound);
    }

    Optional<InvoiceApplication> ofRequest(String companyId, String requestKey) {
        return jdbc.sql(SELECT + "where a.company_id = ? and a.request_key = ?").params(companyId, requestKey)
                .query(ApplicationRows::application).optional();
    }

    /** The application, all of its company's money locked. @throws Refusal not found */
    InvoiceApplication lock(String id) {
        accounts.lock(get(id).companyId());
        return get(id);
    }

    List<InvoiceApplication> query(String where, Map<String, ?> params) {
        return jdbc.sql(SELECT + where).params(params).query(ApplicationRows::application).list();
    }

    /** What is in one of these statuses or given back, with its company's name, the most urgent first. */
    List<InvoiceApplications.Open> open(Collection<Status> statuses, int limit, int offset) {
        return jdbc.sql("""
                select a.*, c.name as company_name, r.review_due as return_review_due, r.arrival_due as return_arrival_due
                from invoice_application a join company c on c.id = a.company_id
                left join invoice_return r on r.id = a.open_return_id
                where a.status in (:statuses) or a.open_return_id is not null
                order by coalesce(cast(r.review_due as date), r.arrival_due, a.issue_due), a.applied_at, a.id
                offset :offset rows fetch first :limit rows only""")
                .param("statuses", statuses.stream().map(Status::name).toList())
                .param("limit", limit).param("offset", offset)
                .query((row, number) -> new InvoiceApplications.Open(application(row, number),
                        row.getString("company_name"), due(row)))
                .list();
    }

    private static Instant due(ResultSet row) throws SQLException {
        Instant review = instant(row, "return_review_due");
        if (review != null) {
            return review;
        }
        LocalDate arrival = row.getObject("return_arrival_due", LocalDate.class);
        return Deadlines.endOf(arrival == null ? row.getObject("issue_due", LocalDate.class) : arrival);
    }

    int count(String where, Map<String, ?> params) {
        return jdbc.sql("select count(*) from invoice_application a " + where).params(params).query(Integer.class)
                .single();
    }

    void insert(InvoiceApplication one, String requestKey) {
        Buyer buyer = one.buyer();
        DeliveryAddress to = one.address();
        jdbc.sql("""
                insert into invoice_application (id, company_id, request_key, origin, amount, title_id, title_revision,
                    title_type, buyer_name, buyer_tax_number, buyer_address, buyer_phone, buyer_bank, buyer_bank_account,
                    address_id, delivery, recipient, phone, province, city, district, detail, postcode, email, status,
                    steps, applied_by, applied_at, cancel_until, issue_due, sent_to, sending, sendings, red_total)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'APPLIED', 1, ?, ?, ?, ?,
                    ?, false, 0, 0)""")
                .params(one.id(), one.companyId(), requestKey, one.origin().name(), one.amount().amount(),
                        buyer.titleId(), buyer.revision(), buyer.type().name(), buyer.name(), buyer.taxNumber(),
                        buyer.registeredAddress(), buyer.registeredPhone(), buyer.bank(), buyer.bankAccount(), to.id(),
                        to.kind().name(), to.recipient(), to.phone(), to.province(), to.city(), to.district(),
                        to.detail(), to.postcode(), to.email(), one.appliedBy(), utc(one.appliedAt()),
                        utc(one.cancelUntil()), one.issueDue(), to.email())
                .update();
    }

    /** Changes columns of one row, named in the order of their values. */
    void update(String id, String columns, Object... values) {
        Object[] all = new Object[values.length + 1];
        System.arraycopy(values, 0, all, 0, values.length);
        all[values.length] = id;
        jdbc.sql("update invoice_application set " + columns + " where id = ?").params(all).update();
    }

    /** Its first step, which its row counts already. */
    void firstStep(Actor actor, InvoiceApplication one) {
        insertStep(actor, one.id(), 1, InvoiceStep.Kind.APPLIED, null, one.appliedAt(), null);
    }

    void step(Actor actor, String id, InvoiceStep.Kind kind, Instant effectiveAt, String detail) {
        step(actor, id, kind, null, effectiveAt, detail);
    }

    void step(Actor actor, String id, InvoiceStep.Kind kind, String returnId, Instant effectiveAt, String detail) {
        jdbc.sql("update invoice_application set steps = steps + 1 where id = ?").param(id).update();
        int number = jdbc.sql("select steps from invoice_application where id = ?").param(id).query(Integer.class)
                .single();
        insertStep(actor, id, number, kind, returnId, effectiveAt, detail);
    }

    List<InvoiceStep> steps(String id) {
        return jdbc.sql("select * from invoice_step where application_id = ? order by step_no").param(id)
                .query(ApplicationRows::step).list();
    }

    /** The steps of many applications at once, by application. */
    Map<String, List<InvoiceStep>> stepsOf(Collection<String> ids) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        return jdbc.sql("select * from invoice_step where application_id in (:ids) order by application_id, step_no")
                .param("ids", ids).query(ApplicationRows::step).list().stream()
                .collect(Collectors.groupingBy(InvoiceStep::applicationId));
    }

    /** @throws Refusal naming the field, where the number was recorded before */
    void recordNumber(String field, String key, String applicationId, String returnId) {
        boolean known = jdbc.sql("select count(*) from recorded_invoice where invoice_key = ?").param(key)
                .query(Integer.class).single() > 0;
        if (known) {
            throw Refusal.field(field, "invoicing.number.recorded", key);
        }
        try {
            jdbc.sql("""
                    insert into recorded_invoice (invoice_key, application_id, return_id, recorded_at)
                    values (?, ?, ?, ?)""").params(key, applicationId, returnId, utc(clock.now())).update();
        } catch (DuplicateKeyException e) {
            // recorded by another at this moment
            throw Refusal.field(field, "invoicing.number.recorded", key);
        }
    }

    private void insertStep(Actor actor, String id, int number, InvoiceStep.Kind kind, String returnId,
            Instant effectiveAt, String detail) {
        jdbc.sql("""
                insert into invoice_step (application_id, step_no, kind, return_id, effective_at, processed_at, actor_id,
                    detail)
                values (?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(id, number, kind.name(), returnId, utc(effectiveAt), utc(clock.now()), actor.id(), detail)
                .update();
    }

    static OffsetDateTime utc(Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static InvoiceApplication application(ResultSet row, int number) throws SQLException {
        return new InvoiceApplication(row.getString("id"), row.getString("company_id"),
                Origin.valueOf(row.getString("origin")), Money.of(row.getBigDecimal("amount")), buyer(row),
                address(row), Status.valueOf(row.getString("status")), row.getString("applied_by"),
                instant(row, "applied_at"), instant(row, "cancel_until"), row.getObject("issue_due", LocalDate.class),
                row.getString("reason"), invoice(row), shipment(row),
                new Sending(row.getString("sent_to"), row.getBoolean("sending"),
                        row.getObject("sending_due", LocalDate.class), row.getInt("sendings")),
                instant(row, "ended_at"), Money.of(row.getBigDecimal("red_total")), row.getString("open_return_id"));
    }

    private static Buyer buyer(ResultSet row) throws SQLException {
        return new Buyer(row.getString("title_id"), row.getInt("title_revision"),
                InvoiceTitle.Type.valueOf(row.getString("title_type")), row.getString("buyer_name"),
                row.getString("buyer_tax_number"), row.getString("buyer_address"), row.getString("buyer_phone"),
                row.getString("buyer_bank"), row.getString("buyer_bank_account"));
    }

    private static DeliveryAddress address(ResultSet row) throws SQLException {
        return new DeliveryAddress(row.getString("address_id"), row.getString("company_id"),
                DeliveryAddress.Kind.valueOf(row.getString("delivery")), row.getString("recipient"),
                row.getString("phone"), row.getString("province"), row.getString("city"), row.getString("district"),
                row.getString("detail"), row.getString("postcode"), row.getString("email"), false);
    }

    private static Invoice invoice(ResultSet row) throws SQLException {
        if (row.getString("invoice_number") == null) {
            return null;
        }
        return new Invoice(EInvoice.Kind.valueOf(row.getString("invoice_kind")), row.getString("invoice_code"),
                row.getString("invoice_number"), row.getObject("invoice_date", LocalDate.class),
                row.getString("document_id"), row.getString("accepted_differences"),
                row.getString("difference_reason"), row.getString("issued_by"), instant(row, "issued_at"));
    }

    private static Shipment shipment(ResultSet row) throws SQLException {
        return row.getString("courier") == null ? null : new Shipment(row.getString("courier"),
                row.getString("tracking_number"), instant(row, "mailed_at"), instant(row, "sign_until"));
    }

    private static InvoiceStep step(ResultSet row, int number) throws SQLException {
        return new InvoiceStep(row.getString("application_id"), row.getInt("step_no"),
                InvoiceStep.Kind.valueOf(row.getString("kind")), row.getString("return_id"),
                instant(row, "effective_at"), instant(row, "processed_at"), row.getString("actor_id"),
                row.getString("detail"));
    }
}
