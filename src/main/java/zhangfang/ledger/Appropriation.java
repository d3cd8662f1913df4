package zhangfang.ledger;

import zhangfang.money.Money;

/**
 * What is taken out of the profit that can be distributed (利润分配), in yuan.
 *
 * @param statutory     to the statutory surplus reserve (提取法定盈余公积)
 * @param discretionary to the discretionary surplus reserve (提取任意盈余公积)
 * @param distribution  to the investors (应付利润)
 */
public record Appropriation(Money statutory, Money discretionary, Money distribution) {

    public static final Appropriation NONE = new Appropriation(Money.ZERO, Money.ZERO, Money.ZERO);

    /** What goes to the surplus reserves together. */
    public Money reserves() {
        return statutory.plus(discretionary);
    }

    public Money total() {
        return reserves().plus(distribution);
    }

    Appropriation plus(Appropriation other) {
        return new Appropriation(statutory.plus(other.statutory), discretionary.plus(other.discretionary),
                distribution.plus(other.distribution));
    }

    Appropriation minus(Appropriation other) {
        return plus(other.negated());
    }

    Appropriation negated() {
        return new Appropriation(statutory.negated(), discretionary.negated(), distribution.negated());
    }

    boolean isNone() {
        return statutory.isZero() && discretionary.isZero() && distribution.isZero();
    }
}
