package zhangfang.ledger;

import zhangfang.money.Money;

/** The word beside a balance in a ledger (借或贷): the side that the balance really is on. */
public enum BalanceSide {
    DEBIT, CREDIT,
    /** 平: there is none. */
    FLAT;

    /** @param net debit minus credit */
    static BalanceSide of(Money net) {
        if (net.isZero()) {
            return FLAT;
        }
        return net.isPositive() ? DEBIT : CREDIT;
    }
}
