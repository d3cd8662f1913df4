package zhangfang.ordering;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import zhangfang.audit.Audit;
import zhangfang.calendar.BusinessClock;
import zhangfang.calendar.CalendarListener;
import zhangfang.calendar.Deadlines;
import zhangfang.calendar.StatutoryCalendar;
import zhangfang.company.Companies;
import zhangfang.company.Company;
import zhangfang.identity.Actor;
import zhangfang.identity.Role;
import zhangfang.money.Money;
import zhangfang.notice.Notices;
import zhangfang.numbering.Numbers;
import zhangfang.ordering.ServiceOrder.Status;
import zhangfang.refusal.Refusal;
import zhangfang.wallet.Entry;
import zhangfang.wallet.Payments;
import zhangfang.wallet.TopUps;

/**
 * Orders (订单) from purchase to the last service month. Price and package come from the price list or the
 * recommendation, never from the caller.
 */
@Service
@Order(CalendarListener.ROWS)
public class Orders implements CalendarListener {

    private static final int MOST_UNPAID = 10;
    private static final int MOST_MONTHS_AHEAD = 12;
    private static final int REMINDER_DAYS = 3;
    private static final int CLAIM_WORKING_DAYS = 1;
    private static final int RENEWAL_DAYS = 30;
    private static final Set<Status> NEVER_SERVED = Set.of(Status.CANCELLED, Status.REFUNDED);
    private static final Set<Status> MONTHS_FIXED =
            Set.of(Status.CONFIRMED, Status.IN_SERVICE, Status.COMPLETED, Status.TERMINATED);
    private static final Set<Status> SERVING = Set.of(Status.CONFIRMED, Status.IN_SERVICE);

    private final JdbcClient jdbc;
    private final OrderRows rows;
    private final BusinessClock clock;
    private final StatutoryCalendar calendar;
    private final Numbers numbers;
    private final Companies companies;
    private final Packages packages;
    private final Requirements requirements;
    private final Payments payments;
    private final TopUps topUps;
    private final Notices notices;
    private final Audit audit;

    Orders(JdbcClient jdbc, OrderRows rows, BusinessClock clock, StatutoryCalendar calendar, Numbers numbers,
            Companies companies, Packages packages, Requirements requirements, Payments payments, TopUps topUps,
            Notices notices, Audit audit) {
        this.jdbc = jdbc;
        this.rows = rows;
        this.clock = clock;
        this.calendar = calendar;
        this.numbers = numbers;
        this.companies = companies;
        this.packages = packages;
        this.requirements = requirements;
        this.payments = payments;
        this.topUps = topUps;
        this.notices = notices;
        this.audit = audit;
    }

    /**
     * A customer buys a package at its list price (立即购买); its process is being started by the caller.
     *
     * @param wishedMonth the first service month, or {@code null} for the month in which the start is confirmed
     */
    @Transactional
    public ServiceOrder place(Actor actor, String companyId, String packageCode, YearMonth wishedMonth) {
        mayBuy(actor, companyId);
        ServicePackage bought = packages.offered(packageCode);
        rows.lockCompany(companyId);
        checkWish(wishedMonth);
        checkUnpaid(companyId);
        return insert(actor, companyId, bought, bought.price(), null, wishedMonth, true);
    }

    /** Places the order for an accepted recommendation; a second call answers the first order. */
    @Transactional
    public ServiceOrder placeRecommended(Actor actor, String requirementId) {
        Requirement requirement = requirements.get(requirementId);
        mayBuy(actor, requirement.companyId());
        rows.lockCompany(requirement.companyId());
        Optional<ServiceOrder> before = rows.ofRequirement(requirementId);
        if (before.isPresent()) {
            return before.get();
        }
        if (requirements.get(requirementId).outcome() != Requirement.Outcome.BOUGHT) {
            throw Refusal.conflict("ordering.requirement.notAccepted");
        }
        ServicePackage bought = packages.offered(requirement.recommendedPackage());
        return insert(actor, requirement.companyId(), bought, requirement.recommendedPrice(), requirementId, null,
                false);
    }

    /**
     * The order's process starts. An order has one process: an order that was placed and started is refused, so nobody
     * starts a second one by naming its id.
     */
    @Transactional
    public void begin(Actor actor, String orderId) {
        ServiceOrder order = rows.lock(orderId);
        mayBuy(actor, order.companyId());
        if (order.begun()) {
            throw Refusal.conflict("ordering.order.begun");
        }
        jdbc.sql("update service_order set begun = true where id = ?").param(orderId).update();
    }

    /** A customer pays from the balance. @throws Refusal conflict: paid, cancelled, too late, or too little money */
    @Transactional
    public ServiceOrder pay(Actor actor, String orderId) {
        ServiceOrder order = rows.lock(orderId);
        mayBuy(actor, order.companyId());
        if (order.status() == Status.CANCELLED) {
            throw Refusal.conflict("ordering.order.cancelled");
        }
        if (order.status() != Status.AWAITING_PAYMENT) {
            throw Refusal.conflict("ordering.order.paid");
        }
        if (paymentClock(order).isOver(clock.now())) {
            throw Refusal.conflict("ordering.order.paymentOver");
        }
        return pay(actor, order);
    }

    /** Money has arrived that was announced for this order: pays it if the balance suffices now. */
    @Transactional
    public void payFromTopUp(String orderId) {
        ServiceOrder order = rows.lock(orderId);
        if (order.status() != Status.AWAITING_PAYMENT || paymentClock(order).isOver(clock.now())) {
            return;
        }
        Money missing = payments.missingFor(order.companyId(), order.price());
        if (missing.isPositive()) {
            notices.tellCompany(order.companyId(), "order.missing/" + orderId + "/" + missing,
                    "ordering.notice.missing", orderId, missing);
            return;
        }
        pay(Actor.SYSTEM, order);
        notices.tellCompany(order.companyId(), "order.paidByTopUp/" + orderId, "ordering.notice.paidByTopUp", orderId,
                order.price());
    }

    /** How long the order may stay unpaid. */
    @Transactional(readOnly = true)
    public PaymentClock paymentClock(ServiceOrder order) {
        return PaymentClock.at(clock.now(), order.orderedAt(),
                topUps.reviewsSince(order.companyId(), order.orderedAt()));
    }

    /** The same of several orders of one company at once, by the order's id. */
    @Transactional(readOnly = true)
    public Map<String, PaymentClock> paymentClocks(List<ServiceOrder> unpaid) {
        if (unpaid.isEmpty()) {
            return Map.of();
        }
        Instant first = unpaid.stream().map(ServiceOrder::orderedAt).min(Comparator.naturalOrder()).orElseThrow();
        List<TopUps.Review> reviews = topUps.reviewsSince(unpaid.get(0).companyId(), first);
        return unpaid.stream().collect(Collectors.toMap(ServiceOrder::id,
                order -> PaymentClock.at(clock.now(), order.orderedAt(), reviews)));
    }

    /** Cancels the order if its time for paying is over; does nothing where it is paid or there is time left. */
    @Transactional
    public ServiceOrder cancelIfUnpaid(String orderId) {
        ServiceOrder order = rows.lock(orderId);
        PaymentClock payment = paymentClock(order);
        if (order.status() != Status.AWAITING_PAYMENT || !payment.isOver(clock.now())) {
            return order;
        }
        end(orderId, Status.CANCELLED, payment.due());
        notices.tellCompany(order.companyId(), "order.cancelled/" + orderId, "ordering.notice.cancelled", orderId);
        audit.record(Actor.SYSTEM, "order.cancel", order.companyId(), orderId, null);
        return get(orderId);
    }

    /**
     * The customer confirms the start (确认开始服务); from now on accountants work. The first service month is fixed:
     * this month or the wished one, or the first later month from which the whole term is free.
     */
    @Transactional
    public ServiceOrder confirmStart(Actor actor, String orderId) {
        ServiceOrder order = rows.lock(orderId);
        mayBuy(actor, order.companyId());
        if (order.status() == Status.REFUNDED) {
            throw Refusal.conflict("ordering.order.refunded");
        }
        if (order.status() == Status.AWAITING_PAYMENT || order.status() == Status.CANCELLED) {
            throw Refusal.conflict("ordering.order.unpaid");
        }
        if (order.status() != Status.PAID) {
            throw Refusal.conflict("ordering.order.confirmed");
        }
        if (!clock.now().isBefore(order.confirmationEnds())) {
            throw Refusal.conflict("ordering.order.confirmationOver");
        }
        YearMonth first = firstFree(earliest(order.wishedMonth()), order.termMonths(), othersBefore(order));
        jdbc.sql("""
                update service_order
                set status = 'CONFIRMED', first_month = ?, confirmed_by = ?, confirmed_at = ?, claim_due = ?
                where id = ?""")
                .params(first.toString(), actor.id(), utc(clock.now()),
                        calendar.plusWorkingDays(clock.today(), CLAIM_WORKING_DAYS), orderId)
                .update();
        for (int i = 0; i < order.termMonths(); i++) {
            jdbc.sql("insert into service_order_month (company_id, service_month, order_id) values (?, ?, ?)")
                    .params(order.companyId(), first.plusMonths(i).toString(), orderId).update();
        }
        audit.record(actor, "order.confirmStart", order.companyId(), orderId, first.toString());
        return get(orderId);
    }

    /** When the customer is reminded to confirm the start: three days before it is too late. */
    public Instant startReminder(ServiceOrder order) {
        LocalDate end = order.confirmationEnds().atZone(BusinessClock.ZONE).toLocalDate();
        return Deadlines.startOf(end.minusDays(REMINDER_DAYS));
    }

    /** Reminds the customer to confirm the start; not when it is confirmed or too late for it. */
    @Transactional
    public void remindStart(String orderId) {
        ServiceOrder order = rows.lock(orderId);
        if (order.status() == Status.PAID && clock.now().isBefore(order.confirmationEnds())) {
            notices.tellCompany(order.companyId(), "order.startReminder/" + orderId, "ordering.notice.startReminder",
                    orderId, lastDayOf(order.confirmationEnds()), order.price());
        }
    }

    /** Gives the full price back because the start was not confirmed in time (超时退款); exactly once. */
    @Transactional
    public ServiceOrder refund(String orderId) {
        ServiceOrder order = rows.lock(orderId);
        if (order.status() == Status.REFUNDED) {
            return order;
        }
        if (order.status() != Status.PAID) {
            throw Refusal.conflict("ordering.order.notRefundable");
        }
        if (clock.now().isBefore(order.confirmationEnds())) {
            throw Refusal.conflict("ordering.order.confirmationNotOver");
        }
        payments.refund(Actor.SYSTEM, order.companyId(), orderId, order.confirmationEnds());
        end(orderId, Status.REFUNDED, order.confirmationEnds());
        notices.tellCompany(order.companyId(), "order.refunded/" + orderId, "ordering.notice.refunded", orderId,
                order.price());
        audit.record(Actor.SYSTEM, "order.refund", order.companyId(), orderId, order.price().toString());
        return get(orderId);
    }

    /** An accountant takes the company over with this order (接手企业) and becomes its keeper. */
    @Transactional
    public ServiceOrder claim(Actor actor, String orderId) {
        if (!actor.is(Role.ACCOUNTANT)) {
            throw Refusal.forbidden("ordering.order.onlyAccountants");
        }
        ServiceOrder order = rows.lock(orderId);
        if (MONTHS_FIXED.contains(order.status()) && order.claimedBy() != null) {
            throw Refusal.conflict("ordering.order.claimed");
        }
        if (order.status() == Status.TERMINATED) {
            throw Refusal.conflict("ordering.order.terminated");
        }
        if (order.status() != Status.CONFIRMED) {
            throw Refusal.conflict("ordering.order.notConfirmed");
        }
        Company company = companies.get(order.companyId());
        boolean overdue = !clock.now().isBefore(Deadlines.endOf(order.claimDue()));
        if (company.keeperId() != null && !company.keeperId().equals(actor.id()) && !overdue) {
            throw Refusal.forbidden("ordering.order.hasKeeper");
        }
        companies.assignKeeper(actor, order.companyId(), actor.id());
        jdbc.sql("update service_order set status = 'IN_SERVICE', claimed_by = ?, claimed_at = ? where id = ?")
                .params(actor.id(), utc(clock.now()), orderId).update();
        notices.tellCompany(order.companyId(), "order.claimed/" + orderId, "ordering.notice.claimed", orderId,
                order.firstMonth());
        audit.record(actor, "order.claim", order.companyId(), orderId, null);
        return get(orderId);
    }

    /** No accountant has taken the company in time: accountants and process owners are told. */
    @Transactional
    public void claimOverdue(String orderId) {
        ServiceOrder order = rows.lock(orderId);
        if (order.status() == Status.CONFIRMED) {
            String name = companies.get(order.companyId()).name();
            for (Role role : new Role[] {Role.ACCOUNTANT, Role.PROCESS_OWNER}) {
                notices.tellRole(role, order.companyId(), "order.claimOverdue/" + orderId,
                        "ordering.notice.claimOverdue", name, orderId);
            }
        }
    }

    /** The next service month begins. @throws Refusal conflict, before its first instant or after the last month */
    @Transactional
    public YearMonth openNextMonth(String orderId) {
        ServiceOrder order = rows.lock(orderId);
        if (order.status() != Status.IN_SERVICE || !order.hasMonthsLeft()) {
            throw Refusal.conflict("ordering.order.noMonthLeft");
        }
        YearMonth month = order.nextMonth();
        if (clock.now().isBefore(Deadlines.startOf(month))) {
            throw Refusal.conflict("ordering.order.monthNotBegun", month);
        }
        jdbc.sql("update service_order set months_opened = months_opened + 1 where id = ?").param(orderId).update();
        audit.record(Actor.SYSTEM, "order.openMonth", order.companyId(), orderId, month.toString());
        return month;
    }

    /** When the customer is offered the renewal: 30 days before the last service month ends. */
    public Instant renewalOffer(ServiceOrder order) {
        LocalDate end = order.lastMonth().plusMonths(1).atDay(1);
        return Deadlines.startOf(end.minusDays(RENEWAL_DAYS));
    }

    /** Offers the renewal (续费提醒), unless the company has a later order already, or is leaving. */
    @Transactional
    public void offerRenewal(String orderId) {
        ServiceOrder order = rows.lock(orderId);
        boolean renewed = rows.ofCompany(order.companyId()).stream()
                .anyMatch(other -> !NEVER_SERVED.contains(other.status())
                        && other.firstMonth().isAfter(order.lastMonth()));
        if (!renewed && order.monthsCancelled() == 0) {
            notices.tellCompany(order.companyId(), "order.renewal/" + orderId, "ordering.notice.renewal",
                    order.packageName(), order.lastMonth().atEndOfMonth());
        }
    }

    /** Whether the order is confirmed and has not ended. */
    public static boolean isServing(ServiceOrder order) {
        return SERVING.contains(order.status());
    }

    /** A company's orders that are confirmed and have not ended, the earliest months first; for code that has checked. */
    @Transactional(readOnly = true)
    public List<ServiceOrder> serving(String companyId) {
        return rows.ofCompany(companyId).stream().filter(Orders::isServing)
                .sorted(Comparator.comparing(ServiceOrder::firstMonth)).toList();
    }

    /**
     * The first month that can still be cancelled; the one after the last where none can. From its first instant on a
     * month has begun, whether or not it is opened yet; but none begins before an accountant has taken the company.
     */
    public YearMonth firstCancellable(ServiceOrder order) {
        YearMonth first = order.nextMonth();
        if (order.status() != Status.CONFIRMED && !first.isAfter(clock.month())) {
            first = clock.month().plusMonths(1);
        }
        YearMonth end = order.lastMonth().plusMonths(1);
        return first.isAfter(end) ? end : first;
    }

    /**
     * Cancels the months after {@code lastMonth}, which others may buy from now on, and gives money back for them. Part
     * of the termination's command, which has checked who decides and how much.
     *
     * @param terminationId the reference of the refund
     * @param lastMonth     the last month that is served; the month before the first one cancels all
     * @param refund        what goes back to the balance, zero for nothing
     * @return the entry of the refund, {@code null} where nothing is given back
     * @throws Refusal conflict, when the order has ended or the first of these months has begun
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Entry cancelMonths(Actor actor, String terminationId, String orderId, YearMonth lastMonth, Money refund) {
        ServiceOrder order = rows.lock(orderId);
        if (!isServing(order)) {
            throw Refusal.conflict("ordering.order.notServing");
        }
        YearMonth first = lastMonth.plusMonths(1);
        if (first.isBefore(firstCancellable(order)) || first.isAfter(order.lastMonth())) {
            throw Refusal.conflict("ordering.order.monthBegun", first);
        }
        int cancelled = jdbc.sql("delete from service_order_month where order_id = ? and service_month > ?")
                .params(orderId, lastMonth.toString()).update();
        jdbc.sql("update service_order set months_cancelled = months_cancelled + ? where id = ?")
                .params(cancelled, orderId).update();
        audit.record(actor, "order.cancelMonths", order.companyId(), orderId,
                first + " – " + order.lastMonth() + " " + refund);
        return refund.isPositive()
                ? payments.refundPart(actor, order.companyId(), orderId, terminationId, refund, clock.now()) : null;
    }

    /** An order all of whose months were cancelled before an accountant took it (订单终止). */
    @Transactional
    public ServiceOrder terminate(String orderId) {
        ServiceOrder order = rows.lock(orderId);
        if (order.status() == Status.TERMINATED) {
            return order;
        }
        if (!isServing(order) || order.monthsServed() > 0) {
            throw Refusal.conflict("ordering.order.monthsLeft");
        }
        return terminated(order);
    }

    private ServiceOrder terminated(ServiceOrder order) {
        end(order.id(), Status.TERMINATED, clock.now());
        audit.record(Actor.SYSTEM, "order.terminate", order.companyId(), order.id(), null);
        return get(order.id());
    }

    /** All service months are done (订单完成); with some of them cancelled, the order is terminated. */
    @Transactional
    public ServiceOrder complete(String orderId) {
        ServiceOrder order = rows.lock(orderId);
        if (order.status() == Status.COMPLETED || order.status() == Status.TERMINATED) {
            return order;
        }
        if (order.status() != Status.IN_SERVICE || order.hasMonthsLeft()) {
            throw Refusal.conflict("ordering.order.monthsLeft");
        }
        if (order.monthsCancelled() > 0) {
            return terminated(order);
        }
        end(orderId, Status.COMPLETED, clock.now());
        notices.tellCompany(order.companyId(), "order.completed/" + orderId, "ordering.notice.completed", orderId);
        audit.record(Actor.SYSTEM, "order.complete", order.companyId(), orderId, null);
        return get(orderId);
    }

    /** The order, for code that has already checked who asks. @throws Refusal not found */
    @Transactional(readOnly = true)
    public ServiceOrder get(String orderId) {
        return rows.find(orderId).orElseThrow(Refusal::notFound);
    }

    /** The order of a company that this person may see. @throws Refusal not found */
    @Transactional(readOnly = true)
    public ServiceOrder visible(Actor actor, String companyId, String orderId) {
        companies.visible(actor, companyId);
        return rows.find(orderId).filter(order -> order.companyId().equals(companyId))
                .orElseThrow(Refusal::notFound);
    }

    /** A company's orders (已购服务), newest first. @throws Refusal not found */
    @Transactional(readOnly = true)
    public List<ServiceOrder> of(Actor actor, String companyId) {
        companies.visible(actor, companyId);
        return rows.ofCompany(companyId);
    }

    /** Some of a company's orders, the newest first. @throws Refusal not found */
    @Transactional(readOnly = true)
    public List<ServiceOrder> of(Actor actor, String companyId, int limit, int skip) {
        companies.visible(actor, companyId);
        return rows.ofCompany(companyId, limit, skip);
    }

    /** The months that a purchase may ask for as its first one. */
    public List<YearMonth> wishableMonths() {
        return Stream.iterate(clock.month(), month -> month.plusMonths(1)).limit(MOST_MONTHS_AHEAD + 1L).toList();
    }

    /** With which month a purchase of so many months would begin now: the first from which all of them are free. */
    @Transactional(readOnly = true)
    public YearMonth expectedFirstMonth(String companyId, int termMonths) {
        return firstFree(clock.month(), termMonths, rows.ofCompany(companyId).stream());
    }

    /** The orders of several companies, newest first, for code that has already checked who asks. */
    @Transactional(readOnly = true)
    public List<ServiceOrder> ofCompanies(Collection<String> companyIds) {
        return companyIds.isEmpty() ? List.of() : rows.ofCompanies(companyIds);
    }

    private void mayBuy(Actor actor, String companyId) {
        companies.visible(actor, companyId);
        if (!actor.isMemberOf(companyId)) {
            throw Refusal.forbidden("ordering.onlyMembers");
        }
    }

    private void checkWish(YearMonth wished) {
        YearMonth latest = clock.month().plusMonths(MOST_MONTHS_AHEAD);
        if (wished != null && (wished.isBefore(clock.month()) || wished.isAfter(latest))) {
            throw Refusal.field("firstMonth", "ordering.order.firstMonth", clock.month(), latest);
        }
    }

    private void checkUnpaid(String companyId) {
        long unpaid = rows.ofCompany(companyId).stream()
                .filter(order -> order.status() == Status.AWAITING_PAYMENT).count();
        if (unpaid >= MOST_UNPAID) {
            throw Refusal.conflict("ordering.order.tooManyUnpaid", unpaid);
        }
    }

    private ServiceOrder insert(Actor actor, String companyId, ServicePackage bought, Money price,
            String requirementId, YearMonth wished, boolean begun) {
        String id = numbers.next("O");
        YearMonth expected = firstFree(earliest(wished), bought.termMonths(), rows.ofCompany(companyId).stream());
        jdbc.sql("""
                insert into service_order (id, company_id, package_code, package_name, term_months, price,
                                           requirement_id, status, begun, wished_month, first_month, ordered_by,
                                           ordered_at)
                values (?, ?, ?, ?, ?, ?, ?, 'AWAITING_PAYMENT', ?, ?, ?, ?, ?)""")
                .params(id, companyId, bought.code(), bought.name(), bought.termMonths(), price.amount(),
                        requirementId, begun, wished == null ? null : wished.toString(), expected.toString(),
                        actor.id(), utc(clock.now()))
                .update();
        audit.record(actor, "order.place", companyId, id, bought.code() + " " + price);
        return get(id);
    }

    private ServiceOrder pay(Actor actor, ServiceOrder order) {
        payments.pay(actor, order.companyId(), order.id(), order.price());
        Instant now = clock.now();
        YearMonth paymentMonth = YearMonth.from(now.atZone(BusinessClock.ZONE));
        jdbc.sql("""
                update service_order set status = 'PAID', paid_by = ?, paid_at = ?, confirmation_ends = ?
                where id = ?""")
                .params(actor.id(), utc(now), utc(Deadlines.endOf(paymentMonth)), order.id())
                .update();
        audit.record(actor, "order.pay", order.companyId(), order.id(), order.price().toString());
        return get(order.id());
    }

    private void end(String orderId, Status status, Instant effectiveAt) {
        jdbc.sql("""
                update service_order set status = ?, ended_effective_at = ?, ended_processed_at = ? where id = ?""")
                .params(status.name(), utc(effectiveAt), utc(clock.now()), orderId).update();
    }

    private YearMonth earliest(YearMonth wished) {
        YearMonth now = clock.month();
        return wished == null || wished.isBefore(now) ? now : wished;
    }

    /** The orders whose months this one must leave free: those fixed, and those bought before that still wait. */
    private Stream<ServiceOrder> othersBefore(ServiceOrder order) {
        return rows.ofCompany(order.companyId()).stream()
                .filter(other -> !other.id().equals(order.id()))
                .filter(other -> MONTHS_FIXED.contains(other.status())
                        || other.orderedAt().isBefore(order.orderedAt()));
    }

    /** The first month, not before {@code from}, from which the whole term is free. */
    private static YearMonth firstFree(YearMonth from, int termMonths, Stream<ServiceOrder> others) {
        Set<YearMonth> taken = new HashSet<>();
        others.filter(other -> !NEVER_SERVED.contains(other.status()))
                .forEach(other -> {
                    for (int i = 0; i < other.monthsServed(); i++) {
                        taken.add(other.firstMonth().plusMonths(i));
                    }
                });
        YearMonth first = from;
        for (YearMonth month = from; month.isBefore(first.plusMonths(termMonths)); month = month.plusMonths(1)) {
            if (taken.contains(month)) {
                first = month.plusMonths(1);
            }
        }
        return first;
    }

    private static LocalDate lastDayOf(Instant end) {
        return end.atZone(BusinessClock.ZONE).toLocalDate().minusDays(1);
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    /** A company that nobody has taken over yet is due by the official days now. */
    @Override
    @Transactional
    public void calendarLoaded(int year) {
        record Open(String id, LocalDate confirmed) {
        }
        for (Open open : jdbc.sql("select id, confirmed_at from service_order where status = 'CONFIRMED' for update")
                .query((row, n) -> new Open(row.getString(1), row.getObject(2, OffsetDateTime.class)
                        .atZoneSameInstant(BusinessClock.ZONE).toLocalDate())).list()) {
            jdbc.sql("update service_order set claim_due = ? where id = ?")
                    .params(calendar.plusWorkingDays(open.confirmed, CLAIM_WORKING_DAYS), open.id).update();
        }
    }
}
