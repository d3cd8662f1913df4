package zhangfang.invoicing;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import zhangfang.audit.Audit;
import zhangfang.calendar.BusinessClock;
import zhangfang.calendar.CalendarListener;
import zhangfang.calendar.Deadlines;
import zhangfang.calendar.StatutoryCalendar;
import zhangfang.company.Companies;
import zhangfang.identity.Actor;
import zhangfang.identity.Role;
import zhangfang.invoicing.InvoiceApplication.Status;
import zhangfang.invoicing.InvoiceReturn.Materials;
import zhangfang.notice.Notices;
import zhangfang.numbering.Numbers;
import zhangfang.refusal.Refusal;
import zhangfang.refusal.Refusal.Reason;
import zhangfang.company.MoneyReaders;

/**
 * Invoices that companies give back (退票, {@code tencent-product-flow} §6): paper comes back first and is reviewed within
 * three working days of its arrival, electronic ones within 1.5 hours, or 72 where the buyer has deducted them. What is
 * not rejected ends with a red invoice, whose amount may be applied for again. A return cannot be withdrawn.
 */
@Service
@Order(CalendarListener.ROWS)
public class InvoiceReturns implements CalendarListener {

    private static final int REVIEW_WORKING_DAYS = 3;
    private static final int ARRIVAL_DAYS = 15;
    private static final Duration ELECTRONIC = Duration.ofMinutes(90);
    /** The buyer confirms the red information within 72 hours, or it lapses (税总公告 2024 年第 11 号 八). */
    private static final Duration DEDUCTED = Duration.ofHours(72);
    private static final int TEXT_LENGTH = 500;
    private static final int NAME_LENGTH = 60;

    private final ApplicationRows applications;
    private final ReturnRows rows;
    private final BusinessClock clock;
    private final StatutoryCalendar calendar;
    private final Numbers numbers;
    private final Companies companies;
    private final MoneyReaders readers;
    private final Notices notices;
    private final Audit audit;
    private final boolean forWrongDetails;

    InvoiceReturns(ApplicationRows applications, ReturnRows rows, BusinessClock clock, StatutoryCalendar calendar,
            Numbers numbers, Companies companies, MoneyReaders readers, Notices notices, Audit audit,
            @Value("${zhangfang.invoicing.returns-for-wrong-details:true}") boolean forWrongDetails) {
        this.applications = applications;
        this.rows = rows;
        this.clock = clock;
        this.calendar = calendar;
        this.numbers = numbers;
        this.companies = companies;
        this.readers = readers;
        this.notices = notices;
        this.audit = audit;
        this.forWrongDetails = forWrongDetails;
    }

    /** Whether invoices are taken back that the customer's own entry made wrong. */
    public boolean forWrongDetails() {
        return forWrongDetails;
    }

    /** A member gives an issued invoice back; one return at a time. @throws Refusal naming every wrong field */
    @Transactional
    public InvoiceReturn apply(Actor actor, NewReturn wish) {
        readers.ofMember(actor, wish.companyId(), "invoicing.return.onlyMembers");
        InvoiceApplication application = applications.find(wish.applicationId())
                .filter(found -> found.companyId().equals(wish.companyId())).orElseThrow(Refusal::notFound);
        application = applications.lock(application.id());
        requireReturnable(application);
        check(application, wish);
        InvoiceReturn made = of(actor, application, wish);
        rows.insert(made);
        applications.update(application.id(), "open_return_id = ?", made.id());
        applications.step(actor, application.id(), InvoiceStep.Kind.RETURN_APPLIED, made.id(), made.appliedAt(),
                made.onPaper() ? made.courier() + " " + made.trackingNumber() : null);
        audit.record(actor, "invoiceReturn.apply", made.companyId(), made.id(), application.id() + " " + made.reason());
        return made;
    }

    /** Finance has what was sent back: the review begins. */
    @Transactional
    public InvoiceReturn arrive(Actor actor, String id) {
        InvoiceReturn open = lock(actor, id, InvoiceReturn.Status.SENT_BACK);
        Instant now = clock.now();
        Instant due = Deadlines.endOf(calendar.plusWorkingDays(clock.today(), REVIEW_WORKING_DAYS));
        rows.update(id, "status = 'IN_REVIEW', arrived_at = ?, review_due = ?", ApplicationRows.utc(now),
                ApplicationRows.utc(due));
        applications.step(actor, open.applicationId(), InvoiceStep.Kind.RETURN_ARRIVED, id, now, null);
        audit.record(actor, "invoiceReturn.arrive", open.companyId(), id, null);
        return rows.get(id);
    }

    /** Finance agrees: a red invoice follows. */
    @Transactional
    public InvoiceReturn approve(Actor actor, String id) {
        InvoiceReturn open = lock(actor, id, InvoiceReturn.Status.IN_REVIEW);
        Instant now = clock.now();
        rows.update(id, "status = 'APPROVED', decided_by = ?, decided_at = ?", actor.id(), ApplicationRows.utc(now));
        applications.step(actor, open.applicationId(), InvoiceStep.Kind.RETURN_APPROVED, id, now, null);
        audit.record(actor, "invoiceReturn.approve", open.companyId(), id, null);
        return rows.get(id);
    }

    /** Finance does not agree, or nothing came back: the application is as before, and may be given back again. */
    @Transactional
    public InvoiceReturn reject(Actor actor, String id, String reason) {
        InvoiceReturn open = lock(actor, id, InvoiceReturn.Status.SENT_BACK, InvoiceReturn.Status.IN_REVIEW);
        String why = InvoiceIssuing.required(reason, "invoicing.return.rejectionNeedsReason");
        Instant now = clock.now();
        rows.update(id, "status = 'REJECTED', decided_by = ?, decided_at = ?, decision_reason = ?, ended_at = ?",
                actor.id(), ApplicationRows.utc(now), why, ApplicationRows.utc(now));
        applications.update(open.applicationId(), "open_return_id = null");
        applications.step(actor, open.applicationId(), InvoiceStep.Kind.RETURN_REJECTED, id, now, why);
        notices.tellCompany(open.companyId(), "invoiceReturn.rejected/" + id, "invoicing.notice.returnRejected",
                open.applicationId(), why);
        audit.record(actor, "invoiceReturn.reject", open.companyId(), id, why);
        return rows.get(id);
    }

    /** It is not settled in time: process owners are told, once. */
    @Transactional
    public void escalate(String id) {
        InvoiceReturn open = rows.get(id);
        applications.lock(open.applicationId());
        open = rows.get(id);
        if (open.isOpen()) {
            LocalDate due = open.reviewDue().minusNanos(1).atZone(BusinessClock.ZONE).toLocalDate();
            notices.tellRole(Role.PROCESS_OWNER, open.companyId(), "invoiceReturn.overdue/" + id,
                    "invoicing.notice.returnOverdue", companies.get(open.companyId()).name(), id, due);
            applications.step(Actor.SYSTEM, open.applicationId(), InvoiceStep.Kind.RETURN_OVERDUE, id,
                    open.reviewDue(), null);
        }
    }

    /** The return, for code that has already checked who asks. @throws Refusal not found */
    @Transactional(readOnly = true)
    public InvoiceReturn get(String id) {
        return rows.get(id);
    }

    /** The return of a company whose money this person may see. @throws Refusal not found or forbidden */
    @Transactional(readOnly = true)
    public InvoiceReturn visible(Actor actor, String companyId, String id) {
        readers.readable(actor, companyId);
        return rows.find(id).filter(found -> found.companyId().equals(companyId)).orElseThrow(Refusal::notFound);
    }

    /** A company's returns, newest first. @throws Refusal not found or forbidden */
    @Transactional(readOnly = true)
    public List<InvoiceReturn> of(Actor actor, String companyId, int limit) {
        readers.readable(actor, companyId);
        return rows.ofCompany(companyId, limit);
    }

    /** The returns of an application, newest first; for code that has already checked who asks. */
    @Transactional(readOnly = true)
    public List<InvoiceReturn> ofApplication(String applicationId) {
        return rows.ofApplication(applicationId);
    }

    /** Whether a member could give it back now. */
    public boolean isReturnable(InvoiceApplication application) {
        return application.status().isIssued() && application.openReturnId() == null && application.left().isPositive()
                && !(application.onPaper() && application.status() == Status.ISSUED);
    }

    private static void requireReturnable(InvoiceApplication application) {
        if (!application.status().isIssued()) {
            throw Refusal.conflict("invoicing.return.notIssued");
        }
        if (application.onPaper() && application.status() == Status.ISSUED) {
            throw Refusal.conflict("invoicing.return.notMailed");
        }
        if (application.openReturnId() != null) {
            throw Refusal.conflict("invoicing.return.underWay");
        }
        if (!application.left().isPositive()) {
            throw Refusal.conflict("invoicing.return.nothingLeft");
        }
    }

    private void check(InvoiceApplication application, NewReturn wish) {
        List<Reason> wrong = new ArrayList<>();
        if (wish.reason() == null) {
            wrong.add(Reason.field("reason", "invoicing.field.required"));
        } else if (wish.reason().isWrongEntry() && !forWrongDetails) {
            wrong.add(Reason.field("reason", "invoicing.return.notForWrongDetails"));
        }
        if (wish.note() != null && wish.note().length() > TEXT_LENGTH) {
            wrong.add(Reason.field("note", "invoicing.field.tooLong", TEXT_LENGTH));
        }
        if (wish.deducted() && !application.buyer().type().isSpecial()) {
            wrong.add(Reason.field("deducted", "invoicing.return.ordinaryIsNotDeducted"));
        }
        checkCourier("courier", wish.courier(), application.onPaper(), wrong);
        checkCourier("trackingNumber", wish.trackingNumber(), application.onPaper(), wrong);
        if (!wrong.isEmpty()) {
            throw Refusal.invalid(wrong);
        }
    }

    private static void checkCourier(String field, String text, boolean onPaper, List<Reason> wrong) {
        String written = WrittenFields.written(text);
        if (onPaper && written == null) {
            wrong.add(Reason.field(field, "invoicing.field.required"));
        } else if (!onPaper && written != null) {
            wrong.add(Reason.field(field, "invoicing.return.electronicIsNotMailed"));
        } else if (written != null && written.length() > NAME_LENGTH) {
            wrong.add(Reason.field(field, "invoicing.field.tooLong", NAME_LENGTH));
        }
    }

    private InvoiceReturn of(Actor actor, InvoiceApplication application, NewReturn wish) {
        Instant now = clock.now();
        boolean paper = application.onPaper();
        return new InvoiceReturn(numbers.next("R"), application.companyId(), application.id(), wish.reason(),
                WrittenFields.written(wish.note()), paper, wish.deducted(),
                paper ? Materials.of(application.buyer().type().isSpecial(), wish.deducted()) : null,
                WrittenFields.written(wish.courier()), WrittenFields.written(wish.trackingNumber()),
                paper ? InvoiceReturn.Status.SENT_BACK : InvoiceReturn.Status.IN_REVIEW, actor.id(), now,
                paper ? clock.today().plusDays(ARRIVAL_DAYS) : null, null,
                paper ? null : now.plus(wish.deducted() ? DEDUCTED : ELECTRONIC), null, null, null, null, null);
    }

    private InvoiceReturn lock(Actor actor, String id, InvoiceReturn.Status... expected) {
        InvoiceIssuing.onlyFinance(actor);
        applications.lock(rows.get(id).applicationId());
        InvoiceReturn locked = rows.get(id);
        if (!List.of(expected).contains(locked.status())) {
            throw Refusal.conflict("invoicing.return.elsewhere");
        }
        return locked;
    }

    /** What came back on paper and is not settled yet is due by the official days now. */
    @Override
    @Transactional
    public void calendarLoaded(int year) {
        for (InvoiceReturn open : rows.openOnPaper()) {
            LocalDate arrived = open.arrivedAt().atZone(BusinessClock.ZONE).toLocalDate();
            rows.update(open.id(), "review_due = ?", ApplicationRows.utc(
                    Deadlines.endOf(calendar.plusWorkingDays(arrived, REVIEW_WORKING_DAYS))));
        }
    }
}
