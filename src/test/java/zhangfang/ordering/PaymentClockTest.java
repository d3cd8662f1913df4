package zhangfang.ordering;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import zhangfang.testing.TimeMachineForTests.Time;
import zhangfang.wallet.TopUps.Review;

class PaymentClockTest {

    private static final Instant ORDERED = at("10T09:00:00");

    @Test
    void runsForTwentyFourHours() {
        PaymentClock clock = PaymentClock.at(at("10T12:00:00"), ORDERED, List.of());

        assertThat(clock.due()).isEqualTo(at("11T09:00:00"));
        assertThat(clock.isOver(at("11T08:59:59"))).isFalse();
        assertThat(clock.isOver(at("11T09:00:00"))).isTrue();
    }

    @Test
    void restsDuringAReview() {
        PaymentClock clock = PaymentClock.at(at("13T00:00:00"), ORDERED,
                List.of(new Review(at("11T07:00:00"), at("12T20:00:00"))));

        assertThat(clock.due()).isEqualTo(at("12T22:00:00"));
    }

    @Test
    void countsOverlappingReviewsOnce() {
        PaymentClock clock = PaymentClock.at(at("13T00:00:00"), ORDERED, List.of(
                new Review(at("10T10:00:00"), at("10T14:00:00")), new Review(at("10T11:00:00"), at("10T12:00:00")),
                new Review(at("10T13:00:00"), at("10T15:00:00"))));

        assertThat(clock.due()).isEqualTo(at("11T14:00:00"));
    }

    @Test
    void restsFromTheOrderOnWhenAReviewWasOnItsWayBefore() {
        PaymentClock clock = PaymentClock.at(at("13T00:00:00"), ORDERED,
                List.of(new Review(at("09T10:00:00"), at("10T10:00:00"))));

        assertThat(clock.due()).isEqualTo(at("11T10:00:00"));
    }

    @Test
    void isNeverOverWhileItRests() {
        PaymentClock clock = PaymentClock.at(at("20T00:00:00"), ORDERED, List.of(new Review(at("11T07:00:00"), null)));

        assertThat(clock.resting()).isTrue();
        assertThat(clock.due()).isEqualTo(at("20T02:00:00"));
        assertThat(clock.isOver(at("20T00:00:00"))).isFalse();
    }

    @Test
    void isNotRevivedByATopUpThatComesTooLate() {
        PaymentClock clock = PaymentClock.at(at("12T00:00:00"), ORDERED, List.of(new Review(at("11T09:00:00"), null)));

        assertThat(clock.isOver(at("12T00:00:00"))).isTrue();
        assertThat(clock.due()).isEqualTo(at("11T09:00:00"));
    }

    private static Instant at(String dayAndTime) {
        return Time.instant("2026-11-" + dayAndTime);
    }
}
