package zhangfang.flow.topup;

import java.util.Optional;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.Variables;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import zhangfang.flow.engine.OnBehalf;
import zhangfang.flow.engine.Submission;
import zhangfang.flow.topup.TopUpFlow.Fields;
import zhangfang.identity.Actor;
import zhangfang.wallet.NewTopUp;
import zhangfang.wallet.TopUp;
import zhangfang.wallet.TopUpProcess;
import zhangfang.wallet.TopUps;

/** Starts {@code topUp} the way its start form does. */
@Component
class TopUpStart implements TopUpProcess {

    private final RuntimeService runtime;
    private final OnBehalf onBehalf;
    private final TopUps topUps;

    TopUpStart(RuntimeService runtime, OnBehalf onBehalf, TopUps topUps) {
        this.runtime = runtime;
        this.onBehalf = onBehalf;
        this.topUps = topUps;
    }

    @Override
    @Transactional
    public String start(Actor actor, NewTopUp topUp) {
        Optional<TopUp> before = topUps.ofRequest(topUp.companyId(), topUp.requestKey());
        if (before.isPresent()) {
            return before.get().id();
        }
        VariableMap submitted = Variables.createVariables()
                .putValueTyped(Fields.COMPANY_ID, Variables.stringValue(topUp.companyId(), true))
                .putValueTyped(Fields.AMOUNT, Variables.stringValue(topUp.amount().toString(), true))
                .putValueTyped(Fields.PAYER_NAME, Variables.stringValue(topUp.payerName(), true))
                .putValueTyped(Fields.PAYER_ACCOUNT, Variables.stringValue(topUp.payerAccount(), true))
                .putValueTyped(Fields.ORDER_ID, Variables.stringValue(topUp.orderId(), true))
                .putValueTyped(Fields.DOCUMENT_IDS,
                        Variables.stringValue(Submission.list(topUp.slip().documentIds()), true))
                .putValueTyped(Fields.REQUEST_KEY, Variables.stringValue(topUp.requestKey(), true));
        return onBehalf.of(actor, () -> runtime.startProcessInstanceByKey("topUp", submitted)).getBusinessKey();
    }
}
