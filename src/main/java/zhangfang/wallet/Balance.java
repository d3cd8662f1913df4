package zhangfang.wallet;

import zhangfang.money.Money;

/**
 * What a company has in its account (账户余额).
 *
 * @param total        the balance, never negative
 * @param gift         the part of it that the agency gave; spent first, never invoiced, never withdrawn
 * @param cashConsumed paid from cash less what was refunded: what invoices may be applied for (现金消耗金额)
 */
public record Balance(Money total, Money gift, Money cashConsumed) {

    static final Balance NONE = new Balance(Money.ZERO, Money.ZERO, Money.ZERO);

    /** The cash in it, which a company may have back (可提现金额). */
    public Money withdrawable() {
        return total.minus(gift);
    }

    /** What is missing to a price; zero where the balance suffices. */
    public Money missingTo(Money price) {
        return price.minus(total).max(Money.ZERO);
    }
}
