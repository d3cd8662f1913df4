package zhangfang.statements;

import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import zhangfang.company.Company.Standard;
import zhangfang.ledger.BookMonths;
import zhangfang.ledger.BookMonths.BookMonth;
import zhangfang.ledger.Figures.CashFigures;
import zhangfang.money.Money;
import zhangfang.statements.LineDefinitions.Key;

/** The few figures of the statements that tell how a company does, month by month; a pure function. */
public final class MonthlyKeyFigures {

    private static final CashFigures NO_CASH_FLOWS =
            new CashFigures(Map.of(), Map.of(), Money.ZERO, Money.ZERO, false, Money.ZERO);

    /**
     * What the statements of one month say.
     *
     * @param provisional whether the month is open, so that figures may change (暂估)
     * @param cash        货币资金 at the month's end, of the balance sheet
     * @param revenue     营业收入 of the month, of the income statement
     * @param profit      净利润 of the month, of the income statement
     */
    public record MonthFigures(YearMonth period, boolean provisional, Money cash, Money revenue, Money profit) {
    }

    private MonthlyKeyFigures() {
    }

    public static List<MonthFigures> of(BookMonths.Months book) {
        return book.months().stream().map(month -> figures(book.standard(), month)).toList();
    }

    private static MonthFigures figures(Standard standard, BookMonth month) {
        BooksAt books = new BooksAt(month.accounts(), List.of(), NO_CASH_FLOWS, false, Map.of());
        StatementDraft draft = StatementDraft.ofMonth(standard, month.period(), books, !month.closed());
        return new MonthFigures(month.period(), !month.closed(), draft.ending(Key.MONETARY_FUNDS),
                draft.ofPeriod(Key.REVENUE), draft.ofPeriod(Key.NET_PROFIT));
    }
}
