package zhangfang.termination;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import zhangfang.audit.Audit;
import zhangfang.calendar.BusinessClock;
import zhangfang.calendar.CalendarListener;
import zhangfang.calendar.Deadlines;
import zhangfang.calendar.StatutoryCalendar;
import zhangfang.company.Companies;
import zhangfang.company.Company;
import zhangfang.company.MoneyReaders;
import zhangfang.engagement.KeeperHandover;
import zhangfang.engagement.NewHandover;
import zhangfang.identity.Actor;
import zhangfang.identity.Role;
import zhangfang.money.Money;
import zhangfang.notice.Notices;
import zhangfang.numbering.Numbers;
import zhangfang.ordering.Orders;
import zhangfang.ordering.ServiceOrder;
import zhangfang.refusal.Refusal;
import zhangfang.refusal.Refusal.Reason;
import zhangfang.termination.Termination.Handover;
import zhangfang.termination.Termination.Side;
import zhangfang.termination.Termination.Status;
import zhangfang.wallet.Entry;
import zhangfang.wallet.Invoiced;
import zhangfang.wallet.Wallet;

/**
 * Leaving (终止服务): one side asks, the process owner decides, months that have not begun are cancelled and paid back,
 * the company's things are handed back. An order ends so once; what was rejected or taken back may be asked for again.
 */
@Service
@Order(CalendarListener.ROWS)
public class Terminations implements CalendarListener {

    private static final int DECISION_WORKING_DAYS = 3;
    private static final int HANDOVER_WORKING_DAYS = 5;
    private static final int CONFIRMATION_DAYS = 15;
    private static final int TEXT_LENGTH = 500;
    private static final int NAME_LENGTH = 100;

    private final JdbcClient jdbc;
    private final TerminationRows rows;
    private final BusinessClock clock;
    private final StatutoryCalendar calendar;
    private final Numbers numbers;
    private final Companies companies;
    private final Orders orders;
    private final Wallet wallet;
    private final Invoiced invoiced;
    private final Notices notices;
    private final Audit audit;

    Terminations(JdbcClient jdbc, TerminationRows rows, BusinessClock clock, StatutoryCalendar calendar,
            Numbers numbers, Companies companies, Orders orders, Wallet wallet, Invoiced invoiced, Notices notices,
            Audit audit) {
        this.jdbc = jdbc;
        this.rows = rows;
        this.clock = clock;
        this.calendar = calendar;
        this.numbers = numbers;
        this.companies = companies;
        this.orders = orders;
        this.wallet = wallet;
        this.invoiced = invoiced;
        this.notices = notices;
        this.audit = audit;
    }

    /** A member of the company, its accountant or a process owner asks. @throws Refusal naming every wrong field */
    @Transactional
    public Termination ask(Actor actor, NewTermination wish) {
        Side side = sideOf(actor, companies.visible(actor, wish.companyId()));
        companies.lock(wish.companyId());
        TerminationTerms terms = check(wish);
        if (terms.openId() != null) {
            throw Refusal.conflict("termination.askedAlready", terms.openId());
        }
        String id = numbers.next("E");
        jdbc.sql("""
                insert into service_termination (id, company_id, order_id, binding_order_id, side, asked_by, asked_at,
                                                 reason, wished_last_month, decision_due, status)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'REQUESTED')""")
                .params(id, wish.companyId(), wish.orderId(), wish.orderId(), side.name(), actor.id(), now(),
                        wish.reason(), wish.lastMonth().toString(),
                        calendar.plusWorkingDays(clock.today(), DECISION_WORKING_DAYS))
                .update();
        String name = companies.get(wish.companyId()).name();
        notices.tellRole(Role.PROCESS_OWNER, wish.companyId(), "termination.asked/" + id, "termination.notice.asked",
                name, wish.orderId(), wish.reason());
        if (side == Side.AGENCY) {
            notices.tellCompany(wish.companyId(), "termination.askedByAgency/" + id,
                    "termination.notice.askedByAgency", wish.orderId(), wish.reason());
        }
        audit.record(actor, "termination.ask", wish.companyId(), id,
                wish.orderId() + " " + wish.lastMonth() + " " + wish.reason());
        return get(id);
    }

    /** Who may ask for a company that he may see. */
    public static boolean mayAsk(Actor actor, Company company) {
        return actor.isMemberOf(company.id()) || actor.is(Role.PROCESS_OWNER)
                || actor.is(Role.ACCOUNTANT) && actor.id().equals(company.keeperId());
    }

    /** @throws Refusal not found, or forbidden for who sees the company but may not ask */
    @Transactional(readOnly = true)
    public void requireAsker(Actor actor, String companyId) {
        sideOf(actor, companies.visible(actor, companyId));
    }

    private static Side sideOf(Actor actor, Company company) {
        if (!mayAsk(actor, company)) {
            throw Refusal.forbidden("termination.ask.notAllowed");
        }
        return actor.isMemberOf(company.id()) ? Side.CUSTOMER : Side.AGENCY;
    }

    private TerminationTerms check(NewTermination wish) {
        List<Reason> wrong = new ArrayList<>();
        checkText(wrong, "reason", wish.reason(), true);
        Optional<ServiceOrder> order = orders.serving(wish.companyId()).stream()
                .filter(each -> each.id().equals(wish.orderId())).findFirst();
        Optional<TerminationTerms> terms = order.map(this::terms);
        if (terms.isEmpty()) {
            wrong.add(Reason.field("orderId", "termination.order.notServing"));
        } else if (wish.lastMonth() == null || terms.get().endingWith(wish.lastMonth()).isEmpty()) {
            wrong.add(lastMonth(terms.get()));
        }
        refuseIfAny(wrong);
        return terms.get();
    }

    private static Reason lastMonth(TerminationTerms terms) {
        return Reason.field("lastMonth", "termination.lastMonth", terms.options().get(0).lastMonth(),
                terms.order().lastMonth());
    }

    /** What would become of each of a company's orders that have not ended, for who may see terminations. */
    @Transactional(readOnly = true)
    public List<TerminationTerms> terms(Actor actor, String companyId) {
        readable(actor, companyId);
        return orders.serving(companyId).stream().map(this::terms).toList();
    }

    private TerminationTerms terms(ServiceOrder order) {
        return TerminationTerms.of(order, orders.firstCancellable(order),
                rows.binding(order.id()).map(Termination::id).orElse(null));
    }

    /** What the process owner of an open request can decide now. @throws Refusal not found */
    @Transactional(readOnly = true)
    public TerminationTerms terms(Actor actor, String companyId, String terminationId) {
        return terms(orders.get(visible(actor, companyId, terminationId).orderId()));
    }

    /**
     * The process owner agrees: the months after the last one are cancelled, and money goes back for them, at once.
     *
     * @throws Refusal invalid, naming every wrong field, also where a month has begun since; conflict, when it is decided
     */
    @Transactional
    public Termination approve(Actor actor, String terminationId, Approval approval) {
        Termination asked = lockUndecided(terminationId);
        onlyOwners(actor);
        ServiceOrder order = orders.get(asked.orderId());
        TerminationTerms.Option option = check(terms(order), approval);
        Entry refunded = option.monthsCancelled() == 0 ? null
                : orders.cancelMonths(actor, terminationId, order.id(), approval.lastMonth(), approval.refund());
        Money gift = refunded == null ? Money.ZERO : refunded.giftAmount();
        jdbc.sql("""
                update service_termination
                set status = 'APPROVED', decided_by = ?, decided_at = ?, last_month = ?, months_cancelled = ?,
                    months_price = ?, refund = ?, refunded_gift = ?, deduction_reason = ?, handover = ?
                where id = ?""")
                .params(actor.id(), now(), approval.lastMonth().toString(), option.monthsCancelled(),
                        option.price().amount(), approval.refund().amount(), gift.amount(),
                        approval.refund().equals(option.price()) ? null : approval.deductionReason(),
                        approval.handover().name(), terminationId)
                .update();
        audit.record(actor, "termination.approve", asked.companyId(), terminationId, option.monthsCancelled() + " × "
                + option.price() + " → " + approval.refund() + " " + approval.handover());
        Termination approved = get(terminationId);
        tellApproved(approved);
        return approved;
    }

    private TerminationTerms.Option check(TerminationTerms terms, Approval approval) {
        List<Reason> wrong = new ArrayList<>();
        Optional<TerminationTerms.Option> option = approval.lastMonth() == null ? Optional.empty()
                : terms.endingWith(approval.lastMonth());
        if (option.isEmpty()) {
            wrong.add(lastMonth(terms));
        } else {
            checkRefund(wrong, option.get().price(), approval);
        }
        checkText(wrong, "deductionReason", approval.deductionReason(), false);
        boolean keptOn = companies.get(terms.order().companyId()).keeperId() != null
                && orders.serving(terms.order().companyId()).stream().allMatch(each -> each.id().equals(terms.order().id()));
        if (approval.handover() == Handover.NONE && keptOn) {
            wrong.add(Reason.field("handover", "termination.handover.needed"));
        }
        refuseIfAny(wrong);
        return option.get();
    }

    private static void checkRefund(List<Reason> wrong, Money price, Approval approval) {
        if (approval.refund() == null || approval.refund().isNegative() || approval.refund().compareTo(price) > 0) {
            wrong.add(Reason.field("refund", "termination.refund.range", price));
        } else if (!approval.refund().equals(price) && approval.deductionReason() == null) {
            wrong.add(Reason.field("deductionReason", "termination.refund.deductionNeedsReason", price));
        }
    }

    private void tellApproved(Termination approved) {
        String once = "termination.approved/" + approved.id();
        String company = approved.companyId();
        if (approved.monthsCancelled() == 0) {
            notices.tellCompany(company, once, "termination.notice.endsWithTerm", approved.orderId(),
                    approved.lastMonth());
        } else {
            notices.tellCompany(company, once, "termination.notice.approved", approved.orderId(),
                    approved.monthsCancelled(), approved.refund(), approved.refundedGift());
        }
        Money invoiceable = wallet.balance(company).cashConsumed().minus(invoiced.of(company));
        if (approved.refund().isPositive() && invoiceable.isNegative()) {
            notices.tellCompany(company, "termination.owesInvoice/" + approved.id(), "termination.notice.owesInvoice",
                    invoiceable.negated());
        }
        tellAsker(approved, "termination.notice.approvedToAsker");
    }

    private void tellAsker(Termination decided, String key) {
        if (decided.side() == Side.AGENCY && !decided.askedBy().equals(decided.decidedBy())) {
            notices.tell(decided.askedBy(), decided.companyId(), "termination.decided/" + decided.id(), key,
                    companies.get(decided.companyId()).name(), decided.orderId());
        }
    }

    /** The process owner does not agree. @throws Refusal without a reason, or when it is decided */
    @Transactional
    public Termination reject(Actor actor, String terminationId, String reason) {
        Termination asked = lockUndecided(terminationId);
        onlyOwners(actor);
        List<Reason> wrong = new ArrayList<>();
        checkText(wrong, "reason", reason, true);
        refuseIfAny(wrong);
        refuse(actor, terminationId, Status.REJECTED, reason.strip());
        notices.tellCompany(asked.companyId(), "termination.rejected/" + terminationId, "termination.notice.rejected",
                asked.orderId(), reason.strip());
        tellAsker(get(terminationId), "termination.notice.rejectedToAsker");
        audit.record(actor, "termination.reject", asked.companyId(), terminationId, reason.strip());
        return get(terminationId);
    }

    /** The asker takes the request back; for a customer, any member of the company. @throws Refusal when it is decided */
    @Transactional
    public Termination withdraw(Actor actor, String terminationId) {
        Termination asked = lockUndecided(terminationId);
        if (!mayWithdraw(actor, asked)) {
            throw Refusal.forbidden("termination.withdraw.notAllowed");
        }
        refuse(actor, terminationId, Status.WITHDRAWN, null);
        notices.tellRole(Role.PROCESS_OWNER, asked.companyId(), "termination.withdrawn/" + terminationId,
                "termination.notice.withdrawn", companies.get(asked.companyId()).name(), asked.orderId());
        audit.record(actor, "termination.withdraw", asked.companyId(), terminationId, null);
        return get(terminationId);
    }

    /** Whether this person may take the request back while it is undecided. */
    public static boolean mayWithdraw(Actor actor, Termination asked) {
        return asked.side() == Side.CUSTOMER ? actor.isMemberOf(asked.companyId())
                : actor.id().equals(asked.askedBy());
    }

    private void refuse(Actor actor, String terminationId, Status status, String reason) {
        jdbc.sql("""
                update service_termination
                set status = ?, binding_order_id = null, decided_by = ?, decided_at = ?, decision_reason = ?, ended_at = ?
                where id = ?""")
                .params(status.name(), actor.id(), now(), reason, now(), terminationId).update();
    }

    /** Nobody has decided in time: process owners are told. */
    @Transactional
    public void decisionOverdue(String terminationId) {
        Termination asked = get(terminationId);
        if (asked.status() == Status.REQUESTED) {
            notices.tellRole(Role.PROCESS_OWNER, asked.companyId(), "termination.decisionOverdue/" + terminationId,
                    "termination.notice.decisionOverdue", companies.get(asked.companyId()).name(), asked.orderId(),
                    asked.decisionDue());
        }
    }

    /** The accountant is to hand over now; again changes nothing. */
    @Transactional
    public void beginHandover(String terminationId) {
        Termination approved = lock(terminationId);
        if (approved.status() == Status.APPROVED) {
            jdbc.sql("""
                    update service_termination set status = 'HANDING_OVER', handover_begun_on = ?, handover_due = ?
                    where id = ?""")
                    .params(clock.today(), calendar.plusWorkingDays(clock.today(), HANDOVER_WORKING_DAYS),
                            terminationId)
                    .update();
        }
    }

    /** The accountant has handed the company's things back, by this list. @throws Refusal naming every wrong field */
    @Transactional
    public Termination handOver(Actor actor, String terminationId, HandoverList list) {
        Termination approved = lock(terminationId);
        Company company = companies.visible(actor, approved.companyId());
        boolean keeps = company.keeperId() == null || actor.id().equals(company.keeperId());
        if (!actor.is(Role.ACCOUNTANT) || !keeps) {
            throw Refusal.forbidden("termination.handover.onlyKeeper");
        }
        if (approved.status() != Status.HANDING_OVER) {
            throw Refusal.conflict("termination.handover.done");
        }
        List<Reason> wrong = new ArrayList<>();
        if (list.receivedBy() == null || list.receivedBy().length() > NAME_LENGTH) {
            wrong.add(Reason.field("receivedBy", "termination.handover.receivedBy", NAME_LENGTH));
        }
        checkText(wrong, "remark", list.remark(), false);
        List<KeeperHandover.Row> checked = NewHandover.check(wrong, list.rows());
        refuseIfAny(wrong);
        jdbc.sql("""
                update service_termination
                set status = 'AWAITING_CONFIRMATION', handed_over_by = ?, handed_over_at = ?, received_by = ?,
                    handover_remark = ?, confirm_ends = ?
                where id = ?""")
                .params(actor.id(), now(), list.receivedBy(), list.remark(),
                        utc(Deadlines.endOf(clock.today().plusDays(CONFIRMATION_DAYS))), terminationId)
                .update();
        insert(terminationId, checked);
        audit.record(actor, "termination.handOver", approved.companyId(), terminationId,
                list.receivedBy() + ", " + checked.size() + " rows");
        return get(terminationId);
    }

    private void insert(String terminationId, List<KeeperHandover.Row> list) {
        int line = 0;
        for (KeeperHandover.Row row : list) {
            line++;
            jdbc.sql("""
                    insert into service_termination_row (termination_id, line, kind, quantity, remark)
                    values (?, ?, ?, ?, ?)""")
                    .params(terminationId, line, row.kind(), row.quantity(), row.remark()).update();
        }
    }

    /** Nobody has handed over in time: process owners are told. */
    @Transactional
    public void handoverOverdue(String terminationId) {
        Termination approved = get(terminationId);
        if (approved.status() == Status.HANDING_OVER) {
            notices.tellRole(Role.PROCESS_OWNER, approved.companyId(), "termination.handoverOverdue/" + terminationId,
                    "termination.notice.handoverOverdue", companies.get(approved.companyId()).name(),
                    approved.handoverDue());
        }
    }

    /** A member of the company has what is on the list. @throws Refusal conflict, when it is confirmed or too late */
    @Transactional
    public Termination confirmHandover(Actor actor, String terminationId, String remark) {
        Termination handedOver = lock(terminationId);
        companies.visible(actor, handedOver.companyId());
        if (!actor.isMemberOf(handedOver.companyId())) {
            throw Refusal.forbidden("termination.confirm.onlyMembers");
        }
        if (handedOver.status() != Status.AWAITING_CONFIRMATION) {
            throw Refusal.conflict("termination.confirm.done");
        }
        if (!clock.now().isBefore(handedOver.confirmEnds())) {
            throw Refusal.conflict("termination.confirm.over");
        }
        List<Reason> wrong = new ArrayList<>();
        checkText(wrong, "remark", remark, false);
        refuseIfAny(wrong);
        String written = remark == null || remark.isBlank() ? null : remark.strip();
        confirm(actor, handedOver, clock.now(), written);
        if (written != null) {
            tellRemark(handedOver, written);
        }
        return get(terminationId);
    }

    private void tellRemark(Termination handedOver, String remark) {
        String once = "termination.remark/" + handedOver.id();
        String name = companies.get(handedOver.companyId()).name();
        notices.tell(handedOver.handedOverBy(), handedOver.companyId(), once, "termination.notice.remark", name, remark);
        notices.tellRole(Role.PROCESS_OWNER, handedOver.companyId(), once, "termination.notice.remark", name, remark);
    }

    /** Silence for 15 days counts as confirmed, at the deadline's instant; again changes nothing. */
    @Transactional
    public void confirmBySilence(String terminationId) {
        Termination handedOver = lock(terminationId);
        if (handedOver.status() != Status.AWAITING_CONFIRMATION) {
            return;
        }
        if (clock.now().isBefore(handedOver.confirmEnds())) {
            throw Refusal.conflict("termination.confirm.notOver");
        }
        confirm(Actor.SYSTEM, handedOver, handedOver.confirmEnds(), null);
        notices.tellCompany(handedOver.companyId(), "termination.confirmedBySilence/" + terminationId,
                "termination.notice.confirmedBySilence", handedOver.orderId());
    }

    private void confirm(Actor actor, Termination handedOver, Instant effectiveAt, String remark) {
        jdbc.sql("""
                update service_termination
                set status = 'HANDED_OVER', confirmed_by = ?, confirmed_at = ?, confirmed_processed = ?, confirm_remark = ?
                where id = ?""")
                .params(actor.id(), utc(effectiveAt), now(), remark, handedOver.id()).update();
        audit.record(actor, "termination.confirmHandover", handedOver.companyId(), handedOver.id(), remark);
    }

    /**
     * All months are done and everything is handed back: the end. Nobody keeps the company any more, unless another of
     * its orders goes on.
     */
    @Transactional
    public void complete(String terminationId) {
        Termination done = lock(terminationId);
        if (done.status() == Status.COMPLETED) {
            return;
        }
        boolean ready = done.status() == Status.HANDED_OVER
                || done.status() == Status.APPROVED && done.handover() == Handover.NONE;
        if (!ready || !orderHasEnded(done)) {
            throw Refusal.conflict("termination.notDone");
        }
        jdbc.sql("update service_termination set status = 'COMPLETED', ended_at = ? where id = ?")
                .params(now(), terminationId).update();
        if (orders.serving(done.companyId()).isEmpty() && !othersOpen(done)) {
            companies.releaseKeeper(Actor.SYSTEM, done.companyId());
        }
        notices.tellCompany(done.companyId(), "termination.completed/" + terminationId, "termination.notice.completed",
                done.orderId());
        audit.record(Actor.SYSTEM, "termination.complete", done.companyId(), terminationId, null);
    }

    private boolean othersOpen(Termination done) {
        return rows.ofCompany(done.companyId()).stream()
                .anyMatch(each -> !each.id().equals(done.id()) && !each.status().isEnded());
    }

    /** Whether no month of the order runs any more. */
    @Transactional(readOnly = true)
    public boolean orderHasEnded(Termination termination) {
        return !Orders.isServing(orders.get(termination.orderId()));
    }

    /** The termination that waits for an order's last month, or {@code null}. */
    @Transactional(readOnly = true)
    public Optional<Termination> waitingFor(String orderId) {
        return rows.binding(orderId).filter(each -> !each.status().isEnded());
    }

    /** The termination, for code that has already checked who asks. @throws Refusal not found */
    @Transactional(readOnly = true)
    public Termination get(String terminationId) {
        return rows.find(terminationId).orElseThrow(Refusal::notFound);
    }

    /** One termination of a company. @throws Refusal not found or forbidden */
    @Transactional(readOnly = true)
    public Termination visible(Actor actor, String companyId, String terminationId) {
        readable(actor, companyId);
        return rows.find(terminationId).filter(each -> each.companyId().equals(companyId))
                .orElseThrow(Refusal::notFound);
    }

    /** A company's terminations, the newest first. @throws Refusal not found or forbidden */
    @Transactional(readOnly = true)
    public List<Termination> of(Actor actor, String companyId) {
        readable(actor, companyId);
        return rows.ofCompany(companyId);
    }

    /** All terminations that have not ended, those to be decided first. @throws Refusal forbidden */
    @Transactional(readOnly = true)
    public List<Termination> open(Actor actor) {
        if (!MoneyReaders.readsAll(actor)) {
            throw Refusal.forbidden("termination.read.notAllowed");
        }
        return rows.open();
    }

    /**
     * The company, if this person may see its terminations: who sees its money, and the accountants who see the company,
     * since they hand over.
     *
     * @throws Refusal not found, or forbidden where he sees the company
     */
    @Transactional(readOnly = true)
    public Company readable(Actor actor, String companyId) {
        Company company = companies.visible(actor, companyId);
        if (!MoneyReaders.reads(actor, companyId) && !actor.is(Role.ACCOUNTANT)) {
            throw Refusal.forbidden("termination.read.notAllowed");
        }
        return company;
    }

    private static void onlyOwners(Actor actor) {
        if (!actor.is(Role.PROCESS_OWNER)) {
            throw Refusal.forbidden("termination.decide.onlyOwners");
        }
    }

    private Termination lockUndecided(String terminationId) {
        Termination asked = lock(terminationId);
        if (asked.status() != Status.REQUESTED) {
            throw Refusal.conflict("termination.decided." + (asked.status() == Status.WITHDRAWN ? "withdrawn" : "already"));
        }
        return asked;
    }

    /** The company's row first, as whoever moves its orders or money does. */
    private Termination lock(String terminationId) {
        companies.lock(get(terminationId).companyId());
        return rows.lock(terminationId);
    }

    private static void checkText(List<Reason> wrong, String field, String text, boolean required) {
        if (text == null || text.isBlank()) {
            if (required) {
                wrong.add(Reason.field(field, "termination.text.required"));
            }
        } else if (text.length() > TEXT_LENGTH) {
            wrong.add(Reason.field(field, "termination.text.tooLong", TEXT_LENGTH));
        }
    }

    private static void refuseIfAny(List<Reason> wrong) {
        if (!wrong.isEmpty()) {
            throw Refusal.invalid(wrong);
        }
    }

    private OffsetDateTime now() {
        return utc(clock.now());
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    /** What is still to be decided or handed over is due by the official days now. */
    @Override
    @Transactional
    public void calendarLoaded(int year) {
        record Open(String id, LocalDate from) {
        }
        for (Open open : jdbc.sql("select id, asked_at from service_termination where status = 'REQUESTED' for update")
                .query((row, n) -> new Open(row.getString(1), row.getObject(2, OffsetDateTime.class)
                        .atZoneSameInstant(BusinessClock.ZONE).toLocalDate())).list()) {
            jdbc.sql("update service_termination set decision_due = ? where id = ?")
                    .params(calendar.plusWorkingDays(open.from, DECISION_WORKING_DAYS), open.id).update();
        }
        for (Open open : jdbc.sql("""
                select id, handover_begun_on from service_termination where status = 'HANDING_OVER' for update""")
                .query((row, n) -> new Open(row.getString(1), row.getObject(2, LocalDate.class))).list()) {
            jdbc.sql("update service_termination set handover_due = ? where id = ?")
                    .params(calendar.plusWorkingDays(open.from, HANDOVER_WORKING_DAYS), open.id).update();
        }
    }
}
