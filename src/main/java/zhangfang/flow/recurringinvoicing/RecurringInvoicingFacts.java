package zhangfang.flow.recurringinvoicing;

import java.time.YearMonth;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;
import zhangfang.flow.engine.ProcessCases;
import zhangfang.invoicing.RecurringMonths;

/** What the model {@code recurringInvoicing} asks about its month. */
@Component
public class RecurringInvoicingFacts implements ProcessCases {

    private final RecurringMonths months;

    RecurringInvoicingFacts(RecurringMonths months) {
        this.months = months;
    }

    @Override
    public String processId() {
        return "recurringInvoicing";
    }

    @Override
    public Case caseOf(String businessKey) {
        return new Case(null, null, businessKey);
    }

    /** Whether this instance is the one that began a month. */
    public boolean isMonthOpened(DelegateExecution execution) {
        return execution.getProcessBusinessKey() != null;
    }

    public boolean hasCompaniesLeft(DelegateExecution execution) {
        return !months.pending(month(execution), 1).isEmpty();
    }

    public boolean hasFailedCompanies(DelegateExecution execution) {
        return !months.failed(month(execution)).isEmpty();
    }

    static YearMonth month(DelegateExecution execution) {
        return YearMonth.parse(execution.getProcessBusinessKey());
    }
}
