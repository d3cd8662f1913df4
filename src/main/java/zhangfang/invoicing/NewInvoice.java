package zhangfang.invoicing;

import java.time.LocalDate;
import zhangfang.intake.EInvoice;

/**
 * An invoice as finance writes it down.
 *
 * @param code             发票代码, where the kind has one
 * @param documentId       a draft of its file; {@code null} without one
 * @param differenceReason why it is right although its file says something else, or cannot be read; {@code null} otherwise
 */
public record NewInvoice(EInvoice.Kind kind, String code, String number, LocalDate date, String documentId,
        String differenceReason) {
}
