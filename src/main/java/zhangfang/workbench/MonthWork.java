package zhangfang.workbench;

import zhangfang.identity.Actor;
import zhangfang.intake.Mailing.HandoverRow;
import zhangfang.refusal.Refusal;

/**
 * Does one step of one service month in a person's name, by the same user task as in Tasklist; implemented where the
 * processes are known. Each throws a {@link Refusal} where the step can't be done now, or not by this person.
 */
public interface MonthWork {

    /** Signs for a mailing (签收) with a hand-over list of one row. */
    void sign(Actor actor, String mailingId, HandoverRow row, boolean intoThisMonth);

    /** The month's books are kept and go to the review (提交审核). */
    void keep(Actor actor, String monthId);

    /** The month's vouchers are approved and posted (审核通过). */
    void approve(Actor actor, String monthId);

    /** The month is closed (结账). */
    void close(Actor actor, String monthId);
}
