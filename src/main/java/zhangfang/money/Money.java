package zhangfang.money;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import java.util.Objects;

/**
 * An exact amount of renminbi (人民币), in yuan with two decimals, positive or negative. Arithmetic never rounds except
 * in {@link #times(BigDecimal)}, which rounds half up to the fen as the tax rules ask.
 *
 * <p>The magnitude is below 10<sup>15</sup> yuan, which is what the database columns {@code numeric(18,2)} hold with
 * room for sums.
 */
public record Money(BigDecimal amount) implements Comparable<Money> {

    private static final BigDecimal LIMIT = BigDecimal.TEN.pow(15);

    public static final Money ZERO = new Money(BigDecimal.ZERO);

    /** @throws ArithmeticException if the amount has more than two decimals or 16 or more digits before the point */
    public Money {
        Objects.requireNonNull(amount, "amount");
        amount = amount.setScale(2, RoundingMode.UNNECESSARY);
        if (amount.abs().compareTo(LIMIT) >= 0) {
            throw new ArithmeticException("amount out of range: " + amount);
        }
    }

    public static Money of(BigDecimal amount) {
        return new Money(amount);
    }

    /** What a database column holds; {@code null}, as a sum over no rows gives it, is zero. */
    public static Money ofNullable(BigDecimal amount) {
        return amount == null ? ZERO : new Money(amount);
    }

    /** @throws NumberFormatException if this is no plain decimal number; @throws ArithmeticException as the constructor */
    @JsonCreator
    public static Money of(String amount) {
        return new Money(new BigDecimal(amount));
    }

    public Money plus(Money other) {
        return new Money(amount.add(other.amount));
    }

    public Money minus(Money other) {
        return new Money(amount.subtract(other.amount));
    }

    public Money negated() {
        return new Money(amount.negate());
    }

    public Money abs() {
        return signum() < 0 ? negated() : this;
    }

    /** This amount times a rate, rounded half up (四舍五入) to the fen. */
    public Money times(BigDecimal rate) {
        return new Money(amount.multiply(rate).setScale(2, RoundingMode.HALF_UP));
    }

    public Money max(Money other) {
        return compareTo(other) >= 0 ? this : other;
    }

    public Money min(Money other) {
        return compareTo(other) <= 0 ? this : other;
    }

    public int signum() {
        return amount.signum();
    }

    public boolean isZero() {
        return signum() == 0;
    }

    public boolean isPositive() {
        return signum() > 0;
    }

    public boolean isNegative() {
        return signum() < 0;
    }

    @Override
    public int compareTo(Money other) {
        return amount.compareTo(other.amount);
    }

    /** For people: digits in groups of three, such as {@code -1,234.50}. */
    public String grouped() {
        return new DecimalFormat("#,##0.00", DecimalFormatSymbols.getInstance(Locale.ROOT)).format(amount);
    }

    /** The plain decimal text with two places, such as {@code -1234.50}; also its JSON form. */
    @Override
    @JsonValue
    public String toString() {
        return amount.toPlainString();
    }
}
