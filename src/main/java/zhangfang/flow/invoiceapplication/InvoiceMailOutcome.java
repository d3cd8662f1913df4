package zhangfang.flow.invoiceapplication;

import org.camunda.bpm.engine.RuntimeService;
import org.springframework.stereotype.Component;
import zhangfang.invoicing.InvoiceDelivery;
import zhangfang.notice.DeliveryOutcome;

/** Tells an application's process what became of the mail that it waits for; where none waits (any more), nobody. */
@Component
class InvoiceMailOutcome implements DeliveryOutcome {

    private static final String SENT = "invoiceSent";
    private static final String NOT_SENT = "invoiceNotSent";

    private final RuntimeService runtime;
    private final InvoiceDelivery delivery;

    InvoiceMailOutcome(RuntimeService runtime, InvoiceDelivery delivery) {
        this.runtime = runtime;
        this.delivery = delivery;
    }

    @Override
    public String topic() {
        return InvoiceDelivery.TOPIC;
    }

    @Override
    public void delivered(String applicationId) {
        runtime.createMessageCorrelation(SENT).processInstanceBusinessKey(applicationId).correlateAll();
    }

    @Override
    public void gaveUp(String applicationId, String reason) {
        if (delivery.notSent(applicationId, reason)) {
            runtime.createMessageCorrelation(NOT_SENT).processInstanceBusinessKey(applicationId).correlateAll();
        }
    }
}
