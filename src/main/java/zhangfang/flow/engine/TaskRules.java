package zhangfang.flow.engine;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.bpmn.behavior.UserTaskActivityBehavior;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.task.TaskDefinition;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import zhangfang.company.Companies;
import zhangfang.identity.Actor;
import zhangfang.identity.CurrentActor;
import zhangfang.identity.People;
import zhangfang.refusal.Refusal;

/**
 * What holds for every user task and every start, so that no model has to repeat it: a task says in its name which
 * company and month it is about, customers are told of theirs, whoever claimed it completes it, and what was submitted
 * does not stay in the engine.
 */
@Component
class TaskRules extends AbstractBpmnParseListener {

    private final ObjectProvider<ProcessCases> cases;
    private final ObjectProvider<CurrentActor> currentActor;
    private final ObjectProvider<People> people;
    private final ObjectProvider<Companies> companies;
    private final ObjectProvider<TaskNotices> notices;

    /** The engine's own services exist only after the engine, which is built with these rules. */
    TaskRules(ObjectProvider<ProcessCases> cases, ObjectProvider<CurrentActor> currentActor,
            ObjectProvider<People> people, ObjectProvider<Companies> companies,
            ObjectProvider<TaskNotices> notices) {
        this.cases = cases;
        this.currentActor = currentActor;
        this.people = people;
        this.companies = companies;
        this.notices = notices;
    }

    @Override
    public void parseUserTask(Element element, ScopeImpl scope, ActivityImpl activity) {
        TaskDefinition task = ((UserTaskActivityBehavior) activity.getActivityBehavior()).getTaskDefinition();
        task.addTaskListener(TaskListener.EVENTNAME_CREATE, this::nameTask);
        task.addTaskListener(TaskListener.EVENTNAME_CREATE, this::tellCustomers);
        task.addBuiltInTaskListener(TaskListener.EVENTNAME_COMPLETE, this::refuseIfAnotherHasClaimed);
        // Added after the model's own listeners: those have read what was submitted.
        task.addTaskListener(TaskListener.EVENTNAME_COMPLETE, this::removeSubmitted);
        task.addTaskListener(TaskListener.EVENTNAME_COMPLETE, this::waitForHandover);
        task.addTaskListener(TaskListener.EVENTNAME_COMPLETE, ended -> notices.getObject().ended(ended));
        task.addTaskListener(TaskListener.EVENTNAME_DELETE, ended -> notices.getObject().ended(ended));
    }

    @Override
    public void parseStartEvent(Element element, ScopeImpl scope, ActivityImpl startEvent) {
        if (scope instanceof ProcessDefinitionEntity) {
            startEvent.addListener(ExecutionListener.EVENTNAME_END, (ExecutionListener) this::removeSubmittedAtStart);
        }
    }

    /** The engine lets the whole group complete a task that one of them has claimed. */
    private void refuseIfAnotherHasClaimed(DelegateTask task) {
        Actor actor = currentActor.getObject().get();
        String assignee = task.getAssignee();
        if (assignee != null && !actor.isSystem() && !assignee.equals(actor.id())) {
            throw Refusal.conflict("flow.claimedByAnother", people.getObject().nameOf(assignee));
        }
    }

    private void nameTask(DelegateTask task) {
        ProcessCases.Case about = caseOf(task.getExecution());
        if (about == null) {
            return;
        }
        String name = task.getName();
        if (about.companyName() != null) {
            name += " · " + about.companyName();
        }
        if (about.label() != null) {
            name += " · " + about.label();
        }
        task.setName(name);
        task.setVariableLocal(ProcessVariables.CASE_ID, task.getExecution().getProcessBusinessKey());
        if (about.companyId() != null) {
            task.setVariableLocal(ProcessVariables.COMPANY_ID, about.companyId());
        }
    }

    private void tellCustomers(DelegateTask task) {
        ProcessCases cases = casesOf(task.getExecution());
        if (cases != null && cases.waits(task.getTaskDefinitionKey())) {
            notices.getObject().offered(task, cases.offer(task.getTaskDefinitionKey(),
                    task.getExecution().getProcessBusinessKey()).orElse(null));
        }
    }

    private ProcessCases.Case caseOf(DelegateExecution execution) {
        ProcessCases cases = casesOf(execution);
        return cases == null ? null : cases.caseOf(execution.getProcessBusinessKey());
    }

    private ProcessCases casesOf(DelegateExecution execution) {
        String definitionId = execution.getProcessDefinitionId();
        return casesByProcess().get(definitionId.substring(0, definitionId.indexOf(':')));
    }

    private Map<String, ProcessCases> casesByProcess() {
        return cases.stream().collect(Collectors.toMap(ProcessCases::processId, Function.identity()));
    }

    private void removeSubmitted(DelegateTask task) {
        for (String name : task.getVariableNames()) {
            if (!ProcessVariables.KEPT.contains(name)) {
                task.removeVariable(name);
            }
        }
    }

    /** A task is finished before its company is handed over, or not at all by the accountant before. */
    private void waitForHandover(DelegateTask task) {
        ProcessCases.Case about = caseOf(task.getExecution());
        if (about != null && about.companyId() != null) {
            companies.getObject().keeperToStay(about.companyId());
        }
    }

    private void removeSubmittedAtStart(DelegateExecution execution) {
        for (String name : execution.getVariableNames()) {
            if (!ProcessVariables.KEPT.contains(name)) {
                execution.removeVariable(name);
            }
        }
    }
}
