package zhangfang.invoicing;

import zhangfang.money.Money;

/**
 * An invoice that is applied for.
 *
 * @param requestKey names this wish within the company, at most 64 characters: asked again, it is not applied for twice
 */
public record NewApplication(String companyId, Money amount, String titleId, String addressId,
        InvoiceApplication.Origin origin, String requestKey) {
}
