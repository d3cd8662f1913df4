package zhangfang.flow.requirement;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.camunda.bpm.dmn.engine.DmnDecisionRuleResult;
import org.camunda.bpm.engine.DecisionService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.variable.Variables;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import zhangfang.company.Companies;
import zhangfang.flow.engine.FieldReasons;
import zhangfang.flow.engine.Submission;
import zhangfang.identity.CurrentActor;
import zhangfang.money.Money;
import zhangfang.ordering.ExtraNeed;
import zhangfang.ordering.NewRequirement;
import zhangfang.ordering.Orders;
import zhangfang.ordering.Requirement;
import zhangfang.ordering.Requirements;
import zhangfang.ordering.ServiceOrder;
import zhangfang.refusal.Refusal;

/** The steps of the model {@code requirement}. */
@Configuration(proxyBeanMethods = false)
class RequirementFlow {

    private static final int MOST_DOCUMENTS = 100_000;

    /** What the customer decides. */
    private enum Decision {
        BUY, DECLINE
    }

    @Bean
    ExecutionListener submitRequirement(Requirements requirements, CurrentActor actor) {
        return execution -> {
            Submission submitted = Submission.of(execution);
            FieldReasons wrong = new FieldReasons();
            String companyId = wrong.read(() -> submitted.text(Fields.COMPANY_ID, 32));
            String packageCode = wrong.read(() -> submitted.text(Fields.PACKAGE_CODE, 32));
            Integer documents = wrong.read(() -> submitted.number(Fields.MONTHLY_DOCUMENTS, 0, MOST_DOCUMENTS));
            Money revenue = wrong.read(() -> submitted.money(Fields.ANNUAL_REVENUE));
            Set<ExtraNeed> needs = wrong.read(() -> needs(submitted.texts(Fields.EXTRA_NEEDS)));
            String note = wrong.read(() -> submitted.optionalText(Fields.NOTE, 1000).orElse(null));
            wrong.refuseIfAny();
            execution.setProcessBusinessKey(requirements.submit(actor.get(),
                    new NewRequirement(companyId, packageCode, documents, revenue, needs, note)).id());
        };
    }

    /** Evaluates the decision table; where no rule fits, the advisor decides without a proposal. */
    @Bean
    JavaDelegate proposePackage(Requirements requirements, Companies companies, DecisionService decisions) {
        return execution -> {
            Requirement requirement = requirements.get(execution.getProcessBusinessKey());
            DmnDecisionRuleResult proposal = decisions.evaluateDecisionTableByKey("packageRecommendation",
                    Variables.createVariables()
                            .putValue("taxpayerType", companies.get(requirement.companyId()).taxpayerType().name())
                            .putValue("monthlyDocuments", requirement.monthlyDocuments())
                            .putValue("annualRevenue", requirement.annualRevenue().amount().longValue())
                            .putValue("extraNeeds", requirement.extraNeeds().size()))
                    .getFirstResult();
            if (proposal != null) {
                requirements.propose(requirement.id(), proposal.getEntry("packageCode"),
                        Money.of(proposal.<String>getEntry("price")));
            }
        };
    }

    @Bean
    TaskListener assessRequirement(Requirements requirements, CurrentActor actor) {
        return task -> {
            Submission submitted = Submission.of(task);
            FieldReasons wrong = new FieldReasons();
            String packageCode = wrong.read(() -> submitted.text("packageCode", 32));
            Money price = wrong.read(() -> submitted.money("price"));
            String reason = wrong.read(() -> submitted.optionalText("reason", 500).orElse(null));
            wrong.refuseIfAny();
            requirements.recommend(actor.get(), task.getExecution().getProcessBusinessKey(), packageCode, price,
                    reason);
        };
    }

    @Bean
    TaskListener decideRecommendation(Requirements requirements, CurrentActor actor) {
        return task -> {
            String requirementId = task.getExecution().getProcessBusinessKey();
            Submission submitted = Submission.of(task);
            if (submitted.choice("decision", Decision.class) == Decision.BUY) {
                requirements.accept(actor.get(), requirementId);
            } else {
                requirements.decline(actor.get(), requirementId, submitted.optionalText("reason", 500).orElse(null));
            }
        };
    }

    @Bean
    JavaDelegate startServiceOrder(Orders orders, RuntimeService runtime, CurrentActor actor) {
        return execution -> {
            ServiceOrder order = orders.placeRecommended(actor.get(), execution.getProcessBusinessKey());
            if (!order.begun()) {
                runtime.startProcessInstanceByKey("serviceOrder", order.id());
            }
        };
    }

    @Bean
    JavaDelegate expireRequirement(Requirements requirements) {
        return execution -> requirements.expire(execution.getProcessBusinessKey());
    }

    private static Set<ExtraNeed> needs(List<String> names) {
        Set<ExtraNeed> needs = EnumSet.noneOf(ExtraNeed.class);
        for (String name : names) {
            try {
                needs.add(ExtraNeed.valueOf(name));
            } catch (IllegalArgumentException | NullPointerException e) {
                throw Refusal.field(Fields.EXTRA_NEEDS, "flow.field.choice", String.valueOf(name));
            }
        }
        return needs;
    }

    /** What the start form submits. */
    static final class Fields {
        static final String COMPANY_ID = "companyId";
        static final String PACKAGE_CODE = "packageCode";
        static final String MONTHLY_DOCUMENTS = "monthlyDocuments";
        static final String ANNUAL_REVENUE = "annualRevenue";
        static final String EXTRA_NEEDS = "extraNeeds";
        static final String NOTE = "note";

        private Fields() {
        }
    }
}
