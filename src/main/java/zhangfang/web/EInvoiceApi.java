package zhangfang.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;
import zhangfang.intake.EInvoice;
import zhangfang.intake.EInvoices;
import zhangfang.money.Money;
import zhangfang.refusal.RefusalText;

/** What an invoice file says, so that forms fill in number, date and sums by themselves. Nothing of it is stored. */
@RestController
@RequestMapping("/api/e-invoices")
@Tag(name = "e-invoices 电子发票")
class EInvoiceApi {

    record PartyView(String name, String taxNumber) {
        static PartyView of(EInvoice.Party party) {
            return new PartyView(party.name(), party.taxNumber());
        }
    }

    /** @param rate as the invoice writes it: {@code 6%}, {@code 免税} */
    record LineView(String item, String spec, String unit, String quantity, String price, Money amount, String rate,
            Money tax) {
        static LineView of(EInvoice.Line line) {
            return new LineView(line.item(), line.spec(), line.unit(), plain(line.quantity()), plain(line.price()),
                    line.amount(), line.rate(), line.tax());
        }

        private static String plain(BigDecimal number) {
            return number == null ? null : number.toPlainString();
        }
    }

    /**
     * @param key      what tells the invoice from all others, whatever file it came in
     * @param red      whether it takes an earlier invoice back
     * @param warnings what does not add up, in the caller's language
     */
    record EInvoiceView(EInvoice.Source source, EInvoice.Kind kind, EInvoice.VatType vatType, String key, String code,
            String number, LocalDate issueDate, PartyView seller, PartyView buyer, Money amountWithoutTax, Money tax,
            Money total, boolean red, List<LineView> lines, String remark, String drawer, List<String> warnings) {
    }

    private final EInvoices invoices;
    private final RefusalText texts;

    EInvoiceApi(EInvoices invoices, RefusalText texts) {
        this.invoices = invoices;
        this.texts = texts;
    }

    @PostMapping(path = "/read", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    @Operation(summary = "Reads an electronic invoice: XML, OFD or PDF of at most 10 MB", description = "for whoever is "
            + "signed in; nothing is stored. What does not add up is answered as a warning; what is no invoice, is "
            + "damaged or out of bounds is refused with the reason.")
    EInvoiceView read(@RequestPart MultipartFile file, Locale locale) throws IOException {
        EInvoice invoice = invoices.read(file.getOriginalFilename(), file.getBytes());
        return new EInvoiceView(invoice.source(), invoice.kind(), invoice.vatType(), invoice.key(), invoice.code(),
                invoice.number(), invoice.issueDate(), PartyView.of(invoice.seller()), PartyView.of(invoice.buyer()),
                invoice.amountWithoutTax(), invoice.tax(), invoice.total(), invoice.red(),
                invoice.lines().stream().map(LineView::of).toList(), invoice.remark(), invoice.drawer(),
                invoice.warnings().stream().map(warning -> texts.sentence(warning, locale)).toList());
    }
}
