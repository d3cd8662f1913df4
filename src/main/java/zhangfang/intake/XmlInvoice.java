package zhangfang.intake;

import java.math.BigDecimal;
import java.util.List;
import zhangfang.intake.EInvoice.Line;
import zhangfang.intake.EInvoice.VatType;

/**
 * The invoice in an XML file: the tax bureau's {@code EInvoice} (数电票), the Ministry of Finance's XBRL form (会计数据标准) and
 * the older {@code eInvoice} of tax-control devices. All three are read by one list of names, since programs mix them.
 */
final class XmlInvoice {

    private static final List<String> ROOTS = List.of("einvoice", "xbrl", "invoice");

    private XmlInvoice() {
    }

    static boolean isInvoice(XmlElement root) {
        return ROOTS.stream().anyMatch(root::named)
                && !root.textOf("InvoiceNumber", "EIid", "InvoiceNo").isEmpty();
    }

    static InvoiceFacts facts(XmlElement root) {
        InvoiceFacts facts = new InvoiceFacts();
        numbers(root, facts);
        parties(root, facts);
        facts.amountWithoutTax = root.textOf("TotalAmWithoutTax", "TaxExclusiveTotalAmount");
        facts.tax = root.textOf("TotalTaxAm", "TaxTotalAmount");
        facts.total = root.textOf("TotalTax-includedAmount", "TotalTaxIncludedAmount", "TaxInclusiveTotalAmount");
        facts.remark = root.textOf("Remark", "Note");
        facts.drawer = root.textOf("Drawer", "InvoiceClerk");
        facts.vatType = root.first("GeneralOrSpecialVAT").map(XmlInvoice::vatType).orElse(VatType.UNKNOWN);
        root.all().filter(XmlInvoice::isLine).forEach(line -> facts.addLine(line(line)));
        return facts;
    }

    private static void numbers(XmlElement root, InvoiceFacts facts) {
        facts.code = root.textOf("InvoiceCode");
        facts.number = root.textOf("InvoiceNumber", "EIid", "InvoiceNo");
        facts.issueDate = root.textOf("IssueTime", "IssueDate", "RequestTime");
        String[] graph = root.textOf("GraphCode").split(",");
        facts.qrType = graph.length > 1 ? graph[1].strip() : "";
        String digital = root.textOf("EIid");
        if (digital.length() == 20 && facts.number.length() == 8) {
            // 数电纸质发票 carry both; the 20 digits tell them from all others
            facts.number = digital;
        }
    }

    private static void parties(XmlElement root, InvoiceFacts facts) {
        facts.sellerName = root.textOf("SellerName");
        facts.sellerTaxNumber = root.textOf("SellerIdNum", "SellerTaxID");
        facts.buyerName = root.textOf("BuyerName");
        facts.buyerTaxNumber = root.textOf("BuyerIdNum", "BuyerTaxID");
        String entity = root.textOf("UnifiedSocialCreditCodeOfAccountingEntity");
        if (facts.buyerName.isEmpty() && facts.buyerTaxNumber.isEmpty() && !entity.equals(facts.sellerTaxNumber)) {
            // the XBRL form of a received invoice names its buyer as the one who keeps the books
            facts.buyerTaxNumber = entity;
            facts.buyerName = root.textOf("NameOfAccountingEntity");
        }
    }

    private static VatType vatType(XmlElement label) {
        String said = label.textOf("LabelCode") + label.textOf("LabelName");
        if (said.startsWith("01") || said.contains("专用")) {
            return VatType.SPECIAL;
        }
        return said.startsWith("02") || said.contains("普通") ? VatType.ORDINARY : VatType.UNKNOWN;
    }

    private static boolean isLine(XmlElement element) {
        return element.hasChildren() && (element.nameStarts("IssuItemInformation") || element.named("GoodsInfo"));
    }

    private static Line line(XmlElement line) {
        return new Line(InvoiceFacts.shortened(line.textOf("ItemName", "Item")),
                InvoiceFacts.shortened(line.textOf("SpecMod", "Specification")),
                InvoiceFacts.shortened(line.textOf("MeaUnits", "MeasurementDimension")),
                InvoiceFacts.decimal(line.textOf("Quantity")), InvoiceFacts.decimal(line.textOf("UnPrice", "Price")),
                InvoiceFacts.money("amount", line.textOf("Amount")), rate(line.textOf("TaxRate", "TaxScheme")),
                InvoiceFacts.money("tax", line.textOf("ComTaxAm", "TaxAmount")));
    }

    /** {@code 0.060000} reads {@code 6%}; words such as 免税 stay. */
    private static String rate(String written) {
        BigDecimal rate = InvoiceFacts.decimal(written);
        return rate == null ? InvoiceFacts.shortened(written)
                : rate.movePointRight(2).stripTrailingZeros().toPlainString() + "%";
    }
}
