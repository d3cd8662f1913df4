package zhangfang.flow.withdrawal;

import java.util.Date;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;
import zhangfang.calendar.Deadlines;
import zhangfang.company.Companies;
import zhangfang.flow.engine.ProcessCases;
import zhangfang.identity.People;
import zhangfang.wallet.Withdrawal;
import zhangfang.wallet.Withdrawals;

/** What the model {@code withdrawal} asks about the withdrawal that an instance moves. */
@Component
public class WithdrawalFacts implements ProcessCases {

    private final Withdrawals withdrawals;
    private final Companies companies;

    WithdrawalFacts(Withdrawals withdrawals, Companies companies) {
        this.withdrawals = withdrawals;
        this.companies = companies;
    }

    @Override
    public String processId() {
        return WithdrawalFlow.PROCESS;
    }

    @Override
    public Case caseOf(String businessKey) {
        Withdrawal withdrawal = withdrawals.get(businessKey);
        return new Case(withdrawal.companyId(), companies.get(withdrawal.companyId()).name(), withdrawal.id());
    }

    public Date payDue(DelegateExecution execution) {
        return Date.from(Deadlines.endOf(withdrawal(execution).payDue()));
    }

    /** The group of the company's own people. */
    public String customers(DelegateExecution execution) {
        return People.companyGroup(withdrawal(execution).companyId());
    }

    public boolean isPaid(DelegateExecution execution) {
        return withdrawal(execution).status() == Withdrawal.Status.PAID;
    }

    private Withdrawal withdrawal(DelegateExecution execution) {
        return withdrawals.get(execution.getProcessBusinessKey());
    }
}
