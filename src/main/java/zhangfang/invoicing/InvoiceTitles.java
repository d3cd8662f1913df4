package zhangfang.invoicing;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import zhangfang.audit.Audit;
import zhangfang.calendar.BusinessClock;
import zhangfang.calendar.CalendarListener;
import zhangfang.calendar.Deadlines;
import zhangfang.calendar.StatutoryCalendar;
import zhangfang.company.Companies;
import zhangfang.company.Company;
import zhangfang.document.Document;
import zhangfang.identity.Actor;
import zhangfang.identity.Role;
import zhangfang.invoicing.InvoiceTitle.Status;
import zhangfang.notice.Notices;
import zhangfang.numbering.Numbers;
import zhangfang.refusal.Refusal;

/**
 * The titles that a company's invoices are made out to (管理开票信息): several, one of them the default. Ordinary ones are
 * saved directly; a special one is reviewed by finance, and anew after every change.
 */
@Service
@Order(CalendarListener.ROWS)
public class InvoiceTitles implements CalendarListener {

    static final int MOST = 50;
    private static final int REVIEW_WORKING_DAYS = 2;
    private static final int REASON_LENGTH = 500;

    private final TitleRows rows;
    private final TitleScans scans;
    private final BusinessClock clock;
    private final StatutoryCalendar calendar;
    private final Numbers numbers;
    private final CompanyInvoicing company;
    private final Companies companies;
    private final Notices notices;
    private final Audit audit;
    private final ObjectProvider<TitleReviews> reviews;

    InvoiceTitles(TitleRows rows, TitleScans scans, BusinessClock clock, StatutoryCalendar calendar,
            Numbers numbers, CompanyInvoicing company, Companies companies, Notices notices, Audit audit,
            ObjectProvider<TitleReviews> reviews) {
        this.rows = rows;
        this.scans = scans;
        this.clock = clock;
        this.calendar = calendar;
        this.numbers = numbers;
        this.company = company;
        this.companies = companies;
        this.notices = notices;
        this.audit = audit;
        this.reviews = reviews;
    }

    /**
     * A member adds a title or changes one; the first becomes the default. An ordinary title is usable at once, a special
     * one is brought into review, a running review begins anew. Saving what is there already changes nothing.
     *
     * @param titleId the title to change, whose type stays, or {@code null} for a new one
     * @throws Refusal naming every wrong field
     */
    @Transactional
    public InvoiceTitle save(Actor actor, String companyId, String titleId, NewTitle written) {
        Company locked = company.lockForMember(actor, companyId);
        TitleDetails details = TitleRules.check(written, locked, clock.today());
        Optional<InvoiceTitle> same = unchanged(companyId, titleId, written, details);
        if (same.isPresent()) {
            makeDefault(actor, same.get(), written);
            return same.get();
        }
        if (!written.type().isSpecial()) {
            return store(actor, companyId, titleId, written, details);
        }
        if (titleId == null || own(companyId, titleId).status() != Status.IN_REVIEW) {
            return get(reviews.getObject().start(actor, companyId, titleId, written));
        }
        InvoiceTitle changed = store(actor, companyId, titleId, written, details);
        reviews.getObject().changed(titleId);
        return changed;
    }

    /**
     * A member brings a special title into review; part of starting the review's process.
     *
     * @param titleId the title that is changed, or {@code null} for a new one
     * @throws Refusal naming every wrong field; conflict, when it is under review already
     */
    @Transactional
    public InvoiceTitle submit(Actor actor, String companyId, String titleId, NewTitle written) {
        Company locked = company.lockForMember(actor, companyId);
        if (written.type() == null || !written.type().isSpecial()) {
            throw Refusal.field("type", "invoicing.title.onlySpecial");
        }
        TitleDetails details = TitleRules.check(written, locked, clock.today());
        if (unchanged(companyId, titleId, written, details).isPresent()) {
            throw Refusal.conflict("invoicing.title.unchanged");
        }
        if (titleId != null && own(companyId, titleId).status() == Status.IN_REVIEW) {
            throw Refusal.conflict("invoicing.title.inReview");
        }
        return store(actor, companyId, titleId, written, details);
    }

    /**
     * Finance decides on a special title.
     *
     * @param revision the one that was looked at; the customer may have changed the title since
     * @param reason   why it is rejected
     * @throws Refusal conflict, when it is decided already or was changed
     */
    @Transactional
    public InvoiceTitle decide(Actor actor, String titleId, int revision, boolean approved, String reason) {
        if (!actor.is(Role.FINANCE)) {
            throw Refusal.forbidden("invoicing.title.onlyFinance");
        }
        companies.lock(get(titleId).companyId());
        InvoiceTitle title = get(titleId);
        if (title.status() != Status.IN_REVIEW) {
            throw Refusal.conflict("invoicing.title.decided");
        }
        if (title.revision() != revision) {
            throw Refusal.conflict("invoicing.title.changedMeanwhile", revision, title.revision());
        }
        String why = WrittenFields.written(reason);
        if (!approved && why == null) {
            throw Refusal.field("reason", "invoicing.title.rejectionNeedsReason");
        }
        if (why != null && why.length() > REASON_LENGTH) {
            throw Refusal.field("reason", "invoicing.field.tooLong", REASON_LENGTH);
        }
        rows.decide(title, approved, why, actor.id(), now());
        tellDecision(title, approved, why);
        audit.record(actor, approved ? "invoiceTitle.approve" : "invoiceTitle.reject", title.companyId(), titleId,
                "revision " + revision + (why == null ? "" : " " + why));
        return get(titleId);
    }

    /** A member removes a title; a second time changes nothing. A running review ends; a default that is removed leaves none. */
    @Transactional
    public void remove(Actor actor, String companyId, String titleId) {
        company.lockForMember(actor, companyId);
        InvoiceTitle title = rows.find(companyId, titleId).orElseThrow(Refusal::notFound);
        if (title.status() == Status.REMOVED) {
            return;
        }
        rows.setStatus(titleId, title.revision(), Status.REMOVED, null);
        if (titleId.equals(company.defaultTitle(companyId))) {
            company.makeDefaultTitle(companyId, null);
        }
        audit.record(actor, "invoiceTitle.remove", companyId, titleId, title.name());
        if (title.status() == Status.IN_REVIEW) {
            reviews.getObject().removed(titleId);
        }
    }

    /** A member makes a title the default, be it usable or not yet. @throws Refusal not found */
    @Transactional
    public void makeDefault(Actor actor, String companyId, String titleId) {
        company.lockForMember(actor, companyId);
        makeDefault(actor, own(companyId, titleId));
    }

    /** The company's titles, the oldest first. @throws Refusal not found or forbidden */
    @Transactional(readOnly = true)
    public List<InvoiceTitle> of(Actor actor, String companyId) {
        company.mayRead(actor, companyId);
        return rows.present(companyId);
    }

    /** One title, which may be removed. @throws Refusal not found or forbidden */
    @Transactional(readOnly = true)
    public InvoiceTitle visible(Actor actor, String companyId, String titleId) {
        company.mayRead(actor, companyId);
        return rows.find(companyId, titleId).orElseThrow(Refusal::notFound);
    }

    /** Every saved state of a title, the newest first. @throws Refusal not found or forbidden */
    @Transactional(readOnly = true)
    public List<TitleRevision> revisions(Actor actor, String companyId, String titleId) {
        visible(actor, companyId, titleId);
        return rows.revisions(titleId);
    }

    /** The scans that a revision of a special title rests on. @throws Refusal not found or forbidden */
    @Transactional(readOnly = true)
    public List<Document> scans(Actor actor, String companyId, String titleId, int revision) {
        visible(actor, companyId, titleId);
        return scans.of(titleId, revision);
    }

    /** What a reader should look at again about a title's tax number; a key of messages. */
    public static Optional<String> doubt(InvoiceTitle title) {
        return title.type() == InvoiceTitle.Type.PERSONAL_ORDINARY ? Optional.empty() : TaxNumber.doubt(title.taxNumber());
    }

    /** A title that invoices can be made out to, as it is now. @throws Refusal naming {@code titleId} and saying why not */
    @Transactional(readOnly = true)
    public InvoiceTitle usable(String companyId, String titleId) {
        InvoiceTitle title = rows.find(companyId, titleId)
                .orElseThrow(() -> Refusal.field("titleId", "invoicing.title.none"));
        if (!title.isUsable()) {
            throw Refusal.field("titleId", "invoicing.title.notUsable." + title.status(), title.name());
        }
        return title;
    }

    /** The company's default title, usable or not, for code that has already checked who asks. */
    @Transactional(readOnly = true)
    public Optional<InvoiceTitle> defaultOf(String companyId) {
        return Optional.ofNullable(company.defaultTitle(companyId)).flatMap(id -> rows.find(companyId, id));
    }

    /** The title, for code that has already checked who asks. @throws Refusal not found */
    @Transactional(readOnly = true)
    public InvoiceTitle get(String titleId) {
        return rows.get(titleId).orElseThrow(Refusal::notFound);
    }

    /** The review is late: the process owners are told, once a revision. Nothing, where it has been decided. */
    @Transactional
    public void escalate(String titleId) {
        InvoiceTitle title = get(titleId);
        if (title.status() == Status.IN_REVIEW && !clock.now().isBefore(Deadlines.endOf(title.reviewDue()))) {
            notices.tellRole(Role.PROCESS_OWNER, title.companyId(),
                    "invoiceTitle.late/" + titleId + "/" + title.revision(), "invoicing.notice.titleReviewLate",
                    companies.get(title.companyId()).name(), title.name(), title.reviewDue());
        }
    }

    /** What is under review is due by the official days now. */
    @Override
    @Transactional
    public void calendarLoaded(int year) {
        for (InvoiceTitle title : rows.inReview()) {
            LocalDate saved = title.savedAt().atZone(BusinessClock.ZONE).toLocalDate();
            rows.setStatus(title.id(), title.revision(), Status.IN_REVIEW,
                    calendar.plusWorkingDays(saved, REVIEW_WORKING_DAYS));
        }
    }

    /**
     * The title as it is, where saving would change nothing: the same title with the same contents and no new scans. A
     * rejected one may be handed in again as it is.
     */
    private Optional<InvoiceTitle> unchanged(String companyId, String titleId, NewTitle written,
            TitleDetails details) {
        if (titleId == null) {
            return rows.present(companyId).stream().filter(title -> isSame(title, written, details)).findFirst();
        }
        InvoiceTitle title = own(companyId, titleId);
        if (title.type() != written.type()) {
            throw Refusal.field("type", "invoicing.title.typeStays");
        }
        return Optional.of(title).filter(each -> isSame(each, written, details));
    }

    private boolean isSame(InvoiceTitle title, NewTitle written, TitleDetails details) {
        return title.type() == written.type() && title.details().equals(details) && title.status() != Status.REJECTED
                && scans.of(title.id(), title.revision()).stream().map(Document::id).toList()
                        .containsAll(written.documentIds());
    }

    private InvoiceTitle store(Actor actor, String companyId, String titleId, NewTitle written, TitleDetails details) {
        Status status = written.type().isSpecial() ? Status.IN_REVIEW : Status.USABLE;
        LocalDate due = status == Status.IN_REVIEW ? calendar.plusWorkingDays(clock.today(), REVIEW_WORKING_DAYS) : null;
        InvoiceTitle before = titleId == null ? null : own(companyId, titleId);
        if (before == null && rows.present(companyId).size() >= MOST) {
            throw Refusal.conflict("invoicing.title.tooMany", MOST);
        }
        String id = before == null ? numbers.next("B") : titleId;
        int revision = before == null ? 1 : before.revision() + 1;
        if (before == null) {
            rows.add(id, companyId, written.type(), status, due);
        } else {
            rows.setStatus(id, revision, status, due);
        }
        rows.addRevision(id, written.type(), revision, details, actor.id(), now());
        scans.keep(actor, companyId, id, revision, written);
        InvoiceTitle saved = get(id);
        audit.record(actor, before == null ? "invoiceTitle.add" : "invoiceTitle.change", companyId, id,
                "revision " + revision + " " + details);
        makeDefault(actor, saved, written);
        return saved;
    }

    private void makeDefault(Actor actor, InvoiceTitle title, NewTitle written) {
        boolean first = company.defaultTitle(title.companyId()) == null && rows.present(title.companyId()).size() == 1
                && title.revision() == 1;
        if (written.makeDefault() || first) {
            makeDefault(actor, title);
        }
    }

    private void makeDefault(Actor actor, InvoiceTitle title) {
        if (!title.id().equals(company.defaultTitle(title.companyId()))) {
            company.makeDefaultTitle(title.companyId(), title.id());
            audit.record(actor, "invoiceTitle.makeDefault", title.companyId(), title.id(), title.name());
        }
    }

    private void tellDecision(InvoiceTitle title, boolean approved, String reason) {
        String once = "invoiceTitle.decided/" + title.id() + "/" + title.revision();
        if (approved) {
            notices.tellCompany(title.companyId(), once, "invoicing.notice.titleApproved", title.name());
        } else {
            notices.tellCompany(title.companyId(), once, "invoicing.notice.titleRejected", title.name(), reason);
        }
    }

    /** A title of the company that is not removed. @throws Refusal not found */
    private InvoiceTitle own(String companyId, String titleId) {
        return rows.find(companyId, titleId).filter(title -> title.status() != Status.REMOVED)
                .orElseThrow(Refusal::notFound);
    }

    private OffsetDateTime now() {
        return clock.now().atOffset(ZoneOffset.UTC);
    }
}
