package zhangfang.statements;

import zhangfang.money.Money;

/**
 * A check rule (勾稽关系) with its result.
 *
 * @param id         such as {@code 01-30}
 * @param expression the rule for people, in line numbers
 * @param column     the column it was evaluated in
 */
public record Check(String id, String expression, String column, Money left, Money right, Kind kind, boolean passed) {

    public enum Kind {
        /** Left and right are the same; else the statements can't be issued. */
        EQUAL,
        /** Left is at least right; else worth a look. */
        WARNING
    }

    static Check of(String id, String expression, String column, Money left, Money right, Kind kind) {
        boolean passed = kind == Kind.EQUAL ? left.equals(right) : left.compareTo(right) >= 0;
        return new Check(id, expression, column, left, right, kind, passed);
    }

    static Check equal(String id, String expression, String column, Money left, Money right) {
        return of(id, expression, column, left, right, Kind.EQUAL);
    }

    /** Whether the statements can't be issued because of it. */
    public boolean forbidsIssue() {
        return kind == Kind.EQUAL && !passed;
    }
}
