package zhangfang.flow.invoiceapplication;

import java.time.LocalDate;
import java.util.Date;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;
import zhangfang.calendar.Deadlines;
import zhangfang.company.Companies;
import zhangfang.flow.engine.ProcessCases;
import zhangfang.identity.People;
import zhangfang.invoicing.InvoiceApplication;
import zhangfang.invoicing.InvoiceApplication.Status;
import zhangfang.invoicing.InvoiceApplications;

/** What the model {@code invoiceApplication} asks about the application that an instance moves. */
@Component
public class InvoiceApplicationFacts implements ProcessCases {

    private final InvoiceApplications applications;
    private final Companies companies;

    InvoiceApplicationFacts(InvoiceApplications applications, Companies companies) {
        this.applications = applications;
        this.companies = companies;
    }

    @Override
    public String processId() {
        return "invoiceApplication";
    }

    @Override
    public Case caseOf(String businessKey) {
        InvoiceApplication application = applications.get(businessKey);
        return new Case(application.companyId(), companies.get(application.companyId()).name(), application.id());
    }

    /** That it is on its way, and by whom, in place of the name of the task of signing for it. */
    @Override
    public Optional<Sentence> offer(String taskKey, String businessKey) {
        if (!taskKey.equals("userTask_signInvoice")) {
            return Optional.empty();
        }
        InvoiceApplication.Shipment shipment = applications.get(businessKey).shipment();
        return Optional.of(new Sentence("invoice.mailed/" + businessKey, "invoicing.notice.mailed", businessKey,
                shipment.courier(), shipment.trackingNumber()));
    }

    /** The engine's group of the company's people. */
    public String customers(DelegateExecution execution) {
        return People.companyGroup(application(execution).companyId());
    }

    public Date cancelUntil(DelegateExecution execution) {
        return Date.from(application(execution).cancelUntil());
    }

    public Date issueDue(DelegateExecution execution) {
        return Date.from(Deadlines.endOf(application(execution).issueDue()));
    }

    public Date signUntil(DelegateExecution execution) {
        return Date.from(application(execution).shipment().signUntil());
    }

    /** By when finance settles what could not be sent; today where an operator has moved the step by hand. */
    public Date sendingDue(DelegateExecution execution) {
        InvoiceApplication application = application(execution);
        LocalDate due = application.sending().due();
        return Date.from(Deadlines.endOf(due == null ? application.issueDue() : due));
    }

    public boolean isIssued(DelegateExecution execution) {
        return application(execution).status().isIssued();
    }

    public boolean isFailed(DelegateExecution execution) {
        return application(execution).status() == Status.FAILED;
    }

    public boolean isIssuing(DelegateExecution execution) {
        return application(execution).status() == Status.ISSUING;
    }

    public boolean isRejected(DelegateExecution execution) {
        return application(execution).status() == Status.REJECTED;
    }

    public boolean isOnPaper(DelegateExecution execution) {
        return application(execution).onPaper();
    }

    public boolean isMailed(DelegateExecution execution) {
        return application(execution).status() == Status.MAILED;
    }

    public boolean isBeingSent(DelegateExecution execution) {
        return application(execution).sending().underway();
    }

    public boolean isToBeSentAgain(DelegateExecution execution) {
        return application(execution).status() == Status.ISSUED;
    }

    private InvoiceApplication application(DelegateExecution execution) {
        return applications.get(execution.getProcessBusinessKey());
    }
}
