package zhangfang.tax;

import java.math.BigDecimal;
import java.util.List;
import zhangfang.money.Money;

/**
 * The tax figures of a company's month (税款计算), for 报税确认.
 *
 * @param provisional whether the month is open, so that figures may change
 */
public record MonthTaxes(String companyId, String period, String taxpayerType, boolean provisional,
        List<TaxFigure> taxes, Totals totals) {

    /** Where an amount comes from. */
    public enum Source {
        /** 按账簿: what was booked in 应交税费. */
        BOOKS,
        /** 按规则: computed from the tax rules of the time. */
        RULES
    }

    /**
     * One tax.
     *
     * @param tax        its key, such as {@code VAT}
     * @param name       its Chinese name
     * @param base       what it is computed from (计税依据), or {@code null} where the amount is taken from the books
     * @param rate       its rate, or {@code null} likewise
     * @param relief     what is exempted or reduced (减免), or {@code null} if nothing is known of it
     * @param amount     what is due for the month (应纳税额) after relief; negative where it is carried forward (留抵)
     * @param source     where the amount comes from
     * @param opening    what was owed at the month's beginning; negative for a credit
     * @param accrued    what was booked as owed in the month (计提)
     * @param paid       what was booked as paid in the month (已交)
     * @param balance    what is owed at the month's end
     * @param components the accounts behind it
     */
    public record TaxFigure(String tax, String name, Money base, BigDecimal rate, Money relief, Money amount,
            Source source, Money opening, Money accrued, Money paid, Money balance, List<Component> components) {

        boolean isEmpty() {
            return opening.isZero() && accrued.isZero() && paid.isZero() && balance.isZero()
                    && components.stream().allMatch(part -> part.debit().isZero() && part.credit().isZero());
        }
    }

    /**
     * An account that a figure comes from; balances are credit less debit.
     *
     * @param role what the account is to the tax, such as {@code VAT_INPUT}; {@code null} if unknown
     */
    public record Component(String accountCode, String accountName, String role, Money opening, Money debit,
            Money credit, Money balance) {
    }

    public record Totals(Money amount, Money opening, Money accrued, Money paid, Money balance) {
    }
}
