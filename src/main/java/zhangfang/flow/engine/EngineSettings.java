package zhangfang.flow.engine;

import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.dmn.engine.DmnEngineConfiguration;
import org.camunda.bpm.dmn.engine.impl.DefaultDmnEngineConfiguration;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cmd.DefaultJobRetryCmd;
import org.camunda.bpm.engine.impl.identity.PasswordPolicyLengthRuleImpl;
import org.camunda.bpm.engine.spring.SpringProcessEngineConfiguration;
import org.camunda.bpm.spring.boot.starter.configuration.impl.AbstractCamundaConfiguration;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.stereotype.Component;
import zhangfang.refusal.RefusalText;

/** What the starter's configuration properties do not reach. The engine waits for Flyway, which owns its tables. */
@Component
@DependsOnDatabaseInitialization
class EngineSettings extends AbstractCamundaConfiguration {

    /** Group ids such as {@code company-C20261121-7K3M9QXA}. */
    private static final String ID_PATTERN = "[a-zA-Z0-9-]+";

    /** For a job without a cycle of its own: tried for a quarter of an hour, then an incident. */
    private static final String RETRY_CYCLE = "R3/PT5M";

    private static final int SHORTEST_PASSWORD = 8;

    private final TaskRules taskRules;
    private final RefusalText refusalText;
    private final MatchedRules matchedRules;

    EngineSettings(TaskRules taskRules, RefusalText refusalText, MatchedRules matchedRules) {
        this.taskRules = taskRules;
        this.refusalText = refusalText;
        this.matchedRules = matchedRules;
    }

    @Override
    public void preInit(SpringProcessEngineConfiguration engine) {
        engine.setGeneralResourceWhitelistPattern(ID_PATTERN);
        // Whoever a task is offered to may claim and complete it, but not reassign or change it.
        engine.setDefaultUserPermissionNameForTask("TASK_WORK");
        engine.setResourceAuthorizationProvider(new OwnAccount());
        engine.setFailedJobRetryTimeCycle(RETRY_CYCLE);
        // Missed deadlines are honoured in their order.
        engine.setJobExecutorAcquireByDueDate(true);
        // Anyone may submit variables; one of type Object must not bring classes to life.
        engine.setDeserializationTypeValidationEnabled(true);
        // A refusal is an answer, not an error; what is unexpected is logged where it is answered.
        engine.setEnableCmdExceptionLogging(false);
        engine.setCustomPostBPMNParseListeners(with(engine.getCustomPostBPMNParseListeners(), taskRules));
        engine.setCustomPreCommandInterceptorsTxRequired(with(engine.getCustomPreCommandInterceptorsTxRequired(),
                interceptor(engine)));
        engine.setCustomPreCommandInterceptorsTxRequiresNew(with(engine.getCustomPreCommandInterceptorsTxRequiresNew(),
                interceptor(engine)));
        // Camunda's own pages for changing a password say beforehand what registration asks for, too.
        engine.setEnablePasswordPolicy(true);
        engine.setPasswordPolicy(() -> List.of(new PasswordPolicyLengthRuleImpl(SHORTEST_PASSWORD)));
        engine.setCustomIncidentHandlers(ReadableIncident.handlers());
        DefaultDmnEngineConfiguration decisions =
                (DefaultDmnEngineConfiguration) DmnEngineConfiguration.createDefaultDmnEngineConfiguration();
        decisions.setCustomPostDecisionTableEvaluationListeners(List.of(matchedRules));
        engine.setDmnEngineConfiguration(decisions);
    }

    /** After the starter's own setting of the same. */
    @Override
    public void postInit(SpringProcessEngineConfiguration engine) {
        RefusalInterceptor refusals = interceptor(engine);
        engine.setFailedJobCommandFactory((jobId, failure) ->
                new DefaultJobRetryCmd(jobId, refusals.readable(failure)));
    }

    private RefusalInterceptor interceptor(ProcessEngineConfigurationImpl engine) {
        return new RefusalInterceptor(refusalText, () -> engine.getIdentityService() == null
                ? null
                : engine.getIdentityService().getCurrentAuthentication());
    }

    private static <T> List<T> with(List<T> list, T more) {
        List<T> longer = list == null ? new ArrayList<>() : new ArrayList<>(list);
        longer.add(more);
        return longer;
    }
}
