package zhangfang.engagement;

/** Where a service month stands in its process: which commands it takes. */
public enum Stage {
    NOT_STARTED, COLLECTING, BOOKKEEPING, REVIEW, CLOSING, ISSUING, CONFIRMING, FILING, RECEIPTS, ENDED;

    /** Whether the month's books are closed towards the customer, so that nothing is added to them. */
    public boolean isClosed() {
        return compareTo(ISSUING) >= 0;
    }
}
