package zhangfang.ordering;

/** What a company needs beyond the usual bookkeeping (额外需求). */
public enum ExtraNeed {
    /** 进出口业务. */
    IMPORT_EXPORT,
    /** 外币业务. */
    FOREIGN_CURRENCY,
    /** 工资社保代办. */
    PAYROLL,
    /** 补记以前月份. */
    BACKLOG,
    /** 存货核算. */
    INVENTORY
}
