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
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.w3c.dom.Document;

/**
 * Lays a page out as PDF, the Chinese font embedded. The page is built as a tree, never parsed, so that no text can become
 * markup; nothing is read from elsewhere; the same page gives the same bytes.
 */
final class PdfPages {

    private static final String FONT = "/fonts/NotoSansSC_400Regular.ttf";
    private static final String PRODUCER = "Zhangfang";

    static {
        XRLog.setLoggingEnabled(false); // it tells of every table it lays out; what fails is thrown
    }

    private PdfPages() {
    }

    /** @param identity the identity of a file is usually made from the time; here it is made from what it says */
    static byte[] write(Document page, String title, String author, long identity) {
        PdfRendererBuilder builder = new PdfRendererBuilder()
                .useFastMode()
                .withW3cDocument(page, null)
                .withProducer(PRODUCER)
                .useExternalResourceAccessControl((uri, type) -> false, ExternalResourceControlPriority.RUN_BEFORE_RESOLVING_URI)
                .useFont(() -> PdfPages.class.getResourceAsStream(FONT), "Noto Sans SC", 400, FontStyle.NORMAL, true);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (PdfBoxRenderer renderer = builder.buildPdfRenderer()) {
            renderer.createPDFWithoutClosing();
            PDDocument document = renderer.getPdfDocument();
            PDDocumentInformation information = new PDDocumentInformation();
            information.setTitle(title);
            information.setAuthor(author);
            information.setProducer(PRODUCER);
            document.setDocumentInformation(information);
            document.setDocumentId(identity);
            document.save(file);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
        return file.toByteArray();
    }

    /** The text of a resource, such as a style sheet. */
    static String text(String resource) {
        try (InputStream stream = PdfPages.class.getResourceAsStream(resource)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
