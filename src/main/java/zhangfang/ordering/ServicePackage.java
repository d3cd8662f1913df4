package zhangfang.ordering;

import zhangfang.money.Money;

/**
 * What is on offer (服务套餐).
 *
 * @param termMonths how many months it serves
 * @param price      for the whole term
 */
public record ServicePackage(String code, String name, String description, int termMonths, Money price,
        boolean offered) {
}
