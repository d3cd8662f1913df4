package zhangfang.support;

import java.time.Instant;

/**
 * What one side of a ticket wrote; never changed.
 *
 * @param id     owner of the files that came with it
 * @param number counted within the ticket from 1
 */
public record TicketMessage(String id, int number, Side side, String authorId, String text, Instant writtenAt) {

    /** Who wrote. */
    public enum Side {
        /** 客户. */
        CUSTOMER,
        /** 财务. */
        AGENCY
    }
}
