package zhangfang.invoicing;

import java.time.Instant;
import java.time.LocalDate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import zhangfang.audit.Audit;
import zhangfang.calendar.BusinessClock;
import zhangfang.calendar.Deadlines;
import zhangfang.calendar.StatutoryCalendar;
import zhangfang.company.Companies;
import zhangfang.identity.Actor;
import zhangfang.invoicing.InvoiceApplication.Status;
import zhangfang.notice.Mail;
import zhangfang.notice.Mails;
import zhangfang.notice.Notices;
import zhangfang.notice.Outbox;
import zhangfang.refusal.Refusal;
import zhangfang.company.MoneyReaders;

/**
 * How an issued invoice reaches its company: on paper by courier, signed for or completed 15 days later; electronically by
 * e-mail, or, without a mail server or where mail does not arrive, in the application.
 */
@Service
public class InvoiceDelivery {

    /** The topic by which the outbox tells what became of a mail. */
    public static final String TOPIC = "invoiceApplication";

    private static final int SIGN_DAYS = 15;
    private static final int SENDING_WORKING_DAYS = 1;
    private static final int NAME_LENGTH = 60;

    private final ApplicationRows rows;
    private final BusinessClock clock;
    private final StatutoryCalendar calendar;
    private final Companies companies;
    private final MoneyReaders readers;
    private final Mails mails;
    private final InvoiceMail mail;
    private final Notices notices;
    private final Audit audit;

    InvoiceDelivery(ApplicationRows rows, BusinessClock clock, StatutoryCalendar calendar, Companies companies,
            MoneyReaders readers, Mails mails, InvoiceMail mail, Notices notices, Audit audit) {
        this.rows = rows;
        this.clock = clock;
        this.calendar = calendar;
        this.companies = companies;
        this.readers = readers;
        this.mails = mails;
        this.mail = mail;
        this.notices = notices;
        this.audit = audit;
    }

    /** Finance has sent the paper on its way; the same courier and number again change nothing. */
    @Transactional
    public InvoiceApplication mail(Actor actor, String id, String courier, String trackingNumber) {
        InvoiceIssuing.onlyFinance(actor);
        WrittenFields fields = new WrittenFields();
        String by = fields.required("courier", courier, NAME_LENGTH);
        String number = fields.required("trackingNumber", trackingNumber, NAME_LENGTH);
        fields.refuseIfAny();
        InvoiceApplication application = rows.lock(id);
        if (application.shipment() != null && application.shipment().trackingNumber().equals(number)) {
            return application;
        }
        if (application.status() != Status.ISSUED || !application.onPaper()) {
            throw Refusal.conflict("invoicing.delivery.notToBeMailed");
        }
        Instant now = clock.now();
        rows.update(id, "status = 'MAILED', courier = ?, tracking_number = ?, mailed_at = ?, sign_until = ?", by, number,
                ApplicationRows.utc(now), ApplicationRows.utc(Deadlines.endOf(clock.today().plusDays(SIGN_DAYS))));
        rows.step(actor, id, InvoiceStep.Kind.MAILED, now, by + " " + number);
        audit.record(actor, "invoiceApplication.mail", application.companyId(), id, by + " " + number);
        return rows.get(id);
    }

    /** A member has received the paper (签收); a second time changes nothing. @throws Refusal conflict, when it is too late */
    @Transactional
    public InvoiceApplication sign(Actor actor, String id) {
        readers.ofMember(actor, rows.get(id).companyId(), "invoicing.delivery.onlyMembers");
        InvoiceApplication application = rows.lock(id);
        if (application.status() == Status.COMPLETED) {
            return application;
        }
        if (application.status() != Status.MAILED) {
            throw Refusal.conflict("invoicing.delivery.notMailed");
        }
        if (!clock.now().isBefore(application.shipment().signUntil())) {
            throw Refusal.conflict("invoicing.delivery.signOver");
        }
        complete(actor, application, InvoiceStep.Kind.SIGNED, clock.now(), null);
        return rows.get(id);
    }

    /** Nobody signed within 15 days: it counts as received. */
    @Transactional
    public InvoiceApplication completeByTime(String id) {
        InvoiceApplication application = rows.lock(id);
        if (application.status() != Status.MAILED) {
            return application;
        }
        if (clock.now().isBefore(application.shipment().signUntil())) {
            throw Refusal.conflict("invoicing.delivery.notYet");
        }
        complete(Actor.SYSTEM, application, InvoiceStep.Kind.COMPLETED_BY_TIME, application.shipment().signUntil(),
                null);
        notices.tellCompany(application.companyId(), "invoice.completed/" + id, "invoicing.notice.completedByTime", id);
        return rows.get(id);
    }

    /** Puts the mail with the file; where there is no mail server, the customer fetches it in the application. */
    @Transactional
    public InvoiceApplication send(String id) {
        InvoiceApplication application = rows.lock(id);
        if (application.status() != Status.ISSUED || application.onPaper() || application.sending().underway()) {
            return application;
        }
        if (!mails.enabled()) {
            provide(Actor.SYSTEM, application);
            return rows.get(id);
        }
        int times = application.sending().times() + 1;
        String to = application.sending().to();
        mails.put("invoice/" + id + "/" + times, mail(application, to), new Outbox.About(TOPIC, id));
        rows.update(id, "sending = true, sending_due = null, sendings = ?", times);
        rows.step(Actor.SYSTEM, id, InvoiceStep.Kind.SENDING, clock.now(), to);
        return rows.get(id);
    }

    /** The mail server took the mail. */
    @Transactional
    public void sent(String id) {
        InvoiceApplication application = rows.lock(id);
        if (application.status() == Status.ISSUED && application.sending().underway()) {
            complete(Actor.SYSTEM, application, InvoiceStep.Kind.SENT, clock.now(), application.sending().to());
        }
    }

    /** The mail was given up: finance settles it. @return whether anybody still waits for that mail */
    @Transactional
    public boolean notSent(String id, String reason) {
        InvoiceApplication application = rows.lock(id);
        if (application.status() != Status.ISSUED || !application.sending().underway()) {
            return false;
        }
        LocalDate due = calendar.plusWorkingDays(clock.today(), SENDING_WORKING_DAYS);
        rows.update(id, "sending = false, sending_due = ?", due);
        String why = reason == null ? "" : reason;
        rows.step(Actor.SYSTEM, id, InvoiceStep.Kind.NOT_SENT, clock.now(),
                application.sending().to() + " " + why.substring(0, Math.min(why.length(), InvoiceIssuing.REASON_LENGTH)));
        return true;
    }

    /** Finance has it sent again, perhaps to a corrected address; the address as it was applied for stays on record. */
    @Transactional
    public void sendAgain(Actor actor, String id, String email) {
        InvoiceApplication application = lockUnsent(actor, id);
        String to = WrittenFields.written(email) == null ? application.sending().to()
                : AddressRules.mailbox("email", email);
        rows.update(id, "sent_to = ?, sending_due = null", to);
        audit.record(actor, "invoiceApplication.sendAgain", application.companyId(), id, to);
    }

    /** Finance gives e-mail up: the customer is told to fetch the file in the application. */
    @Transactional
    public void provideInstead(Actor actor, String id) {
        InvoiceApplication application = lockUnsent(actor, id);
        provide(actor, application);
        audit.record(actor, "invoiceApplication.provide", application.companyId(), id, null);
    }

    private InvoiceApplication lockUnsent(Actor actor, String id) {
        InvoiceIssuing.onlyFinance(actor);
        InvoiceApplication application = rows.lock(id);
        if (application.status() != Status.ISSUED || application.onPaper() || application.sending().due() == null) {
            throw Refusal.conflict("invoicing.delivery.notUnsent");
        }
        return application;
    }

    private void provide(Actor actor, InvoiceApplication application) {
        complete(actor, application, InvoiceStep.Kind.PROVIDED, clock.now(), null);
        notices.tellCompany(application.companyId(), "invoice.provided/" + application.id(),
                "invoicing.notice.provided", application.id(), application.invoice().fullNumber());
    }

    private void complete(Actor actor, InvoiceApplication application, InvoiceStep.Kind kind, Instant effectiveAt,
            String detail) {
        rows.update(application.id(), "status = 'COMPLETED', sending = false, sending_due = null, ended_at = ?",
                ApplicationRows.utc(effectiveAt));
        rows.step(actor, application.id(), kind, effectiveAt, detail);
        audit.record(actor, "invoiceApplication." + (kind == InvoiceStep.Kind.SIGNED ? "sign" : "complete"),
                application.companyId(), application.id(), detail);
    }

    private Mail mail(InvoiceApplication application, String to) {
        return mail.about(application, companies.get(application.companyId()).name(), to);
    }
}
