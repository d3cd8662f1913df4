package zhangfang.ordering;

import java.util.Set;
import zhangfang.money.Money;

/**
 * What a customer asks for.
 *
 * @param packageCode      the package that the customer has in mind
 * @param monthlyDocuments how many invoices and receipts a month, about
 * @param annualRevenue    sales of a year in yuan, about
 * @param note             free text, or {@code null}
 */
public record NewRequirement(String companyId, String packageCode, int monthlyDocuments, Money annualRevenue,
        Set<ExtraNeed> extraNeeds, String note) {

    public NewRequirement {
        extraNeeds = Set.copyOf(extraNeeds);
    }
}
