package zhangfang.testing;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import org.camunda.bpm.engine.ActivityTypes;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cfg.ProcessEnginePlugin;
import org.camunda.bpm.engine.impl.history.event.HistoricActivityInstanceEventEntity;
import org.camunda.bpm.engine.impl.history.event.HistoryEvent;
import org.camunda.bpm.engine.impl.history.event.HistoryEventTypes;
import org.camunda.bpm.engine.impl.history.handler.HistoryEventHandler;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/**
 * Notes which elements of which model all tests of this JVM went through, whatever engine they ran on. An element counts
 * when it was left; one that was only cancelled does not.
 */
@TestConfiguration(proxyBeanMethods = false)
public class ProcessCoverage {

    private static final Map<String, Set<String>> LEFT = new ConcurrentHashMap<>();

    /** Ids of the elements gone through, by process id. */
    public static Map<String, Set<String>> elementsByProcess() {
        return new TreeMap<>(LEFT);
    }

    @Bean
    ProcessEnginePlugin processCoverageCollector() {
        return new AbstractProcessEnginePlugin() {
            @Override
            public void preInit(ProcessEngineConfigurationImpl engine) {
                engine.getCustomHistoryEventHandlers().add(new Collector());
            }
        };
    }

    private static final class Collector implements HistoryEventHandler {

        @Override
        public void handleEvent(HistoryEvent event) {
            if (event instanceof HistoricActivityInstanceEventEntity activity
                    && event.isEventOfType(HistoryEventTypes.ACTIVITY_INSTANCE_END) && !activity.isCanceled()
                    && !ActivityTypes.MULTI_INSTANCE_BODY.equals(activity.getActivityType())) {
                LEFT.computeIfAbsent(activity.getProcessDefinitionKey(), id -> new ConcurrentSkipListSet<>())
                        .add(activity.getActivityId());
            }
        }

        @Override
        public void handleEvents(List<HistoryEvent> events) {
            events.forEach(this::handleEvent);
        }
    }
}
