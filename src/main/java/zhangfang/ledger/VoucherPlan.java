package zhangfang.ledger;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import zhangfang.ledger.Books.Book;
import zhangfang.ledger.VoucherLines.Parsed;
import zhangfang.ledger.VoucherLines.Reading;
import zhangfang.refusal.Refusal;
import zhangfang.refusal.Refusal.Reason;

/**
 * A file of vouchers as it was read: what it would book, with which new accounts, or why it is refused. The import carries
 * out the same plan that a preview tells.
 *
 * @param reasons        what is wrong with its lines
 * @param importedBefore why it is refused as a whole, if it was imported before
 */
record VoucherPlan(Book book, ChartOfAccounts chart, List<Line> lines, List<Parsed> contents, List<Reason> reasons,
        Optional<Refusal> importedBefore) {

    /** @param number line of the file @param voucherKey the same for all rows of one voucher */
    record Line(int number, Reading reading, String voucherKey) {
    }

    static String key(LocalDate date, String reference) {
        return date + " " + reference;
    }

    static List<Line> lines(List<CsvTable.Row> rows, List<Reading> readings) {
        return IntStream.range(0, rows.size())
                .mapToObj(i -> new Line(rows.get(i).line(), readings.get(i), voucherKey(readings, i))).toList();
    }

    /** A row whose date can't be read belongs to the voucher of that number it stands beside. */
    private static String voucherKey(List<Reading> readings, int at) {
        Reading reading = readings.get(at);
        LocalDate date = reading.date();
        for (int beside : new int[] {at - 1, at + 1}) {
            if (date == null && beside >= 0 && beside < readings.size()
                    && readings.get(beside).from().reference().equals(reading.from().reference())) {
                date = readings.get(beside).date();
            }
        }
        return key(date, reading.from().reference());
    }

    /** Of a file that was imported before, its months being closed by now, the first says more. */
    Optional<Refusal> refusal() {
        return importedBefore.or(() -> reasons.isEmpty() ? Optional.empty() : Optional.of(Refusal.invalid(reasons)));
    }
}
