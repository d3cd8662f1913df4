package zhangfang.ledger;

import zhangfang.ledger.Figures.Direction;

/**
 * What a statement or tax rule can need to know of an account (科目用途).
 *
 * @param firstLevelCode the official account below which it occurs
 * @param name           what people call it: the name that proposes it
 * @param direction      the side that the balance of such an account is on
 */
public record AccountRole(String firstLevelCode, String role, String name, Direction direction) {
}
