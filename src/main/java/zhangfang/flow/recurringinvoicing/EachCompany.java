package zhangfang.flow.recurringinvoicing;

import java.time.YearMonth;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import zhangfang.invoicing.RecurringMonths;
import zhangfang.refusal.Refusal;

/**
 * Settles one company at a time, each in a transaction and an engine command of its own: within the step's own command the
 * engine would keep all applications to itself until the step is done, and lose them together. What is committed stays,
 * whatever becomes of the next company, the step or the machine.
 */
@Component
class EachCompany {

    private static final Logger LOG = LoggerFactory.getLogger(EachCompany.class);

    private final ProcessEngine engine;
    private final RecurringMonths months;

    EachCompany(ProcessEngine engine, RecurringMonths months) {
        this.engine = engine;
        this.months = months;
    }

    /** @throws RuntimeException only if not even the failure can be noted: then the step itself fails and is tried again */
    void settle(YearMonth month, String companyId) {
        try {
            alone(() -> months.settle(month, companyId));
        } catch (RuntimeException e) {
            if (e instanceof Refusal refusal && isItsOwn(refusal)) {
                alone(() -> months.refuse(month, companyId, refusal));
                return;
            }
            LOG.error("Recurring invoicing of {} for {} failed", companyId, month, e);
            alone(() -> months.fail(month, companyId, String.valueOf(e.getMessage())));
        }
    }

    /** What invoicing itself says of a company's application; anything else that says no is a fault of ours. */
    private static boolean isItsOwn(Refusal refusal) {
        return refusal.reasons().stream().allMatch(reason -> reason.key().startsWith("invoicing."));
    }

    /** Told even if the step fails in the end. */
    void tellFailures(YearMonth month) {
        alone(() -> months.tellFailures(month));
    }

    private void alone(Runnable work) {
        ProcessEngineConfigurationImpl configuration =
                (ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration();
        configuration.getCommandExecutorTxRequiresNew().execute(context -> {
            work.run();
            return null;
        });
    }
}
