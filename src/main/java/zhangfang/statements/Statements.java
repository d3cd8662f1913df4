package zhangfang.statements;

import static zhangfang.statements.Formula.Source.CPLONG;
import static zhangfang.statements.Formula.Source.DPLONG;

import java.time.YearMonth;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;
import zhangfang.company.Company.Standard;
import zhangfang.ledger.Ageing;
import zhangfang.ledger.Ageing.Additions;
import zhangfang.ledger.Books;
import zhangfang.ledger.Books.Book;
import zhangfang.ledger.Closing;
import zhangfang.ledger.Figures;
import zhangfang.ledger.UnpostedVouchers;
import zhangfang.ledger.UnpostedVouchers.Unposted;
import zhangfang.refusal.Refusal;
import zhangfang.statements.BooksAt.Moment;
import zhangfang.statements.StatementDraft.Compared;

/**
 * Draws up trial balance and statements from what is posted, as of now. Whoever calls has checked who asks. Figures of
 * one report come from one snapshot of the books.
 */
@Service
@Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
public class Statements {

    private static final int JANUARY = 1;
    private static final int YEARS_AT_MOST = 10;

    private final Books books;
    private final Figures figures;
    private final Ageing ageing;
    private final UnpostedVouchers unposted;
    private final Closing closing;

    Statements(Books books, Figures figures, Ageing ageing, UnpostedVouchers unposted, Closing closing) {
        this.books = books;
        this.figures = figures;
        this.ageing = ageing;
        this.unposted = unposted;
        this.closing = closing;
    }

    /** In the Ministry's form, compared with nothing; see {@link #of(String, ReportPeriod, Layout, boolean)}. */
    public StatementSet of(String companyId, ReportPeriod period) {
        return of(companyId, period, Layout.MINISTRY, false);
    }

    /**
     * The three statements of a month, a quarter or a year; of a period that has begun before the book, from the book's
     * first month on.
     *
     * @param compare whether the figures of the month, quarter or year before stand beside
     * @throws Refusal invalid, if the period ends before the book starts; conflict, if there is no book
     */
    public StatementSet of(String companyId, ReportPeriod period, Layout layout, boolean compare) {
        return draft(companyId, period, layout, compare).drawUp();
    }

    private StatementDraft draft(String companyId, ReportPeriod period, Layout layout, boolean compare) {
        Book book = book(companyId, period);
        YearMonth from = begin(period.from(), book.startPeriod());
        boolean sameYear = period.previous().to().getYear() == period.to().getYear();
        boolean wanted = compare || sameYear || period.kind() == ReportPeriod.Kind.YEAR;
        Optional<Compared> compared = compare
                ? Optional.of(new Compared(from.equals(period.from()), isOpen(book, period.previous())))
                : Optional.empty();
        return new StatementDraft(book.standard(), period, now(book, from, period, compare),
                wanted ? previous(book, period) : Optional.empty(), lastYear(book, period), book.presentation(),
                !closing.isClosed(companyId, period.to()), layout, compared);
    }

    /**
     * What a line of a statement is made of, in the same figures.
     *
     * @throws Refusal as {@link #of(String, ReportPeriod, Layout, boolean)}; not found, if there is no such line
     */
    public LineMakeup makeup(String companyId, ReportPeriod period, Layout layout, StatementKind kind, int line) {
        return draft(companyId, period, layout, false).makeup(kind, line);
    }

    /** What the book's choices (报表口径) change in the balance sheet of a month, a quarter or a year. */
    public PresentationEffect effect(String companyId, ReportPeriod period) {
        Book book = book(companyId, period);
        BooksAt now = now(book, begin(period.from(), book.startPeriod()), period, false);
        boolean provisional = !closing.isClosed(companyId, period.to());
        return PresentationEffect.of(period, book.presentation(), provisional, presentation ->
                new StatementDraft(book.standard(), period, now, Optional.empty(), Optional.empty(),
                        presentation, provisional, Layout.MINISTRY, Optional.empty()).drawUp().balanceSheet());
    }

    private Book book(String companyId, ReportPeriod period) {
        Book book = books.get(companyId);
        if (period.to().isBefore(book.startPeriod())) {
            throw Refusal.field("period", "statements.period.beforeBook", book.startPeriod().toString());
        }
        return book;
    }

    /** Before its start a book has nothing that could change. */
    private boolean isOpen(Book book, ReportPeriod period) {
        return !period.to().isBefore(book.startPeriod()) && !closing.isClosed(book.companyId(), period.to());
    }

    /** Figures of the balance sheet, too: with what is known of the age of balances. */
    private BooksAt now(Book book, YearMonth from, ReportPeriod period, boolean compare) {
        Map<Moment, YearMonth> moments = new EnumMap<>(Moment.class);
        moments.put(Moment.CLOSING, period.to());
        moments.put(Moment.YEAR_START, period.january().minusMonths(1));
        if (compare) {
            moments.put(Moment.OPENING, from.minusMonths(1));
        }
        LineDefinitions lines = LineDefinitions.of(book.standard());
        Set<String> aged = new HashSet<>(lines.accounts(StatementKind.BALANCE_SHEET, DPLONG));
        aged.addAll(lines.accounts(StatementKind.BALANCE_SHEET, CPLONG));
        Map<Moment, List<Additions>> lastYear = new EnumMap<>(Moment.class);
        moments.forEach((moment, month) ->
                ageing.ofLastYear(book, aged, month).ifPresent(known -> lastYear.put(moment, known)));
        return at(book, from, period.to(), lastYear);
    }

    private Optional<BooksAt> previous(Book book, ReportPeriod period) {
        ReportPeriod previous = period.previous();
        if (previous.to().isBefore(book.startPeriod())) {
            return Optional.empty();
        }
        return Optional.of(at(book, begin(previous.from(), book.startPeriod()), previous.to(), Map.of()));
    }

    /** What 企业会计准则第30号 compares with; a period that the book has only a part of is none. */
    private Optional<BooksAt> lastYear(Book book, ReportPeriod period) {
        ReportPeriod before = period.yearBefore();
        if (book.standard() != Standard.ENTERPRISE || period.kind() == ReportPeriod.Kind.YEAR
                || before.from().isBefore(book.startPeriod())) {
            return Optional.empty();
        }
        return Optional.of(at(book, before.from(), before.to(), Map.of()));
    }

    private BooksAt at(Book book, YearMonth from, YearMonth to, Map<Moment, List<Additions>> lastYear) {
        String companyId = book.companyId();
        return new BooksAt(figures.accounts(companyId, from, to), figures.counterparties(companyId, from, to),
                figures.cash(companyId, from, to), !from.isAfter(book.startPeriod()), lastYear);
    }

    /**
     * The trial balance (科目余额表) of a range of months. Over more than one year, opening is that of the first month, the
     * period's turnover that of all months, and the year to date that of the last month's year.
     *
     * @throws Refusal invalid, if the range is empty or too long or ends before the book starts, or an option makes no sense
     */
    public TrialBalance trialBalance(String companyId, YearMonth from, YearMonth to, TrialBalance.Options options) {
        Book book = books.get(companyId);
        if (to.isBefore(from)) {
            throw Refusal.field("to", "statements.range.backwards");
        }
        if (to.isBefore(book.startPeriod())) {
            throw Refusal.field("from", "statements.period.beforeBook", book.startPeriod().toString());
        }
        YearMonth begin = begin(from, book.startPeriod());
        if (to.getYear() - begin.getYear() >= YEARS_AT_MOST) {
            throw Refusal.field("to", "statements.range.tooLong", YEARS_AT_MOST);
        }
        RangeFigures range = RangeFigures.of(figures, companyId, begin, to, options.counterparties());
        Unposted drafts = options.drafts() ? unposted.of(companyId, begin, to) : new Unposted(0, List.of());
        return TrialBalance.of(begin.toString(), to.toString(), options, !closing.isClosed(companyId, to),
                range.plus(drafts.turnovers()), drafts.vouchers());
    }

    /**
     * From the book's first month on, except from January on: what was booked before the book's start is known for the
     * months from January to its start together, not for each. A year before the book's has nothing.
     */
    private static YearMonth begin(YearMonth from, YearMonth start) {
        if (from.getYear() < start.getYear()) {
            return start.withMonth(JANUARY);
        }
        return from.getMonthValue() == JANUARY || from.isAfter(start) ? from : start;
    }
}
