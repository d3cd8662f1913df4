package zhangfang.web;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import zhangfang.calendar.Deadlines;
import zhangfang.ordering.PaymentClock;
import zhangfang.ordering.ServiceOrder;
import zhangfang.ordering.ServiceOrder.Status;

/** An order as a line of steps: what is done, by whom and when, and what comes next until when. */
final class OrderSteps {

    /**
     * @param key   of its name in {@code purchase.step}
     * @param state how the line shows it: {@code done}, {@code now}, {@code late} or {@code todo}
     * @param who   name of the person, or {@code null}
     * @param at    when it was done, or {@code null}
     * @param until by when it should be done, or {@code null}
     */
    record Step(String key, String state, String who, Instant at, Instant until) {

        static Step of(boolean now, String key, String who, Instant at, Instant until) {
            return at != null ? new Step(key, "done", who, at, null)
                    : new Step(key, now ? "now" : "todo", null, null, now ? until : null);
        }
    }

    private OrderSteps() {
    }

    /** Ids of the people who did something with these orders. */
    static List<String> people(List<ServiceOrder> orders) {
        return orders.stream().flatMap(order -> Stream.of(order.orderedBy(), order.paidBy(), order.confirmedBy(),
                order.claimedBy())).filter(Objects::nonNull).distinct().toList();
    }

    /** @param payment until when it can be paid, or {@code null} */
    static List<Step> of(ServiceOrder order, PaymentClock payment, Map<String, String> names) {
        Status status = order.status();
        Step placed = Step.of(false, "placed", name(names, order.orderedBy()), order.orderedAt(), null);
        Step paid = status == Status.CANCELLED ? new Step("cancelled", "late", null, order.endedAt(), null)
                : Step.of(status == Status.AWAITING_PAYMENT, "paid", name(names, order.paidBy()), order.paidAt(),
                        payment == null ? null : payment.due());
        Step confirmed = status == Status.REFUNDED ? new Step("refunded", "late", null, order.endedAt(), null)
                : Step.of(status == Status.PAID, "confirmed", name(names, order.confirmedBy()), order.confirmedAt(),
                        order.confirmationEnds());
        Step claimed = Step.of(status == Status.CONFIRMED, "claimed", name(names, order.claimedBy()),
                order.claimedAt(), order.claimDue() == null ? null : Deadlines.endOf(order.claimDue()));
        Step ended = Step.of(status == Status.IN_SERVICE,
                status == Status.TERMINATED ? "terminated" : status == Status.IN_SERVICE ? "serving" : "completed", null,
                order.endedAt() != null && order.confirmedAt() != null ? order.endedAt() : null, null);
        return switch (status) {
            case CANCELLED -> List.of(placed, paid);
            case REFUNDED -> List.of(placed, paid, confirmed);
            default -> List.of(placed, paid, confirmed, claimed, ended);
        };
    }

    private static String name(Map<String, String> names, String id) {
        return id == null ? null : names.get(id);
    }
}
