package zhangfang.invoicing;

/**
 * What a customer writes to give an invoice back.
 *
 * @param deducted whether it was used for deduction; special invoices only
 * @param courier  with {@code trackingNumber}, for an invoice on paper only
 */
public record NewReturn(String companyId, String applicationId, InvoiceReturn.Reason reason, String note,
        boolean deducted, String courier, String trackingNumber) {
}
