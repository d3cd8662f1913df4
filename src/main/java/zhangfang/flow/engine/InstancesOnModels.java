package zhangfang.flow.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.history.HistoricActivityInstance;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.camunda.bpm.engine.runtime.ActivityInstance;
import org.camunda.bpm.engine.runtime.Incident;
import org.camunda.bpm.engine.runtime.TransitionInstance;
import org.springframework.stereotype.Component;
import zhangfang.process.ProcessDiagrams;

/** Reads the state of an instance from the engine's history, and where it is now from the engine itself. */
@Component
class InstancesOnModels implements ProcessDiagrams {

    /** What steps lie in; the steps themselves tell more. */
    private static final Set<String> CONTAINERS = Set.of("processDefinition", "subProcess", "multiInstanceBody");

    /** What only the engine reads: none of it belongs into a browser. */
    private static final Pattern FOR_THE_ENGINE = Pattern.compile(
            "(?s)\\s+camunda:\\w+=\"[^\"]*\"|<(?:\\w+:)?(extensionElements|conditionExpression|documentation)\\b[^>]*>"
                    + ".*?</(?:\\w+:)?\\1>");

    private final HistoryService history;
    private final RuntimeService runtime;
    private final RepositoryService repository;
    private final OnBehalf onBehalf;
    private final Map<String, ProcessCases> cases;

    InstancesOnModels(HistoryService history, RuntimeService runtime, RepositoryService repository, OnBehalf onBehalf,
            List<ProcessCases> cases) {
        this.history = history;
        this.runtime = runtime;
        this.repository = repository;
        this.onBehalf = onBehalf;
        this.cases = cases.stream().collect(Collectors.toMap(ProcessCases::processId, Function.identity()));
    }

    @Override
    public Optional<Diagram> find(String processId, String businessKey) {
        if (!cases.containsKey(processId)) {
            return Optional.empty();
        }
        return onBehalf.unchecked(() -> history.createHistoricProcessInstanceQuery().processDefinitionKey(processId)
                .processInstanceBusinessKey(businessKey).orderByProcessInstanceStartTime().desc().listPage(0, 1)
                .stream().findFirst().map(instance -> diagram(processId, instance)));
    }

    private Diagram diagram(String processId, HistoricProcessInstance instance) {
        ProcessCases.Case about = cases.get(processId).caseOf(instance.getBusinessKey());
        List<HistoricActivityInstance> activities = history.createHistoricActivityInstanceQuery()
                .processInstanceId(instance.getId()).orderPartiallyByOccurrence().asc().list();
        boolean running = instance.getEndTime() == null;
        Set<String> failed = failed(instance);
        Set<String> now = running ? now(instance) : Set.of();
        Set<String> done = activities.stream()
                .filter(each -> each.getEndTime() != null && !each.isCanceled() && !isContainer(each))
                .map(HistoricActivityInstance::getActivityId).filter(node -> !now.contains(node))
                .collect(Collectors.toSet());
        return new Diagram(processId, instance.getBusinessKey(), about.companyId(), about.label(),
                instance.getProcessDefinitionName(), instance.getId(), running, instant(instance.getStartTime()),
                instant(instance.getEndTime()), drawing(instance.getProcessDefinitionId()), done, now, failed,
                visits(activities, failed));
    }

    private Set<String> failed(HistoricProcessInstance instance) {
        return runtime.createIncidentQuery().processInstanceId(instance.getId()).list().stream()
                .map(Incident::getActivityId).filter(node -> node != null).collect(Collectors.toSet());
    }

    /** The leaves of the tree of what is being done, and what waits for the job executor. */
    private Set<String> now(HistoricProcessInstance instance) {
        Set<String> nodes = new HashSet<>();
        ActivityInstance root = runtime.getActivityInstance(instance.getId());
        if (root != null) {
            collect(root, nodes);
        }
        return nodes;
    }

    private static void collect(ActivityInstance instance, Set<String> nodes) {
        for (TransitionInstance waiting : instance.getChildTransitionInstances()) {
            nodes.add(waiting.getActivityId());
        }
        for (ActivityInstance child : instance.getChildActivityInstances()) {
            collect(child, nodes);
            if (!CONTAINERS.contains(child.getActivityType())) {
                nodes.add(child.getActivityId());
            }
        }
    }

    /** Steps that have a name: a gateway without a question tells nobody anything. */
    private List<Visit> visits(List<HistoricActivityInstance> activities, Set<String> failed) {
        Map<String, Part> parts = parts(activities);
        return activities.stream()
                .filter(each -> each.getActivityName() != null && !isContainer(each)
                        && !each.getActivityType().endsWith("Gateway"))
                .sorted(Comparator.comparing(HistoricActivityInstance::getStartTime))
                .map(each -> new Visit(each.getActivityId(), each.getActivityName().replaceAll("\\s+", " "),
                        state(each, failed), each.getAssignee(), instant(each.getStartTime()),
                        instant(each.getEndTime()), each.getCalledProcessInstanceId() == null ? null
                                : parts.get(each.getCalledProcessInstanceId())))
                .toList();
    }

    private static State state(HistoricActivityInstance activity, Set<String> failed) {
        if (activity.isCanceled()) {
            return State.WITHDRAWN;
        }
        if (activity.getEndTime() != null) {
            return State.DONE;
        }
        return failed.contains(activity.getActivityId()) ? State.FAILED : State.NOW;
    }

    /** The called instances, in one query, by their ids. */
    private Map<String, Part> parts(List<HistoricActivityInstance> activities) {
        Set<String> called = activities.stream().map(HistoricActivityInstance::getCalledProcessInstanceId)
                .filter(id -> id != null).collect(Collectors.toSet());
        if (called.isEmpty()) {
            return Map.of();
        }
        return history.createHistoricProcessInstanceQuery().processInstanceIds(called).list().stream()
                .collect(Collectors.toMap(HistoricProcessInstance::getId,
                        part -> new Part(part.getProcessDefinitionKey(), part.getBusinessKey())));
    }

    private String drawing(String definitionId) {
        try (InputStream model = repository.getProcessModel(definitionId)) {
            return FOR_THE_ENGINE.matcher(new String(model.readAllBytes(), StandardCharsets.UTF_8)).replaceAll("");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static boolean isContainer(HistoricActivityInstance activity) {
        return CONTAINERS.contains(activity.getActivityType());
    }

    private static Instant instant(Date date) {
        return date == null ? null : date.toInstant();
    }
}
