package zhangfang.wallet;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import zhangfang.audit.Audit;
import zhangfang.calendar.BusinessClock;
import zhangfang.company.Companies;
import zhangfang.identity.Actor;
import zhangfang.identity.Role;
import zhangfang.money.Money;
import zhangfang.refusal.Refusal;
import zhangfang.wallet.Entry.Kind;

/**
 * The prepaid balance of each company, kept as entries that are only ever added. Whoever moves money or an order locks
 * the company's row first, then the order or top-up, then the wallet: two commands of one company follow each other.
 */
@Service
public class Wallet {

    private static final String SELECT_ENTRY = """
            select entry_no, kind, reference, amount, gift_amount, balance_after, effective_at, processed_at, actor_id,
                   note
            from wallet_entry
            """;

    private final JdbcClient jdbc;
    private final BusinessClock clock;
    private final Companies companies;
    private final Audit audit;

    Wallet(JdbcClient jdbc, BusinessClock clock, Companies companies, Audit audit) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.companies = companies;
        this.audit = audit;
    }

    /** The balance, for those who may see it. @throws Refusal not found or forbidden */
    @Transactional(readOnly = true)
    public Balance balance(Actor actor, String companyId) {
        mayRead(actor, companyId);
        return balance(companyId);
    }

    /** The balance, for code that has already checked who asks. */
    @Transactional(readOnly = true)
    public Balance balance(String companyId) {
        return read(companyId, "").map(Row::balance).orElse(Balance.NONE);
    }

    /** The newest entries first. @throws Refusal not found or forbidden */
    @Transactional(readOnly = true)
    public List<Entry> entries(Actor actor, String companyId, int limit) {
        mayRead(actor, companyId);
        return jdbc.sql(SELECT_ENTRY + " where company_id = ? order by entry_no desc fetch first ? rows only")
                .params(companyId, limit).query(Wallet::entry).list();
    }

    /**
     * Pays an order, gifts first. Part of the order's command, which has checked who pays and writes the audit row.
     *
     * @return the payment; the first one when the order is paid already
     * @throws Refusal conflict, naming what is missing
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Entry pay(Actor actor, String companyId, String orderId, Money price) {
        Row wallet = lock(companyId);
        Optional<Entry> before = find(Kind.PAYMENT, orderId);
        if (before.isPresent()) {
            return before.get();
        }
        Balance balance = wallet.balance();
        Money missing = balance.missingTo(price);
        if (missing.isPositive()) {
            throw Refusal.conflict("wallet.pay.tooLittle", balance.total(), price, missing);
        }
        Money gift = balance.gift().min(price);
        Balance after = new Balance(balance.total().minus(price), balance.gift().minus(gift),
                balance.cashConsumed().plus(price.minus(gift)));
        Instant now = clock.now();
        return add(actor, wallet, after, Kind.PAYMENT, orderId, price.negated(), gift.negated(), now, null);
    }

    /**
     * Gives the full price of an order back, cash as cash and gifts as gifts; exactly once, however often asked.
     *
     * @param effectiveAt the deadline's instant, which the refund counts for
     * @throws IllegalStateException if the order was never paid
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Entry refund(Actor actor, String companyId, String orderId, Instant effectiveAt) {
        Row wallet = lock(companyId);
        Optional<Entry> before = find(Kind.REFUND, orderId);
        if (before.isPresent()) {
            return before.get();
        }
        Entry payment = find(Kind.PAYMENT, orderId)
                .orElseThrow(() -> new IllegalStateException("no payment to refund: " + orderId));
        Money amount = payment.amount().negated();
        Money gift = payment.giftAmount().negated();
        Balance balance = wallet.balance();
        Balance after = new Balance(balance.total().plus(amount), balance.gift().plus(gift),
                balance.cashConsumed().minus(amount.minus(gift)));
        return add(actor, wallet, after, Kind.REFUND, orderId, amount, gift, effectiveAt, null);
    }

    /** Credits money that has arrived; once per top-up. Part of the top-up's command. */
    @Transactional(propagation = Propagation.MANDATORY)
    Entry credit(Actor actor, String companyId, String topUpId, Money amount) {
        Row wallet = lock(companyId);
        Optional<Entry> before = find(Kind.TOP_UP, topUpId);
        if (before.isPresent()) {
            return before.get();
        }
        Balance balance = wallet.balance();
        Balance after = new Balance(balance.total().plus(amount), balance.gift(), balance.cashConsumed());
        return add(actor, wallet, after, Kind.TOP_UP, topUpId, amount, Money.ZERO, clock.now(), null);
    }

    /**
     * Credits a gift (赠送) that finance gives with a reason; once per reference.
     *
     * @param reference the caller's id of this gift, at most 32 characters
     */
    @Transactional
    public Entry give(Actor actor, String companyId, String reference, Money amount, String reason) {
        if (!actor.is(Role.FINANCE)) {
            throw Refusal.forbidden("wallet.give.onlyFinance");
        }
        if (!amount.isPositive()) {
            throw Refusal.field("amount", "wallet.amount.notPositive");
        }
        if (reason == null || reason.isBlank()) {
            throw Refusal.field("reason", "wallet.give.noReason");
        }
        companies.get(companyId);
        Row wallet = lock(companyId);
        Optional<Entry> before = find(Kind.GIFT, reference);
        if (before.isPresent()) {
            return before.get();
        }
        Balance balance = wallet.balance();
        Balance after = new Balance(balance.total().plus(amount), balance.gift().plus(amount), balance.cashConsumed());
        Entry entry = add(actor, wallet, after, Kind.GIFT, reference, amount, amount, clock.now(), reason);
        audit.record(actor, "wallet.give", companyId, reference, amount + " " + reason);
        return entry;
    }

    private void mayRead(Actor actor, String companyId) {
        companies.visible(actor, companyId);
        if (!actor.isMemberOf(companyId) && !actor.isSystem()
                && !actor.isAny(Role.FINANCE, Role.PROCESS_OWNER, Role.ADMINISTRATOR)) {
            throw Refusal.forbidden("wallet.read.notAllowed");
        }
    }

    private record Row(String companyId, Balance balance, int entries) {
    }

    /** Locks the company's row, which stands for all of its money, then the wallet; makes it with the first entry. */
    private Row lock(String companyId) {
        jdbc.sql("select id from company where id = ? for update").param(companyId).query(String.class).single();
        return read(companyId, " for update").orElseGet(() -> {
            jdbc.sql("""
                    insert into wallet (company_id, balance, gift_balance, cash_consumed, entries)
                    values (?, 0, 0, 0, 0)""").param(companyId).update();
            return new Row(companyId, Balance.NONE, 0);
        });
    }

    private Optional<Row> read(String companyId, String lock) {
        return jdbc.sql("select balance, gift_balance, cash_consumed, entries from wallet where company_id = ?" + lock)
                .param(companyId)
                .query((row, number) -> new Row(companyId,
                        new Balance(Money.of(row.getBigDecimal("balance")), Money.of(row.getBigDecimal("gift_balance")),
                                Money.of(row.getBigDecimal("cash_consumed"))),
                        row.getInt("entries")))
                .optional();
    }

    private Optional<Entry> find(Kind kind, String reference) {
        return jdbc.sql(SELECT_ENTRY + " where kind = ? and reference = ?").params(kind.name(), reference)
                .query(Wallet::entry).optional();
    }

    private Entry add(Actor actor, Row wallet, Balance after, Kind kind, String reference, Money amount, Money gift,
            Instant effectiveAt, String note) {
        Entry entry = new Entry(wallet.entries() + 1, kind, reference, amount, gift, after.total(), effectiveAt,
                clock.now(), actor.id(), note);
        jdbc.sql("""
                update wallet set balance = ?, gift_balance = ?, cash_consumed = ?, entries = ?
                where company_id = ?""")
                .params(after.total().amount(), after.gift().amount(), after.cashConsumed().amount(), entry.number(),
                        wallet.companyId())
                .update();
        jdbc.sql("""
                insert into wallet_entry (company_id, entry_no, kind, reference, amount, gift_amount, balance_after,
                                          effective_at, processed_at, actor_id, note)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(wallet.companyId(), entry.number(), kind.name(), reference, amount.amount(), gift.amount(),
                        after.total().amount(), entry.effectiveAt().atOffset(ZoneOffset.UTC),
                        entry.processedAt().atOffset(ZoneOffset.UTC), actor.id(), note)
                .update();
        return entry;
    }

    private static Entry entry(ResultSet row, int number) throws SQLException {
        return new Entry(row.getInt("entry_no"), Kind.valueOf(row.getString("kind")), row.getString("reference"),
                Money.of(row.getBigDecimal("amount")), Money.of(row.getBigDecimal("gift_amount")),
                Money.of(row.getBigDecimal("balance_after")),
                row.getObject("effective_at", OffsetDateTime.class).toInstant(),
                row.getObject("processed_at", OffsetDateTime.class).toInstant(), row.getString("actor_id"),
                row.getString("note"));
    }
}
