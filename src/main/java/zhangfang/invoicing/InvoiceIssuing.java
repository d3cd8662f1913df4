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
import zhangfang.identity.Role;
import zhangfang.intake.EInvoice;
import zhangfang.invoicing.InvoiceApplication.Status;
import zhangfang.notice.Notices;
import zhangfang.refusal.Refusal;
import zhangfang.refusal.Refusal.Reason;

/** Finance issues what was applied for (开票): records the invoice, or says that it failed, or rejects. */
@Service
public class InvoiceIssuing {

    static final int REASON_LENGTH = 500;

    private final ApplicationRows rows;
    private final InvoiceAccounts accounts;
    private final InvoiceFiles files;
    private final Documents documents;
    private final BusinessClock clock;
    private final Notices notices;
    private final Audit audit;

    InvoiceIssuing(ApplicationRows rows, InvoiceAccounts accounts, InvoiceFiles files, Documents documents,
            BusinessClock clock, Notices notices, Audit audit) {
        this.rows = rows;
        this.accounts = accounts;
        this.files = files;
        this.documents = documents;
        this.clock = clock;
        this.notices = notices;
        this.audit = audit;
    }

    /**
     * Finance records the invoice, once; each number is recorded once in all companies.
     *
     * @param taskId the task that is completed with it, which its file was uploaded for; or {@code null}
     * @throws Refusal naming every wrong field, and every difference between file and application that no reason is given
     *     for; conflict, when it is not being issued
     */
    @Transactional
    public InvoiceApplication issue(Actor actor, String taskId, String id, NewInvoice written) {
        onlyFinance(actor);
        InvoiceApplication application = rows.lock(id);
        InvoiceNumber number = InvoiceNumber.of(written.kind(), written.code(), written.number(), written.date());
        if (application.invoice() != null && application.invoice().fullNumber().equals(number.key())) {
            return application;
        }
        requireIssuing(application);
        check(application, written, number);
        List<Reason> differences = differences(actor, application, number, written);
        rows.recordNumber("invoiceNumber", number.key(), id, null);
        if (written.documentId() != null) {
            documents.keep(actor, application.companyId(), taskId, id, List.of(written.documentId()));
        }
        store(actor, id, number, written, differences);
        notices.tellCompany(application.companyId(), "invoice.issued/" + id, "invoicing.notice.issued", id, number.key(),
                application.amount());
        audit.record(actor, "invoiceApplication.issue", application.companyId(), id, number.key());
        return rows.get(id);
    }

    /** What a draft file says beside what was applied for, before it is recorded. */
    @Transactional(readOnly = true)
    public Comparison compare(Actor actor, String id, String documentId) {
        onlyFinance(actor);
        InvoiceApplication application = rows.get(id);
        InvoiceFiles.Finding finding = files.compare(expected(application, null),
                documents.draftOf(actor, application.companyId(), documentId));
        return new Comparison(finding.invoice(), finding.differences());
    }

    /**
     * What a file says and where it does not agree.
     *
     * @param invoice {@code null} where it cannot be read, which the one difference then says
     */
    public record Comparison(EInvoice invoice, List<Reason> differences) {
    }

    /** It could not be issued (开票失败), say because the tax system refused; the amount stays reserved. */
    @Transactional
    public InvoiceApplication fail(Actor actor, String id, String reason) {
        onlyFinance(actor);
        InvoiceApplication application = rows.lock(id);
        requireIssuing(application);
        String why = required(reason, "invoicing.issue.failureNeedsReason");
        rows.update(id, "status = 'FAILED', reason = ?", why);
        rows.step(actor, id, InvoiceStep.Kind.ISSUE_FAILED, clock.now(), why);
        audit.record(actor, "invoiceApplication.fail", application.companyId(), id, why);
        return rows.get(id);
    }

    /** What failed is issued again. */
    @Transactional
    public InvoiceApplication retry(Actor actor, String id) {
        onlyFinance(actor);
        InvoiceApplication application = rows.lock(id);
        if (application.status() != Status.FAILED) {
            throw Refusal.conflict("invoicing.issue.notFailed");
        }
        rows.update(id, "status = 'ISSUING', reason = null");
        rows.step(actor, id, InvoiceStep.Kind.RETRIED, clock.now(), null);
        audit.record(actor, "invoiceApplication.retry", application.companyId(), id, null);
        return rows.get(id);
    }

    /** It is not issued at all (驳回): the amount is given back and the customer is told why. */
    @Transactional
    public InvoiceApplication reject(Actor actor, String id, String reason) {
        onlyFinance(actor);
        InvoiceApplication application = rows.lock(id);
        if (application.status() != Status.ISSUING && application.status() != Status.FAILED) {
            throw Refusal.conflict("invoicing.issue.notIssuing");
        }
        String why = required(reason, "invoicing.issue.rejectionNeedsReason");
        Instant now = clock.now();
        rows.update(id, "status = 'REJECTED', reason = ?, ended_at = ?", why, ApplicationRows.utc(now));
        accounts.reserve(application.companyId(), application.amount().negated());
        rows.step(actor, id, InvoiceStep.Kind.REJECTED, now, why);
        notices.tellCompany(application.companyId(), "invoice.rejected/" + id, "invoicing.notice.rejected", id,
                application.amount(), why);
        audit.record(actor, "invoiceApplication.reject", application.companyId(), id, why);
        return rows.get(id);
    }

    private void check(InvoiceApplication application, NewInvoice written, InvoiceNumber number) {
        List<Reason> wrong = new ArrayList<>();
        number.check(written.code(), clock.today(), wrong);
        if (number.kind() != null && application.onPaper() != (number.kind() == EInvoice.Kind.PAPER)) {
            wrong.add(Reason.field("invoiceKind", application.onPaper() ? "invoicing.issue.mustBePaper"
                    : "invoicing.issue.mustBeElectronic"));
        }
        if (!application.onPaper() && written.documentId() == null) {
            wrong.add(Reason.field("documentIds", "invoicing.issue.fileMissing"));
        }
        if (written.differenceReason() != null && written.differenceReason().length() > REASON_LENGTH) {
            wrong.add(Reason.field("differenceReason", "invoicing.field.tooLong", REASON_LENGTH));
        }
        if (!wrong.isEmpty()) {
            throw Refusal.invalid(wrong);
        }
    }

    private List<Reason> differences(Actor actor, InvoiceApplication application, InvoiceNumber number,
            NewInvoice written) {
        if (written.documentId() == null) {
            return List.of();
        }
        Documents.Download file = InvoiceFiles.ofCategory(Document.Category.ISSUED_INVOICE,
                documents.draftOf(actor, application.companyId(), written.documentId()));
        List<Reason> differences = files.compare(expected(application, number), file).differences();
        requireReason(differences, written.differenceReason());
        return differences;
    }

    private static InvoiceFiles.Expected expected(InvoiceApplication application, InvoiceNumber number) {
        LocalDate applied = application.appliedAt().atZone(BusinessClock.ZONE).toLocalDate();
        return new InvoiceFiles.Expected(application.amount(), application.buyer(), number, applied);
    }

    private void store(Actor actor, String id, InvoiceNumber number, NewInvoice written, List<Reason> differences) {
        Instant now = clock.now();
        rows.update(id, """
                status = 'ISSUED', reason = null, invoice_kind = ?, invoice_code = ?, invoice_number = ?, invoice_date = ?,
                document_id = ?, accepted_differences = ?, difference_reason = ?, issued_by = ?, issued_at = ?""",
                number.kind().name(), number.code(), number.number(), number.date(), written.documentId(),
                differences.isEmpty() ? null : files.sentences(differences),
                differences.isEmpty() ? null : written.differenceReason().strip(), actor.id(),
                ApplicationRows.utc(now));
        rows.step(actor, id, InvoiceStep.Kind.ISSUED, now, number.key());
    }

    private static void requireIssuing(InvoiceApplication application) {
        if (application.status() == Status.APPLIED) {
            throw Refusal.conflict("invoicing.application.notYet");
        }
        if (application.status() != Status.ISSUING) {
            throw Refusal.conflict("invoicing.issue.notIssuing");
        }
    }

    /** Every difference is said, and that it needs a reason. */
    static void requireReason(List<Reason> differences, String reason) {
        if (!differences.isEmpty() && WrittenFields.written(reason) == null) {
            List<Reason> said = new ArrayList<>(differences);
            said.add(Reason.field("differenceReason", "invoicing.difference.needsReason"));
            throw Refusal.invalid(said);
        }
    }

    static void onlyFinance(Actor actor) {
        if (!actor.is(Role.FINANCE)) {
            throw Refusal.forbidden("invoicing.issue.onlyFinance");
        }
    }

    static String required(String reason, String key) {
        String why = WrittenFields.written(reason);
        if (why == null) {
            throw Refusal.field("reason", key);
        }
        if (why.length() > REASON_LENGTH) {
            throw Refusal.field("reason", "invoicing.field.tooLong", REASON_LENGTH);
        }
        return why;
    }
}
