package zhangfang.flow.requirement;

import java.util.Date;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;
import zhangfang.calendar.Deadlines;
import zhangfang.company.Companies;
import zhangfang.flow.engine.ProcessCases;
import zhangfang.identity.People;
import zhangfang.ordering.Packages;
import zhangfang.ordering.Requirement;
import zhangfang.ordering.Requirements;

/** What the model {@code requirement} asks about the requirement that an instance moves. */
@Component
public class RequirementFacts implements ProcessCases {

    private final Requirements requirements;
    private final Companies companies;
    private final Packages packages;

    RequirementFacts(Requirements requirements, Companies companies, Packages packages) {
        this.requirements = requirements;
        this.companies = companies;
        this.packages = packages;
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

    /** The recommendation, in place of the task's name. */
    @Override
    public Optional<Sentence> offer(String taskKey, String businessKey) {
        if (!taskKey.equals("userTask_decideRecommendation")) {
            return Optional.empty();
        }
        Requirement requirement = requirements.get(businessKey);
        return Optional.of(new Sentence("requirement.recommended/" + businessKey, "ordering.notice.recommended",
                packages.find(requirement.recommendedPackage()).orElseThrow().name(), requirement.recommendedPrice(),
                Deadlines.lastDayBefore(requirement.offerEnds())));
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
