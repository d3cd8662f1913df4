package zhangfang.flow.invoicetitlereview;

import java.util.Date;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;
import zhangfang.calendar.Deadlines;
import zhangfang.company.Companies;
import zhangfang.flow.engine.ProcessCases;
import zhangfang.invoicing.InvoiceTitle;
import zhangfang.invoicing.InvoiceTitles;

/** What the model {@code invoiceTitleReview} asks about the title that an instance reviews. */
@Component
public class InvoiceTitleFacts implements ProcessCases {

    private final InvoiceTitles titles;
    private final Companies companies;

    InvoiceTitleFacts(InvoiceTitles titles, Companies companies) {
        this.titles = titles;
        this.companies = companies;
    }

    @Override
    public String processId() {
        return "invoiceTitleReview";
    }

    @Override
    public Case caseOf(String businessKey) {
        InvoiceTitle title = titles.get(businessKey);
        return new Case(title.companyId(), companies.get(title.companyId()).name(), title.name());
    }

    public Date reviewDue(DelegateExecution execution) {
        return Date.from(Deadlines.endOf(title(execution).reviewDue()));
    }

    public boolean isApproved(DelegateExecution execution) {
        return title(execution).status() == InvoiceTitle.Status.APPROVED;
    }

    private InvoiceTitle title(DelegateExecution execution) {
        return titles.get(execution.getProcessBusinessKey());
    }
}
