package zhangfang.flow.serviceorder;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import zhangfang.audit.StateCheck;
import zhangfang.ordering.ServiceOrder.Status;

/** Each order that has not ended has exactly one running instance, which stands where the order does. */
@Component
class OrdersFitTheirProcesses implements StateCheck {

    /** The steps that a status waits at, one of them at least. Ended orders have none: their instance is over. */
    private static final Map<Status, Set<String>> STEPS = Map.of(
            Status.AWAITING_PAYMENT, Set.of("userTask_payOrder"),
            Status.PAID, Set.of("userTask_confirmStart"),
            Status.CONFIRMED, Set.of("userTask_claimCompany"),
            Status.IN_SERVICE, Set.of("gateway_awaitMonth", "callActivity_monthlyBookkeeping"));

    private record Order(String id, Status status) {
    }

    private record Place(String orderId, String instanceId, String step) {
    }

    private final JdbcClient jdbc;

    OrdersFitTheirProcesses(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String name() {
        return "orders fit their process instances";
    }

    @Override
    public List<String> violations() {
        Map<String, List<Place>> places = places();
        List<String> found = new ArrayList<>();
        for (Order order : orders()) {
            List<Place> own = places.getOrDefault(order.id(), List.of());
            Set<String> expected = STEPS.getOrDefault(order.status(), Set.of());
            long instances = own.stream().map(Place::instanceId).distinct().count();
            Set<String> steps = own.stream().map(Place::step).filter(id -> id != null).collect(Collectors.toSet());
            if (instances != (expected.isEmpty() ? 0 : 1)) {
                found.add("order %s is %s with %d running instances".formatted(order.id(), order.status(), instances));
            } else if (!expected.isEmpty() && Collections.disjoint(steps, expected)) {
                found.add("order %s is %s, its instance at %s".formatted(order.id(), order.status(), steps));
            }
        }
        return found;
    }

    private List<Order> orders() {
        return jdbc.sql("select id, status from service_order")
                .query((row, number) -> new Order(row.getString("id"), Status.valueOf(row.getString("status")))).list();
    }

    private Map<String, List<Place>> places() {
        return jdbc.sql("""
                select i.BUSINESS_KEY_ as order_id, i.ID_ as instance_id, e.ACT_ID_ as step
                from ACT_RU_EXECUTION i
                join ACT_RE_PROCDEF d on d.ID_ = i.PROC_DEF_ID_ and d.KEY_ = 'serviceOrder'
                join ACT_RU_EXECUTION e on e.PROC_INST_ID_ = i.ID_
                where i.PARENT_ID_ is null and i.BUSINESS_KEY_ is not null""")
                .query((row, number) -> new Place(row.getString("order_id"), row.getString("instance_id"),
                        row.getString("step")))
                .list().stream().collect(Collectors.groupingBy(Place::orderId));
    }
}
