package zhangfang.notice;

/**
 * Hears what became of outbox rows of one topic, so that whoever put a row can go on: a process that waits for «sent», a
 * person whose address does not work. One bean per topic.
 *
 * <p>Called in a transaction of its own after the row was sent or given up, which also notes that it was told: what is
 * done here is done once. If it throws, it is called again later, so an outcome that is no longer of interest must be
 * passed over silently.
 */
public interface DeliveryOutcome {

    /** Such as {@code invoiceApplication}. */
    String topic();

    /** The receiver's side has taken it. @param subjectId what the row was put about, in the topic's terms */
    void delivered(String subjectId);

    /** It was given up. @param reason what the receiver's side answered last, for an operator to read */
    void gaveUp(String subjectId, String reason);
}
