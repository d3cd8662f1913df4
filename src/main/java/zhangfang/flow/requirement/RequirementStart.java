package zhangfang.flow.requirement;

import java.util.stream.Collectors;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.Variables;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import zhangfang.flow.engine.OnBehalf;
import zhangfang.flow.engine.OpenStep;
import zhangfang.flow.requirement.RequirementFlow.Fields;
import zhangfang.identity.Actor;
import zhangfang.ordering.NewRequirement;
import zhangfang.ordering.RequirementProcess;

/** Starts {@code requirement} the way its start form does, and decides the way its task does. */
@Component
class RequirementStart implements RequirementProcess {

    private final RuntimeService runtime;
    private final OnBehalf onBehalf;
    private final OpenStep steps;

    RequirementStart(RuntimeService runtime, OnBehalf onBehalf, OpenStep steps) {
        this.runtime = runtime;
        this.onBehalf = onBehalf;
        this.steps = steps;
    }

    @Override
    @Transactional
    public String start(Actor actor, NewRequirement requirement) {
        String needs = requirement.extraNeeds().stream().map(need -> '"' + need.name() + '"')
                .collect(Collectors.joining(",", "[", "]"));
        VariableMap submitted = Variables.createVariables()
                .putValueTyped(Fields.COMPANY_ID, Variables.stringValue(requirement.companyId(), true))
                .putValueTyped(Fields.PACKAGE_CODE, Variables.stringValue(requirement.packageCode(), true))
                .putValueTyped(Fields.MONTHLY_DOCUMENTS,
                        Variables.integerValue(requirement.monthlyDocuments(), true))
                .putValueTyped(Fields.ANNUAL_REVENUE,
                        Variables.stringValue(requirement.annualRevenue().toString(), true))
                .putValueTyped(Fields.EXTRA_NEEDS, Variables.stringValue(needs, true))
                .putValueTyped(Fields.NOTE, Variables.stringValue(requirement.note(), true));
        return onBehalf.of(actor, () -> runtime.startProcessInstanceByKey("requirement", submitted))
                .getBusinessKey();
    }

    @Override
    @Transactional
    public void buy(Actor actor, String requirementId) {
        decide(actor, requirementId, "BUY", null);
    }

    @Override
    @Transactional
    public void decline(Actor actor, String requirementId, String reason) {
        decide(actor, requirementId, "DECLINE", reason);
    }

    private void decide(Actor actor, String requirementId, String decision, String reason) {
        steps.complete(actor, requirementId, "userTask_decideRecommendation", Variables.createVariables()
                .putValueTyped("decision", Variables.stringValue(decision, true))
                .putValueTyped("reason", Variables.stringValue(reason, true)));
    }
}
