package zhangfang.notice;

/** A way out of the system: mail, a bank, a courier. Each kind of outbox row has one. */
public interface OutboxChannel {

    /** The kind of rows that it sends. */
    String kind();

    /**
     * Sends one row. It may be called again for the same row where the first call's outcome was lost, with the same key:
     * a receiver that knows keys is given it.
     *
     * @throws Undeliverable if the receiver refuses for good: tried a few times, then given up
     * @throws Exception     if it was not sent otherwise; it is tried again for days, and the message is kept for the
     *                       operator
     */
    void send(String dedupKey, String payload) throws Exception;

    /** It was given up; called in the transaction that records so, for telling people. */
    default void gaveUp(String dedupKey, String payload, String reason) {
    }
}
