package zhangfang.flow.monthlybookkeeping;

import java.util.Map;
import org.springframework.stereotype.Component;
import zhangfang.engagement.Report;
import zhangfang.engagement.ReportAnswers;
import zhangfang.flow.engine.OpenStep;
import zhangfang.identity.Actor;
import zhangfang.flow.monthlybookkeeping.MonthlyBookkeepingFlow.ConfirmationChoice;

/** Answers with the tasks 报表确认 and 报税确认, as their forms do. */
@Component
class ReportAnswersByTask implements ReportAnswers {

    private final OpenStep openStep;

    ReportAnswersByTask(OpenStep openStep) {
        this.openStep = openStep;
    }

    @Override
    public void confirm(Actor actor, String monthId, Report report) {
        answer(actor, monthId, report, ConfirmationChoice.CONFIRM, "");
    }

    @Override
    public void object(Actor actor, String monthId, Report report, String reason) {
        answer(actor, monthId, report, ConfirmationChoice.OBJECT, reason == null ? "" : reason);
    }

    private void answer(Actor actor, String monthId, Report report, ConfirmationChoice choice, String reason) {
        String step = report == Report.STATEMENTS ? "userTask_confirmStatements" : "userTask_confirmTaxes";
        openStep.complete(actor, monthId, step, Map.of("decision", choice.name(), "reason", reason));
    }
}
