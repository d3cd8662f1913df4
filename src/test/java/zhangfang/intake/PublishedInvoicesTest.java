package zhangfang.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import zhangfang.calendar.BusinessClock;

/** Published invoices that nobody here made say what is published of them. */
class PublishedInvoicesTest {

    private static final Path CASES = Path.of("../shared/cases/invoices");

    private final EInvoices invoices = new EInvoices(new BusinessClock(), System::nanoTime);

    @ParameterizedTest
    @MethodSource("facts")
    void saysWhatIsPublished(CSVRecord facts) throws IOException {
        Assumptions.assumeTrue(facts != null, "the published invoices are not on this machine");
        Path file = CASES.resolve(Path.of(facts.get("file")).getFileName());

        EInvoice invoice = invoices.read(file.getFileName().toString(), Files.readAllBytes(file));

        assertThat(invoice.code() == null ? "" : invoice.code()).isEqualTo(facts.get("invoice_code"));
        assertThat(invoice.number()).isEqualTo(facts.get("invoice_no"));
        assertThat(invoice.issueDate()).hasToString(facts.get("issue_date"));
        assertThat(invoice.seller())
                .isEqualTo(new EInvoice.Party(facts.get("seller"), facts.get("seller_tax_id")));
        assertThat(invoice.buyer()).isEqualTo(new EInvoice.Party(facts.get("buyer"), facts.get("buyer_tax_id")));
        assertThat(invoice.amountWithoutTax().amount()).isEqualByComparingTo(facts.get("amount"));
        assertThat(invoice.tax().amount()).isEqualByComparingTo(facts.get("tax"));
        assertThat(invoice.total().amount()).isEqualByComparingTo(facts.get("total"));
        if (!facts.get("line_count").isEmpty()) {
            assertThat(invoice.lines()).hasSize(Integer.parseInt(facts.get("line_count")));
            assertThat(invoice.lines().get(0).item()).isEqualTo(facts.get("item"));
            assertThat(InvoiceFacts.decimal(invoice.lines().get(0).rate().replace("%", "")))
                    .isEqualByComparingTo(percent(facts.get("rate")));
        }
    }

    private static BigDecimal percent(String rate) {
        return rate.endsWith("%") ? new BigDecimal(rate.replace("%", "")) : new BigDecimal(rate).movePointRight(2);
    }

    static Stream<CSVRecord> facts() throws IOException {
        if (!Files.isDirectory(CASES)) {
            return Stream.of((CSVRecord) null);
        }
        try (CSVParser rows = CSVParser.parse(Files.readString(CASES.resolve("facts.csv")),
                CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get())) {
            return rows.getRecords().stream();
        }
    }
}
