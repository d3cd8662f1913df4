package zhangfang.flow.requirement;

import java.util.Date;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;
import zhangfang.calendar.Deadlines;
import zhangfang.company.Companies;
import zhangfang.flow.engine.ProcessCases;
import zhangfang.identity.People;
import zhangfang.ordering.Requirement;
import zhangfang.ordering.Requirements;

/** What the model {@code requirement} asks about the requirement that an instance moves. */
@Component
public class RequirementFacts implements ProcessCases {

    private final Requirements requirements;
    private final Companies companies;

    RequirementFacts(Requirements requirements, Companies companies) {
        this.requirements = requirements;
        this.companies = companies;
    }

    @Override
    public String processId() {
        return "requirement";
    }

    @Override
    public Case caseOf(String businessKey) {
        Requirement requirement = requirements.get(businessKey);
        return new Case(requirement.companyId(), companies.get(requirement.companyId()).name(), requirement.id());
    }

    /** The engine's group of the company's people. */
    public String customers(DelegateExecution execution) {
        return People.companyGroup(requirement(execution).companyId());
    }

    public Date assessmentDue(DelegateExecution execution) {
        return Date.from(Deadlines.endOf(requirement(execution).assessmentDue()));
    }

    public Date offerEnds(DelegateExecution execution) {
        return Date.from(requirement(execution).offerEnds());
    }

    public boolean isBought(DelegateExecution execution) {
        return requirement(execution).status() == Requirement.Status.PURCHASED;
    }

    private Requirement requirement(DelegateExecution execution) {
        return requirements.get(execution.getProcessBusinessKey());
    }
}
