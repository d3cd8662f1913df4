package zhangfang.wallet;

import java.time.Instant;
import zhangfang.identity.Actor;
import zhangfang.money.Money;

/**
 * The payment port: how orders are paid and their price goes back. The balance ({@link Wallet}) is the embedded
 * default; any other bean of this type takes its place. Whatever pays, each movement is an entry of the balance, once,
 * in the transaction of the command that asks: the statement, the invoiceable amount and the checks live on these entries.
 */
public interface Payments {

    /** What a company lacks to pay this price now; zero where it suffices. */
    Money missingFor(String companyId, Money price);

    /**
     * Pays an order. Part of the order's command, which has locked it, checked who pays and writes the audit row.
     *
     * @return the payment; the first one when the order is paid already
     * @throws zhangfang.refusal.Refusal conflict, naming what is missing
     */
    Entry pay(Actor actor, String companyId, String orderId, Money price);

    /**
     * Gives the full price of an order back; exactly once, however often asked.
     *
     * @param effectiveAt the instant that the refund counts for, such as a deadline
     * @throws IllegalStateException if the order was never paid
     */
    Entry refund(Actor actor, String companyId, String orderId, Instant effectiveAt);

    /**
     * Gives a part of an order's price back, such as that of months that were not begun; once per reference. Gifts are
     * spent first, so cash goes back first.
     *
     * @param reference id of what decided it, such as a termination
     * @throws IllegalStateException if the order was never paid, or more would go back than was paid
     */
    Entry refundPart(Actor actor, String companyId, String orderId, String reference, Money amount,
            Instant effectiveAt);
}
