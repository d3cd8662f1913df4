package zhangfang.company;

/**
 * A customer of the agency, or a client taken over from other software (企业).
 *
 * @param uscc          unified social credit code (统一社会信用代码), 18 characters
 * @param keeperId      user id of the accountant (主办会计) who keeps the company's books, or {@code null}
 */
public record Company(String id, String uscc, String name, TaxpayerType taxpayerType, Standard standard, Region region,
        String industry, String contactName, String contactPhone, String keeperId) {

    /** Taxpayer type for value-added tax (纳税人类型). */
    public enum TaxpayerType {
        /** 小规模纳税人. */
        SMALL_SCALE,
        /** 一般纳税人. */
        GENERAL
    }

    /** Accounting standard (会计准则). */
    public enum Standard {
        /** 小企业会计准则 (财会〔2011〕17号). */
        SMALL_ENTERPRISE,
        /** 企业会计准则. */
        ENTERPRISE
    }

    /** Where the company is, for the urban construction tax (城建税法第四条): 7 %, 5 %, 1 %. */
    public enum Region {
        CITY, TOWN, OTHER
    }
}
