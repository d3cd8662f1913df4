package zhangfang.statements;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import zhangfang.ledger.Presentation;
import zhangfang.money.Money;

/**
 * What the choices of a book (报表口径) do to the balance sheet of a period: every line that is another with a choice than
 * without, the other choices being as they are.
 *
 * @param provisional whether the period is open
 */
public record PresentationEffect(String period, boolean provisional, List<Choice> rows) {

    /**
     * @param choice   its name, as the book has it
     * @param chosen   whether it is chosen now
     * @param balanced whether the balance sheet holds its rules either way
     */
    public record Choice(String choice, boolean chosen, boolean balanced, List<Line> lines) {
    }

    /** One line, not chosen and chosen. */
    public record Line(int line, String item, Statement.LineKind kind, Pair ending, Pair yearStart) {
    }

    public record Pair(Money without, Money with, Money difference) {

        static Pair of(Money without, Money with) {
            return new Pair(without, with, with.minus(without));
        }

        boolean changes() {
            return !difference.isZero();
        }
    }

    static PresentationEffect of(ReportPeriod period, Presentation now, boolean provisional,
            Function<Presentation, Statement> draw) {
        return new PresentationEffect(period.text(), provisional, List.of(
                choice("vatDebitAsAsset", now.vatDebitAsAsset(), now, Presentation::withVatDebitAsAsset, draw),
                choice("reclassifyOthers", now.reclassifyOthers(), now, Presentation::withReclassifyOthers, draw)));
    }

    private static Choice choice(String name, boolean chosen, Presentation now,
            BiFunction<Presentation, Boolean, Presentation> choose, Function<Presentation, Statement> draw) {
        Statement without = draw.apply(choose.apply(now, false));
        Statement with = draw.apply(choose.apply(now, true));
        List<Line> lines = new ArrayList<>();
        for (Statement.Row row : with.rows()) {
            Line line = new Line(row.line(), row.item(), row.kind(), pair(row, without, with, StatementDraft.ENDING),
                    pair(row, without, with, StatementDraft.YEAR_START));
            if (line.ending.changes() || line.yearStart.changes()) {
                lines.add(line);
            }
        }
        return new Choice(name, chosen, !without.hasErrors() && !with.hasErrors(), lines);
    }

    private static Pair pair(Statement.Row row, Statement without, Statement with, String column) {
        return Pair.of(without.amount(row.line(), column), with.amount(row.line(), column));
    }
}
