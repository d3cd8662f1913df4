package zhangfang.flow.engine;

import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.spring.SpringProcessEngineConfiguration;
import org.camunda.bpm.spring.boot.starter.configuration.impl.AbstractCamundaConfiguration;
import org.springframework.stereotype.Component;

/** What the starter's configuration properties do not reach. */
@Component
class EngineSettings extends AbstractCamundaConfiguration {

    /** Group ids such as {@code company-C20261121-7K3M9QXA}. */
    private static final String ID_PATTERN = "[a-zA-Z0-9-]+";

    /** For a job without a cycle of its own: tried for a quarter of an hour, then an incident. */
    private static final String RETRY_CYCLE = "R3/PT5M";

    @Override
    public void preInit(SpringProcessEngineConfiguration engine) {
        configure(engine);
    }

    private static void configure(ProcessEngineConfigurationImpl engine) {
        engine.setGeneralResourceWhitelistPattern(ID_PATTERN);
        // Whoever a task is offered to may claim and complete it, but not reassign or change it.
        engine.setDefaultUserPermissionNameForTask("TASK_WORK");
        engine.setFailedJobRetryTimeCycle(RETRY_CYCLE);
        // Missed deadlines are honoured in their order.
        engine.setJobExecutorAcquireByDueDate(true);
    }
}
