package zhangfang.flow.monthlybookkeeping;

import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.engine.variable.Variables;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import zhangfang.engagement.ServiceMonth;
import zhangfang.engagement.ServiceMonths;
import zhangfang.engagement.Stage;
import zhangfang.identity.Actor;
import zhangfang.identity.People;
import zhangfang.ledger.PeriodGate;
import zhangfang.refusal.Refusal;

/** A period with a service month is closed at its closing step only, by doing that step. */
@Component
class ServicePeriodGate implements PeriodGate {

    private static final String STEP = "userTask_closeMonth";

    private final ServiceMonths months;
    private final TaskService tasks;
    private final IdentityService identity;
    private final People people;

    ServicePeriodGate(ServiceMonths months, TaskService tasks, IdentityService identity, People people) {
        this.months = months;
        this.tasks = tasks;
        this.identity = identity;
        this.people = people;
    }

    @Override
    @Transactional
    public boolean closeThroughService(Actor actor, String companyId, YearMonth period) {
        Optional<ServiceMonth> month = months.find(companyId, period);
        if (month.isEmpty()) {
            return false;
        }
        ServiceMonth locked = months.lock(month.get().id());
        if (locked.stage() != Stage.CLOSING) {
            throw Refusal.conflict("engagement.month.elsewhere." + locked.stage(), period);
        }
        Authentication before = identity.getCurrentAuthentication();
        identity.clearAuthentication();
        try {
            String taskId = openStep(actor, locked);
            // The engine checks whether this person may, and the step's listener acts for this person.
            identity.setAuthentication(actor.id(), people.groupsOf(actor.id()), List.of());
            tasks.complete(taskId, Variables.createVariables()
                    .putValueTyped("decision", Variables.stringValue("CLOSE", true)));
        } finally {
            identity.clearAuthentication();
            if (before != null) {
                identity.setAuthentication(before);
            }
        }
        return true;
    }

    @Override
    @Transactional
    public void requireNotWaitedFor(String companyId, YearMonth period) {
        months.find(companyId, period).map(ServiceMonth::id).map(months::lock)
                .filter(month -> month.stage().isClosed())
                .ifPresent(month -> {
                    throw Refusal.conflict("engagement.reopen." + month.stage(), period);
                });
    }

    @Override
    public void requireOutsideService(String companyId, YearMonth period) {
        months.find(companyId, period).ifPresent(month -> {
            throw Refusal.conflict(List.of(Refusal.Reason.of("engagement.issue.byProcess", period),
                    Refusal.Reason.of("engagement.month.elsewhere." + month.stage(), period)));
        });
    }

    private String openStep(Actor actor, ServiceMonth month) {
        Task task = tasks.createTaskQuery().processInstanceBusinessKey(month.id()).taskDefinitionKey(STEP)
                .singleResult();
        if (task == null) {
            throw Refusal.conflict("flow.taskGone");
        }
        if (task.getAssignee() != null && !task.getAssignee().equals(actor.id())) {
            throw Refusal.conflict("flow.alreadyClaimed");
        }
        return task.getId();
    }
}
