package zhangfang.flow.withdrawal;

import java.util.Optional;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.Variables;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import zhangfang.flow.engine.OnBehalf;
import zhangfang.flow.engine.OpenStep;
import zhangfang.flow.withdrawal.WithdrawalFlow.Fields;
import zhangfang.identity.Actor;
import zhangfang.wallet.NewWithdrawal;
import zhangfang.wallet.Withdrawal;
import zhangfang.wallet.WithdrawalProcess;
import zhangfang.wallet.Withdrawals;

/** Starts {@code withdrawal} the way its start form does, and takes it back by its task. */
@Component
class WithdrawalStart implements WithdrawalProcess {

    private final RuntimeService runtime;
    private final OnBehalf onBehalf;
    private final OpenStep steps;
    private final Withdrawals withdrawals;

    WithdrawalStart(RuntimeService runtime, OnBehalf onBehalf, OpenStep steps, Withdrawals withdrawals) {
        this.runtime = runtime;
        this.onBehalf = onBehalf;
        this.steps = steps;
        this.withdrawals = withdrawals;
    }

    @Override
    @Transactional
    public String start(Actor actor, NewWithdrawal asked) {
        Optional<Withdrawal> before = withdrawals.ofRequest(asked.companyId(), asked.requestKey());
        if (before.isPresent()) {
            return before.get().id();
        }
        VariableMap submitted = Variables.createVariables()
                .putValueTyped(Fields.COMPANY_ID, Variables.stringValue(asked.companyId(), true))
                .putValueTyped(Fields.AMOUNT, Variables.stringValue(String.valueOf(asked.amount()), true))
                .putValueTyped(Fields.PAYEE_NAME, Variables.stringValue(asked.payeeName(), true))
                .putValueTyped(Fields.BANK, Variables.stringValue(asked.bank(), true))
                .putValueTyped(Fields.ACCOUNT, Variables.stringValue(asked.account(), true))
                .putValueTyped(Fields.REQUEST_KEY, Variables.stringValue(asked.requestKey(), true));
        return onBehalf.of(actor, () -> runtime.startProcessInstanceByKey(WithdrawalFlow.PROCESS, submitted))
                .getBusinessKey();
    }

    @Override
    @Transactional
    public void cancel(Actor actor, String withdrawalId) {
        steps.complete(actor, withdrawalId, WithdrawalFlow.CANCEL, Variables.createVariables());
    }
}
