package zhangfang.engagement;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import zhangfang.calendar.StatutoryCalendar.FilingDeadline;
import zhangfang.engagement.Confirmations.Issue;
import zhangfang.engagement.MonthProgress.Point;
import zhangfang.engagement.MonthProgress.State;
import zhangfang.engagement.MonthProgress.Stop;
import zhangfang.testing.TimeMachineForTests.Time;

/** Where a month stands on its line, whatever way it went. */
class MonthProgressTest {

    private static final YearMonth MONTH = YearMonth.of(2026, 11);
    private static final FilingDeadline FILING =
            new FilingDeadline(YearMonth.of(2026, 12), LocalDate.of(2026, 12, 15), true);

    @Test
    void thePresentStepIsOneAndLateFromTheEndOfItsLastDayOn() {
        ServiceMonth month = month(Stage.COLLECTING, MonthStatus.AWAITING_DOCUMENTS, FilingStatus.PENDING, null);

        assertThat(states(month, "2026-12-03T23:59:59")).containsEntry(Point.COLLECTING, State.NOW)
                .containsEntry(Point.BOOKKEEPING, State.TODO).containsEntry(Point.PAYMENT, State.TODO);
        assertThat(states(month, "2026-12-04T00:00:00")).containsEntry(Point.COLLECTING, State.LATE);
    }

    @Test
    void closingAndIssuingBelongToTheReview() {
        for (Stage stage : List.of(Stage.REVIEW, Stage.CLOSING, Stage.ISSUING)) {
            assertThat(states(month(stage, MonthStatus.IN_REVIEW, FilingStatus.PENDING, null), "2026-12-05T00:00:00"))
                    .containsEntry(Point.BOOKKEEPING, State.DONE).containsEntry(Point.REVIEW, State.NOW)
                    .containsEntry(Point.CONFIRMING, State.TODO);
        }
    }

    @Test
    void anObjectionLeadsBackToBookkeeping() {
        assertThat(states(month(Stage.BOOKKEEPING, MonthStatus.OBJECTED, FilingStatus.PENDING, null),
                "2026-12-09T00:00:00")).containsEntry(Point.COLLECTING, State.DONE)
                .containsEntry(Point.BOOKKEEPING, State.NOW).containsEntry(Point.REVIEW, State.TODO)
                .containsEntry(Point.CONFIRMING, State.TODO);
    }

    @Test
    void taxesMayBeFiledBeforeTheCustomerConfirms() {
        assertThat(states(month(Stage.CONFIRMING, MonthStatus.AWAITING_CONFIRMATION, FilingStatus.FILED, null),
                "2026-12-14T00:00:00")).containsEntry(Point.CONFIRMING, State.NOW)
                .containsEntry(Point.COMPLETED, State.TODO).containsEntry(Point.FILING, State.DONE)
                .containsEntry(Point.PAYMENT, State.TODO);
    }

    @Test
    void everythingIsDoneInTheEnd() {
        assertThat(states(month(Stage.ENDED, MonthStatus.COMPLETED, FilingStatus.PAID, Instant.EPOCH),
                "2027-12-14T00:00:00").values()).containsOnly(State.DONE);
    }

    @Test
    void aPointTellsWhoReachedItLastAndUntilWhenItIsToBeReached() {
        ServiceMonth month = month(Stage.CONFIRMING, MonthStatus.AWAITING_CONFIRMATION, FilingStatus.PENDING, null);
        List<Step> steps = List.of(step("booksKept", "first", "2026-12-04T09:00:00"),
                step("returned", "reviewer", "2026-12-05T09:00:00"),
                step("booksKept", "second", "2026-12-06T09:00:00"));
        Issue issue = new Issue("M", 1, Instant.EPOCH, Time.instant("2026-12-15T00:00:00"));

        Map<Point, Stop> stops = MonthProgress.of(month, steps, issue, FILING, Time.instant("2026-12-08T00:00:00"))
                .stream().collect(Collectors.toMap(Stop::point, stop -> stop));

        assertThat(stops.get(Point.BOOKKEEPING).actorId()).isEqualTo("second");
        assertThat(stops.get(Point.BOOKKEEPING).at()).isEqualTo(Time.instant("2026-12-06T09:00:00"));
        assertThat(stops.get(Point.CONFIRMING).due()).isEqualTo("2026-12-14");
        assertThat(stops.get(Point.FILING).due()).isEqualTo("2026-12-15");
        assertThat(stops.get(Point.FILING).estimated()).isTrue();
        assertThat(stops.get(Point.CONFIRMING).estimated()).isFalse();
    }

    private static Map<Point, State> states(ServiceMonth month, String now) {
        return MonthProgress.of(month, List.of(), null, FILING, Time.instant(now)).stream()
                .collect(Collectors.toMap(Stop::point, Stop::state));
    }

    private static ServiceMonth month(Stage stage, MonthStatus status, FilingStatus filing, Instant completed) {
        return new ServiceMonth("M", null, "C", MONTH, stage, status, filing, null, 1, null, Instant.EPOCH, completed,
                null);
    }

    private static Step step(String action, String actor, String at) {
        return new Step(action, MonthStatus.BOOKKEEPING, actor, Time.instant(at), Time.instant(at), null);
    }
}
