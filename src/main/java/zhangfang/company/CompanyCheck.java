package zhangfang.company;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import zhangfang.company.Company.Region;
import zhangfang.company.Company.Standard;
import zhangfang.company.Company.TaxpayerType;
import zhangfang.refusal.Refusal;
import zhangfang.refusal.Refusal.Reason;

/** Reads a {@link CompanyInput} and collects everything that is wrong with it. */
final class CompanyCheck {

    private final List<Reason> reasons = new ArrayList<>();

    /**
     * @param mayOverride  whether this person may accept a wrong check digit with a reason
     * @param acceptedCode a code that was accepted before and needs no new reason, or {@code null}
     */
    NewCompany read(CompanyInput input, boolean mayOverride, String acceptedCode) {
        String code = CreditCode.normalized(input.uscc());
        String override = text("usccOverrideReason", input.usccOverrideReason(), 500);
        NewCompany company = new NewCompany(code, required("name", input.name(), 200),
                choice("taxpayerType", input.taxpayerType(), TaxpayerType.class),
                choice("standard", input.standard(), Standard.class),
                choice("region", input.region(), Region.class),
                text("industry", input.industry(), 100), text("contactName", input.contactName(), 100),
                text("contactPhone", input.contactPhone(), 50), override);
        if (!code.equals(acceptedCode)) {
            checkCode(code, override, mayOverride);
        }
        return company;
    }

    void add(Reason reason) {
        reasons.add(reason);
    }

    void refuseIfWrong() {
        if (!reasons.isEmpty()) {
            throw Refusal.invalid(reasons);
        }
    }

    private void checkCode(String code, String override, boolean mayOverride) {
        if (code.isEmpty()) {
            reasons.add(Reason.field("uscc", "company.uscc.missing"));
            return;
        }
        List<Reason> malformed = CreditCode.malformed(code);
        reasons.addAll(malformed);
        if (!malformed.isEmpty()) {
            return;
        }
        List<Reason> wrong = CreditCode.wrongCheckDigits(code);
        if (wrong.isEmpty() || override != null && mayOverride) {
            return;
        }
        reasons.addAll(wrong);
        if (override != null) {
            reasons.add(Reason.field("usccOverrideReason", "company.uscc.overrideByStaffOnly"));
        }
    }

    private String required(String field, String value, int limit) {
        String text = text(field, value, limit);
        if (text == null) {
            reasons.add(Reason.field(field, "company." + field + ".missing"));
        }
        return text;
    }

    private String text(String field, String value, int limit) {
        if (value == null || value.isBlank()) {
            return null;
        }
        String text = value.strip();
        if (text.length() > limit) {
            reasons.add(Reason.field(field, "company.text.tooLong", limit));
        }
        return text;
    }

    private <E extends Enum<E>> E choice(String field, String value, Class<E> type) {
        String allowed = Arrays.stream(type.getEnumConstants()).map(Enum::name).collect(Collectors.joining("、"));
        if (value == null || value.isBlank()) {
            reasons.add(Reason.field(field, "company." + field + ".missing", allowed));
            return null;
        }
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equals(value.strip())) {
                return constant;
            }
        }
        reasons.add(Reason.field(field, "company." + field + ".unknown", value.strip(), allowed));
        return null;
    }
}
