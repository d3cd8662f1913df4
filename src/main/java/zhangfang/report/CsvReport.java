package zhangfang.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import zhangfang.report.Report.Column;
import zhangfang.report.Report.Row;
import zhangfang.report.Report.RowKind;

/** A report as CSV in UTF-8, which a byte order mark tells Excel: one line of headings, then what is data. */
final class CsvReport {

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private CsvReport() {
    }

    static byte[] write(Report report) {
        StringBuilder text = new StringBuilder().append(BYTE_ORDER_MARK);
        try (CSVPrinter printer = new CSVPrinter(text, CSVFormat.RFC4180)) {
            printer.printRecord(report.columns().stream().map(Column::fullTitle).map(CsvReport::harmless).toList());
            for (Row row : report.rows()) {
                if (row.kind() != RowKind.HEADING) {
                    printer.printRecord(row.cells().stream().map(CsvReport::harmless).toList());
                }
            }
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** A name that begins like a formula would be one in a spreadsheet. */
    private static Object harmless(Object cell) {
        return cell instanceof String text && text.matches("(?s)[=+@\\t\\r-].*") && !text.matches("-?[0-9.]+")
                ? "'" + text : cell;
    }
}
