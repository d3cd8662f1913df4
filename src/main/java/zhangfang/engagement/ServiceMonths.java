package zhangfang.engagement;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import zhangfang.calendar.BusinessClock;
import zhangfang.calendar.Deadlines;
import zhangfang.calendar.StatutoryCalendar;
import zhangfang.calendar.StatutoryCalendar.FilingDeadline;
import zhangfang.identity.Actor;
import zhangfang.identity.Role;
import zhangfang.notice.Notices;
import zhangfang.numbering.Numbers;
import zhangfang.refusal.Refusal;

/**
 * The months of a running service (服务月), one per company and calendar month: opened, worked through step by step,
 * each step with who and when. Every command takes the month's row lock, then checks where the month stands.
 */
@Service
public class ServiceMonths {

    /** From this day of the next month the accountant may go on without the customer's documents. */
    private static final int GO_ON_DAY = 6;
    private static final int MAILING_DAY = 3;
    private static final int BOOKKEEPING_DAY = 10;
    private static final int TEXT_LIMIT = 500;

    private final MonthRows rows;
    private final JdbcClient jdbc;
    private final Numbers numbers;
    private final BusinessClock clock;
    private final StatutoryCalendar calendar;
    private final Notices notices;

    ServiceMonths(MonthRows rows, JdbcClient jdbc, Numbers numbers, BusinessClock clock, StatutoryCalendar calendar,
            Notices notices) {
        this.rows = rows;
        this.jdbc = jdbc;
        this.numbers = numbers;
        this.clock = clock;
        this.calendar = calendar;
        this.notices = notices;
    }

    /**
     * Opens the service month; a second call for the same order, company and month answers the same id.
     *
     * @return the service month's id, which is the business key of its process instance
     * @throws Refusal conflict, if the company has this month from another order already
     */
    @Transactional
    public String open(Actor actor, String orderId, String companyId, YearMonth month) {
        // Two orders that start at once wait for each other here, so that the second finds the first one's row.
        jdbc.sql("select id from company where id = ? for update").param(companyId).query(String.class).optional()
                .orElseThrow(Refusal::notFound);
        Optional<ServiceMonth> existing = rows.find(companyId, month);
        if (existing.isPresent()) {
            if (!java.util.Objects.equals(existing.get().orderId(), orderId)) {
                throw Refusal.conflict("engagement.month.taken", month);
            }
            return existing.get().id();
        }
        String id = numbers.next("M");
        rows.insert(actor, id, orderId, companyId, month);
        return id;
    }

    /** @throws Refusal not found */
    public ServiceMonth get(String monthId) {
        return rows.find(monthId).orElseThrow(Refusal::notFound);
    }

    public Optional<ServiceMonth> find(String companyId, YearMonth month) {
        return rows.find(companyId, month);
    }

    /** All service months of a company, the newest first. */
    public List<ServiceMonth> ofCompany(String companyId) {
        return rows.ofCompany(companyId);
    }

    /** All opened months of an order, the first first. */
    public List<ServiceMonth> ofOrder(String orderId) {
        return rows.ofOrder(orderId);
    }

    /** The months that run and, of each company, its last one, the earliest first. */
    public List<ServiceMonth> present(Collection<String> companyIds) {
        return companyIds.isEmpty() ? List.of() : rows.present(companyIds);
    }

    /** A company's service months, the newest first, some at a time. */
    public List<ServiceMonth> page(String companyId, int offset, int size) {
        return rows.page(companyId, offset, size);
    }

    /** How many service months a company has. */
    public int count(String companyId) {
        return rows.count(companyId);
    }

    /** Every service month there is; for checks over the whole state. */
    public List<ServiceMonth> all() {
        return rows.all();
    }

    /** Who did what when, in order. */
    public List<Step> steps(String monthId) {
        return rows.steps(monthId);
    }

    /** The same of several months at once, by month id. */
    public Map<String, List<Step>> stepsOf(Collection<String> monthIds) {
        return monthIds.isEmpty() ? Map.of() : rows.stepsOf(monthIds);
    }

    /** Locks the month's row for this transaction: what follows is decided by one at a time. */
    @Transactional
    public ServiceMonth lock(String monthId) {
        return rows.lock(monthId);
    }

    /** The day by which the customer's documents should be sent: the 3rd of the next month. */
    public static LocalDate mailingDue(YearMonth month) {
        return month.plusMonths(1).atDay(MAILING_DAY);
    }

    /** The day from which the accountant may go on without: the 6th of the next month. */
    public static LocalDate goOnFrom(YearMonth month) {
        return month.plusMonths(1).atDay(GO_ON_DAY);
    }

    /** The day by which books are kept, reviewed and closed: the 10th of the next month. */
    public static LocalDate bookkeepingDue(YearMonth month) {
        return month.plusMonths(1).atDay(BOOKKEEPING_DAY);
    }

    /** The last day for filing the month's taxes (征期截止日). */
    public FilingDeadline filingDeadline(YearMonth month) {
        return calendar.filingDeadline(month.plusMonths(1));
    }

    /** The last days for filing the taxes of several months, by month. */
    public Map<YearMonth, FilingDeadline> filingDeadlines(Collection<YearMonth> months) {
        Map<YearMonth, FilingDeadline> deadlines = new HashMap<>();
        calendar.filingDeadlines(months.stream().map(month -> month.plusMonths(1)).toList())
                .forEach((filed, deadline) -> deadlines.put(filed.minusMonths(1), deadline));
        return deadlines;
    }

    /** The process begins: documents are awaited. */
    @Transactional
    public void begin(Actor actor, String monthId) {
        ServiceMonth month = lockAt(monthId, Stage.NOT_STARTED);
        rows.move(actor, month, Stage.COLLECTING, MonthStatus.AWAITING_DOCUMENTS, "begin", null);
    }

    /**
     * Shows how far the mailings are, the least advanced of them; called by those who know them, under the lock.
     *
     * @param signDue from when on the most urgent of them is late to be signed for; {@code null}: none waits
     */
    @Transactional
    public void showDocuments(Actor actor, String monthId, MonthStatus status, Instant signDue, String action,
            String detail) {
        ServiceMonth month = rows.lock(monthId);
        if (month.stage() == Stage.COLLECTING) {
            rows.move(actor, month, Stage.COLLECTING, status, action, detail);
            if (signDue != null) {
                rows.due(month, signDue);
            }
        } else {
            rows.step(actor, month, action, detail, clock.now());
        }
    }

    /**
     * Someone says how the collecting of documents ends.
     *
     * @param unsigned how many mailings are not signed for yet
     * @param remark   why the accountant goes on without; optional otherwise
     */
    @Transactional
    public void declareDocuments(Actor actor, String monthId, Declaration declaration, int unsigned, String remark) {
        ServiceMonth month = lockAt(monthId, Stage.COLLECTING);
        boolean accountant = actor.is(Role.ACCOUNTANT);
        if (!accountant) {
            requireMember(actor, month);
        }
        if (month.documentsDeclared() != null && !accountant) {
            throw Refusal.conflict("engagement.documents.declared");
        }
        switch (declaration) {
            case NONE -> refuseIf(unsigned > 0, "engagement.documents.noneButMailed", unsigned);
            case COMPLETE -> refuseIf(accountant && unsigned > 0, "engagement.documents.unsigned", unsigned,
                    goOnFrom(month.month()));
            case WITHOUT -> checkGoOn(actor, month);
        }
        jdbc.sql("update service_month set documents_declared = ?, documents_remark = ? where id = ?")
                .params(declaration.name(), limited("reason", remark), monthId).update();
        rows.step(actor, month, "documents" + declaration.name().charAt(0)
                + declaration.name().substring(1).toLowerCase(java.util.Locale.ROOT), remark, clock.now());
    }

    private void checkGoOn(Actor actor, ServiceMonth month) {
        requireRole(actor, Role.ACCOUNTANT);
        LocalDate from = goOnFrom(month.month());
        refuseIf(clock.today().isBefore(from), "engagement.documents.tooEarly", from);
    }

    /** Collecting is over; the books can be kept. */
    @Transactional
    public void documentsCollected(Actor actor, String monthId) {
        ServiceMonth month = lockAt(monthId, Stage.COLLECTING);
        refuseIf(month.documentsDeclared() == null, "engagement.documents.undeclared");
        rows.move(actor, month, Stage.BOOKKEEPING, MonthStatus.BOOKKEEPING, "documentsCollected", null);
    }

    /** The accountant has kept the month's books (录入凭证). */
    @Transactional
    public void booksKept(Actor actor, String monthId) {
        ServiceMonth month = lockAt(monthId, Stage.BOOKKEEPING);
        requireRole(actor, Role.ACCOUNTANT);
        rows.move(actor, month, Stage.REVIEW, MonthStatus.IN_REVIEW, "booksKept", null);
    }

    /**
     * Checks that this person may review the month now.
     *
     * @throws Refusal forbidden, for whoever kept these books in any round (制单≠审核)
     */
    @Transactional
    public ServiceMonth lockForReview(Actor actor, String monthId) {
        ServiceMonth month = lockAt(monthId, Stage.REVIEW);
        requireRole(actor, Role.REVIEWER);
        if (rows.has(monthId, "booksKept", actor.id())) {
            throw Refusal.forbidden("engagement.review.ownBooks");
        }
        return month;
    }

    /** The reviewer approves. */
    @Transactional
    public void reviewed(Actor actor, String monthId) {
        ServiceMonth month = lockForReview(actor, monthId);
        rows.move(actor, month, Stage.CLOSING, MonthStatus.IN_REVIEW, "reviewed", null);
    }

    /** The reviewer sends the books back (退回), with a reason. */
    @Transactional
    public void returned(Actor actor, String monthId, String reason) {
        ServiceMonth month = lockForReview(actor, monthId);
        String why = required("reason", reason);
        rows.move(actor, month, Stage.BOOKKEEPING, MonthStatus.BOOKKEEPING, "returned", why);
    }

    /** On closing something turns out to be missing: back to keeping the books, with a reason (补录). */
    @Transactional
    public void returnedForAdditions(Actor actor, String monthId, String reason) {
        ServiceMonth month = lockForClosing(actor, monthId);
        String why = required("reason", reason);
        rows.move(actor, month, Stage.BOOKKEEPING, MonthStatus.BOOKKEEPING, "returnedForAdditions", why);
    }

    /** Checks that this person may close the month now. */
    @Transactional
    public ServiceMonth lockForClosing(Actor actor, String monthId) {
        ServiceMonth month = lockAt(monthId, Stage.CLOSING);
        requireRole(actor, Role.ACCOUNTANT);
        return month;
    }

    /** The month's books are closed (结账). */
    @Transactional
    public void closed(Actor actor, String monthId) {
        ServiceMonth month = lockForClosing(actor, monthId);
        rows.move(actor, month, Stage.ISSUING, MonthStatus.IN_REVIEW, "closed", null);
    }

    /** The taxes are filed (申报). */
    @Transactional
    public void filed(Actor actor, String monthId, String detail) {
        ServiceMonth month = lockAt(monthId, Stage.FILING);
        requireRole(actor, Role.ACCOUNTANT);
        fileAs(actor, rows.move(actor, month, Stage.RECEIPTS, MonthStatus.COMPLETED, "filed", detail));
    }

    /**
     * Files although the customer has not confirmed: only when the confirmation could not end before the filing
     * deadline. The confirmation stays open.
     *
     * @param confirmBy when silence becomes consent
     */
    void filedUnconfirmed(Actor actor, ServiceMonth month, Instant confirmBy, String reason) {
        requireRole(actor, Role.ACCOUNTANT);
        refuseIf(month.filingStatus() != FilingStatus.PENDING, "engagement.filing.done");
        refuseIf(confirmationEndsInTime(month.month(), confirmBy), "engagement.filing.confirmationInTime",
                local(confirmBy));
        String why = required("reason", reason);
        jdbc.sql("update service_month set unconfirmed_filing = ? where id = ?").params(why, month.id()).update();
        rows.step(actor, month, "filedUnconfirmed", why, clock.now());
        fileAs(actor, month);
        notices.tellCompany(month.companyId(), "filedUnconfirmed:" + month.id(), "engagement.notice.filedUnconfirmed",
                month.month(), why);
    }

    /** Whether silence becomes consent before the filing deadline is over. */
    boolean confirmationEndsInTime(YearMonth month, Instant confirmBy) {
        return confirmBy.isBefore(Deadlines.endOf(filingDeadline(month).date()));
    }

    private void fileAs(Actor actor, ServiceMonth month) {
        jdbc.sql("update service_month set filing_status = 'FILED' where id = ?").param(month.id()).update();
    }

    /** Payment and receipts are recorded (缴款与回执). */
    @Transactional
    public void paid(Actor actor, String monthId, String detail) {
        ServiceMonth month = lockAt(monthId, Stage.RECEIPTS);
        requireRole(actor, Role.ACCOUNTANT);
        jdbc.sql("update service_month set filing_status = 'PAID' where id = ?").param(monthId).update();
        rows.step(actor, month, "paid", detail, clock.now());
    }

    /** The process is done. */
    @Transactional
    public void end(Actor actor, String monthId) {
        ServiceMonth month = lockAt(monthId, Stage.RECEIPTS);
        refuseIf(month.filingStatus() != FilingStatus.PAID, "engagement.month.unpaid");
        jdbc.sql("update service_month set stage = 'ENDED', step_due = null, ended_at = ? where id = ?")
                .params(MonthRows.timestamp(clock.now()), monthId).update();
        rows.step(actor, rows.find(monthId).orElseThrow(), "end", null, clock.now());
    }

    /** Reminds the customer of the documents (催票), once a day at most, whatever was missed before. */
    @Transactional
    public void remindOfMailing(String monthId) {
        ServiceMonth month = rows.lock(monthId);
        if (month.stage() == Stage.COLLECTING && month.documentsDeclared() == null) {
            notices.tellCompany(month.companyId(), "mailing:" + monthId + ":" + clock.today(),
                    "engagement.notice.mailing", month.month(), mailingDue(month.month()));
        }
    }

    ServiceMonth lockAt(String monthId, Stage stage) {
        ServiceMonth month = rows.lock(monthId);
        if (month.stage() != stage) {
            throw Refusal.conflict("engagement.month.elsewhere." + month.stage(), month.month());
        }
        return month;
    }

    static void requireRole(Actor actor, Role role) {
        if (!actor.is(role)) {
            throw Refusal.forbidden("engagement.role." + role.name());
        }
    }

    static void requireMember(Actor actor, ServiceMonth month) {
        if (!actor.isMemberOf(month.companyId())) {
            throw Refusal.notFound();
        }
    }

    static void refuseIf(boolean wrong, String key, Object... args) {
        if (wrong) {
            throw Refusal.conflict(key, args);
        }
    }

    static String required(String field, String text) {
        if (text == null || text.isBlank()) {
            throw Refusal.field(field, "engagement.text.required");
        }
        return limited(field, text);
    }

    static String limited(String field, String text) {
        if (text != null && text.length() > TEXT_LIMIT) {
            throw Refusal.field(field, "engagement.text.tooLong", TEXT_LIMIT);
        }
        return text == null ? null : text.strip();
    }

    static String local(Instant instant) {
        return instant.atZone(BusinessClock.ZONE).toLocalDateTime().toString().replace('T', ' ');
    }
}
