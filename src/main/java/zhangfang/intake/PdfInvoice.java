package zhangfang.intake;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import zhangfang.intake.EInvoice.Source;
import zhangfang.intake.PdfContent.Attachment;
import zhangfang.refusal.Refusal;
import zhangfang.refusal.Refusal.Reason;

/**
 * The invoice in a PDF file: the XML or OFD attached to it (the Ministry of Finance's standard asks for one), else what its
 * page says in letters.
 */
final class PdfInvoice {

    private static final int START_WITHIN = 1_024;
    private static final byte[] START = {'%', 'P', 'D', 'F', '-'};

    private PdfInvoice() {
    }

    /** The mark may stand anywhere in the first kilobyte. */
    static boolean isPdf(byte[] content) {
        for (int at = 0; at < Math.min(content.length - START.length, START_WITHIN); at++) {
            if (Arrays.equals(content, at, at + START.length, START, 0, START.length)) {
                return true;
            }
        }
        return false;
    }

    static EInvoice read(byte[] content, ReadingBudget budget) {
        PdfContent pdf = PdfProcess.open(content, budget);
        switch (pdf.verdict()) {
            case READ -> {
                // its content is looked at below
            }
            case DAMAGED -> throw Refusal.field("file", "einvoice.pdf.damaged");
            case ENCRYPTED -> throw Refusal.field("file", "einvoice.pdf.encrypted");
            case SCRIPT -> throw Refusal.field("file", "einvoice.pdf.script");
            case TOO_MANY_PAGES -> throw Refusal.field("file", "einvoice.pdf.pages", PdfOpener.MAX_PAGES);
            case TOO_MANY_OBJECTS -> throw Refusal.field("file", "einvoice.pdf.objects", PdfOpener.MAX_OBJECTS);
            case TOO_LARGE -> throw Refusal.field("file", "einvoice.pdf.memory");
        }
        return attached(pdf, budget).orElseGet(() -> printed(pdf.text())).invoice(Source.PDF);
    }

    private static Optional<InvoiceFacts> attached(PdfContent pdf, ReadingBudget budget) {
        List<InvoiceFacts> found = pdf.attachments().stream()
                .flatMap(attachment -> attached(attachment, budget).stream()).toList();
        if (found.stream().map(facts -> facts.number).distinct().count() > 1) {
            throw Refusal.field("file", "einvoice.several");
        }
        return found.stream().max(Comparator.comparingInt(facts -> facts.lines.size()));
    }

    private static Optional<InvoiceFacts> attached(Attachment attachment, ReadingBudget budget) {
        if (attachment.name().endsWith(".ofd")) {
            return OfdInvoice.facts(attachment.content(), budget);
        }
        XmlElement root = XmlElement.read(attachment.content(), budget);
        return XmlInvoice.isInvoice(root) ? Optional.of(XmlInvoice.facts(root)) : Optional.empty();
    }

    private static InvoiceFacts printed(String text) {
        if (text.isBlank()) {
            throw Refusal.field("file", "einvoice.pdf.picture");
        }
        InvoiceFacts facts = PrintedInvoice.facts(text);
        if (!facts.hasNumber()) {
            throw Refusal.field("file", "einvoice.pdf.noInvoice");
        }
        facts.warnings.add(Reason.of("einvoice.warning.printed"));
        return facts;
    }
}
