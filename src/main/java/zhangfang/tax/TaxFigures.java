package zhangfang.tax;

import java.time.YearMonth;
import java.util.List;
import java.util.function.Function;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;
import zhangfang.company.Companies;
import zhangfang.company.Company;
import zhangfang.ledger.BookMonths.BookMonth;
import zhangfang.ledger.Books;
import zhangfang.ledger.Closing;
import zhangfang.ledger.Figures;
import zhangfang.money.Money;
import zhangfang.refusal.Refusal;
import zhangfang.tax.MonthTaxes.TaxFigure;
import zhangfang.tax.MonthTaxes.Totals;

/** The tax figures of a month as of now. Whoever calls has checked who asks. */
@Service
@Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
public class TaxFigures {

    private final Companies companies;
    private final Books books;
    private final Figures figures;
    private final Closing closing;

    TaxFigures(Companies companies, Books books, Figures figures, Closing closing) {
        this.companies = companies;
        this.books = books;
        this.figures = figures;
        this.closing = closing;
    }

    /** @throws Refusal invalid, if the month lies before the book; conflict, if there is no book */
    public MonthTaxes of(String companyId, YearMonth period) {
        Company company = companies.get(companyId);
        YearMonth start = books.get(companyId).startPeriod();
        if (period.isBefore(start)) {
            throw Refusal.field("period", "tax.period.beforeBook", start.toString());
        }
        List<TaxFigure> taxes = new TaxesFromBooks(figures.accounts(companyId, period, period)).figures();
        return new MonthTaxes(companyId, period.toString(), company.taxpayerType().name(),
                !closing.isClosed(companyId, period), taxes, totals(taxes));
    }

    /** What is due for a month of a book that was read already, and what was paid in it. */
    public static Totals totalsOf(BookMonth month) {
        return totals(new TaxesFromBooks(month.accounts()).figures());
    }

    private static Totals totals(List<TaxFigure> taxes) {
        return new Totals(sum(taxes, TaxFigure::amount), sum(taxes, TaxFigure::opening),
                sum(taxes, TaxFigure::accrued), sum(taxes, TaxFigure::paid), sum(taxes, TaxFigure::balance));
    }

    private static Money sum(List<TaxFigure> taxes, Function<TaxFigure, Money> figure) {
        return taxes.stream().map(figure).reduce(Money.ZERO, Money::plus);
    }

    /** The tax that accounts of this role (科目用途) make, or nothing. */
    public static Optional<String> taxOf(String role) {
        return TaxesFromBooks.taxOf(role);
    }
}
