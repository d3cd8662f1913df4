package zhangfang.ledger;

import zhangfang.money.Money;

/** What was booked on both sides (发生额), gross: red figures are negative on their own side. */
public record Turnover(Money debit, Money credit) {

    static final Turnover NONE = new Turnover(Money.ZERO, Money.ZERO);

    Turnover plus(Turnover other) {
        return new Turnover(debit.plus(other.debit), credit.plus(other.credit));
    }

    /** Debit minus credit. */
    Money net() {
        return debit.minus(credit);
    }
}
