package zhangfang.intake;

import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Service;
import zhangfang.calendar.BusinessClock;
import zhangfang.intake.EInvoice.Source;
import zhangfang.refusal.Refusal;
import zhangfang.refusal.Refusal.Reason;

/**
 * Reads electronic invoices (电子发票) as they are sent: XML, OFD, PDF. Files come from anyone, so reading is bounded in
 * time, size, depth and number of parts, takes nothing from elsewhere, runs nothing and stores nothing.
 */
@Service
public class EInvoices {

    /** The largest file: 10 MB. */
    public static final int MAX_BYTES = 10_000_000;

    /** So many files are read at the same time; each may take 64 MB while it is unpacked. */
    private static final int AT_ONCE = 3;
    private static final int TEXT_START = 1_024;

    private final BusinessClock clock;
    private final LongSupplier nanoTime;
    private final Semaphore places = new Semaphore(AT_ONCE, true);

    @Autowired
    EInvoices(BusinessClock clock) {
        this(clock, System::nanoTime);
    }

    EInvoices(BusinessClock clock, LongSupplier nanoTime) {
        this.clock = clock;
        this.nanoTime = nanoTime;
    }

    /**
     * What the file says.
     *
     * @param fileName the file's name; an ending that the content contradicts is refused
     * @throws Refusal invalid, saying what is wrong with the file and what to do; conflict, if too many are read at once
     */
    public EInvoice read(String fileName, byte[] content) {
        String name = fileName == null ? "" : fileName;
        if (content.length == 0) {
            throw Refusal.field("file", "einvoice.empty");
        }
        if (content.length > MAX_BYTES) {
            throw Refusal.field("file", "einvoice.tooLarge", MAX_BYTES / 1_000_000);
        }
        Source source = source(content);
        requireEnding(name, source);
        return warnedOfDate(oneAtATime(source, content));
    }

    private EInvoice oneAtATime(Source source, byte[] content) {
        try {
            if (!places.tryAcquire(ReadingBudget.TIME.toSeconds(), TimeUnit.SECONDS)) {
                throw Refusal.conflict("einvoice.busy");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Refusal.conflict("einvoice.busy");
        }
        try {
            return read(source, content, new ReadingBudget(nanoTime));
        } finally {
            places.release();
        }
    }

    private static EInvoice read(Source source, byte[] content, ReadingBudget budget) {
        return switch (source) {
            case XML -> fromXml(content, budget);
            case OFD -> OfdInvoice.read(content, budget);
            case PDF -> PdfInvoice.read(content, budget);
        };
    }

    private static EInvoice fromXml(byte[] content, ReadingBudget budget) {
        XmlElement root = XmlElement.read(content, budget);
        if (!XmlInvoice.isInvoice(root)) {
            throw Refusal.field("file", "einvoice.xml.noInvoice");
        }
        return XmlInvoice.facts(root).invoice(Source.XML);
    }

    private static Source source(byte[] content) {
        if (starts(content, "PK\u0003\u0004")) {
            return Source.OFD;
        }
        if (PdfInvoice.isPdf(content)) {
            return Source.PDF;
        }
        if (textStart(content).startsWith("<")) {
            return Source.XML;
        }
        throw Refusal.field("file", "einvoice.format");
    }

    /** UTF-16 shows as text with zeros between, the marks of byte order as letters that are no text. */
    private static String textStart(byte[] content) {
        StringBuilder start = new StringBuilder();
        for (int i = 0; i < Math.min(content.length, TEXT_START); i++) {
            int c = content[i] & 0xFF;
            if (c > ' ' && c < 0x7F) {
                start.append((char) c);
            }
        }
        return start.toString();
    }

    private static boolean starts(byte[] content, String start) {
        if (content.length < start.length()) {
            return false;
        }
        for (int i = 0; i < start.length(); i++) {
            if (content[i] != start.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static void requireEnding(String name, Source source) {
        String ending = name.substring(name.lastIndexOf('.') + 1).toUpperCase(Locale.ROOT);
        boolean right = switch (source) {
            case XML -> ending.equals("XML") || ending.equals("XBRL");
            case OFD -> ending.equals("OFD");
            case PDF -> ending.equals("PDF");
        };
        if (ending.equals("ZIP")) {
            throw Refusal.field("file", "einvoice.zip.unpackFirst");
        }
        if (!right) {
            throw Refusal.field("file", "einvoice.ending", InvoiceFacts.shortened(name), source);
        }
    }

    private EInvoice warnedOfDate(EInvoice invoice) {
        if (!invoice.issueDate().isAfter(clock.today())) {
            return invoice;
        }
        return invoice.warned(Reason.of("einvoice.warning.future", invoice.issueDate()));
    }
}
