package zhangfang.flow.monthlybookkeeping;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import zhangfang.audit.StateCheck;
import zhangfang.engagement.ServiceMonth;
import zhangfang.engagement.ServiceMonths;
import zhangfang.engagement.Stage;

/** Each service month that has begun and not ended has exactly one running instance, which stands where the month does. */
@Component
class MonthsFitTheirProcesses implements StateCheck {

    private static final Map<Stage, Set<String>> STEPS = Map.of(
            Stage.COLLECTING, Set.of("userTask_mailDocuments", "userTask_endCollecting", "event_mailingsSettled"),
            Stage.BOOKKEEPING, Set.of("userTask_keepBooks"),
            Stage.REVIEW, Set.of("userTask_reviewVouchers"),
            Stage.CLOSING, Set.of("userTask_closeMonth"),
            Stage.ISSUING, Set.of("serviceTask_issueReports"),
            Stage.CONFIRMING, Set.of("userTask_confirmStatements", "userTask_confirmTaxes",
                    "userTask_fileUnconfirmed", "gateway_bothConfirmed"),
            Stage.FILING, Set.of("userTask_fileTaxes"),
            Stage.RECEIPTS, Set.of("userTask_recordReceipts"));

    /** Signing for mailings goes on beside every stage; these say nothing of where the month stands. */
    private static final Set<String> BESIDE = Set.of("userTask_signMailing", "subProcess_signMailing",
            "subProcess_collectDocuments", "subProcess_confirmReports");

    private record Place(String businessKey, String instanceId, String activityId) {
    }

    private final JdbcClient jdbc;
    private final ServiceMonths months;

    MonthsFitTheirProcesses(JdbcClient jdbc, ServiceMonths months) {
        this.jdbc = jdbc;
        this.months = months;
    }

    @Override
    public String name() {
        return "service months fit their process instances";
    }

    @Override
    public List<String> violations() {
        Map<String, List<Place>> places = places();
        List<String> violations = new ArrayList<>();
        for (ServiceMonth month : months.all()) {
            List<Place> own = places.getOrDefault(month.id(), List.of());
            long instances = own.stream().map(Place::instanceId).distinct().count();
            boolean running = month.stage() != Stage.NOT_STARTED && month.stage() != Stage.ENDED;
            if (instances != (running ? 1 : 0)) {
                violations.add("service month %s (%s) is at %s with %d running instances".formatted(month.id(),
                        month.month(), month.stage(), instances));
            } else if (running && !standsAt(month.stage(), own)) {
                violations.add("service month %s (%s) is at %s, its instance at %s".formatted(month.id(),
                        month.month(), month.stage(), own.stream().map(Place::activityId).toList()));
            }
        }
        return violations;
    }

    private static boolean standsAt(Stage stage, List<Place> places) {
        Set<String> steps = places.stream().map(Place::activityId)
                .filter(id -> id != null && !BESIDE.contains(id)).collect(Collectors.toSet());
        if (stage == Stage.RECEIPTS && steps.isEmpty()) {
            // done but for a mailing that is still to be signed for
            return true;
        }
        return !steps.isEmpty() && STEPS.get(stage).containsAll(steps);
    }

    private Map<String, List<Place>> places() {
        return jdbc.sql("""
                select i.BUSINESS_KEY_, i.ID_, e.ACT_ID_
                from ACT_RU_EXECUTION i
                join ACT_RE_PROCDEF d on d.ID_ = i.PROC_DEF_ID_
                join ACT_RU_EXECUTION e on e.PROC_INST_ID_ = i.ID_
                where i.PARENT_ID_ is null and d.KEY_ = ?""")
                .param(MonthlyBookkeepingFlow.PROCESS)
                .query((row, n) -> new Place(row.getString(1), row.getString(2), row.getString(3)))
                .list().stream().collect(Collectors.groupingBy(
                        place -> place.businessKey() == null ? "" : place.businessKey()));
    }
}
