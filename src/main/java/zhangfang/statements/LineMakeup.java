package zhangfang.statements;

import java.util.List;
import java.util.Map;
import zhangfang.money.Money;

/**
 * What one line of a statement is made of, so that its figure can be followed down to accounts, ledgers and vouchers.
 *
 * @param statement name of the statement, as in addresses
 * @param columns   the names of its columns, in order
 * @param headings  the end of the key of each column's heading, by column
 * @param amounts   the line's own, by column
 * @param parts     what is summed, with the sign that it is summed with
 */
public record LineMakeup(String statement, ReportPeriod period, int line, String item, List<String> columns,
        Map<String, String> headings, Map<String, Money> amounts, List<Part> parts) {

    /**
     * One summand.
     *
     * @param source   what it takes from the books, by the name of {@link Formula.Source}
     * @param line     another line of the statement, or the line that cash is tagged with; {@code null} for figures of
     *                 accounts
     * @param item     that other line's item
     * @param accounts codes of the accounts it takes it from
     * @param amounts  by column; {@code null} where nothing is known of that time
     */
    public record Part(String source, Integer line, String item, List<String> accounts, Map<String, Money> amounts) {

        /** Whether it comes from a role that no account of the book has. */
        boolean isOfNothing() {
            return line == null && accounts.isEmpty()
                    && amounts.values().stream().allMatch(amount -> amount == null || amount.isZero());
        }
    }
}
