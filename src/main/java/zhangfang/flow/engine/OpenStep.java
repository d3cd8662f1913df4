package zhangfang.flow.engine;

import java.util.Map;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.engine.task.TaskQuery;
import org.springframework.stereotype.Component;
import zhangfang.identity.Actor;
import zhangfang.refusal.Refusal;

/** Completes an open user task in a person's name: a button on a page does what the form in Tasklist does. */
@Component
public class OpenStep {

    private final TaskService tasks;
    private final OnBehalf onBehalf;

    OpenStep(TaskService tasks, OnBehalf onBehalf) {
        this.tasks = tasks;
        this.onBehalf = onBehalf;
    }

    /**
     * @param businessKey of the process instance, such as the id of a withdrawal
     * @param step        id of the user task in its model
     * @throws Refusal conflict, where this person finds no such task: it is done, or never was his
     */
    public void complete(Actor actor, String businessKey, String step, Map<String, Object> submitted) {
        complete(actor, tasks.createTaskQuery().processInstanceBusinessKey(businessKey).taskDefinitionKey(step),
                submitted);
    }

    /**
     * Where a step has several open tasks at once, such as one per mailing, its id says which.
     *
     * @throws Refusal conflict, where this person finds no such task: it is done, or never was his
     */
    public void completeTask(Actor actor, String taskId, Map<String, Object> submitted) {
        complete(actor, tasks.createTaskQuery().taskId(taskId), submitted);
    }

    private void complete(Actor actor, TaskQuery which, Map<String, Object> submitted) {
        onBehalf.of(actor, () -> {
            Task task = which.singleResult();
            if (task == null) {
                throw Refusal.conflict("flow.taskGone");
            }
            tasks.complete(task.getId(), submitted);
            return null;
        });
    }
}
