package zhangfang.engagement;

/** What the customer confirms. */
public enum Report {
    /** The financial statements (报表确认). */
    STATEMENTS,
    /** The tax amounts (报税确认). */
    TAXES;

    public Report other() {
        return this == STATEMENTS ? TAXES : STATEMENTS;
    }
}
