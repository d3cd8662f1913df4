package zhangfang.statements;

import java.time.YearMonth;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;
import zhangfang.ledger.Books;
import zhangfang.ledger.Books.Book;
import zhangfang.ledger.Closing;
import zhangfang.ledger.Figures;
import zhangfang.refusal.Refusal;
import zhangfang.statements.TrialBalance.Sides;

/**
 * Draws up trial balance and statements from what is posted, as of now. Whoever calls has checked who asks. Figures of
 * one report come from one snapshot of the books.
 */
@Service
@Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
public class Statements {

    private static final int JANUARY = 1;

    private final Books books;
    private final Figures figures;
    private final Closing closing;

    Statements(Books books, Figures figures, Closing closing) {
        this.books = books;
        this.figures = figures;
        this.closing = closing;
    }

    /**
     * The three statements of a month, a quarter or a year; of a period that has begun before the book, from the book's
     * first month on.
     *
     * @throws Refusal invalid, if the period ends before the book starts; conflict, if there is no book
     */
    public StatementSet of(String companyId, ReportPeriod period) {
        Book book = books.get(companyId);
        YearMonth start = book.startPeriod();
        if (period.to().isBefore(start)) {
            throw Refusal.field("period", "statements.period.beforeBook", start.toString());
        }
        YearMonth from = begin(period.from(), start);
        return new StatementDraft(book.standard(), period, at(companyId, from, period.to()),
                before(companyId, from, start), lastYear(companyId, period, start), book.vatDebitAsAsset(),
                !closing.isClosed(companyId, period.to()), !from.isAfter(start)).drawUp();
    }

    private Optional<BooksAt> before(String companyId, YearMonth from, YearMonth start) {
        YearMonth previous = from.minusMonths(1);
        boolean sameYearAndBook = previous.getYear() == from.getYear() && !previous.isBefore(start);
        return sameYearAndBook ? Optional.of(at(companyId, previous, previous)) : Optional.empty();
    }

    private Optional<BooksAt> lastYear(String companyId, ReportPeriod period, YearMonth start) {
        YearMonth december = period.january().minusMonths(1);
        if (period.kind() != ReportPeriod.Kind.YEAR || december.isBefore(start)) {
            return Optional.empty();
        }
        return Optional.of(at(companyId, december.withMonth(JANUARY), december));
    }

    private BooksAt at(String companyId, YearMonth from, YearMonth to) {
        return new BooksAt(figures.accounts(companyId, from, to), figures.counterparties(companyId, from, to),
                figures.cash(companyId, from, to));
    }

    /**
     * The trial balance (科目余额表) of a range of months within one year.
     *
     * @param level     down to which level, or {@code null} for all
     * @param withZeros whether accounts without any figure are shown
     * @throws Refusal invalid, if the range is empty, spans two years or begins before the book
     */
    public TrialBalance trialBalance(String companyId, YearMonth from, YearMonth to, Integer level, Sides sides,
            boolean withZeros) {
        Book book = books.get(companyId);
        if (to.isBefore(from)) {
            throw Refusal.field("to", "statements.range.backwards");
        }
        if (from.getYear() != to.getYear()) {
            throw Refusal.field("to", "statements.range.twoYears");
        }
        if (to.isBefore(book.startPeriod())) {
            throw Refusal.field("from", "statements.period.beforeBook", book.startPeriod().toString());
        }
        if (level != null && level < 1) {
            throw Refusal.field("level", "statements.level.invalid");
        }
        YearMonth begin = begin(from, book.startPeriod());
        return TrialBalance.of(begin.toString(), to.toString(), level, sides, withZeros,
                !closing.isClosed(companyId, to), figures.accounts(companyId, begin, to));
    }

    /**
     * From the book's first month on, except from January on: what was booked before the book's start is known for the
     * months from January to its start together, not for each.
     */
    private static YearMonth begin(YearMonth from, YearMonth start) {
        return from.getMonthValue() == JANUARY || from.isAfter(start) ? from : start;
    }
}
