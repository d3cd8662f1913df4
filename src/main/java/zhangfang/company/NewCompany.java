package zhangfang.company;

import zhangfang.company.Company.Region;
import zhangfang.company.Company.Standard;
import zhangfang.company.Company.TaxpayerType;

/**
 * What is known of a company when it is added or changed.
 *
 * @param usccOverrideReason why a code whose check digit is wrong is accepted all the same; staff only, else {@code null}
 */
public record NewCompany(String uscc, String name, TaxpayerType taxpayerType, Standard standard, Region region,
        String industry, String contactName, String contactPhone, String usccOverrideReason) {
}
