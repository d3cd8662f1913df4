package zhangfang.calendar;

import java.time.Instant;

/** The time machine (时间机器) of the sample start; implemented where timers are known. */
public interface TimeTravel {

    /**
     * How far a journey has come.
     *
     * @param now     business time
     * @param target  where the running or last journey goes, or {@code null} if there was none
     * @param running whether it is still under way
     * @param fired   how many timers and steps it has run so far
     * @param failed  how many of them failed
     */
    record Progress(Instant now, Instant target, boolean running, int fired, int failed) {
    }

    /**
     * Moves business time and engine time forward, from due time to due time, so that each timer sees its own instant.
     * Returns when it has arrived.
     *
     * @throws zhangfang.refusal.Refusal if the target is not in the future, too far, or a journey is under way
     */
    Progress travelTo(Instant target);

    Progress progress();
}
