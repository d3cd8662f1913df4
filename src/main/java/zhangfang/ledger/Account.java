package zhangfang.ledger;

import zhangfang.ledger.Figures.Direction;

/**
 * An account (科目) of a book.
 *
 * @param leaf           whether it has no sub-accounts; only such accounts take entries
 * @param category       {@code ASSET, LIABILITY, COMMON, EQUITY, COST, PROFIT_LOSS}
 * @param direction      the side on which its balance is shown (余额方向)
 * @param role           what statement and tax rules know it by, or {@code null}
 * @param cash           whether it is cash in the sense of the cash flow statement
 * @param byCounterparty whether its balance is kept per counterparty (往来单位核算)
 * @param roleOrigin     how it came to its role, or to having none; {@code null} where nothing ever proposed one
 * @param roleSetBy      who corrected the role, or {@code null}
 */
public record Account(String code, String name, String parentCode, int level, boolean leaf, String category,
        Direction direction, String role, boolean cash, boolean byCounterparty, RoleOrigin roleOrigin,
        String roleSetBy) {

    /** How an account came to its role. */
    public enum RoleOrigin {
        /** It is in our chart. */
        PRESET,
        /** Its name proposed it, when the account was made. */
        PROPOSED,
        /** Somebody chose it. */
        CORRECTED
    }

    static final String PROFIT_LOSS = "PROFIT_LOSS";

    boolean isProfitLoss() {
        return PROFIT_LOSS.equals(category);
    }

    /** Whether this is the account of that code or one of its sub-accounts. */
    boolean isWithin(String rootCode) {
        return code.startsWith(rootCode);
    }

    Account withLeaf(boolean leaf) {
        return new Account(code, name, parentCode, level, leaf, category, direction, role, cash, byCounterparty,
                roleOrigin, roleSetBy);
    }
}
