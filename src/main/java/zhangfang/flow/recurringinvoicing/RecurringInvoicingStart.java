package zhangfang.flow.recurringinvoicing;

import org.camunda.bpm.engine.RuntimeService;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import zhangfang.invoicing.RecurringInvoicingProcess;
import zhangfang.invoicing.RecurringMonths;

/**
 * Starts {@code recurringInvoicing} for months whose 10th passed unseen: the machine was down, or a new version of the model
 * took the overdue timer with it.
 */
@Component
class RecurringInvoicingStart implements RecurringInvoicingProcess {

    private static final String MISSED = "recurringMonthMissed";

    private final RuntimeService runtime;
    private final RecurringMonths months;

    RecurringInvoicingStart(RuntimeService runtime, RecurringMonths months) {
        this.runtime = runtime;
        this.months = months;
    }

    @Override
    public int makeUp() {
        int begun = 0;
        while (months.missed().isPresent()) {
            runtime.startProcessInstanceByMessage(MISSED);
            begun++;
        }
        return begun;
    }

    @EventListener(ApplicationReadyEvent.class)
    void atStartUp() {
        makeUp();
    }

    /** Hourly, a quarter past: on the hour the timer itself is on its way. */
    @Scheduled(cron = "0 15 * * * *", zone = "Asia/Shanghai")
    void hourly() {
        makeUp();
    }
}
