package zhangfang.engagement;

/** The bookkeeping status (记账状态) of a service month, as the customer sees it. */
public enum MonthStatus {
    /** 未开始. */
    NOT_STARTED,
    /** 待寄票. */
    AWAITING_DOCUMENTS,
    /** 票据在途: a courier or a pick-up is announced. */
    DOCUMENTS_UNDERWAY,
    /** 待签收: arrived by hand, by upload, or by recorded arrival. */
    AWAITING_SIGN_OFF,
    /** 记账中. */
    BOOKKEEPING,
    /** 审核中: with the reviewer, or on the way from there to the customer. */
    IN_REVIEW,
    /** 待确认. */
    AWAITING_CONFIRMATION,
    /** 有异议: objected to, being worked over. */
    OBJECTED,
    /** 已完成: statements and taxes are confirmed (服务完成). */
    COMPLETED
}
