package zhangfang.invoicing;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import zhangfang.audit.Audit;
import zhangfang.calendar.BusinessClock;
import zhangfang.document.Document;
import zhangfang.document.Documents;
import zhangfang.identity.Actor;
import zhangfang.money.Money;
import zhangfang.notice.Notices;
import zhangfang.refusal.Refusal;
import zhangfang.refusal.Refusal.Reason;

/** Red invoices (红字发票) that take issued ones back: never more than is left of them, and each releases its amount once. */
@Service
public class RedInvoices {

    private static final int CONFIRMATION_LENGTH = 40;

    private final ApplicationRows applications;
    private final ReturnRows rows;
    private final InvoiceAccounts accounts;
    private final InvoiceFiles files;
    private final Documents documents;
    private final BusinessClock clock;
    private final Notices notices;
    private final Audit audit;

    RedInvoices(ApplicationRows applications, ReturnRows rows, InvoiceAccounts accounts, InvoiceFiles files,
            Documents documents, BusinessClock clock, Notices notices, Audit audit) {
        this.applications = applications;
        this.rows = rows;
        this.accounts = accounts;
        this.files = files;
        this.documents = documents;
        this.clock = clock;
        this.notices = notices;
        this.audit = audit;
    }

    /**
     * Finance records the red invoice of an approved return; the same number again changes nothing.
     *
     * @param taskId the task that is completed with it, or {@code null}
     * @throws Refusal naming every wrong field, and every difference of its file that no reason is given for
     */
    @Transactional
    public InvoiceReturn record(Actor actor, String taskId, String returnId, NewRedInvoice written) {
        InvoiceIssuing.onlyFinance(actor);
        InvoiceApplication original = applications.lock(rows.get(returnId).applicationId());
        InvoiceReturn open = rows.get(returnId);
        InvoiceNumber number = InvoiceNumber.of(written.kind(), written.code(), written.number(), written.date());
        if (open.red() != null && open.red().fullNumber().equals(number.key())) {
            return open;
        }
        if (open.status() != InvoiceReturn.Status.APPROVED) {
            throw Refusal.conflict("invoicing.return.elsewhere");
        }
        check(original, open, written, number);
        List<Reason> differences = differences(actor, original, number, written);
        applications.recordNumber("invoiceNumber", number.key(), original.id(), returnId);
        if (written.documentId() != null) {
            documents.keep(actor, original.companyId(), taskId, returnId, List.of(written.documentId()));
        }
        store(actor, open, number, written, differences);
        release(actor, original, open, written.amount(), number);
        return rows.get(returnId);
    }

    private void check(InvoiceApplication original, InvoiceReturn open, NewRedInvoice written, InvoiceNumber number) {
        List<Reason> wrong = new ArrayList<>();
        number.check(written.code(), clock.today(), wrong);
        if (number.date() != null && number.date().isBefore(original.invoice().date())) {
            wrong.add(Reason.field("invoiceDate", "invoicing.red.beforeOriginal", original.invoice().date()));
        }
        if (written.amount() == null || !written.amount().isPositive()
                || written.amount().compareTo(original.left()) > 0) {
            wrong.add(Reason.field("amount", "invoicing.red.amount", original.left()));
        }
        String confirmation = WrittenFields.written(written.confirmationNumber());
        if (confirmation == null && open.deducted()) {
            wrong.add(Reason.field("confirmationNumber", "invoicing.red.confirmationMissing"));
        } else if (confirmation != null && confirmation.length() > CONFIRMATION_LENGTH) {
            wrong.add(Reason.field("confirmationNumber", "invoicing.field.tooLong", CONFIRMATION_LENGTH));
        }
        if (written.differenceReason() != null && written.differenceReason().length() > InvoiceIssuing.REASON_LENGTH) {
            wrong.add(Reason.field("differenceReason", "invoicing.field.tooLong", InvoiceIssuing.REASON_LENGTH));
        }
        if (!wrong.isEmpty()) {
            throw Refusal.invalid(wrong);
        }
    }

    private List<Reason> differences(Actor actor, InvoiceApplication original, InvoiceNumber number,
            NewRedInvoice written) {
        if (written.documentId() == null) {
            return List.of();
        }
        LocalDate earliest = original.invoice().date();
        List<Reason> differences = files.compare(
                new InvoiceFiles.Expected(written.amount().negated(), original.buyer(), number, earliest),
                InvoiceFiles.ofCategory(Document.Category.RED_INVOICE,
                        documents.draftOf(actor, original.companyId(), written.documentId()))).differences();
        InvoiceIssuing.requireReason(differences, written.differenceReason());
        return differences;
    }

    private void store(Actor actor, InvoiceReturn open, InvoiceNumber number, NewRedInvoice written,
            List<Reason> differences) {
        rows.update(open.id(), """
                status = 'RETURNED', red_kind = ?, red_code = ?, red_number = ?, red_date = ?, red_amount = ?,
                confirmation_number = ?, document_id = ?, accepted_differences = ?, difference_reason = ?, red_by = ?,
                ended_at = ?""",
                number.kind().name(), number.code(), number.number(), number.date(), written.amount().amount(),
                WrittenFields.written(written.confirmationNumber()), written.documentId(),
                differences.isEmpty() ? null : files.sentences(differences),
                differences.isEmpty() ? null : written.differenceReason().strip(), actor.id(),
                ApplicationRows.utc(clock.now()));
    }

    private void release(Actor actor, InvoiceApplication original, InvoiceReturn open, Money amount,
            InvoiceNumber number) {
        Instant now = clock.now();
        applications.update(original.id(), "red_total = red_total + ?, open_return_id = null", amount.amount());
        accounts.reserve(original.companyId(), amount.negated());
        applications.step(actor, original.id(), InvoiceStep.Kind.RED_ISSUED, open.id(), now,
                number.key() + " " + amount);
        notices.tellCompany(original.companyId(), "invoiceReturn.returned/" + open.id(), "invoicing.notice.returned",
                original.id(), number.key(), amount);
        audit.record(actor, "invoiceReturn.red", original.companyId(), open.id(), number.key() + " " + amount);
    }
}
