package zhangfang.invoicing;

import java.time.LocalDate;
import java.util.List;
import zhangfang.intake.EInvoice;
import zhangfang.refusal.Refusal.Reason;

/** Code, number and date of an invoice, each as its kind wants it ({@code invoice-facts} §1). */
record InvoiceNumber(EInvoice.Kind kind, String code, String number, LocalDate date) {

    static InvoiceNumber of(EInvoice.Kind kind, String code, String number, LocalDate date) {
        String written = WrittenFields.written(code);
        return new InvoiceNumber(kind, kind == EInvoice.Kind.DIGITAL ? null : written, WrittenFields.written(number),
                date);
    }

    /** What names it among all invoices. */
    String key() {
        return code == null ? number : code + "-" + number;
    }

    /** @param today the latest day that is no future */
    void check(String writtenCode, LocalDate today, List<Reason> wrong) {
        if (kind == null) {
            wrong.add(Reason.field("invoiceKind", "invoicing.field.required"));
            return;
        }
        switch (kind) {
            case DIGITAL -> {
                need(wrong, "invoiceNumber", number, "[0-9]{20}", "invoicing.number.digital");
                if (WrittenFields.written(writtenCode) != null) {
                    wrong.add(Reason.field("invoiceCode", "invoicing.number.noCode"));
                }
            }
            case TAX_CONTROL_ELECTRONIC -> {
                need(wrong, "invoiceCode", code, "[0-9]{12}", "invoicing.number.code12");
                need(wrong, "invoiceNumber", number, "[0-9]{8}", "invoicing.number.eight");
            }
            case PAPER -> {
                need(wrong, "invoiceCode", code, "[0-9]{10}([0-9]{2})?", "invoicing.number.code10or12");
                need(wrong, "invoiceNumber", number, "[0-9]{8}", "invoicing.number.eight");
            }
        }
        if (date == null) {
            wrong.add(Reason.field("invoiceDate", "invoicing.field.required"));
        } else if (date.isAfter(today)) {
            wrong.add(Reason.field("invoiceDate", "invoicing.number.future"));
        }
    }

    private static void need(List<Reason> wrong, String field, String text, String pattern, String key) {
        if (text == null || !text.matches(pattern)) {
            wrong.add(Reason.field(field, key));
        }
    }
}
