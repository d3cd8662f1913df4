package zhangfang.flow.recurringinvoicing;

import java.time.YearMonth;
import java.util.List;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import zhangfang.invoicing.RecurringMonths;
import zhangfang.refusal.Refusal;

/** The steps of the model {@code recurringInvoicing}. */
@Configuration(proxyBeanMethods = false)
class RecurringInvoicingFlow {

    /** A job holds its lock for five minutes; a hundred companies take a second or two. */
    private static final int BATCH = 100;

    @Bean
    JavaDelegate openRecurringMonth(RecurringMonths months) {
        return execution -> months.begin().map(YearMonth::toString).ifPresent(execution::setProcessBusinessKey);
    }

    @Bean
    JavaDelegate applyForBatch(RecurringMonths months, EachCompany each) {
        return execution -> {
            YearMonth month = RecurringInvoicingFacts.month(execution);
            for (String companyId : months.pending(month, BATCH)) {
                each.settle(month, companyId);
            }
        };
    }

    @Bean
    JavaDelegate retryFailedCompanies(RecurringMonths months, EachCompany each) {
        return execution -> {
            YearMonth month = RecurringInvoicingFacts.month(execution);
            each.tellFailures(month);
            for (String companyId : months.failed(month)) {
                each.settle(month, companyId);
            }
            List<String> left = months.failed(month);
            if (!left.isEmpty()) {
                throw Refusal.conflict("invoicing.recurring.stillFailing", month, left.size(), left.get(0));
            }
        };
    }

    @Bean
    ExecutionListener endRecurringMonth(RecurringMonths months) {
        return execution -> months.end(RecurringInvoicingFacts.month(execution));
    }
}
