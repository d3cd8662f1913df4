package zhangfang.wallet;

import java.sql.ResultSet;
import java.sql.SQLException;
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
import zhangfang.calendar.StatutoryCalendar;
import zhangfang.company.Companies;
import zhangfang.company.Company;
import zhangfang.company.MoneyReaders;
import zhangfang.document.Document.Category;
import zhangfang.identity.Actor;
import zhangfang.identity.Role;
import zhangfang.money.Money;
import zhangfang.notice.Notices;
import zhangfang.numbering.Numbers;
import zhangfang.refusal.Refusal.Reason;
import zhangfang.refusal.Refusal;
import zhangfang.wallet.TopUp.Status;

/** Top-ups by bank transfer (充值): a customer announces, finance confirms what arrived or rejects. */
@Service
@Order(CalendarListener.ROWS)
public class TopUps implements CalendarListener {

    private static final Money MOST = Wallet.MOST;
    /** Each open review rests the clocks of the company's unpaid orders, so there are only so many at a time. */
    private static final int MOST_OPEN = 10;
    private static final int REVIEW_WORKING_DAYS = 1;
    private static final int NAME_LENGTH = 200;
    private static final int REASON_LENGTH = Wallet.REASON_LENGTH;

    private static final String SELECT = """
            select id, company_id, order_id, amount, payer_name, payer_account, status, announced_by, announced_at,
                   review_due, received_amount, reason, decided_by, decided_at
            from top_up
            """;

    private final JdbcClient jdbc;
    private final BusinessClock clock;
    private final StatutoryCalendar calendar;
    private final Numbers numbers;
    private final Companies companies;
    private final Wallet wallet;
    private final PayableOrders orders;
    private final MoneyReaders readers;
    private final Slips slips;
    private final Notices notices;
    private final Audit audit;

    TopUps(JdbcClient jdbc, BusinessClock clock, StatutoryCalendar calendar, Numbers numbers, Companies companies,
            Wallet wallet, PayableOrders orders, MoneyReaders readers, Slips slips, Notices notices, Audit audit) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.calendar = calendar;
        this.numbers = numbers;
        this.companies = companies;
        this.wallet = wallet;
        this.orders = orders;
        this.readers = readers;
        this.slips = slips;
        this.notices = notices;
        this.audit = audit;
    }

    /** A customer announces a transfer. @throws Refusal naming every wrong field */
    @Transactional
    public TopUp announce(Actor actor, NewTopUp topUp) {
        readers.ofMember(actor, topUp.companyId(), "wallet.topUp.onlyMembers");
        lockCompany(topUp.companyId());
        refuseRepeated(topUp.companyId(), topUp.requestKey());
        check(topUp);
        if (openReviews(topUp.companyId()) >= MOST_OPEN) {
            throw Refusal.conflict("wallet.topUp.tooManyOpen", MOST_OPEN);
        }
        String id = numbers.next("T");
        jdbc.sql("""
                insert into top_up (id, company_id, request_key, order_id, amount, payer_name, payer_account, status,
                                    announced_by, announced_at, review_due)
                values (?, ?, ?, ?, ?, ?, ?, 'ANNOUNCED', ?, ?, ?)""")
                .params(id, topUp.companyId(), topUp.requestKey(), topUp.orderId(), topUp.amount().amount(),
                        topUp.payerName().strip(), topUp.payerAccount().strip(), actor.id(),
                        clock.now().atOffset(ZoneOffset.UTC),
                        calendar.plusWorkingDays(clock.today(), REVIEW_WORKING_DAYS))
                .update();
        slips.keep(actor, topUp.companyId(), id, Category.TRANSFER_SLIP, topUp.slip());
        audit.record(actor, "topUp.announce", topUp.companyId(), id, topUp.amount().toString());
        return get(id);
    }

    /**
     * Finance confirms what arrived: the balance grows by it, once.
     *
     * @param received what arrived; another amount than announced needs a reason
     * @throws Refusal conflict, when it is decided already
     */
    @Transactional
    public TopUp confirm(Actor actor, String topUpId, Money received, String reason) {
        TopUp topUp = lockOpen(actor, topUpId);
        if (!received.isPositive() || received.compareTo(MOST) > 0) {
            throw Refusal.field("receivedAmount", "wallet.amount.range", MOST);
        }
        if (!received.equals(topUp.amount()) && isBlank(reason)) {
            throw Refusal.field("reason", "wallet.topUp.otherAmountNeedsReason", topUp.amount());
        }
        checkReason(reason);
        decide(actor, topUpId, Status.CONFIRMED, received, reason);
        wallet.credit(actor, topUp.companyId(), topUpId, received);
        notices.tellCompany(topUp.companyId(), "topUp.decided/" + topUpId, "wallet.notice.topUpConfirmed", topUpId,
                received);
        audit.record(actor, "topUp.confirm", topUp.companyId(), topUpId,
                received + (isBlank(reason) ? "" : " " + reason));
        return get(topUpId);
    }

    /** Finance found no such transfer. @throws Refusal without a reason, or when it is decided already */
    @Transactional
    public TopUp reject(Actor actor, String topUpId, String reason) {
        TopUp topUp = lockOpen(actor, topUpId);
        if (isBlank(reason)) {
            throw Refusal.field("reason", "wallet.topUp.rejectionNeedsReason");
        }
        checkReason(reason);
        decide(actor, topUpId, Status.REJECTED, null, reason);
        notices.tellCompany(topUp.companyId(), "topUp.decided/" + topUpId, "wallet.notice.topUpRejected", topUpId,
                reason);
        audit.record(actor, "topUp.reject", topUp.companyId(), topUpId, reason);
        return get(topUpId);
    }

    /** Finance is late: the process owners are told, once. */
    @Transactional
    public void escalate(String topUpId) {
        TopUp topUp = get(topUpId);
        if (topUp.status() == Status.ANNOUNCED) {
            notices.tellRole(Role.PROCESS_OWNER, topUp.companyId(), "topUp.overdue/" + topUpId,
                    "wallet.notice.topUpOverdue", companies.get(topUp.companyId()).name(), topUpId, topUp.amount(),
                    topUp.reviewDue());
        }
    }

    /** Paying the announced order was tried: its clock runs again. Said once, again is nothing. */
    @Transactional
    public void settled(String topUpId) {
        lockCompany(get(topUpId).companyId());
        jdbc.sql("update top_up set settled_at = ? where id = ? and status = 'CONFIRMED' and settled_at is null")
                .params(clock.now().atOffset(ZoneOffset.UTC), topUpId).update();
    }

    /** What was asked for with this key before; nothing without a key. */
    @Transactional(readOnly = true)
    public Optional<TopUp> ofRequest(String companyId, String requestKey) {
        return jdbc.sql(SELECT + " where company_id = ? and request_key = ?").params(companyId, requestKey)
                .query(TopUps::topUp).optional();
    }

    private void refuseRepeated(String companyId, String requestKey) {
        if (requestKey != null) {
            ofRequest(companyId, requestKey).ifPresent(first -> {
                throw Refusal.conflict("wallet.request.repeated", first.id());
            });
        }
    }

    /** The top-up, for code that has already checked who asks. @throws Refusal not found */
    @Transactional(readOnly = true)
    public TopUp get(String topUpId) {
        return jdbc.sql(SELECT + " where id = ?").param(topUpId).query(TopUps::topUp).optional()
                .orElseThrow(Refusal::notFound);
    }

    /** The top-up of a company whose balance this person may see. @throws Refusal not found or forbidden */
    @Transactional(readOnly = true)
    public TopUp visible(Actor actor, String companyId, String topUpId) {
        readers.readable(actor, companyId);
        TopUp topUp = get(topUpId);
        if (!topUp.companyId().equals(companyId)) {
            throw Refusal.notFound();
        }
        return topUp;
    }

    /** The newest top-ups of a company first. @throws Refusal not found or forbidden */
    @Transactional(readOnly = true)
    public List<TopUp> of(Actor actor, String companyId, int limit) {
        readers.readable(actor, companyId);
        return jdbc.sql(SELECT + " where company_id = ? order by announced_at desc, id desc fetch first ? rows only")
                .params(companyId, limit).query(TopUps::topUp).list();
    }

    /** What waits for finance, of all companies, the most urgent first. @throws Refusal forbidden */
    @Transactional(readOnly = true)
    public List<TopUp> open(Actor actor, int limit) {
        readers.ofAll(actor);
        return jdbc.sql(SELECT + " where status = 'ANNOUNCED' order by review_due, id fetch first ? rows only")
                .param(limit).query(TopUps::topUp).list();
    }

    /**
     * A time in which money was on its way and the customer could do no more.
     *
     * @param to its end, excluded; {@code null} while it lasts
     */
    public record Review(Instant from, Instant to) {
    }

    /** Reviews of a company's top-ups since an instant, earliest first; one for an order lasts until it was tried. */
    @Transactional(readOnly = true)
    public List<Review> reviewsSince(String companyId, Instant since) {
        return jdbc.sql("""
                select announced_at, case when order_id is not null and status = 'CONFIRMED'
                                          then settled_at else decided_at end as review_end
                from top_up
                where company_id = ?
                order by announced_at""")
                .param(companyId)
                .query((row, number) -> new Review(instant(row, "announced_at"), instant(row, "review_end")))
                .list().stream()
                .filter(review -> review.to() == null || review.to().isAfter(since))
                .toList();
    }

    private void check(NewTopUp topUp) {
        List<Reason> wrong = new ArrayList<>();
        if (!topUp.amount().isPositive() || topUp.amount().compareTo(MOST) > 0) {
            wrong.add(Reason.field("amount", "wallet.amount.range", MOST));
        }
        if (isBlank(topUp.payerName()) || topUp.payerName().length() > NAME_LENGTH) {
            wrong.add(Reason.field("payerName", "wallet.topUp.payerName"));
        }
        if (topUp.payerAccount() == null || !topUp.payerAccount().strip().matches("[0-9][0-9 -]{4,38}[0-9]")) {
            wrong.add(Reason.field("payerAccount", "wallet.topUp.payerAccount"));
        }
        if (topUp.orderId() != null && !orders.awaitsPayment(topUp.companyId(), topUp.orderId())) {
            wrong.add(Reason.field("orderId", "wallet.topUp.orderNotPayable"));
        }
        if (!wrong.isEmpty()) {
            throw Refusal.invalid(wrong);
        }
    }

    private int openReviews(String companyId) {
        return jdbc.sql("select count(*) from top_up where company_id = ? and status = 'ANNOUNCED'").param(companyId)
                .query(Integer.class).single();
    }

    private TopUp lockOpen(Actor actor, String topUpId) {
        if (!actor.is(Role.FINANCE)) {
            throw Refusal.forbidden("wallet.topUp.onlyFinance");
        }
        Company company = companies.get(get(topUpId).companyId());
        lockCompany(company.id());
        TopUp topUp = jdbc.sql(SELECT + " where id = ? for update").param(topUpId).query(TopUps::topUp).single();
        if (topUp.status() != Status.ANNOUNCED) {
            throw Refusal.conflict("wallet.topUp.decided");
        }
        return topUp;
    }

    private void lockCompany(String companyId) {
        jdbc.sql("select id from company where id = ? for update").param(companyId).query(String.class).single();
    }

    private void decide(Actor actor, String topUpId, Status status, Money received, String reason) {
        jdbc.sql("""
                update top_up set status = ?, received_amount = ?, reason = ?, decided_by = ?, decided_at = ?
                where id = ?""")
                .params(status.name(), received == null ? null : received.amount(),
                        isBlank(reason) ? null : reason.strip(), actor.id(), clock.now().atOffset(ZoneOffset.UTC),
                        topUpId)
                .update();
    }

    private static void checkReason(String reason) {
        if (reason != null && reason.length() > REASON_LENGTH) {
            throw Refusal.field("reason", "wallet.reason.tooLong", REASON_LENGTH);
        }
    }

    private static boolean isBlank(String text) {
        return text == null || text.isBlank();
    }

    private static TopUp topUp(ResultSet row, int number) throws SQLException {
        return new TopUp(row.getString("id"), row.getString("company_id"), row.getString("order_id"),
                Money.of(row.getBigDecimal("amount")), row.getString("payer_name"), row.getString("payer_account"),
                Status.valueOf(row.getString("status")), row.getString("announced_by"), instant(row, "announced_at"),
                row.getObject("review_due", java.time.LocalDate.class),
                row.getBigDecimal("received_amount") == null ? null : Money.of(row.getBigDecimal("received_amount")),
                row.getString("reason"), row.getString("decided_by"), instant(row, "decided_at"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    /** What still awaits finance is due by the official days now. */
    @Override
    @Transactional
    public void calendarLoaded(int year) {
        record Open(String id, LocalDate announced) {
        }
        for (Open open : jdbc.sql("select id, announced_at from top_up where status = 'ANNOUNCED' for update")
                .query((row, n) -> new Open(row.getString(1), row.getObject(2, OffsetDateTime.class)
                        .atZoneSameInstant(BusinessClock.ZONE).toLocalDate())).list()) {
            jdbc.sql("update top_up set review_due = ? where id = ?")
                    .params(calendar.plusWorkingDays(open.announced, REVIEW_WORKING_DAYS), open.id).update();
        }
    }
}
