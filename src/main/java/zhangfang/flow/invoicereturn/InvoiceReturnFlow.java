package zhangfang.flow.invoicereturn;

import java.time.LocalDate;
import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import zhangfang.flow.engine.FieldReasons;
import zhangfang.flow.engine.Submission;
import zhangfang.identity.Actor;
import zhangfang.identity.CurrentActor;
import zhangfang.intake.EInvoice;
import zhangfang.invoicing.InvoiceApplication;
import zhangfang.invoicing.InvoiceApplicationProcess;
import zhangfang.invoicing.InvoiceApplications;
import zhangfang.invoicing.InvoiceReturn;
import zhangfang.invoicing.InvoiceReturns;
import zhangfang.invoicing.NewRedInvoice;
import zhangfang.invoicing.NewReturn;
import zhangfang.invoicing.RedInvoices;
import zhangfang.money.Money;
import zhangfang.refusal.Refusal;

/** The steps of the model {@code invoiceReturn}. */
@Configuration(proxyBeanMethods = false)
class InvoiceReturnFlow {

    /** Whether the paper came. */
    private enum Arrival {
        ARRIVED, REJECT
    }

    /** What the review ends with. */
    private enum Review {
        APPROVE, REJECT
    }

    @Bean
    ExecutionListener applyForReturn(InvoiceReturns returns, InvoiceApplications applications,
            InvoiceApplicationProcess process, CurrentActor actor) {
        return execution -> {
            Submission submitted = Submission.of(execution);
            FieldReasons wrong = new FieldReasons();
            String companyId = wrong.read(() -> submitted.text(Fields.COMPANY_ID, 32));
            String applicationId = wrong.read(() -> submitted.text(Fields.APPLICATION_ID, 32));
            InvoiceReturn.Reason reason =
                    wrong.read(() -> submitted.choice(Fields.REASON, InvoiceReturn.Reason.class));
            String note = wrong.read(() -> submitted.optionalText(Fields.NOTE, 500).orElse(null));
            String courier = wrong.read(() -> submitted.optionalText(Fields.COURIER, 60).orElse(null));
            String tracking = wrong.read(() -> submitted.optionalText(Fields.TRACKING_NUMBER, 60).orElse(null));
            wrong.refuseIfAny();
            signWhatCameBack(actor.get(), applications.get(applicationId), process);
            InvoiceReturn made = returns.apply(actor.get(), new NewReturn(companyId, applicationId, reason, note,
                    submitted.flag(Fields.DEDUCTED), courier, tracking));
            execution.setProcessBusinessKey(made.id());
        };
    }

    @Bean
    TaskListener receiveReturn(InvoiceReturns returns, CurrentActor actor) {
        return task -> {
            Submission submitted = Submission.of(task);
            if (submitted.choice("decision", Arrival.class) == Arrival.ARRIVED) {
                returns.arrive(actor.get(), key(task));
            } else {
                returns.reject(actor.get(), key(task), submitted.optionalText("reason", 500).orElse(null));
            }
        };
    }

    @Bean
    TaskListener reviewReturn(InvoiceReturns returns, CurrentActor actor) {
        return task -> {
            Submission submitted = Submission.of(task);
            if (submitted.choice("decision", Review.class) == Review.APPROVE) {
                returns.approve(actor.get(), key(task));
            } else {
                returns.reject(actor.get(), key(task), submitted.optionalText("reason", 500).orElse(null));
            }
        };
    }

    @Bean
    TaskListener issueRedInvoice(RedInvoices reds, CurrentActor actor) {
        return task -> reds.record(actor.get(), task.getId(), key(task), red(Submission.of(task)));
    }

    @Bean
    JavaDelegate escalateReturn(InvoiceReturns returns) {
        return execution -> returns.escalate(execution.getProcessBusinessKey());
    }

    /** Whoever sends the paper back has received it. */
    private static void signWhatCameBack(Actor actor, InvoiceApplication application,
            InvoiceApplicationProcess process) {
        if (application.status() == InvoiceApplication.Status.MAILED) {
            process.sign(actor, application.id());
        }
    }

    private static NewRedInvoice red(Submission submitted) {
        FieldReasons wrong = new FieldReasons();
        EInvoice.Kind kind = wrong.read(() -> submitted.choice("invoiceKind", EInvoice.Kind.class));
        String code = wrong.read(() -> submitted.optionalText("invoiceCode", 12).orElse(null));
        String number = wrong.read(() -> submitted.text("invoiceNumber", 20));
        LocalDate date = wrong.read(() -> submitted.date("invoiceDate"));
        Money amount = wrong.read(() -> submitted.money("amount"));
        String confirmation = wrong.read(() -> submitted.optionalText("confirmationNumber", 40).orElse(null));
        String document = wrong.read(() -> document(submitted.texts("documentIds")));
        String reason = wrong.read(() -> submitted.optionalText("differenceReason", 500).orElse(null));
        wrong.refuseIfAny();
        return new NewRedInvoice(kind, code, number, date, amount, confirmation, document, reason);
    }

    private static String document(List<String> ids) {
        if (ids.size() > 1) {
            throw Refusal.field("documentIds", "invoicing.issue.oneFile");
        }
        return ids.isEmpty() ? null : ids.get(0);
    }

    private static String key(DelegateTask task) {
        return task.getExecution().getProcessBusinessKey();
    }

    /** What the start form submits. */
    static final class Fields {
        static final String COMPANY_ID = "companyId";
        static final String APPLICATION_ID = "applicationId";
        static final String REASON = "reason";
        static final String NOTE = "note";
        static final String DEDUCTED = "deducted";
        static final String COURIER = "courier";
        static final String TRACKING_NUMBER = "trackingNumber";

        private Fields() {
        }
    }
}
