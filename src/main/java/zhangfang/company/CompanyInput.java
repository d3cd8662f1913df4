package zhangfang.company;

import java.util.Objects;

/**
 * A company as someone wrote it into a form or a request: nothing is checked yet, so that every mistake can be named at
 * once. The fields mean what they mean in {@link NewCompany}.
 */
public record CompanyInput(String uscc, String name, String taxpayerType, String standard, String region,
        String industry, String contactName, String contactPhone, String usccOverrideReason) {

    static CompanyInput of(NewCompany details) {
        return new CompanyInput(details.uscc(), details.name(), Objects.toString(details.taxpayerType(), null),
                Objects.toString(details.standard(), null), Objects.toString(details.region(), null),
                details.industry(), details.contactName(), details.contactPhone(), details.usccOverrideReason());
    }
}
