package zhangfang.engagement;

/** How collecting (收票) ended. */
public enum Declaration {
    /** 资料已齐, said by customer or accountant. */
    COMPLETE,
    /** 本月无票据. */
    NONE,
    /** The accountant went on without the customer's word, from the 6th of the next month. */
    WITHOUT
}
