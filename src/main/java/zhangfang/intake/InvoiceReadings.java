package zhangfang.intake;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import zhangfang.calendar.BusinessClock;
import zhangfang.document.Document;
import zhangfang.document.Documents;
import zhangfang.money.Money;
import zhangfang.refusal.Refusal;

/**
 * Reads the e-invoices among a company's documents, each once: what they say is stored beside the documents, so that lists
 * show it without opening a file. A file that is no invoice is remembered as none.
 */
@Service
public class InvoiceReadings {

    /** Whoever looks at the list waits no longer; what is left is read at the next look. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final int MOST_AT_ONCE = 50;

    private final JdbcClient jdbc;
    private final Documents documents;
    private final EInvoices invoices;
    private final BusinessClock clock;

    InvoiceReadings(JdbcClient jdbc, Documents documents, EInvoices invoices, BusinessClock clock) {
        this.jdbc = jdbc;
        this.documents = documents;
        this.invoices = invoices;
        this.clock = clock;
    }

    /** Reads what is not read yet of a company's documents, for code that has already checked who asks. */
    public void readNew(String companyId) {
        long until = System.nanoTime() + PATIENCE.toNanos();
        for (String id : unread(companyId)) {
            if (System.nanoTime() > until) {
                return;
            }
            read(id);
        }
    }

    private List<String> unread(String companyId) {
        return jdbc.sql("""
                select d.id from document d left join invoice_reading i on i.document_id = d.id
                where d.company_id = ? and d.kept_at is not null and i.document_id is null
                    and d.category in ('INVOICE', 'OTHER') and d.kind in ('XML', 'OFD', 'PDF')
                order by d.kept_at desc, d.id fetch first %d rows only""".formatted(MOST_AT_ONCE))
                .param(companyId).query(String.class).list();
    }

    private void read(String documentId) {
        Documents.Download download = documents.get(documentId);
        try {
            store(documentId, invoices.read(named(download.document()), download.content()));
        } catch (Refusal noInvoice) {
            if (noInvoice.kind() == Refusal.Kind.INVALID) {
                store(documentId, null);
            }
        }
    }

    /** Its content decided what it is when it was sent; a name with another ending is no reason against it. */
    private static String named(Document document) {
        return document.id() + "." + document.kind();
    }

    private void store(String documentId, EInvoice invoice) {
        try {
            jdbc.sql("""
                    insert into invoice_reading (document_id, read_at, invoice_key, vat_type, issue_date, seller,
                        seller_tax_number, buyer, buyer_tax_number, item, amount_without_tax, tax, total)
                    values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                    .param(documentId)
                    .param(clock.now().atOffset(ZoneOffset.UTC))
                    .param(invoice == null ? null : invoice.key())
                    .param(invoice == null ? null : invoice.vatType().name())
                    .param(invoice == null ? null : invoice.issueDate())
                    .param(invoice == null ? null : invoice.seller().name())
                    .param(invoice == null ? null : invoice.seller().taxNumber())
                    .param(invoice == null ? null : invoice.buyer().name())
                    .param(invoice == null ? null : invoice.buyer().taxNumber())
                    .param(invoice == null || invoice.lines().isEmpty() ? null : invoice.lines().get(0).item())
                    .param(invoice == null ? null : amount(invoice.amountWithoutTax()))
                    .param(invoice == null ? null : amount(invoice.tax()))
                    .param(invoice == null ? null : amount(invoice.total()))
                    .update();
        } catch (DuplicateKeyException readByAnother) {
            // who reads the same file reads the same
        }
    }

    private static Object amount(Money money) {
        return money == null ? null : money.amount();
    }
}
