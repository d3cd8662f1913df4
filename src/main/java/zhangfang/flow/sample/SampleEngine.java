package zhangfang.flow.sample;

import java.util.Map;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.engine.task.TaskQuery;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import zhangfang.flow.engine.OnBehalf;
import zhangfang.flow.engine.ProcessVariables;
import zhangfang.identity.Actor;
import zhangfang.identity.People;

/** Does in Tasklist's place what the people of the sample do, under their names and with their authorizations. */
@Component
@Profile("demo")
class SampleEngine {

    private final RuntimeService runtime;
    private final TaskService tasks;
    private final OnBehalf onBehalf;
    private final People people;

    SampleEngine(RuntimeService runtime, TaskService tasks, OnBehalf onBehalf, People people) {
        this.runtime = runtime;
        this.tasks = tasks;
        this.onBehalf = onBehalf;
        this.people = people;
    }

    Actor person(String userId) {
        return people.actor(userId);
    }

    /** Starts a process and answers its business key. */
    String start(String userId, String process, Map<String, Object> submitted) {
        return onBehalf.of(person(userId), () -> runtime.startProcessInstanceByKey(process, submitted))
                .getBusinessKey();
    }

    /** Claims and completes a company's open task of one kind. */
    void complete(String userId, String companyId, String taskKey, Map<String, Object> submitted) {
        complete(userId, tasks.createTaskQuery().taskDefinitionKey(taskKey)
                .taskVariableValueEquals(ProcessVariables.COMPANY_ID, companyId), submitted);
    }

    /** The same of one process instance, where a company has several tasks of a kind. */
    void completeOf(String businessKey, String userId, String taskKey, Map<String, Object> submitted) {
        complete(userId, tasks.createTaskQuery().taskDefinitionKey(taskKey)
                .processInstanceBusinessKey(businessKey), submitted);
    }

    private void complete(String userId, TaskQuery query, Map<String, Object> submitted) {
        Task task = query.singleResult();
        onBehalf.of(person(userId), () -> {
            if (!userId.equals(task.getAssignee())) {
                tasks.claim(task.getId(), userId);
            }
            tasks.complete(task.getId(), submitted);
            return task;
        });
    }
}
