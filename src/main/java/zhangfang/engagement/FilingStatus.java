package zhangfang.engagement;

/** The filing (申报) of a service month's taxes. */
public enum FilingStatus {
    /** 待申报. */
    PENDING,
    /** 已申报. */
    FILED,
    /** 已缴款. */
    PAID
}
