package zhangfang.workbench;

import java.util.List;
import zhangfang.intake.Mailing.HandoverRow;

/** One step for many service months (批量办理), asked for by one person. */
public record WorkBatch(String id, WorkAction action, List<Item> items) {

    /** How far an item is. */
    public enum State {
        WAITING, DONE, REFUSED
    }

    /**
     * @param mailingId the mailing to sign for, {@code null} for other actions
     * @param said      why it was refused, {@code null} unless it was
     */
    public record Item(int line, String monthId, String mailingId, State state, String said) {
    }

    /**
     * What is asked of one item.
     *
     * @param mailingId     the mailing to sign for, with its row of the hand-over list; {@code null} for other actions
     * @param intoThisMonth of a mailing after collecting: whether it still goes into this month's books
     */
    public record Wish(String monthId, String mailingId, HandoverRow row, boolean intoThisMonth) {

        public static Wish of(String monthId) {
            return new Wish(monthId, null, null, false);
        }
    }

    public long count(State state) {
        return items.stream().filter(item -> item.state == state).count();
    }

    public boolean isOver() {
        return count(State.WAITING) == 0;
    }
}
