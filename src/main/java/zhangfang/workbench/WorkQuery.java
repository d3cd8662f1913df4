package zhangfang.workbench;

import java.time.YearMonth;

/**
 * Which rows of the workbench are asked for, in which order.
 *
 * @param month    one service month, ended ones included; {@code null}: all that have begun and not ended
 * @param step     only months with work at this step; {@code null}: all
 * @param lateOnly only what is late
 * @param name     part of the company's name or of its registration number; {@code null}: all
 */
public record WorkQuery(YearMonth month, WorkStep step, boolean lateOnly, String name, Order order) {

    /** How rows are ordered; equal ones by deadline. */
    public enum Order {
        DUE("m.step_due, m.id"),
        COMPANY("c.name, m.step_due, m.id"),
        STATUS("""
                case m.stage when 'COLLECTING' then 1 when 'BOOKKEEPING' then 2 when 'REVIEW' then 3
                    when 'CLOSING' then 4 when 'ISSUING' then 5 when 'CONFIRMING' then 6 when 'FILING' then 7
                    when 'RECEIPTS' then 8 when 'ENDED' then 9 else 0 end, m.step_due, m.id""");

        private final String sql;

        Order(String sql) {
            this.sql = sql;
        }

        String sql() {
            return sql;
        }
    }

    public WorkQuery {
        name = name == null || name.isBlank() ? null : name.strip();
    }
}
