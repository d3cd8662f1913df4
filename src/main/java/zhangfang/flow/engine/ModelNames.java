package zhangfang.flow.engine;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.impl.RepositoryServiceImpl;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.pvm.PvmTransition;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.springframework.stereotype.Component;

/** The names that steps have in their models, from the engine's cache of what is deployed: no statement per name. */
@Component
class ModelNames {

    private final RepositoryServiceImpl repository;

    ModelNames(RepositoryService repository) {
        this.repository = (RepositoryServiceImpl) repository;
    }

    /** The process's name. */
    String ofProcess(String definitionId) {
        ProcessDefinitionEntity definition = definition(definitionId);
        return definition.getName() == null ? definition.getKey() : definition.getName();
    }

    /** The step's name; its id, where the model gives none. */
    String ofStep(String definitionId, String activityId) {
        ActivityImpl activity = definition(definitionId).findActivity(activityId);
        return activity == null ? activityId : name(activity);
    }

    /** What happens when a timer fires: the name of the first step that it leads to; of a step, and else, its own. */
    String ofOutcome(String definitionId, String activityId) {
        ActivityImpl timer = definition(definitionId).findActivity(activityId);
        if (timer == null || isStep(timer)) {
            return timer == null ? activityId : name(timer);
        }
        Deque<ActivityImpl> ahead = new ArrayDeque<>(Set.of(timer));
        Set<String> seen = new HashSet<>();
        while (!ahead.isEmpty()) {
            ActivityImpl next = ahead.poll();
            if (isStep(next)) {
                return name(next);
            }
            for (PvmTransition transition : next.getOutgoingTransitions()) {
                ActivityImpl destination = (ActivityImpl) transition.getDestination();
                if (seen.add(destination.getId())) {
                    ahead.add(destination);
                }
            }
        }
        return name(timer);
    }

    private static boolean isStep(ActivityImpl activity) {
        String type = (String) activity.getProperty("type");
        return type != null && (type.endsWith("Task") || type.equals("subProcess") || type.equals("callActivity"));
    }

    private static String name(ActivityImpl activity) {
        String name = (String) activity.getProperty("name");
        return name == null || name.isBlank() ? activity.getId() : name.replaceAll("\\s+", " ");
    }

    private ProcessDefinitionEntity definition(String definitionId) {
        return (ProcessDefinitionEntity) repository.getDeployedProcessDefinition(definitionId);
    }
}
