package zhangfang.flow.servicetermination;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import zhangfang.audit.StateCheck;
import zhangfang.termination.Termination.Status;

/** Each termination that has not ended has exactly one running instance, which stands where the termination does. */
@Component
class TerminationsFitTheirProcesses implements StateCheck {

    /** The steps that a status waits at. Ended terminations have none: their instance is over. */
    private static final Map<Status, Set<String>> STEPS = Map.of(
            Status.REQUESTED, Set.of("userTask_decideTermination"),
            Status.APPROVED, Set.of("event_serviceEnded", "event_lastMonthEnded"),
            Status.HANDING_OVER, Set.of("userTask_handOverCompany"),
            Status.AWAITING_CONFIRMATION, Set.of("userTask_confirmHandover"),
            Status.HANDED_OVER, Set.of("event_lastMonthEnded"));

    private record Place(String id, String instanceId, String step) {
    }

    private final JdbcClient jdbc;

    TerminationsFitTheirProcesses(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String name() {
        return "terminations fit their process instances";
    }

    @Override
    public List<String> violations() {
        Map<String, List<Place>> places = places();
        List<String> found = new ArrayList<>();
        jdbc.sql("select id, status from service_termination").query(row -> {
            String id = row.getString("id");
            Status status = Status.valueOf(row.getString("status"));
            List<Place> own = places.getOrDefault(id, List.of());
            Set<String> expected = STEPS.getOrDefault(status, Set.of());
            long instances = own.stream().map(Place::instanceId).distinct().count();
            Set<String> steps = own.stream().map(Place::step).filter(step -> step != null).collect(Collectors.toSet());
            if (instances != (expected.isEmpty() ? 0 : 1)) {
                found.add("termination %s is %s with %d running instances".formatted(id, status, instances));
            } else if (!expected.isEmpty() && Collections.disjoint(steps, expected)) {
                found.add("termination %s is %s, its instance at %s".formatted(id, status, steps));
            }
        });
        return found;
    }

    private Map<String, List<Place>> places() {
        return jdbc.sql("""
                select i.BUSINESS_KEY_ as id, i.ID_ as instance_id, e.ACT_ID_ as step
                from ACT_RU_EXECUTION i
                join ACT_RE_PROCDEF d on d.ID_ = i.PROC_DEF_ID_ and d.KEY_ = 'serviceTermination'
                join ACT_RU_EXECUTION e on e.PROC_INST_ID_ = i.ID_
                where i.PARENT_ID_ is null and i.BUSINESS_KEY_ is not null""")
                .query((row, number) -> new Place(row.getString("id"), row.getString("instance_id"),
                        row.getString("step")))
                .list().stream().collect(Collectors.groupingBy(Place::id));
    }
}
