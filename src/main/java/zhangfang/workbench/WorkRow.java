package zhangfang.workbench;

import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import zhangfang.engagement.FilingStatus;
import zhangfang.engagement.MonthStatus;
import zhangfang.engagement.Stage;

/**
 * One company's service month on the workbench.
 *
 * @param keeperId          user id of the company's accountant, or {@code null}
 * @param documentsDeclared whether somebody has said that all documents are there
 * @param due               from this instant on the present step is late; {@code null} before the month begins and after
 *                          it ends
 * @param done              when each step was last done, in whatever round
 * @param mailings          those still to be signed for, in order
 */
public record WorkRow(String monthId, String companyId, String companyName, String keeperId, YearMonth month,
        Stage stage, MonthStatus status, FilingStatus filingStatus, boolean documentsDeclared, Instant due,
        Map<WorkStep, Instant> done, List<WaitingMailing> mailings) {

    /**
     * A mailing that is still to be signed for.
     *
     * @param arrived    whether it is here, else it is on the way
     * @param signTaskId the open task of signing for it
     * @param overdue    from this instant on signing for it is late
     */
    public record WaitingMailing(String id, int number, boolean arrived, String signTaskId, Instant overdue) {
    }

    /** The step at which the month stands, or {@code null}. */
    public WorkStep step() {
        return WorkStep.of(stage, status);
    }

    WorkRow with(Map<WorkStep, Instant> doneAt, List<WaitingMailing> waiting) {
        return new WorkRow(monthId, companyId, companyName, keeperId, month, stage, status, filingStatus,
                documentsDeclared, due, Map.copyOf(doneAt), List.copyOf(waiting));
    }
}
