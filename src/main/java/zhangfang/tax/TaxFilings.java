package zhangfang.tax;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import zhangfang.audit.Audit;
import zhangfang.calendar.BusinessClock;
import zhangfang.identity.Actor;
import zhangfang.identity.Role;
import zhangfang.ledger.Books;
import zhangfang.ledger.Closing;
import zhangfang.ledger.FiledPeriods;
import zhangfang.refusal.Refusal;

/** That a month's taxes were filed (申报) and paid (缴款); each is recorded once and stays. */
@Service
public class TaxFilings implements FiledPeriods {

    /**
     * @param reference        number of the filing's receipt (回执), or id of the document
     * @param paidOn           {@code null} while nothing is recorded as paid
     * @param paymentReference number of the tax payment certificate (完税凭证), or id of the document
     */
    public record Filing(String companyId, YearMonth period, LocalDate filedOn, String reference, String filedBy,
            LocalDate paidOn, String paymentReference, String paidBy) {

        public boolean isPaid() {
            return paidOn != null;
        }
    }

    private static final int REFERENCE_LIMIT = 200;

    private final JdbcClient jdbc;
    private final BusinessClock clock;
    private final Books books;
    private final Closing closing;
    private final Audit audit;

    TaxFilings(JdbcClient jdbc, BusinessClock clock, Books books, Closing closing, Audit audit) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.books = books;
        this.closing = closing;
        this.audit = audit;
    }

    /**
     * Records that the month's taxes were filed; the same again changes nothing.
     *
     * @throws Refusal invalid date or reference; conflict, if the month is open or filed otherwise already
     */
    @Transactional
    public void recordFiling(Actor actor, String companyId, YearMonth period, LocalDate filedOn, String reference) {
        String receipt = checked(actor, period, "filedOn", filedOn, reference);
        books.lock(companyId);
        Optional<Filing> filed = find(companyId, period);
        if (filed.isPresent()) {
            if (filed.get().filedOn().equals(filedOn) && filed.get().reference().equals(receipt)) {
                return;
            }
            throw Refusal.conflict("tax.filing.already", period, filed.get().filedOn(), filed.get().reference());
        }
        if (!closing.isClosed(companyId, period)) {
            throw Refusal.conflict("tax.filing.open", period.toString());
        }
        insert("tax_filing (company_id, period, filed_on, reference, recorded_by, recorded_at)", actor, companyId,
                period, filedOn, receipt);
        audit.record(actor, "tax.file", companyId, companyId + "/" + period, filedOn + " " + receipt);
    }

    /**
     * Records that the month's taxes were paid; the same again changes nothing.
     *
     * @throws Refusal invalid date or reference; conflict, if nothing is filed yet or it was paid otherwise already
     */
    @Transactional
    public void recordPayment(Actor actor, String companyId, YearMonth period, LocalDate paidOn, String reference) {
        String receipt = checked(actor, period, "paidOn", paidOn, reference);
        books.lock(companyId);
        Filing filing = find(companyId, period)
                .orElseThrow(() -> Refusal.conflict("tax.payment.notFiled", period.toString()));
        if (filing.isPaid()) {
            if (filing.paidOn().equals(paidOn) && filing.paymentReference().equals(receipt)) {
                return;
            }
            throw Refusal.conflict("tax.payment.already", period, filing.paidOn(), filing.paymentReference());
        }
        insert("tax_payment (company_id, period, paid_on, reference, recorded_by, recorded_at)", actor, companyId,
                period, paidOn, receipt);
        audit.record(actor, "tax.pay", companyId, companyId + "/" + period, paidOn + " " + receipt);
    }

    public Optional<Filing> find(String companyId, YearMonth period) {
        return jdbc.sql("""
                select filing.company_id, filing.period, filing.filed_on, filing.reference, filing.recorded_by,
                    payment.paid_on, payment.reference as payment_reference, payment.recorded_by as paid_by
                from tax_filing filing
                left join tax_payment payment
                    on payment.company_id = filing.company_id and payment.period = filing.period
                where filing.company_id = ? and filing.period = ?""")
                .params(companyId, period.toString())
                .query(TaxFilings::read).optional();
    }

    @Override
    public boolean isFiled(String companyId, YearMonth period) {
        return find(companyId, period).isPresent();
    }

    private String checked(Actor actor, YearMonth period, String field, LocalDate date, String reference) {
        if (!actor.isSystem() && !actor.is(Role.ACCOUNTANT)) {
            throw Refusal.forbidden("tax.filing.forbidden");
        }
        if (date == null || date.isAfter(clock.today()) || date.isBefore(period.atDay(1))) {
            throw Refusal.field(field, "tax.filing.date", period.atDay(1), clock.today());
        }
        String receipt = reference == null ? "" : reference.strip();
        if (receipt.isEmpty() || receipt.length() > REFERENCE_LIMIT) {
            throw Refusal.field("reference", "tax.filing.reference", REFERENCE_LIMIT);
        }
        return receipt;
    }

    private void insert(String target, Actor actor, String companyId, YearMonth period, LocalDate date,
            String receipt) {
        jdbc.sql("insert into " + target + " values (?, ?, ?, ?, ?, ?)")
                .params(companyId, period.toString(), date, receipt, actor.id(),
                        clock.now().atOffset(ZoneOffset.UTC))
                .update();
    }

    private static Filing read(ResultSet row, int number) throws SQLException {
        return new Filing(row.getString("company_id"), YearMonth.parse(row.getString("period")),
                row.getObject("filed_on", LocalDate.class), row.getString("reference"), row.getString("recorded_by"),
                row.getObject("paid_on", LocalDate.class), row.getString("payment_reference"),
                row.getString("paid_by"));
    }
}
