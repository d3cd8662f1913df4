package zhangfang.ordering;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import zhangfang.wallet.TopUps.Review;

/**
 * How long an order may stay unpaid: 24 hours, during which the clock rests while a top-up of the company awaits finance
 * (充值审核期间停表).
 *
 * @param due     from this instant on the order can't be paid; while the clock rests, the earliest such instant
 * @param resting whether the clock rests now, so that nothing is due yet
 */
public record PaymentClock(Instant due, boolean resting) {

    static final Duration LIMIT = Duration.ofHours(24);

    /** @param reviews the company's top-up reviews, earliest first; they may overlap */
    static PaymentClock at(Instant now, Instant orderedAt, List<Review> reviews) {
        Duration left = LIMIT;
        Instant from = orderedAt;
        for (Review review : reviews) {
            if (review.to() != null && !review.to().isAfter(from)) {
                continue;
            }
            Instant rests = review.from().isAfter(from) ? review.from() : from;
            Duration ran = Duration.between(from, rests);
            if (ran.compareTo(left) >= 0) {
                break; // it was over before this review began
            }
            left = left.minus(ran);
            if (review.to() == null) {
                return new PaymentClock(now.plus(left), true);
            }
            from = review.to();
        }
        return new PaymentClock(from.plus(left), false);
    }

    boolean isOver(Instant now) {
        return !resting && !now.isBefore(due);
    }
}
