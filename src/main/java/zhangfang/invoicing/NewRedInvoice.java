package zhangfang.invoicing;

import java.time.LocalDate;
import zhangfang.intake.EInvoice;
import zhangfang.money.Money;

/**
 * A red invoice (红字发票) as finance writes it down.
 *
 * @param amount             what it takes back, tax included, positive
 * @param confirmationNumber of the red confirmation (红字信息确认单); needed where the invoice was deducted
 * @param documentId         a draft of its file, or {@code null}
 * @param differenceReason   why it is right although its file says something else, or {@code null}
 */
public record NewRedInvoice(EInvoice.Kind kind, String code, String number, LocalDate date, Money amount,
        String confirmationNumber, String documentId, String differenceReason) {
}
