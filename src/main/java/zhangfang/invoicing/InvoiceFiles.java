package zhangfang.invoicing;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import zhangfang.document.Document;
import zhangfang.document.Documents;
import zhangfang.intake.EInvoice;
import zhangfang.intake.EInvoices;
import zhangfang.invoicing.InvoiceApplication.Buyer;
import zhangfang.money.Money;
import zhangfang.refusal.Refusal;
import zhangfang.refusal.Refusal.Reason;
import zhangfang.refusal.RefusalText;

/** Reads the file of an invoice that finance records and says where it does not agree with what was applied for. */
@Component
class InvoiceFiles {

    private static final int MOST_SENTENCES = 4000;

    private final EInvoices eInvoices;
    private final RefusalText text;

    InvoiceFiles(EInvoices eInvoices, RefusalText text) {
        this.eInvoices = eInvoices;
        this.text = text;
    }

    /**
     * What the file should say.
     *
     * @param amount   tax included; negative on a red invoice
     * @param number   as finance writes it down, or {@code null} where only the file is looked at
     * @param earliest the day of application, before which no invoice is expected
     */
    record Expected(Money amount, Buyer buyer, InvoiceNumber number, LocalDate earliest) {
    }

    /**
     * What was found.
     *
     * @param invoice     what the file says; {@code null} where it cannot be read
     * @param differences where it does not agree, or why it cannot be read
     */
    record Finding(EInvoice invoice, List<Reason> differences) {
    }

    Finding compare(Expected expected, Documents.Download file) {
        EInvoice read;
        try {
            read = eInvoices.read(file.document().fileName(), file.content());
        } catch (Refusal refusal) {
            return new Finding(null, List.of(Reason.field("documentIds", "invoicing.difference.unreadable",
                    text.text(refusal, Locale.CHINESE))));
        }
        List<Reason> found = new ArrayList<>();
        differ(found, "invoicing.difference.amount", read.total(), expected.amount());
        compareBuyer(found, read, expected.buyer());
        if (expected.number() != null) {
            differ(found, "invoicing.difference.number", key(read), expected.number().key());
            differ(found, "invoicing.difference.date", read.issueDate(), expected.number().date());
        }
        if (read.issueDate().isBefore(expected.earliest())) {
            found.add(Reason.field("documentIds", "invoicing.difference.early", read.issueDate(),
                    expected.earliest()));
        }
        return new Finding(read, found);
    }

    /** A file of another category would have other readers. */
    static Documents.Download ofCategory(Document.Category category, Documents.Download file) {
        if (file.document().category() != category) {
            throw Refusal.field("documentIds", "invoicing.issue.category");
        }
        return file;
    }

    /** The differences as they are kept with the invoice, in Chinese. */
    String sentences(List<Reason> differences) {
        String sentences = differences.stream().map(reason -> text.sentence(reason, Locale.CHINESE))
                .collect(Collectors.joining("\n"));
        return sentences.length() <= MOST_SENTENCES ? sentences : sentences.substring(0, MOST_SENTENCES);
    }

    private static void compareBuyer(List<Reason> found, EInvoice read, Buyer buyer) {
        if (!plain(read.buyer().name()).equals(plain(buyer.name()))) {
            found.add(Reason.field("documentIds", "invoicing.difference.buyerName", read.buyer().name(),
                    buyer.name()));
        }
        String expected = buyer.taxNumber() == null ? "" : buyer.taxNumber();
        if (!read.buyer().taxNumber().equalsIgnoreCase(expected)) {
            found.add(Reason.field("documentIds", "invoicing.difference.buyerTaxNumber", read.buyer().taxNumber(),
                    expected));
        }
        boolean otherType = buyer.type().isSpecial() ? read.vatType() == EInvoice.VatType.ORDINARY
                : read.vatType() == EInvoice.VatType.SPECIAL;
        if (otherType) {
            found.add(Reason.field("documentIds", buyer.type().isSpecial() ? "invoicing.difference.notSpecial"
                    : "invoicing.difference.notOrdinary"));
        }
    }

    private static void differ(List<Reason> found, String key, Object inFile, Object expected) {
        if (!inFile.equals(expected)) {
            found.add(Reason.field("documentIds", key, inFile, expected == null ? "" : expected));
        }
    }

    private static String key(EInvoice read) {
        return read.code() == null || read.kind() == EInvoice.Kind.DIGITAL ? read.number()
                : read.code() + "-" + read.number();
    }

    /** Brackets of either width and blanks make no other name. */
    private static String plain(String name) {
        return name.replace('\uff08', '(').replace('\uff09', ')').replaceAll("\\s+", "");
    }
}
