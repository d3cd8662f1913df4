package zhangfang.report;

import java.util.Arrays;
import zhangfang.refusal.Refusal;

/** A report on paper (PDF): A4, its heading and the table's head on every page. */
final class PaperReport {

    /** More is no reading on paper, and would hold memory for long; a spreadsheet takes all. */
    static final int MOST_ROWS = 3000;

    private static final int COLUMNS_OF_UPRIGHT_PAGE = 7;
    private static final String STYLE = PdfPages.text("/paper/report.css");

    private PaperReport() {
    }

    static boolean isWide(Report report) {
        return report.paper().twoSides() || report.paper().order().size() > COLUMNS_OF_UPRIGHT_PAGE;
    }

    static byte[] write(Report report, ReportFiles.Frame frame) {
        if (report.rows().size() > MOST_ROWS) {
            throw Refusal.invalid("report.tooLongForPaper", report.rows().size(), MOST_ROWS);
        }
        return PdfPages.write(new PaperPage(report, frame).document(STYLE), report.title() + " " + report.period(),
                report.company(), Arrays.hashCode(CsvReport.write(report)));
    }
}
