package zhangfang.processes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.junit.jupiter.api.Test;
import zhangfang.testing.TaskAudience;

/** The table of who is offered which task is complete; every other test holds its tasks against it. */
class TaskAudienceTest {

    @Test
    void everyUserTaskOfEveryModelHasARow() {
        List<String> tasks = Models.all().stream()
                .flatMap(model -> model.bpmn().getModelElementsByType(UserTask.class).stream())
                .map(UserTask::getId).toList();

        assertThat(TaskAudience.table().keySet()).containsExactlyInAnyOrderElementsOf(tasks);
    }
}
