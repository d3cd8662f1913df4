package zhangfang.flow.serviceorder;

import java.time.YearMonth;
import java.util.Map;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.Variables;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import zhangfang.flow.engine.OnBehalf;
import zhangfang.flow.engine.OpenStep;
import zhangfang.identity.Actor;
import zhangfang.ordering.OrderProcess;

/** Starts {@code serviceOrder} and completes the customer's tasks the way their forms do. */
@Component
class ServiceOrderSteps implements OrderProcess {

    private final RuntimeService runtime;
    private final OnBehalf onBehalf;
    private final OpenStep steps;

    ServiceOrderSteps(RuntimeService runtime, OnBehalf onBehalf, OpenStep steps) {
        this.runtime = runtime;
        this.onBehalf = onBehalf;
        this.steps = steps;
    }

    @Override
    @Transactional
    public String start(Actor actor, String companyId, String packageCode, YearMonth firstMonth) {
        VariableMap submitted = Variables.createVariables()
                .putValueTyped("companyId", Variables.stringValue(companyId, true))
                .putValueTyped("packageCode", Variables.stringValue(packageCode, true))
                .putValueTyped("firstMonth",
                        Variables.stringValue(firstMonth == null ? null : firstMonth.toString(), true));
        return onBehalf.of(actor, () -> runtime.startProcessInstanceByKey("serviceOrder", submitted))
                .getBusinessKey();
    }

    @Override
    @Transactional
    public void pay(Actor actor, String orderId) {
        steps.complete(actor, orderId, "userTask_payOrder", Map.of());
    }

    @Override
    @Transactional
    public void confirmStart(Actor actor, String orderId) {
        steps.complete(actor, orderId, "userTask_confirmStart", Map.of());
    }
}
