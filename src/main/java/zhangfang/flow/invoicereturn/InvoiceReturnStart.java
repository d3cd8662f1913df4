package zhangfang.flow.invoicereturn;

import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.Variables;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import zhangfang.flow.engine.OnBehalf;
import zhangfang.flow.invoicereturn.InvoiceReturnFlow.Fields;
import zhangfang.identity.Actor;
import zhangfang.invoicing.InvoiceReturnProcess;
import zhangfang.invoicing.NewReturn;

/** Starts {@code invoiceReturn} the way its start form does. */
@Component
class InvoiceReturnStart implements InvoiceReturnProcess {

    private final RuntimeService runtime;
    private final OnBehalf onBehalf;

    InvoiceReturnStart(RuntimeService runtime, OnBehalf onBehalf) {
        this.runtime = runtime;
        this.onBehalf = onBehalf;
    }

    @Override
    @Transactional
    public String start(Actor actor, NewReturn wish) {
        VariableMap submitted = Variables.createVariables()
                .putValueTyped(Fields.COMPANY_ID, Variables.stringValue(wish.companyId(), true))
                .putValueTyped(Fields.APPLICATION_ID, Variables.stringValue(wish.applicationId(), true))
                .putValueTyped(Fields.REASON, Variables.stringValue(
                        wish.reason() == null ? null : wish.reason().name(), true))
                .putValueTyped(Fields.NOTE, Variables.stringValue(wish.note(), true))
                .putValueTyped(Fields.DEDUCTED, Variables.booleanValue(wish.deducted(), true))
                .putValueTyped(Fields.COURIER, Variables.stringValue(wish.courier(), true))
                .putValueTyped(Fields.TRACKING_NUMBER, Variables.stringValue(wish.trackingNumber(), true));
        return onBehalf.of(actor, () -> runtime.startProcessInstanceByKey("invoiceReturn", submitted))
                .getBusinessKey();
    }
}
