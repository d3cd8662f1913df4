package zhangfang.flow.servicetermination;

import java.util.Map;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.bpm.engine.variable.value.TypedValue;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import zhangfang.flow.engine.OnBehalf;
import zhangfang.identity.Actor;
import zhangfang.refusal.Refusal;
import zhangfang.termination.NewTermination;
import zhangfang.termination.Termination;
import zhangfang.termination.TerminationProcess;
import zhangfang.termination.Terminations;

/** Starts {@code serviceTermination} and completes the customer's tasks the way their forms do. */
@Component
class ServiceTerminationSteps implements TerminationProcess {

    private final RuntimeService runtime;
    private final TaskService tasks;
    private final OnBehalf onBehalf;
    private final Terminations terminations;

    ServiceTerminationSteps(RuntimeService runtime, TaskService tasks, OnBehalf onBehalf, Terminations terminations) {
        this.runtime = runtime;
        this.tasks = tasks;
        this.onBehalf = onBehalf;
        this.terminations = terminations;
    }

    @Override
    @Transactional
    public String start(Actor actor, NewTermination wish) {
        terminations.requireAsker(actor, wish.companyId());
        VariableMap submitted = Variables.createVariables()
                .putValueTyped("companyId", text(wish.companyId()))
                .putValueTyped("orderId", text(wish.orderId()))
                .putValueTyped("reason", text(wish.reason()))
                .putValueTyped("lastMonth", text(wish.lastMonth()));
        return onBehalf.of(actor, () -> runtime.startProcessInstanceByKey("serviceTermination", submitted))
                .getBusinessKey();
    }

    @Override
    @Transactional
    public void withdraw(Actor actor, String terminationId) {
        Termination asked = terminations.get(terminationId);
        if (!Terminations.mayWithdraw(actor, asked)) {
            throw Refusal.forbidden("termination.withdraw.notAllowed");
        }
        complete(actor, terminationId, "userTask_cancelTermination", Map.of());
    }

    @Override
    @Transactional
    public void confirmHandover(Actor actor, String terminationId, String remark) {
        if (!actor.isMemberOf(terminations.get(terminationId).companyId())) {
            throw Refusal.forbidden("termination.confirm.onlyMembers");
        }
        complete(actor, terminationId, "userTask_confirmHandover",
                Variables.createVariables().putValueTyped("remark", text(remark)));
    }

    private void complete(Actor actor, String terminationId, String step, Map<String, Object> submitted) {
        onBehalf.of(actor, () -> {
            Task task = tasks.createTaskQuery().processInstanceBusinessKey(terminationId).taskDefinitionKey(step)
                    .singleResult();
            if (task == null) {
                throw Refusal.conflict("flow.taskGone");
            }
            tasks.complete(task.getId(), submitted);
            return null;
        });
    }

    private static TypedValue text(Object value) {
        return Variables.stringValue(value == null ? null : value.toString(), true);
    }
}
