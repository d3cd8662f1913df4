package zhangfang.invoicing;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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
import zhangfang.invoicing.InvoiceApplication.Buyer;
import zhangfang.invoicing.InvoiceApplication.Origin;
import zhangfang.invoicing.InvoiceApplication.Sending;
import zhangfang.invoicing.InvoiceApplication.Status;
import zhangfang.money.Money;
import zhangfang.notice.Notices;
import zhangfang.numbering.Numbers;
import zhangfang.refusal.Refusal;
import zhangfang.refusal.Refusal.Reason;
import zhangfang.wallet.InvoiceableAmounts;
import zhangfang.company.MoneyReaders;

/**
 * Applications for invoices (开票申请): applying takes the amount out of what may be invoiced at once; cancelling, until
 * 24:00 of the day, and rejecting give it back.
 */
@Service
@Order(CalendarListener.ROWS)
public class InvoiceApplications implements CalendarListener {

    private static final int ISSUE_WORKING_DAYS = 5;
    /** Each keeps finance busy, so there are only so many open ones at a time. */
    private static final int MOST_OPEN = 200;
    private static final int KEY_LENGTH = 64;
    /** What finance has to do with, now or at the end of the day. */
    private static final Set<Status> OPEN = Set.of(Status.APPLIED, Status.ISSUING, Status.FAILED, Status.ISSUED);

    private final ApplicationRows rows;
    private final InvoiceAccounts accounts;
    private final InvoiceableAmounts amounts;
    private final InvoiceTitles titles;
    private final DeliveryAddresses addresses;
    private final BusinessClock clock;
    private final StatutoryCalendar calendar;
    private final Numbers numbers;
    private final Companies companies;
    private final MoneyReaders readers;
    private final Notices notices;
    private final Audit audit;

    InvoiceApplications(ApplicationRows rows, InvoiceAccounts accounts, InvoiceableAmounts amounts,
            InvoiceTitles titles, DeliveryAddresses addresses, BusinessClock clock, StatutoryCalendar calendar,
            Numbers numbers, Companies companies, MoneyReaders readers, Notices notices, Audit audit) {
        this.rows = rows;
        this.accounts = accounts;
        this.amounts = amounts;
        this.titles = titles;
        this.addresses = addresses;
        this.clock = clock;
        this.calendar = calendar;
        this.numbers = numbers;
        this.companies = companies;
        this.readers = readers;
        this.notices = notices;
        this.audit = audit;
    }

    /**
     * Applies for an invoice: a member of the company, or the system for a recurring one. Part of starting its process.
     *
     * @throws Refusal naming every wrong field; conflict, when this very wish was applied for before
     */
    @Transactional
    public InvoiceApplication apply(Actor actor, NewApplication wish) {
        mayApply(actor, wish);
        accounts.lock(wish.companyId());
        String id = numbers.next("I");
        String key = wish.requestKey() == null || wish.requestKey().isBlank() ? id : wish.requestKey().strip();
        if (rows.ofRequest(wish.companyId(), key).isPresent()) {
            throw Refusal.conflict("invoicing.application.askedBefore");
        }
        InvoiceApplication application = checked(actor, id, wish);
        rows.insert(application, key);
        rows.firstStep(actor, application);
        accounts.reserve(application.companyId(), application.amount());
        audit.record(actor, "invoiceApplication.apply", application.companyId(), id, application.amount().toString());
        return application;
    }

    /**
     * What an application would be, without applying: for the page on which it is confirmed.
     *
     * @throws Refusal naming every wrong field
     */
    @Transactional(readOnly = true)
    public InvoiceApplication preview(Actor actor, NewApplication wish) {
        mayApply(actor, wish);
        return checked(actor, null, wish);
    }

    /** The application of an earlier wish with the same key. */
    @Transactional(readOnly = true)
    public Optional<InvoiceApplication> ofRequest(String companyId, String requestKey) {
        return requestKey == null || requestKey.isBlank() ? Optional.empty()
                : rows.ofRequest(companyId, requestKey.strip());
    }

    /**
     * A member cancels (取消), until 24:00 of the day of application; a second time changes nothing.
     *
     * @throws Refusal conflict, from that instant on
     */
    @Transactional
    public InvoiceApplication cancel(Actor actor, String id) {
        readers.ofMember(actor, rows.get(id).companyId(), "invoicing.application.onlyMembers");
        InvoiceApplication application = rows.lock(id);
        if (application.status() == Status.CANCELLED) {
            return application;
        }
        if (application.status() != Status.APPLIED || !clock.now().isBefore(application.cancelUntil())) {
            throw Refusal.conflict("invoicing.application.cancelOver", lastDay(application.cancelUntil()));
        }
        Instant now = clock.now();
        rows.update(id, "status = 'CANCELLED', ended_at = ?", ApplicationRows.utc(now));
        accounts.reserve(application.companyId(), application.amount().negated());
        rows.step(actor, id, InvoiceStep.Kind.CANCELLED, now, null);
        audit.record(actor, "invoiceApplication.cancel", application.companyId(), id, null);
        return rows.get(id);
    }

    /** 24:00 of the day of application is there: finance issues, cancelling is over. Does nothing where it was cancelled. */
    @Transactional
    public InvoiceApplication beginIssuing(String id) {
        InvoiceApplication application = rows.lock(id);
        if (application.status() != Status.APPLIED) {
            return application;
        }
        if (clock.now().isBefore(application.cancelUntil())) {
            throw Refusal.conflict("invoicing.application.notYet");
        }
        rows.update(id, "status = 'ISSUING'");
        rows.step(Actor.SYSTEM, id, InvoiceStep.Kind.ISSUING, application.cancelUntil(), null);
        audit.record(Actor.SYSTEM, "invoiceApplication.beginIssuing", application.companyId(), id, null);
        return rows.get(id);
    }

    /** It was not issued and mailed in time: process owners are told, once. */
    @Transactional
    public void escalate(String id) {
        InvoiceApplication application = rows.lock(id);
        if (application.status() == Status.ISSUING || application.status() == Status.FAILED
                || application.status() == Status.ISSUED) {
            notices.tellRole(Role.PROCESS_OWNER, application.companyId(), "invoice.overdue/" + id,
                    "invoicing.notice.overdue", companies.get(application.companyId()).name(), id,
                    application.issueDue());
            rows.step(Actor.SYSTEM, id, InvoiceStep.Kind.OVERDUE, Deadlines.endOf(application.issueDue()), null);
        }
    }

    /** The application, for code that has already checked who asks. @throws Refusal not found */
    @Transactional(readOnly = true)
    public InvoiceApplication get(String id) {
        return rows.get(id);
    }

    /** The application of a company whose money this person may see. @throws Refusal not found or forbidden */
    @Transactional(readOnly = true)
    public InvoiceApplication visible(Actor actor, String companyId, String id) {
        readers.readable(actor, companyId);
        return rows.find(id).filter(found -> found.companyId().equals(companyId)).orElseThrow(Refusal::notFound);
    }

    /** Applications by their ids; for code that has already checked who asks. */
    @Transactional(readOnly = true)
    public Map<String, InvoiceApplication> byIds(Collection<String> ids) {
        return ids.isEmpty() ? Map.of() : rows.query("where a.id in (:ids)", Map.of("ids", ids)).stream()
                .collect(Collectors.toMap(InvoiceApplication::id, one -> one));
    }

    /** What happened to it, in order; for code that has already checked who asks. */
    @Transactional(readOnly = true)
    public List<InvoiceStep> steps(String id) {
        return rows.steps(id);
    }

    /** The steps of many applications at once, by application. */
    @Transactional(readOnly = true)
    public Map<String, List<InvoiceStep>> stepsOf(Collection<String> ids) {
        return rows.stepsOf(ids);
    }

    /**
     * Which applications are listed.
     *
     * @param shown as {@link InvoiceApplication#shown()} says; {@code null} for all
     * @param from  first day of application, or {@code null}
     * @param to    last day of application, or {@code null}
     */
    public record Filter(String shown, LocalDate from, LocalDate to) {

        public static final Filter NONE = new Filter(null, null, null);
    }

    /** A company's applications, newest first. @throws Refusal not found or forbidden */
    @Transactional(readOnly = true)
    public List<InvoiceApplication> of(Actor actor, String companyId, Filter filter, int limit) {
        readers.readable(actor, companyId);
        Map<String, Object> params = new HashMap<>(Map.of("company", companyId, "limit", limit));
        String where = "where a.company_id = :company" + condition(filter, params);
        return rows.query(where + " order by a.applied_at desc, a.id desc fetch first :limit rows only", params);
    }

    /**
     * An application with the name of its company.
     *
     * @param due until when finance has time, for the application itself or for the return under way
     */
    public record Open(InvoiceApplication application, String companyName, Instant due) {
    }

    /**
     * What is open in all companies (待办开票), the most urgent first; for those who see the money of all.
     *
     * @throws Refusal forbidden for others
     */
    @Transactional(readOnly = true)
    public List<Open> open(Actor actor, int limit, int offset) {
        readers.ofAll(actor);
        return rows.open(OPEN, limit, offset);
    }

    private static String condition(Filter filter, Map<String, Object> params) {
        StringBuilder where = new StringBuilder();
        if (filter.shown() != null) {
            where.append(switch (filter.shown()) {
                case "RETURNING" -> " and a.open_return_id is not null";
                case "RETURNED" -> " and a.red_total = a.amount and a.open_return_id is null";
                default -> " and a.status = :status and a.open_return_id is null and a.red_total < a.amount";
            });
            params.put("status", filter.shown());
        }
        if (filter.from() != null) {
            where.append(" and a.applied_at >= :from");
            params.put("from", ApplicationRows.utc(Deadlines.startOf(filter.from())));
        }
        if (filter.to() != null) {
            where.append(" and a.applied_at < :to");
            params.put("to", ApplicationRows.utc(Deadlines.endOf(filter.to())));
        }
        return where.toString();
    }

    private void mayApply(Actor actor, NewApplication wish) {
        if (wish.origin() == Origin.RECURRING) {
            if (!actor.isSystem()) {
                throw Refusal.forbidden("invoicing.application.onlyMembers");
            }
            companies.get(wish.companyId());
        } else {
            readers.ofMember(actor, wish.companyId(), "invoicing.application.onlyMembers");
        }
    }

    private InvoiceApplication checked(Actor actor, String id, NewApplication wish) {
        List<Reason> wrong = new ArrayList<>();
        checkAmount(wish, wrong);
        if (wish.requestKey() != null && wish.requestKey().length() > KEY_LENGTH) {
            wrong.add(Reason.field("requestKey", "invoicing.field.tooLong", KEY_LENGTH));
        }
        InvoiceTitle title = read(wrong, () -> titles.usable(wish.companyId(), wish.titleId()));
        DeliveryAddress address = read(wrong, () -> addresses.usable(wish.companyId(), wish.addressId()));
        if (!wrong.isEmpty()) {
            throw Refusal.invalid(wrong);
        }
        if (rows.count("where a.company_id = :company and a.status in ('APPLIED', 'ISSUING', 'FAILED')",
                Map.of("company", wish.companyId())) >= MOST_OPEN) {
            throw Refusal.conflict("invoicing.application.tooManyOpen", MOST_OPEN);
        }
        LocalDate today = clock.today();
        return new InvoiceApplication(id, wish.companyId(), wish.origin(), wish.amount(), Buyer.of(title), address,
                Status.APPLIED, actor.id(), clock.now(), Deadlines.endOf(today),
                calendar.plusWorkingDays(today, ISSUE_WORKING_DAYS), null, null, null,
                new Sending(address.email(), false, null, 0), null, Money.ZERO, null);
    }

    private void checkAmount(NewApplication wish, List<Reason> wrong) {
        Money invoiceable = amounts.of(wish.companyId()).invoiceable();
        if (wish.amount() == null) {
            wrong.add(Reason.field("amount", "invoicing.field.required"));
        } else if (invoiceable.isNegative()) {
            wrong.add(Reason.field("amount", "invoicing.application.owing", invoiceable.negated()));
        } else if (!wish.amount().isPositive() || wish.amount().compareTo(invoiceable) > 0) {
            wrong.add(Reason.field("amount", "invoicing.application.amount", invoiceable));
        }
    }

    private static <T> T read(List<Reason> wrong, java.util.function.Supplier<T> usable) {
        try {
            return usable.get();
        } catch (Refusal refusal) {
            wrong.addAll(refusal.reasons());
            return null;
        }
    }

    private static LocalDate lastDay(Instant end) {
        return end.atZone(BusinessClock.ZONE).toLocalDate().minusDays(1);
    }

    /** What is not issued and mailed yet is due by the official days now. */
    @Override
    @Transactional
    public void calendarLoaded(int year) {
        for (InvoiceApplication open : rows.query(
                "where a.status in ('APPLIED', 'ISSUING', 'FAILED', 'ISSUED') order by a.company_id, a.id for update",
                Map.of())) {
            LocalDate applied = open.appliedAt().atZone(BusinessClock.ZONE).toLocalDate();
            rows.update(open.id(), "issue_due = ?", calendar.plusWorkingDays(applied, ISSUE_WORKING_DAYS));
        }
    }
}
