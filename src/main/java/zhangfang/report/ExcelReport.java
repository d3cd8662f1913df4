package zhangfang.report;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.List;
import org.dhatim.fastexcel.PaperSize;
import org.dhatim.fastexcel.Position;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import zhangfang.money.Money;
import zhangfang.report.Report.Column;
import zhangfang.report.Report.Row;
import zhangfang.report.Report.RowKind;

/**
 * A report as an Excel file. The sheet is a table, headings in its first row, for people who go on sorting and calculating:
 * amounts are numbers, dates are dates. What a report says around its table stands on the printed page.
 */
final class ExcelReport {

    /** A zero is there, and does not show. */
    private static final String AMOUNT = "#,##0.00;-#,##0.00;";

    private static final int LONGEST_IN_HEADER = 40;

    private ExcelReport() {
    }

    static byte[] write(Report report, ReportFiles.Frame frame) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (Workbook workbook = new Workbook(file, "Zhangfang", null)) {
            Worksheet sheet = workbook.newWorksheet(report.name());
            List<Column> columns = report.columns();
            for (int column = 0; column < columns.size(); column++) {
                sheet.value(0, column, columns.get(column).fullTitle());
                sheet.style(0, column).bold().horizontalAlignment("center").set();
                sheet.width(column, width(columns.get(column)));
            }
            int at = 0;
            for (Row row : report.rows()) {
                if (row.kind() != RowKind.HEADING) {
                    write(sheet, ++at, row);
                }
            }
            sheet.freezePane(0, 1);
            prepareForPrinting(sheet, report, frame);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
        return file.toByteArray();
    }

    private static int width(Column column) {
        return switch (column.type()) {
            case NAME -> 32;
            case TEXT -> 20;
            case CENTRED -> 12;
            case AMOUNT -> 17;
        };
    }

    private static void write(Worksheet sheet, int at, Row row) {
        for (int column = 0; column < row.cells().size(); column++) {
            Object cell = row.cells().get(column);
            if (cell instanceof Money amount) {
                sheet.value(at, column, amount.amount());
                sheet.style(at, column).format(AMOUNT).set();
            } else if (cell instanceof Integer number) {
                sheet.value(at, column, number);
            } else if (cell instanceof LocalDate date) {
                sheet.value(at, column, date);
                sheet.style(at, column).format("yyyy-mm-dd").set();
            } else if (cell != null) {
                sheet.value(at, column, cell.toString());
            }
            if (row.kind() != RowKind.ENTRY) {
                sheet.style(at, column).bold().set();
            }
        }
    }

    private static void prepareForPrinting(Worksheet sheet, Report report, ReportFiles.Frame frame) {
        sheet.paperSize(PaperSize.A4_PAPER);
        sheet.pageOrientation(PaperReport.isWide(report) ? "landscape" : "portrait");
        sheet.setFitToPage(true);
        sheet.fitToWidth((short) 1);
        sheet.fitToHeight((short) 0);
        sheet.repeatRows(0);
        sheet.header(inHeader(frame.company()), Position.LEFT);
        sheet.header(inHeader(report.title() + " " + report.period()), Position.CENTER);
        sheet.header(inHeader((report.form() + " " + frame.unit()).strip()), Position.RIGHT);
        sheet.footer("&P / &N", Position.CENTER);
    }

    /** The ampersand begins a command there, two of them are one; more than 255 characters in all break the file. */
    private static String inHeader(String words) {
        String shown = words.length() > LONGEST_IN_HEADER ? words.substring(0, LONGEST_IN_HEADER) + "…" : words;
        return shown.replace("&", "&&");
    }
}
