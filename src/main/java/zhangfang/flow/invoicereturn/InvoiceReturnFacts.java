package zhangfang.flow.invoicereturn;

import java.util.Date;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;
import zhangfang.calendar.Deadlines;
import zhangfang.company.Companies;
import zhangfang.flow.engine.ProcessCases;
import zhangfang.invoicing.InvoiceReturn;
import zhangfang.invoicing.InvoiceReturns;

/** What the model {@code invoiceReturn} asks about the return that an instance moves. */
@Component
public class InvoiceReturnFacts implements ProcessCases {

    private final InvoiceReturns returns;
    private final Companies companies;

    InvoiceReturnFacts(InvoiceReturns returns, Companies companies) {
        this.returns = returns;
        this.companies = companies;
    }

    @Override
    public String processId() {
        return "invoiceReturn";
    }

    @Override
    public Case caseOf(String businessKey) {
        InvoiceReturn one = returns.get(businessKey);
        return new Case(one.companyId(), companies.get(one.companyId()).name(), one.id());
    }

    public Date arrivalDue(DelegateExecution execution) {
        return Date.from(Deadlines.endOf(one(execution).arrivalDue()));
    }

    public Date reviewDue(DelegateExecution execution) {
        return Date.from(one(execution).reviewDue());
    }

    public boolean isOnPaper(DelegateExecution execution) {
        return one(execution).onPaper();
    }

    public boolean hasArrived(DelegateExecution execution) {
        return one(execution).arrivedAt() != null;
    }

    public boolean isApproved(DelegateExecution execution) {
        return one(execution).status() == InvoiceReturn.Status.APPROVED;
    }

    private InvoiceReturn one(DelegateExecution execution) {
        return returns.get(execution.getProcessBusinessKey());
    }
}
