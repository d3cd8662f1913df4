package zhangfang.flow.servicetermination;

import java.util.Date;
import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;
import zhangfang.calendar.Deadlines;
import zhangfang.company.Companies;
import zhangfang.flow.engine.ProcessCases;
import zhangfang.identity.People;
import zhangfang.identity.Role;
import zhangfang.termination.Termination;
import zhangfang.termination.Termination.Handover;
import zhangfang.termination.Termination.Side;
import zhangfang.termination.Terminations;

/** What the model {@code serviceTermination} asks about the termination that an instance moves. */
@Component
public class ServiceTerminationFacts implements ProcessCases {

    private final Terminations terminations;
    private final Companies companies;

    ServiceTerminationFacts(Terminations terminations, Companies companies) {
        this.terminations = terminations;
        this.companies = companies;
    }

    @Override
    public String processId() {
        return "serviceTermination";
    }

    @Override
    public Case caseOf(String businessKey) {
        Termination termination = terminations.get(businessKey);
        return new Case(termination.companyId(), companies.get(termination.companyId()).name(),
                termination.orderId());
    }

    public Date decisionDue(DelegateExecution execution) {
        return Date.from(Deadlines.endOf(termination(execution).decisionDue()));
    }

    /** The company's group, where a customer asks: any of its people may take the request back. */
    public List<String> askingCompany(DelegateExecution execution) {
        return termination(execution).side() == Side.CUSTOMER ? List.of(customers(execution)) : List.of();
    }

    /** Who of the agency asks. */
    public List<String> askingStaff(DelegateExecution execution) {
        Termination asked = termination(execution);
        return asked.side() == Side.AGENCY ? List.of(asked.askedBy()) : List.of();
    }

    /** The engine's group of the company's people. */
    public String customers(DelegateExecution execution) {
        return People.companyGroup(termination(execution).companyId());
    }

    public boolean isApproved(DelegateExecution execution) {
        return termination(execution).status() == Termination.Status.APPROVED;
    }

    /** Whether the hand-over waits until the months that have begun are done. */
    public boolean awaitsMonths(DelegateExecution execution) {
        Termination approved = termination(execution);
        return approved.handover() == Handover.AFTER_MONTHS && !terminations.orderHasEnded(approved);
    }

    public boolean needsNoHandover(DelegateExecution execution) {
        return termination(execution).handover() == Handover.NONE;
    }

    public boolean hasOrderEnded(DelegateExecution execution) {
        return terminations.orderHasEnded(termination(execution));
    }

    /** The accountant who keeps the company, if there is one. */
    public List<String> keeper(DelegateExecution execution) {
        return companies.keeperToStay(termination(execution).companyId()).map(List::of).orElse(List.of());
    }

    /** The accountants' group, where nobody keeps the company. */
    public List<String> keeperGroups(DelegateExecution execution) {
        return keeper(execution).isEmpty() ? List.of(Role.ACCOUNTANT.group()) : List.of();
    }

    public Date handoverDue(DelegateExecution execution) {
        return Date.from(Deadlines.endOf(termination(execution).handoverDue()));
    }

    public Date confirmEnds(DelegateExecution execution) {
        return Date.from(termination(execution).confirmEnds());
    }

    private Termination termination(DelegateExecution execution) {
        return terminations.get(execution.getProcessBusinessKey());
    }
}
