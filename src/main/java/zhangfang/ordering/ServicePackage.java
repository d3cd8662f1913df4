package zhangfang.ordering;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import zhangfang.money.Money;

/**
 * What is on offer (服务套餐).
 *
 * @param termMonths how many months it serves
 * @param price      for the whole term
 * @param audience   for whom it is meant (适合对象)
 * @param contents   what is included (包含内容)
 */
public record ServicePackage(String code, String name, String description, int termMonths, Money price,
        boolean offered, String audience, List<String> contents) {

    /** The price of one month of the term, rounded to the fen: to compare, never to book. */
    public Money monthlyPrice() {
        return Money.of(price.amount().divide(BigDecimal.valueOf(termMonths), 2, RoundingMode.HALF_UP));
    }
}
