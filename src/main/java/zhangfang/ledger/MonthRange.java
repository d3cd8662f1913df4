package zhangfang.ledger;

import java.time.YearMonth;
import java.util.List;
import java.util.stream.Stream;
import zhangfang.ledger.Books.Book;
import zhangfang.refusal.Refusal;

/** The months that a ledger is read for, across years if need be. */
record MonthRange(YearMonth from, YearMonth to) {

    /** Longer ranges are read in pieces. */
    static final int MONTHS_AT_ONCE = 60;

    /**
     * @param from the first month, {@code null} for the last one; nothing is known of months before the book's first
     * @param to   the last month, {@code null} for the first one if that is given, else {@code usual}
     */
    static MonthRange of(Book book, YearMonth from, YearMonth to, YearMonth usual) {
        YearMonth last = to != null ? to : from != null ? from : usual;
        YearMonth first = from == null ? last : from;
        if (first.isAfter(last)) {
            throw Refusal.field("from", "ledger.range.backwards", first, last);
        }
        if (last.isBefore(book.startPeriod())) {
            throw Refusal.field("to", "ledger.period.beforeBook", last, book.startPeriod());
        }
        YearMonth begin = first.isBefore(book.startPeriod()) ? book.startPeriod() : first;
        if (begin.plusMonths(MONTHS_AT_ONCE).isBefore(last.plusMonths(1))) {
            throw Refusal.field("to", "ledger.range.tooLong", MONTHS_AT_ONCE);
        }
        return new MonthRange(begin, last);
    }

    List<YearMonth> months() {
        return Stream.iterate(from, month -> !month.isAfter(to), month -> month.plusMonths(1)).toList();
    }
}
