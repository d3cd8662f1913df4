package zhangfang.intake;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import zhangfang.intake.EInvoice.Source;
import zhangfang.refusal.Refusal;
import zhangfang.refusal.Refusal.Reason;

/**
 * The invoice in an OFD file (GB/T 33190): a zip whose attachments hold the invoice as XML, and whose table of contents
 * names number, date and sums in plain text. The attachment counts; the table of contents where there is none.
 */
final class OfdInvoice {

    private static final String CONTENTS = "OFD.xml";

    private OfdInvoice() {
    }

    static EInvoice read(byte[] content, ReadingBudget budget) {
        return facts(content, budget).orElseThrow(() -> Refusal.field("file", "einvoice.ofd.noInvoice"))
                .invoice(Source.OFD);
    }

    static Optional<InvoiceFacts> facts(byte[] content, ReadingBudget budget) {
        Map<String, byte[]> parts = ZipParts.read(content, OfdInvoice::wanted, budget);
        if (!parts.containsKey(CONTENTS)) {
            throw Refusal.field("file", "einvoice.zip.noOfd");
        }
        Map<String, String> data = customData(XmlElement.read(parts.get(CONTENTS), budget));
        Optional<InvoiceFacts> attached = attached(parts, budget);
        InvoiceFacts facts = attached.orElseGet(() -> named(data));
        attached.ifPresent(found -> compare(found, data));
        return facts.hasNumber() ? Optional.of(facts) : Optional.empty();
    }

    private static boolean wanted(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return name.equals(CONTENTS)
                || lower.contains("attach") && (lower.endsWith(".xml") || lower.endsWith(".xbrl"));
    }

    private static Optional<InvoiceFacts> attached(Map<String, byte[]> parts, ReadingBudget budget) {
        List<XmlElement> found = new ArrayList<>();
        parts.forEach((name, part) -> {
            if (!name.equals(CONTENTS)) {
                XmlElement root = XmlElement.read(part, budget);
                if (XmlInvoice.isInvoice(root)) {
                    found.add(root);
                }
            }
        });
        List<InvoiceFacts> invoices = found.stream().map(XmlInvoice::facts).toList();
        if (invoices.stream().map(facts -> facts.number).distinct().count() > 1) {
            throw Refusal.field("file", "einvoice.several");
        }
        // the fullest of several forms of the same invoice
        return invoices.stream().max(Comparator.comparingInt(facts -> facts.lines.size()));
    }

    private static Map<String, String> customData(XmlElement contents) {
        return contents.all().filter(element -> element.named("CustomData") && element.label() != null)
                .collect(Collectors.toMap(XmlElement::label, XmlElement::text, (first, second) -> first));
    }

    private static InvoiceFacts named(Map<String, String> data) {
        InvoiceFacts facts = new InvoiceFacts();
        facts.code = data.getOrDefault("发票代码", "");
        facts.number = data.getOrDefault("发票号码", "");
        facts.issueDate = data.getOrDefault("开票日期", "");
        facts.sellerName = data.getOrDefault("销售方名称", "");
        facts.sellerTaxNumber = data.getOrDefault("销售方纳税人识别号", "");
        facts.buyerName = data.getOrDefault("购买方名称", "");
        facts.buyerTaxNumber = data.getOrDefault("购买方纳税人识别号", "");
        facts.amountWithoutTax = data.getOrDefault("合计金额", "");
        facts.tax = data.getOrDefault("合计税额", "");
        facts.total = data.getOrDefault("价税合计", "");
        return facts;
    }

    private static void compare(InvoiceFacts facts, Map<String, String> data) {
        String number = data.getOrDefault("发票号码", facts.number);
        if (!number.equals(facts.number)) {
            facts.warnings.add(Reason.of("einvoice.warning.contents", facts.number, InvoiceFacts.shortened(number)));
        }
    }
}
