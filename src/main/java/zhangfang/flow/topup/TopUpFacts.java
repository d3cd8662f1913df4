package zhangfang.flow.topup;

import java.util.Date;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;
import zhangfang.calendar.Deadlines;
import zhangfang.company.Companies;
import zhangfang.flow.engine.ProcessCases;
import zhangfang.wallet.TopUp;
import zhangfang.wallet.TopUps;

/** What the model {@code topUp} asks about the top-up that an instance moves. */
@Component
public class TopUpFacts implements ProcessCases {

    private final TopUps topUps;
    private final Companies companies;

    TopUpFacts(TopUps topUps, Companies companies) {
        this.topUps = topUps;
        this.companies = companies;
    }

    @Override
    public String processId() {
        return "topUp";
    }

    @Override
    public Case caseOf(String businessKey) {
        TopUp topUp = topUps.get(businessKey);
        return new Case(topUp.companyId(), companies.get(topUp.companyId()).name(), topUp.id());
    }

    public Date reviewDue(DelegateExecution execution) {
        return Date.from(Deadlines.endOf(topUp(execution).reviewDue()));
    }

    public boolean isConfirmed(DelegateExecution execution) {
        return topUp(execution).status() == TopUp.Status.CONFIRMED;
    }

    public boolean isForOrder(DelegateExecution execution) {
        return topUp(execution).orderId() != null;
    }

    private TopUp topUp(DelegateExecution execution) {
        return topUps.get(execution.getProcessBusinessKey());
    }
}
