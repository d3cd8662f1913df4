package zhangfang.flow.monthlybookkeeping;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.Variables;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import zhangfang.engagement.ServiceMonth;
import zhangfang.engagement.ServiceMonths;
import zhangfang.engagement.Stage;
import zhangfang.flow.engine.OpenStep;
import zhangfang.identity.Actor;
import zhangfang.identity.Role;
import zhangfang.intake.Mailing;
import zhangfang.intake.Mailing.HandoverRow;
import zhangfang.intake.Mailings;
import zhangfang.refusal.Refusal;
import zhangfang.workbench.MonthWork;

/** Does a step of a service month by completing its user task, as its form in Tasklist does. */
@Component
class StepsOfMonths implements MonthWork {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ServiceMonths months;
    private final Mailings mailings;
    private final OpenStep steps;

    StepsOfMonths(ServiceMonths months, Mailings mailings, OpenStep steps) {
        this.months = months;
        this.mailings = mailings;
        this.steps = steps;
    }

    @Override
    @Transactional
    public void sign(Actor actor, String mailingId, HandoverRow row, boolean intoThisMonth) {
        requireRole(actor, Role.ACCOUNTANT);
        months.lock(mailings.get(mailingId).monthId());
        Mailing mailing = mailings.get(mailingId);
        if (mailing.state().isSettled()) {
            throw Refusal.conflict("intake.sign.done");
        }
        steps.completeTask(actor, mailings.signTask(mailingId), submitted("choice", "RECEIVED")
                .putValueTyped("handover", Variables.stringValue(json(row), true))
                .putValueTyped("intoThisMonth", Variables.booleanValue(intoThisMonth, true)));
    }

    @Override
    @Transactional
    public void keep(Actor actor, String monthId) {
        complete(actor, Role.ACCOUNTANT, monthId, Stage.BOOKKEEPING, "userTask_keepBooks", Variables.createVariables());
    }

    @Override
    @Transactional
    public void approve(Actor actor, String monthId) {
        complete(actor, Role.REVIEWER, monthId, Stage.REVIEW, "userTask_reviewVouchers",
                submitted("decision", "APPROVE"));
    }

    @Override
    @Transactional
    public void close(Actor actor, String monthId) {
        complete(actor, Role.ACCOUNTANT, monthId, Stage.CLOSING, "userTask_closeMonth", submitted("decision", "CLOSE"));
    }

    /** The month's row is locked first, so that who comes second hears where the month stands now. */
    private void complete(Actor actor, Role role, String monthId, Stage stage, String step, VariableMap submitted) {
        requireRole(actor, role);
        ServiceMonth month = months.lock(monthId);
        if (month.stage() != stage) {
            throw Refusal.conflict("engagement.month.elsewhere." + month.stage(), month.month());
        }
        steps.complete(actor, monthId, step, submitted);
    }

    private static void requireRole(Actor actor, Role role) {
        if (!actor.is(role)) {
            throw Refusal.forbidden("engagement.role." + role);
        }
    }

    private static VariableMap submitted(String name, String value) {
        return Variables.createVariables().putValueTyped(name, Variables.stringValue(value, true));
    }

    private static String json(HandoverRow row) {
        try {
            return JSON.writeValueAsString(List.of(row));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
