package zhangfang.wallet;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.context.annotation.Fallback;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import zhangfang.audit.Audit;
import zhangfang.calendar.BusinessClock;
import zhangfang.company.MoneyReaders;
import zhangfang.identity.Actor;
import zhangfang.identity.Role;
import zhangfang.money.Money;
import zhangfang.notice.Notices;
import zhangfang.refusal.Refusal;
import zhangfang.refusal.Refusal.Reason;
import zhangfang.wallet.Entry.Kind;

/**
 * The prepaid balance of each company, kept as entries that are only ever added. Whoever moves money or an order locks
 * the company's row first, then the order, top-up or withdrawal, then the wallet: two commands of one company follow
 * each other.
 */
@Service
@Fallback
public class Wallet implements Payments {

    /** The most that is moved at once: ten million yuan. */
    static final Money MOST = Money.of("10000000.00");
    static final int REASON_LENGTH = 500;

    static final String SELECT_ENTRY = """
            select entry_no, kind, reference, order_id, amount, gift_amount, balance_after, gift_after, effective_at,
                   processed_at, actor_id, note
            from wallet_entry
            """;

    private static final int REFERENCE_LENGTH = 32;

    private final JdbcClient jdbc;
    private final BusinessClock clock;
    private final MoneyReaders readers;
    private final Notices notices;
    private final Audit audit;

    Wallet(JdbcClient jdbc, BusinessClock clock, MoneyReaders readers, Notices notices, Audit audit) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.readers = readers;
        this.notices = notices;
        this.audit = audit;
    }

    /** The balance, for those who may see it. @throws Refusal not found or forbidden */
    @Transactional(readOnly = true)
    public Balance balance(Actor actor, String companyId) {
        readers.readable(actor, companyId);
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
        readers.readable(actor, companyId);
        return jdbc.sql(SELECT_ENTRY + " where company_id = ? order by entry_no desc fetch first ? rows only")
                .params(companyId, limit).query(Wallet::entry).list();
    }

    @Override
    @Transactional(readOnly = true)
    public Money missingFor(String companyId, Money price) {
        return balance(companyId).missingTo(price);
    }

    /** Pays from the balance, gifts first. */
    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public Entry pay(Actor actor, String companyId, String orderId, Money price) {
        Row wallet = lock(companyId);
        Optional<Entry> before = find(Kind.PAYMENT, orderId);
        if (before.isPresent()) {
            return before.get();
        }
        Money missing = wallet.balance().missingTo(price);
        if (missing.isPositive()) {
            throw Refusal.conflict("wallet.pay.tooLittle", wallet.balance().total(), price, missing);
        }
        Money gift = wallet.balance().gift().min(price);
        return add(actor, wallet, new Movement(Kind.PAYMENT, orderId, orderId, price.negated(), gift.negated(),
                clock.now(), null));
    }

    /** Cash goes back as cash and gifts as gifts. */
    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public Entry refund(Actor actor, String companyId, String orderId, Instant effectiveAt) {
        Row wallet = lock(companyId);
        Optional<Entry> before = find(Kind.REFUND, orderId);
        if (before.isPresent()) {
            return before.get();
        }
        Paid paid = stillPaid(orderId);
        return add(actor, wallet, new Movement(Kind.REFUND, orderId, orderId, paid.amount(), paid.gift(), effectiveAt,
                null));
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public Entry refundPart(Actor actor, String companyId, String orderId, String reference, Money amount,
            Instant effectiveAt) {
        Row wallet = lock(companyId);
        Optional<Entry> before = find(Kind.REFUND, reference);
        if (before.isPresent()) {
            return before.get();
        }
        Paid paid = stillPaid(orderId);
        if (!amount.isPositive() || amount.compareTo(paid.amount()) > 0) {
            throw new IllegalStateException("not to be refunded of " + orderId + ": " + amount);
        }
        Money cash = amount.min(paid.amount().minus(paid.gift()));
        return add(actor, wallet, new Movement(Kind.REFUND, reference, orderId, amount, amount.minus(cash), effectiveAt,
                null));
    }

    private record Paid(Money amount, Money gift) {
    }

    /** What was paid for an order and has not gone back. */
    private Paid stillPaid(String orderId) {
        if (find(Kind.PAYMENT, orderId).isEmpty()) {
            throw new IllegalStateException("no payment to refund: " + orderId);
        }
        return jdbc.sql("select -sum(amount), -sum(gift_amount) from wallet_entry where order_id = ?").param(orderId)
                .query((row, number) -> new Paid(Money.of(row.getBigDecimal(1)), Money.of(row.getBigDecimal(2))))
                .single();
    }

    /** Credits money that has arrived; once per top-up. Part of the top-up's command. */
    @Transactional(propagation = Propagation.MANDATORY)
    Entry credit(Actor actor, String companyId, String topUpId, Money amount) {
        Row wallet = lock(companyId);
        return find(Kind.TOP_UP, topUpId).orElseGet(() -> add(actor, wallet,
                new Movement(Kind.TOP_UP, topUpId, null, amount, Money.ZERO, clock.now(), null)));
    }

    /**
     * Takes what a company wants back out of its balance, so that it is not spent as well; once per withdrawal.
     * Part of the withdrawal's command.
     *
     * @throws Refusal conflict, where more is asked for than there is in cash
     */
    @Transactional(propagation = Propagation.MANDATORY)
    Entry withdraw(Actor actor, String companyId, String withdrawalId, Money amount) {
        Row wallet = lock(companyId);
        Optional<Entry> before = find(Kind.WITHDRAWAL, withdrawalId);
        if (before.isPresent()) {
            return before.get();
        }
        Balance balance = wallet.balance();
        if (amount.compareTo(balance.withdrawable()) > 0) {
            throw Refusal.conflict(List.of(Reason.field("amount", "wallet.withdrawal.tooMuch", balance.withdrawable(),
                    balance.total(), balance.gift())));
        }
        return add(actor, wallet, new Movement(Kind.WITHDRAWAL, withdrawalId, null, amount.negated(), Money.ZERO,
                clock.now(), null));
    }

    /** Puts back what was taken for a withdrawal that is not paid out; once. Part of the withdrawal's command. */
    @Transactional(propagation = Propagation.MANDATORY)
    Entry putBack(Actor actor, String companyId, String withdrawalId) {
        Row wallet = lock(companyId);
        Money taken = find(Kind.WITHDRAWAL, withdrawalId)
                .orElseThrow(() -> new IllegalStateException("nothing was withdrawn: " + withdrawalId)).amount();
        return find(Kind.WITHDRAWAL_RETURNED, withdrawalId).orElseGet(() -> add(actor, wallet,
                new Movement(Kind.WITHDRAWAL_RETURNED, withdrawalId, null, taken.negated(), Money.ZERO, clock.now(),
                        null)));
    }

    /**
     * Credits a gift (赠送) that finance gives with a reason; once per reference.
     *
     * @param reference the caller's id of this gift, 1 to 32 characters
     * @throws Refusal naming every wrong field; conflict, where the reference stands for another gift
     */
    @Transactional
    public Entry give(Actor actor, String companyId, String reference, Money amount, String reason) {
        readers.readable(actor, companyId);
        if (!actor.is(Role.FINANCE)) {
            throw Refusal.forbidden("wallet.give.onlyFinance");
        }
        checkGift(reference, amount, reason);
        Row wallet = lock(companyId);
        Optional<Entry> before = find(Kind.GIFT, reference);
        if (before.isPresent()) {
            return same(before.get(), companyId, amount);
        }
        Entry entry = add(actor, wallet, new Movement(Kind.GIFT, reference, null, amount, amount, clock.now(),
                reason.strip()));
        notices.tellCompany(companyId, "wallet.gift/" + reference, "wallet.notice.gift", amount, reason.strip());
        audit.record(actor, "wallet.give", companyId, reference, amount + " " + reason.strip());
        return entry;
    }

    private static void checkGift(String reference, Money amount, String reason) {
        List<Reason> wrong = new ArrayList<>();
        if (reference == null || reference.isBlank() || reference.length() > REFERENCE_LENGTH) {
            wrong.add(Reason.field("reference", "wallet.give.reference", REFERENCE_LENGTH));
        }
        if (amount == null || !amount.isPositive() || amount.compareTo(MOST) > 0) {
            wrong.add(Reason.field("amount", "wallet.amount.range", MOST));
        }
        if (reason == null || reason.isBlank()) {
            wrong.add(Reason.field("reason", "wallet.give.noReason"));
        } else if (reason.strip().length() > REASON_LENGTH) {
            wrong.add(Reason.field("reason", "wallet.reason.tooLong", REASON_LENGTH));
        }
        if (!wrong.isEmpty()) {
            throw Refusal.invalid(wrong);
        }
    }

    /** A reference means one gift: another company's, or another amount, is a mistake of the caller. */
    private Entry same(Entry gift, String companyId, Money amount) {
        String givenTo = jdbc.sql("select company_id from wallet_entry where kind = 'GIFT' and reference = ?")
                .param(gift.reference()).query(String.class).single();
        if (!givenTo.equals(companyId) || !gift.amount().equals(amount)) {
            throw Refusal.conflict("wallet.give.otherGift", gift.reference());
        }
        return gift;
    }

    private record Row(String companyId, Balance balance, int entries) {
    }

    /** What is to be added to the balance; signed amounts. */
    private record Movement(Kind kind, String reference, String orderId, Money amount, Money gift, Instant effectiveAt,
            String note) {

        Balance after(Balance before) {
            Money consumed = kind == Kind.PAYMENT || kind == Kind.REFUND ? gift.minus(amount) : Money.ZERO;
            return new Balance(before.total().plus(amount), before.gift().plus(gift),
                    before.cashConsumed().plus(consumed));
        }
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

    private Entry add(Actor actor, Row wallet, Movement movement) {
        Balance after = movement.after(wallet.balance());
        Entry entry = new Entry(wallet.entries() + 1, movement.kind(), movement.reference(), movement.orderId(),
                movement.amount(), movement.gift(), after.total(), after.gift(), movement.effectiveAt(), clock.now(),
                actor.id(), movement.note());
        jdbc.sql("""
                update wallet set balance = ?, gift_balance = ?, cash_consumed = ?, entries = ?
                where company_id = ?""")
                .params(after.total().amount(), after.gift().amount(), after.cashConsumed().amount(), entry.number(),
                        wallet.companyId())
                .update();
        insert(wallet.companyId(), entry);
        return entry;
    }

    private void insert(String companyId, Entry entry) {
        jdbc.sql("""
                insert into wallet_entry (company_id, entry_no, kind, reference, order_id, amount, gift_amount,
                                          balance_after, gift_after, effective_at, processed_at, actor_id, note)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(companyId, entry.number(), entry.kind().name(), entry.reference(), entry.orderId(),
                        entry.amount().amount(), entry.giftAmount().amount(), entry.balanceAfter().amount(),
                        entry.giftAfter().amount(), entry.effectiveAt().atOffset(ZoneOffset.UTC),
                        entry.processedAt().atOffset(ZoneOffset.UTC), entry.actorId(), entry.note())
                .update();
    }

    static Entry entry(ResultSet row, int number) throws SQLException {
        return new Entry(row.getInt("entry_no"), Kind.valueOf(row.getString("kind")), row.getString("reference"),
                row.getString("order_id"), Money.of(row.getBigDecimal("amount")),
                Money.of(row.getBigDecimal("gift_amount")), Money.of(row.getBigDecimal("balance_after")),
                Money.of(row.getBigDecimal("gift_after")),
                row.getObject("effective_at", OffsetDateTime.class).toInstant(),
                row.getObject("processed_at", OffsetDateTime.class).toInstant(), row.getString("actor_id"),
                row.getString("note"));
    }
}
