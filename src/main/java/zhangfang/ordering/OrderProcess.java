package zhangfang.ordering;

import java.time.YearMonth;
import zhangfang.identity.Actor;

/** Moves an order on its way, each step as its task in Tasklist does it; implemented where processes are known. */
public interface OrderProcess {

    /**
     * A customer buys a package at its list price, which starts the order's process.
     *
     * @param firstMonth the first service month, or {@code null} for the month in which the start is confirmed
     * @return the order's id
     */
    String start(Actor actor, String companyId, String packageCode, YearMonth firstMonth);

    /** Pays from the balance (付款). */
    void pay(Actor actor, String orderId);

    /** Confirms the start (确认开始服务). */
    void confirmStart(Actor actor, String orderId);
}
