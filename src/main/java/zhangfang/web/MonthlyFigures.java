package zhangfang.web;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import zhangfang.ledger.BookMonths;
import zhangfang.ledger.BookMonths.Months;
import zhangfang.money.Money;
import zhangfang.statements.MonthlyKeyFigures;
import zhangfang.statements.MonthlyKeyFigures.MonthFigures;
import zhangfang.tax.MonthTaxes;
import zhangfang.tax.TaxFigures;

/** What the books tell of the last months, of statements and of taxes together. */
@Component
class MonthlyFigures {

    /**
     * One month.
     *
     * @param provisional whether the month is open, so that figures may change (暂估)
     * @param taxDue      what is due for the month, of all taxes
     * @param taxPaid     what was paid in the month, of all taxes
     */
    record Figures(YearMonth period, boolean provisional, Money cash, Money revenue, Money profit, Money taxDue,
            Money taxPaid) {
    }

    private final BookMonths books;

    MonthlyFigures(BookMonths books) {
        this.books = books;
    }

    /** By company, the first month first; nothing for a company without books. */
    Map<String, List<Figures>> of(Collection<String> companyIds, YearMonth from, YearMonth to) {
        Map<String, List<Figures>> figures = new HashMap<>();
        books.of(companyIds, from, to).forEach((company, months) -> figures.put(company, figures(months)));
        return figures;
    }

    private static List<Figures> figures(Months months) {
        List<Figures> figures = new ArrayList<>();
        List<MonthFigures> statements = MonthlyKeyFigures.of(months);
        for (int i = 0; i < statements.size(); i++) {
            MonthFigures month = statements.get(i);
            MonthTaxes.Totals taxes = TaxFigures.totalsOf(months.months().get(i));
            figures.add(new Figures(month.period(), month.provisional(), month.cash(), month.revenue(), month.profit(),
                    taxes.amount(), taxes.paid()));
        }
        return figures;
    }
}
