package zhangfang.support;

import java.util.List;
import zhangfang.identity.Actor;

/** Moves a ticket's process as its tasks do; implemented where processes are known. */
public interface SupportTicketProcess {

    /** Opens a ticket and brings it to finance. @return its id */
    String open(Actor actor, NewTicket ticket);

    /** Finance answers. */
    void answer(Actor actor, String ticketId, String text, List<String> documentIds);

    /** A member of the company answers back; while finance has not answered yet, this adds to the question. */
    void reply(Actor actor, String ticketId, String text, List<String> documentIds);

    /** A member of the company closes it, answered or not; a second time does nothing. */
    void close(Actor actor, String ticketId);
}
