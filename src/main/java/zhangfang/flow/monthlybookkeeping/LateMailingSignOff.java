package zhangfang.flow.monthlybookkeeping;

import org.camunda.bpm.engine.RuntimeService;
import org.springframework.stereotype.Component;
import zhangfang.intake.SignOffTasks;

/** A mailing that was announced outside of its task gets its task of signing all the same. */
@Component
class LateMailingSignOff implements SignOffTasks {

    private final RuntimeService runtime;

    LateMailingSignOff(RuntimeService runtime) {
        this.runtime = runtime;
    }

    @Override
    public void open(String monthId) {
        runtime.createMessageCorrelation(MonthlyBookkeepingFlow.MAILING_ANNOUNCED)
                .processInstanceBusinessKey(monthId).correlate();
    }
}
