package zhangfang.flow.invoiceapplication;

import java.util.Optional;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.Variables;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import zhangfang.flow.engine.OnBehalf;
import zhangfang.flow.invoiceapplication.InvoiceApplicationFlow.Fields;
import zhangfang.identity.Actor;
import zhangfang.invoicing.InvoiceApplication;
import zhangfang.invoicing.InvoiceApplication.Origin;
import zhangfang.invoicing.InvoiceApplicationProcess;
import zhangfang.invoicing.InvoiceApplications;
import zhangfang.invoicing.InvoiceDelivery;
import zhangfang.invoicing.NewApplication;
import zhangfang.refusal.Refusal;
import zhangfang.company.MoneyReaders;

/** Starts {@code invoiceApplication} and does its customers' steps the way its forms do. */
@Component
class InvoiceApplicationStart implements InvoiceApplicationProcess {

    private final RuntimeService runtime;
    private final TaskService tasks;
    private final OnBehalf onBehalf;
    private final InvoiceApplications applications;
    private final InvoiceDelivery delivery;
    private final MoneyReaders readers;

    InvoiceApplicationStart(RuntimeService runtime, TaskService tasks, OnBehalf onBehalf,
            InvoiceApplications applications, InvoiceDelivery delivery, MoneyReaders readers) {
        this.runtime = runtime;
        this.tasks = tasks;
        this.onBehalf = onBehalf;
        this.applications = applications;
        this.delivery = delivery;
        this.readers = readers;
    }

    @Override
    @Transactional
    public String start(Actor actor, NewApplication wish) {
        if (actor.isSystem() != (wish.origin() == Origin.RECURRING)) {
            throw Refusal.forbidden("invoicing.application.onlyMembers");
        }
        readers.readable(actor, wish.companyId());
        Optional<InvoiceApplication> before = applications.ofRequest(wish.companyId(), wish.requestKey());
        if (before.isPresent()) {
            return before.get().id();
        }
        VariableMap submitted = Variables.createVariables()
                .putValueTyped(Fields.COMPANY_ID, Variables.stringValue(wish.companyId(), true))
                .putValueTyped(Fields.AMOUNT, Variables.stringValue(
                        wish.amount() == null ? null : wish.amount().toString(), true))
                .putValueTyped(Fields.TITLE_ID, Variables.stringValue(wish.titleId(), true))
                .putValueTyped(Fields.ADDRESS_ID, Variables.stringValue(wish.addressId(), true))
                .putValueTyped(Fields.REQUEST_KEY, Variables.stringValue(wish.requestKey(), true))
                .putValueTyped(Fields.CONFIRMED, Variables.booleanValue(true, true));
        return onBehalf.of(actor, () -> runtime.startProcessInstanceByKey("invoiceApplication", submitted))
                .getBusinessKey();
    }

    @Override
    @Transactional
    public void cancel(Actor actor, String applicationId) {
        if (!completed(actor, applicationId, "userTask_cancelInvoice")) {
            applications.cancel(actor, applicationId); // says why not, or that it is done
        }
    }

    @Override
    @Transactional
    public void sign(Actor actor, String applicationId) {
        if (!completed(actor, applicationId, "userTask_signInvoice")) {
            delivery.sign(actor, applicationId); // says why not, or that it is done
        }
    }

    /** Whether the step was open to this person, who has done it now. */
    private boolean completed(Actor actor, String applicationId, String step) {
        return onBehalf.of(actor, () -> {
            Task task = tasks.createTaskQuery().processInstanceBusinessKey(applicationId).taskDefinitionKey(step)
                    .singleResult();
            if (task == null) {
                return false;
            }
            tasks.complete(task.getId());
            return true;
        });
    }
}
