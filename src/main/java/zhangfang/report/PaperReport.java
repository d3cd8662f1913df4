package zhangfang.report;

import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.outputdevice.helper.ExternalResourceControlPriority;
import com.openhtmltopdf.pdfboxout.PdfBoxRenderer;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.util.XRLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.w3c.dom.Document;
import zhangfang.refusal.Refusal;

/**
 * A report on paper (PDF): A4, its heading and the table's head on every page, the Chinese font embedded. The page is built
 * as a tree, never parsed, so that no text of a report can become markup; nothing is read from elsewhere; the same report
 * gives the same bytes.
 */
final class PaperReport {

    /** More is no reading on paper, and would hold memory for long; a spreadsheet takes all. */
    static final int MOST_ROWS = 3000;

    private static final int COLUMNS_OF_UPRIGHT_PAGE = 7;
    private static final String FONT = "/fonts/NotoSansSC_400Regular.ttf";
    private static final String STYLE = text("/paper/report.css");

    static {
        XRLog.setLoggingEnabled(false); // it tells of every table it lays out; what fails is thrown
    }

    private PaperReport() {
    }

    static boolean isWide(Report report) {
        return report.paper().twoSides() || report.paper().order().size() > COLUMNS_OF_UPRIGHT_PAGE;
    }

    static byte[] write(Report report, ReportFiles.Frame frame) {
        if (report.rows().size() > MOST_ROWS) {
            throw Refusal.invalid("report.tooLongForPaper", report.rows().size(), MOST_ROWS);
        }
        Document page = new PaperPage(report, frame).document(STYLE);
        PdfRendererBuilder builder = new PdfRendererBuilder()
                .useFastMode()
                .withW3cDocument(page, null)
                .withProducer("Zhangfang")
                .useExternalResourceAccessControl((uri, type) -> false, ExternalResourceControlPriority.RUN_BEFORE_RESOLVING_URI)
                .useFont(() -> PaperReport.class.getResourceAsStream(FONT), "Noto Sans SC", 400, FontStyle.NORMAL, true);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (PdfBoxRenderer renderer = builder.buildPdfRenderer()) {
            renderer.createPDFWithoutClosing();
            PDDocument document = renderer.getPdfDocument();
            describe(document, report);
            document.save(file);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
        return file.toByteArray();
    }

    /** The identity of a file is usually made from the time; here it is made from what it says. */
    private static void describe(PDDocument document, Report report) {
        PDDocumentInformation information = new PDDocumentInformation();
        information.setTitle(report.title() + " " + report.period());
        information.setAuthor(report.company());
        information.setProducer("Zhangfang");
        document.setDocumentInformation(information);
        document.setDocumentId((long) Arrays.hashCode(CsvReport.write(report)));
    }

    private static String text(String resource) {
        try (InputStream stream = PaperReport.class.getResourceAsStream(resource)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
