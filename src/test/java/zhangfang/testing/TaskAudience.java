package zhangfang.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.bpmn.behavior.UserTaskActivityBehavior;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParseListener;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cfg.ProcessEnginePlugin;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.camunda.bpm.engine.task.IdentityLink;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.ClassPathResource;
import zhangfang.company.Companies;
import zhangfang.identity.People;
import zhangfang.identity.Role;

/**
 * The isolation table of tasks: {@code task-audience.csv} says to whom each user task is offered, and every task that any
 * test creates is held against it. Whoever a task is not offered to finds its doors shut: see WholeServiceMonthTest.
 */
@TestConfiguration(proxyBeanMethods = false)
public class TaskAudience {

    /** What the table says, by task. */
    public static Map<String, String> table() {
        try {
            return new ClassPathResource("task-audience.csv").getContentAsString(StandardCharsets.UTF_8).lines()
                    .skip(1).map(line -> line.split(","))
                    .collect(Collectors.toMap(cells -> cells[0], cells -> cells[1]));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    ProcessEnginePlugin taskAudienceCheck(ObjectProvider<Companies> companies) {
        return new AbstractProcessEnginePlugin() {
            @Override
            public void preInit(ProcessEngineConfigurationImpl engine) {
                List<BpmnParseListener> listeners = engine.getCustomPostBPMNParseListeners() == null
                        ? new ArrayList<>()
                        : new ArrayList<>(engine.getCustomPostBPMNParseListeners());
                listeners.add(new Check(companies));
                engine.setCustomPostBPMNParseListeners(listeners);
            }
        };
    }

    private static final class Check extends AbstractBpmnParseListener {

        private static final Map<String, String> TABLE = table();

        private final ObjectProvider<Companies> companies;

        Check(ObjectProvider<Companies> companies) {
            this.companies = companies;
        }

        @Override
        public void parseUserTask(Element element, ScopeImpl scope, ActivityImpl activity) {
            if (TABLE.containsKey(activity.getId())) {
                ((UserTaskActivityBehavior) activity.getActivityBehavior()).getTaskDefinition()
                        .addTaskListener(TaskListener.EVENTNAME_CREATE, this::check);
            }
        }

        /** A test's own model under a product's process id. */
        private static boolean isStandIn(DelegateTask task) {
            return !task.getProcessEngineServices().getRepositoryService()
                    .getProcessDefinition(task.getProcessDefinitionId()).getResourceName().startsWith("processes/");
        }

        private void check(DelegateTask task) {
            if (isStandIn(task)) {
                return;
            }
            String offered = TABLE.get(task.getTaskDefinitionKey());
            String companyId = (String) task.getVariable("companyId");
            String keeper = companies.getObject().get(companyId).keeperId();
            for (IdentityLink link : task.getCandidates()) {
                boolean right = switch (offered) {
                    case "company" -> People.companyGroup(companyId).equals(link.getGroupId());
                    // a customer's colleagues may act for the customer; of the agency, who asked alone
                    case "asker" -> People.companyGroup(companyId).equals(link.getGroupId())
                            || link.getUserId() != null;
                    case "accountant" -> keeper == null
                            ? Role.ACCOUNTANT.group().equals(link.getGroupId())
                            : keeper.equals(link.getUserId());
                    default -> offered.equals(link.getGroupId());
                };
                if (!right) {
                    throw new AssertionError("%s is offered to %s%s, the table says %s".formatted(
                            task.getTaskDefinitionKey(), link.getGroupId(), link.getUserId(), offered));
                }
            }
            if (task.getCandidates().isEmpty()) {
                throw new AssertionError(task.getTaskDefinitionKey() + " is offered to nobody");
            }
        }
    }
}
