package zhangfang.flow.invoiceapplication;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import zhangfang.audit.StateCheck;

/** Each application and each return that has not ended has one running instance, which stands where its row does. */
@Component
class InvoicesFitTheirProcesses implements StateCheck {

    /** The steps that a status waits at, one of them at least. Ended ones have none: their instance is over. */
    private static final Map<String, Set<String>> STEPS = Map.of(
            "APPLIED", Set.of("userTask_cancelInvoice"),
            "ISSUING", Set.of("userTask_issueInvoice"),
            "FAILED", Set.of("userTask_settleIssueFailure"),
            "ISSUED", Set.of("userTask_mailInvoice", "gateway_sendResult", "userTask_settleSending"),
            "MAILED", Set.of("userTask_signInvoice"),
            "SENT_BACK", Set.of("userTask_receiveReturn"),
            "IN_REVIEW", Set.of("userTask_reviewReturn"),
            "APPROVED", Set.of("userTask_issueRedInvoice"));

    private record Place(String businessKey, String instanceId, String step) {
    }

    private final JdbcClient jdbc;

    InvoicesFitTheirProcesses(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String name() {
        return "applications and returns of invoices fit their process instances";
    }

    @Override
    public List<String> violations() {
        List<String> found = new ArrayList<>();
        compare("application", "select id, status from invoice_application", "invoiceApplication", found);
        compare("return", "select id, status from invoice_return", "invoiceReturn", found);
        return found;
    }

    private void compare(String what, String rows, String process, List<String> found) {
        Map<String, List<Place>> places = places(process);
        jdbc.sql(rows).query((row, number) -> Map.entry(row.getString(1), row.getString(2))).list().forEach(row -> {
            List<Place> own = places.getOrDefault(row.getKey(), List.of());
            Set<String> expected = STEPS.getOrDefault(row.getValue(), Set.of());
            long instances = own.stream().map(Place::instanceId).distinct().count();
            Set<String> steps = own.stream().map(Place::step).filter(id -> id != null).collect(Collectors.toSet());
            if (instances != (expected.isEmpty() ? 0 : 1)) {
                found.add("%s %s is %s with %d running instances".formatted(what, row.getKey(), row.getValue(),
                        instances));
            } else if (!expected.isEmpty() && Collections.disjoint(steps, expected)) {
                found.add("%s %s is %s, its instance at %s".formatted(what, row.getKey(), row.getValue(), steps));
            }
        });
    }

    private Map<String, List<Place>> places(String process) {
        return jdbc.sql("""
                select i.BUSINESS_KEY_ as business_key, i.ID_ as instance_id, e.ACT_ID_ as step
                from ACT_RU_EXECUTION i
                join ACT_RE_PROCDEF d on d.ID_ = i.PROC_DEF_ID_ and d.KEY_ = ?
                join ACT_RU_EXECUTION e on e.PROC_INST_ID_ = i.ID_
                where i.PARENT_ID_ is null and i.BUSINESS_KEY_ is not null""")
                .param(process)
                .query((row, number) -> new Place(row.getString("business_key"), row.getString("instance_id"),
                        row.getString("step")))
                .list().stream().collect(Collectors.groupingBy(Place::businessKey));
    }
}
