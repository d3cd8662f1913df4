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
import zhangfang.company.MoneyReaders;
import zhangfang.document.Document.Category;
import zhangfang.identity.Actor;
import zhangfang.identity.Role;
import zhangfang.money.Money;
import zhangfang.notice.Notices;
import zhangfang.numbering.Numbers;
import zhangfang.refusal.Refusal.Reason;
import zhangfang.refusal.Refusal;
import zhangfang.wallet.Withdrawal.Status;

/**
 * Withdrawals (提现): a customer asks cash back, which leaves the balance at once; finance pays out or rejects; until
 * then the customer may take the request back. Gifts are never withdrawn, and nothing is while more is invoiced than
 * was consumed (欠票): whoever owes invoices back gets no money back.
 */
@Service
@Order(CalendarListener.ROWS)
public class Withdrawals implements CalendarListener {

    private static final int MOST_OPEN = 10;
    private static final int PAY_WORKING_DAYS = 2;
    private static final int NAME_LENGTH = 200;
    private static final int BANK_REFERENCE_LENGTH = 60;
    private static final String ACCOUNT = "[0-9][0-9 -]{6,38}[0-9]";
    private static final int LEAST_DIGITS = 8;
    private static final int MOST_DIGITS = 30;

    private static final String SELECT = """
            select id, company_id, amount, payee_name, bank, account, status, requested_by, requested_at, pay_due,
                   bank_reference, paid_on, reason, decided_by, decided_at
            from withdrawal
            """;

    private final JdbcClient jdbc;
    private final BusinessClock clock;
    private final StatutoryCalendar calendar;
    private final Numbers numbers;
    private final Companies companies;
    private final MoneyReaders readers;
    private final Wallet wallet;
    private final InvoiceableAmounts invoiceable;
    private final Slips slips;
    private final Notices notices;
    private final Audit audit;

    Withdrawals(JdbcClient jdbc, BusinessClock clock, StatutoryCalendar calendar, Numbers numbers,
            Companies companies, MoneyReaders readers, Wallet wallet, InvoiceableAmounts invoiceable, Slips slips,
            Notices notices, Audit audit) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.calendar = calendar;
        this.numbers = numbers;
        this.companies = companies;
        this.readers = readers;
        this.wallet = wallet;
        this.invoiceable = invoiceable;
        this.slips = slips;
        this.notices = notices;
        this.audit = audit;
    }

    /**
     * A customer asks cash back; it leaves the balance in the same moment.
     *
     * @throws Refusal naming every wrong field; conflict, with the figures, where it is more than there is in cash or
     *                 more is invoiced than was consumed
     */
    @Transactional
    public Withdrawal request(Actor actor, NewWithdrawal asked) {
        readers.ofMember(actor, asked.companyId(), "wallet.withdrawal.onlyMembers");
        check(asked);
        lockCompany(asked.companyId());
        refuseRepeated(asked.companyId(), asked.requestKey());
        if (openRequests(asked.companyId()) >= MOST_OPEN) {
            throw Refusal.conflict("wallet.withdrawal.tooManyOpen", MOST_OPEN);
        }
        refuseWhileInvoicesAreOwed(asked.companyId());
        String id = numbers.next("W");
        wallet.withdraw(actor, asked.companyId(), id, asked.amount());
        jdbc.sql("""
                insert into withdrawal (id, company_id, request_key, amount, payee_name, bank, account, status,
                                        requested_by, requested_at, pay_due)
                values (?, ?, ?, ?, ?, ?, ?, 'REQUESTED', ?, ?, ?)""")
                .params(id, asked.companyId(), asked.requestKey(), asked.amount().amount(), asked.payeeName().strip(),
                        asked.bank().strip(), asked.account().strip(), actor.id(),
                        clock.now().atOffset(ZoneOffset.UTC), calendar.plusWorkingDays(clock.today(), PAY_WORKING_DAYS))
                .update();
        audit.record(actor, "withdrawal.request", asked.companyId(), id, asked.amount().toString());
        return get(id);
    }

    /**
     * Finance has paid it out.
     *
     * @throws Refusal conflict, when it is decided already, or more is invoiced than was consumed by now
     */
    @Transactional
    public Withdrawal pay(Actor actor, String withdrawalId, PayOut payOut) {
        Withdrawal withdrawal = lockForFinance(actor, withdrawalId);
        check(withdrawal, payOut);
        refuseWhileInvoicesAreOwed(withdrawal.companyId());
        slips.keep(actor, withdrawal.companyId(), withdrawalId, Category.PAYOUT_SLIP, payOut.slip());
        decide(actor, withdrawalId, Status.PAID, payOut);
        notices.tellCompany(withdrawal.companyId(), "withdrawal.decided/" + withdrawalId,
                "wallet.notice.withdrawalPaid", withdrawalId, withdrawal.amount(), payOut.paidOn());
        audit.record(actor, "withdrawal.pay", withdrawal.companyId(), withdrawalId, payOut.bankReference().strip());
        return get(withdrawalId);
    }

    /** Finance pays nothing out: the money is in the balance again. @throws Refusal without a reason, or decided */
    @Transactional
    public Withdrawal reject(Actor actor, String withdrawalId, String reason) {
        Withdrawal withdrawal = lockForFinance(actor, withdrawalId);
        if (isBlank(reason)) {
            throw Refusal.field("reason", "wallet.withdrawal.rejectionNeedsReason");
        }
        checkReason(reason);
        end(actor, withdrawalId, Status.REJECTED, reason);
        wallet.putBack(actor, withdrawal.companyId(), withdrawalId);
        notices.tellCompany(withdrawal.companyId(), "withdrawal.decided/" + withdrawalId,
                "wallet.notice.withdrawalRejected", withdrawalId, withdrawal.amount(), reason.strip());
        audit.record(actor, "withdrawal.reject", withdrawal.companyId(), withdrawalId, reason.strip());
        return get(withdrawalId);
    }

    /** The customer takes the request back: the money is in the balance again. @throws Refusal when it is decided */
    @Transactional
    public Withdrawal cancel(Actor actor, String withdrawalId) {
        readers.ofMember(actor, get(withdrawalId).companyId(), "wallet.withdrawal.onlyMembers");
        Withdrawal withdrawal = lockOpen(withdrawalId);
        end(actor, withdrawalId, Status.CANCELLED, null);
        wallet.putBack(actor, withdrawal.companyId(), withdrawalId);
        audit.record(actor, "withdrawal.cancel", withdrawal.companyId(), withdrawalId, null);
        return get(withdrawalId);
    }

    /** Finance is late: the process owners are told, once. */
    @Transactional
    public void escalate(String withdrawalId) {
        Withdrawal withdrawal = get(withdrawalId);
        if (withdrawal.status() == Status.REQUESTED) {
            notices.tellRole(Role.PROCESS_OWNER, withdrawal.companyId(), "withdrawal.overdue/" + withdrawalId,
                    "wallet.notice.withdrawalOverdue", companies.get(withdrawal.companyId()).name(), withdrawalId,
                    withdrawal.amount(), withdrawal.payDue());
        }
    }

    /** What was asked for with this key before; nothing without a key. */
    @Transactional(readOnly = true)
    public Optional<Withdrawal> ofRequest(String companyId, String requestKey) {
        return jdbc.sql(SELECT + " where company_id = ? and request_key = ?").params(companyId, requestKey)
                .query(Withdrawals::withdrawal).optional();
    }

    private void refuseRepeated(String companyId, String requestKey) {
        if (requestKey != null) {
            ofRequest(companyId, requestKey).ifPresent(first -> {
                throw Refusal.conflict("wallet.request.repeated", first.id());
            });
        }
    }

    /** The withdrawal, for code that has already checked who asks. @throws Refusal not found */
    @Transactional(readOnly = true)
    public Withdrawal get(String withdrawalId) {
        return jdbc.sql(SELECT + " where id = ?").param(withdrawalId).query(Withdrawals::withdrawal).optional()
                .orElseThrow(Refusal::notFound);
    }

    /** The withdrawal of a company whose money this person may see. @throws Refusal not found or forbidden */
    @Transactional(readOnly = true)
    public Withdrawal visible(Actor actor, String companyId, String withdrawalId) {
        readers.readable(actor, companyId);
        Withdrawal withdrawal = get(withdrawalId);
        if (!withdrawal.companyId().equals(companyId)) {
            throw Refusal.notFound();
        }
        return withdrawal;
    }

    /** The withdrawal of this person's own company. @throws Refusal not found or forbidden */
    @Transactional(readOnly = true)
    public Withdrawal own(Actor actor, String companyId, String withdrawalId) {
        readers.ofMember(actor, companyId, "wallet.withdrawal.onlyMembers");
        return visible(actor, companyId, withdrawalId);
    }

    /** The newest withdrawals of a company first. @throws Refusal not found or forbidden */
    @Transactional(readOnly = true)
    public List<Withdrawal> of(Actor actor, String companyId, int limit) {
        readers.readable(actor, companyId);
        return jdbc.sql(SELECT + " where company_id = ? order by requested_at desc, id desc fetch first ? rows only")
                .params(companyId, limit).query(Withdrawals::withdrawal).list();
    }

    /** What waits for finance, of all companies, the most urgent first. @throws Refusal forbidden */
    @Transactional(readOnly = true)
    public List<Withdrawal> open(Actor actor, int limit) {
        readers.ofAll(actor);
        return jdbc.sql(SELECT + " where status = 'REQUESTED' order by pay_due, id fetch first ? rows only")
                .param(limit).query(Withdrawals::withdrawal).list();
    }

    /** Whether money came to this company from the account that a withdrawal is to go to. */
    @Transactional(readOnly = true)
    public boolean paidFrom(Withdrawal withdrawal) {
        return jdbc.sql("""
                select count(*) from top_up
                where company_id = ? and status = 'CONFIRMED'
                  and replace(replace(payer_account, ' ', ''), '-', '') = ?""")
                .params(withdrawal.companyId(), withdrawal.account().replaceAll("[ -]", ""))
                .query(Integer.class).single() > 0;
    }

    private static void check(NewWithdrawal asked) {
        List<Reason> wrong = new ArrayList<>();
        if (asked.amount() == null || !asked.amount().isPositive() || asked.amount().compareTo(Wallet.MOST) > 0) {
            wrong.add(Reason.field("amount", "wallet.amount.range", Wallet.MOST));
        }
        if (isBlank(asked.payeeName()) || asked.payeeName().strip().length() > NAME_LENGTH) {
            wrong.add(Reason.field("payeeName", "wallet.withdrawal.payeeName", NAME_LENGTH));
        }
        if (isBlank(asked.bank()) || asked.bank().strip().length() > NAME_LENGTH) {
            wrong.add(Reason.field("bank", "wallet.withdrawal.bank", NAME_LENGTH));
        }
        if (!isAccount(asked.account())) {
            wrong.add(Reason.field("account", "wallet.withdrawal.account", LEAST_DIGITS, MOST_DIGITS));
        }
        if (!wrong.isEmpty()) {
            throw Refusal.invalid(wrong);
        }
    }

    private static boolean isAccount(String account) {
        if (account == null || !account.strip().matches(ACCOUNT)) {
            return false;
        }
        int digits = account.replaceAll("[^0-9]", "").length();
        return digits >= LEAST_DIGITS && digits <= MOST_DIGITS;
    }

    private void check(Withdrawal withdrawal, PayOut payOut) {
        List<Reason> wrong = new ArrayList<>();
        if (isBlank(payOut.bankReference()) || payOut.bankReference().strip().length() > BANK_REFERENCE_LENGTH) {
            wrong.add(Reason.field("bankReference", "wallet.withdrawal.bankReference", BANK_REFERENCE_LENGTH));
        }
        LocalDate requested = withdrawal.requestedAt().atZone(BusinessClock.ZONE).toLocalDate();
        if (payOut.paidOn() == null || payOut.paidOn().isBefore(requested) || payOut.paidOn().isAfter(clock.today())) {
            wrong.add(Reason.field("paidOn", "wallet.withdrawal.paidOn", requested, clock.today()));
        }
        if (!wrong.isEmpty()) {
            throw Refusal.invalid(wrong);
        }
        checkReason(payOut.remark());
    }

    private static void checkReason(String reason) {
        if (reason != null && reason.strip().length() > Wallet.REASON_LENGTH) {
            throw Refusal.field("reason", "wallet.reason.tooLong", Wallet.REASON_LENGTH);
        }
    }

    /** The company's row is locked: neither a refund nor an application for an invoice moves the figures meanwhile. */
    private void refuseWhileInvoicesAreOwed(String companyId) {
        InvoiceableAmount amount = invoiceable.of(companyId);
        if (amount.isOwed()) {
            throw Refusal.conflict("wallet.withdrawal.invoicesOwed", amount.invoiceable(), amount.cashConsumed(),
                    amount.invoiced());
        }
    }

    private int openRequests(String companyId) {
        return jdbc.sql("select count(*) from withdrawal where company_id = ? and status = 'REQUESTED'")
                .param(companyId).query(Integer.class).single();
    }

    private Withdrawal lockForFinance(Actor actor, String withdrawalId) {
        if (!actor.is(Role.FINANCE)) {
            throw Refusal.forbidden("wallet.withdrawal.onlyFinance");
        }
        return lockOpen(withdrawalId);
    }

    private Withdrawal lockOpen(String withdrawalId) {
        lockCompany(get(withdrawalId).companyId());
        Withdrawal withdrawal = jdbc.sql(SELECT + " where id = ? for update").param(withdrawalId)
                .query(Withdrawals::withdrawal).single();
        if (withdrawal.status() != Status.REQUESTED) {
            throw Refusal.conflict("wallet.withdrawal.decided");
        }
        return withdrawal;
    }

    private void lockCompany(String companyId) {
        jdbc.sql("select id from company where id = ? for update").param(companyId).query(String.class).single();
    }

    private void end(Actor actor, String withdrawalId, Status status, String reason) {
        decide(actor, withdrawalId, status, new PayOut(null, null, reason, SentSlip.NONE));
    }

    private void decide(Actor actor, String withdrawalId, Status status, PayOut payOut) {
        jdbc.sql("""
                update withdrawal set status = ?, bank_reference = ?, paid_on = ?, reason = ?, decided_by = ?,
                                      decided_at = ?
                where id = ?""")
                .params(status.name(), isBlank(payOut.bankReference()) ? null : payOut.bankReference().strip(),
                        payOut.paidOn(), isBlank(payOut.remark()) ? null : payOut.remark().strip(), actor.id(),
                        clock.now().atOffset(ZoneOffset.UTC), withdrawalId)
                .update();
    }

    private static boolean isBlank(String text) {
        return text == null || text.isBlank();
    }

    private static Withdrawal withdrawal(ResultSet row, int number) throws SQLException {
        return new Withdrawal(row.getString("id"), row.getString("company_id"), Money.of(row.getBigDecimal("amount")),
                row.getString("payee_name"), row.getString("bank"), row.getString("account"),
                Status.valueOf(row.getString("status")), row.getString("requested_by"), instant(row, "requested_at"),
                row.getObject("pay_due", LocalDate.class), row.getString("bank_reference"),
                row.getObject("paid_on", LocalDate.class), row.getString("reason"), row.getString("decided_by"),
                instant(row, "decided_at"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    /** What still awaits finance is due by the official days now. */
    @Override
    @Transactional
    public void calendarLoaded(int year) {
        record Open(String id, LocalDate requested) {
        }
        for (Open open : jdbc.sql("select id, requested_at from withdrawal where status = 'REQUESTED' for update")
                .query((row, n) -> new Open(row.getString(1), row.getObject(2, OffsetDateTime.class)
                        .atZoneSameInstant(BusinessClock.ZONE).toLocalDate())).list()) {
            jdbc.sql("update withdrawal set pay_due = ? where id = ?")
                    .params(calendar.plusWorkingDays(open.requested, PAY_WORKING_DAYS), open.id).update();
        }
    }
}
