package zhangfang.engagement;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import zhangfang.calendar.Deadlines;
import zhangfang.calendar.StatutoryCalendar.FilingDeadline;
import zhangfang.engagement.Confirmations.Issue;

/** A service month as a line of seven points, from the documents to the payment of taxes; a pure function. */
public final class MonthProgress {

    /** The points of the line. */
    public enum Point {
        /** 收票. */
        COLLECTING("documentsCollected"),
        /** 记账. */
        BOOKKEEPING("booksKept"),
        /** 审核, until closed and issued. */
        REVIEW("reviewed"),
        /** 待确认. */
        CONFIRMING("confirmedStatements", "confirmedTaxes"),
        /** 服务完成. */
        COMPLETED("serviceCompleted"),
        /** 申报. */
        FILING("filed", "filedUnconfirmed"),
        /** 缴款. */
        PAYMENT("paid");

        private final Set<String> actions;

        Point(String... actions) {
            this.actions = Set.of(actions);
        }
    }

    /** What a point is; the names are those of the style sheet. */
    public enum State {
        DONE, NOW, LATE, TODO
    }

    /**
     * A point of the line.
     *
     * @param actorId   who did it, {@code null} before it is done
     * @param at        since when it is done
     * @param due       the day until which it is to be done, {@code null} where nothing is set
     * @param estimated whether that day rests on a calendar that is not loaded (预估)
     */
    public record Stop(Point point, State state, String actorId, Instant at, LocalDate due, boolean estimated) {
    }

    private MonthProgress() {
    }

    /**
     * @param steps in order
     * @param issue what was issued last, or {@code null}
     */
    public static List<Stop> of(ServiceMonth month, List<Step> steps, Issue issue, FilingDeadline filing, Instant now) {
        Map<Point, Step> done = new EnumMap<>(Point.class);
        for (Step step : steps) {
            for (Point point : Point.values()) {
                if (point.actions.contains(step.action())) {
                    done.put(point, step);
                }
            }
        }
        List<Stop> stops = new ArrayList<>();
        for (Point point : Point.values()) {
            stops.add(stop(point, month, Optional.ofNullable(done.get(point)), issue, filing, now));
        }
        return List.copyOf(stops);
    }

    private static Stop stop(Point point, ServiceMonth month, Optional<Step> step, Issue issue, FilingDeadline filing,
            Instant now) {
        LocalDate due = due(point, month, issue, filing);
        boolean estimated = due != null && point.compareTo(Point.FILING) >= 0 && filing.estimated();
        if (isDone(point, month)) {
            return new Stop(point, State.DONE, step.map(Step::actorId).orElse(null),
                    step.map(Step::effectiveAt).orElse(null), due, estimated);
        }
        State state = point != here(month) ? State.TODO
                : due != null && !now.isBefore(Deadlines.endOf(due)) ? State.LATE : State.NOW;
        return new Stop(point, state, null, null, due, estimated);
    }

    /** Where the month is; nowhere before it begins and after it has ended. */
    private static Point here(ServiceMonth month) {
        return switch (month.stage()) {
            case NOT_STARTED, ENDED -> null;
            case COLLECTING -> Point.COLLECTING;
            case BOOKKEEPING -> Point.BOOKKEEPING;
            case REVIEW, CLOSING, ISSUING -> Point.REVIEW;
            case CONFIRMING -> Point.CONFIRMING;
            case FILING -> Point.FILING;
            case RECEIPTS -> Point.PAYMENT;
        };
    }

    /** Taxes may be filed, and even paid, before the customer has confirmed. */
    private static boolean isDone(Point point, ServiceMonth month) {
        return switch (point) {
            case COLLECTING -> month.stage().compareTo(Stage.COLLECTING) > 0;
            case BOOKKEEPING -> month.stage().compareTo(Stage.BOOKKEEPING) > 0;
            case REVIEW -> month.stage().compareTo(Stage.ISSUING) > 0;
            case CONFIRMING, COMPLETED -> month.serviceCompletedAt() != null;
            case FILING -> month.filingStatus() != FilingStatus.PENDING;
            case PAYMENT -> month.filingStatus() == FilingStatus.PAID;
        };
    }

    private static LocalDate due(Point point, ServiceMonth month, Issue issue, FilingDeadline filing) {
        return switch (point) {
            case COLLECTING -> ServiceMonths.mailingDue(month.month());
            case BOOKKEEPING, REVIEW -> ServiceMonths.bookkeepingDue(month.month());
            case CONFIRMING -> issue == null ? null
                    : Deadlines.lastDayBefore(issue.confirmBy());
            case COMPLETED -> null;
            case FILING, PAYMENT -> filing.date();
        };
    }
}
