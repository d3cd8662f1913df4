package zhangfang.flow.invoiceapplication;

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
import zhangfang.identity.CurrentActor;
import zhangfang.intake.EInvoice;
import zhangfang.invoicing.InvoiceApplication.Origin;
import zhangfang.invoicing.InvoiceApplications;
import zhangfang.invoicing.InvoiceDelivery;
import zhangfang.invoicing.InvoiceIssuing;
import zhangfang.invoicing.NewApplication;
import zhangfang.invoicing.NewInvoice;
import zhangfang.money.Money;
import zhangfang.refusal.Refusal;

/** The steps of the model {@code invoiceApplication}. */
@Configuration(proxyBeanMethods = false)
class InvoiceApplicationFlow {

    /** What became of issuing. */
    private enum Issuing {
        ISSUE, FAIL, REJECT
    }

    /** What is done about a failure. */
    private enum Failure {
        RETRY, REJECT
    }

    /** What is done about a mail that does not arrive. */
    private enum Sending {
        RESEND, PROVIDE
    }

    @Bean
    ExecutionListener applyForInvoice(InvoiceApplications applications, CurrentActor actor) {
        return execution -> {
            Submission submitted = Submission.of(execution);
            FieldReasons wrong = new FieldReasons();
            String companyId = wrong.read(() -> submitted.text(Fields.COMPANY_ID, 32));
            Money amount = wrong.read(() -> submitted.money(Fields.AMOUNT));
            String titleId = wrong.read(() -> submitted.text(Fields.TITLE_ID, 32));
            String addressId = wrong.read(() -> submitted.text(Fields.ADDRESS_ID, 32));
            String requestKey = wrong.read(() -> submitted.optionalText(Fields.REQUEST_KEY, 64).orElse(null));
            boolean recurring = actor.get().isSystem();
            if (!recurring) {
                wrong.read(() -> confirmed(submitted));
            }
            wrong.refuseIfAny();
            execution.setProcessBusinessKey(applications.apply(actor.get(), new NewApplication(companyId, amount,
                    titleId, addressId, recurring ? Origin.RECURRING : Origin.MANUAL, requestKey)).id());
        };
    }

    @Bean
    TaskListener cancelInvoice(InvoiceApplications applications, CurrentActor actor) {
        return task -> applications.cancel(actor.get(), key(task));
    }

    @Bean
    JavaDelegate beginIssuing(InvoiceApplications applications) {
        return execution -> applications.beginIssuing(execution.getProcessBusinessKey());
    }

    @Bean
    TaskListener issueInvoice(InvoiceIssuing issuing, CurrentActor actor) {
        return task -> {
            Submission submitted = Submission.of(task);
            switch (submitted.choice("decision", Issuing.class)) {
                case ISSUE -> issuing.issue(actor.get(), task.getId(), key(task), invoice(submitted));
                case FAIL -> issuing.fail(actor.get(), key(task), submitted.optionalText("reason", 500).orElse(null));
                case REJECT -> issuing.reject(actor.get(), key(task),
                        submitted.optionalText("reason", 500).orElse(null));
            }
        };
    }

    @Bean
    TaskListener settleIssueFailure(InvoiceIssuing issuing, CurrentActor actor) {
        return task -> {
            Submission submitted = Submission.of(task);
            if (submitted.choice("decision", Failure.class) == Failure.RETRY) {
                issuing.retry(actor.get(), key(task));
            } else {
                issuing.reject(actor.get(), key(task), submitted.optionalText("reason", 500).orElse(null));
            }
        };
    }

    @Bean
    JavaDelegate escalateIssuing(InvoiceApplications applications) {
        return execution -> applications.escalate(execution.getProcessBusinessKey());
    }

    @Bean
    TaskListener mailInvoice(InvoiceDelivery delivery, CurrentActor actor) {
        return task -> {
            Submission submitted = Submission.of(task);
            FieldReasons wrong = new FieldReasons();
            String courier = wrong.read(() -> submitted.text("courier", 60));
            String trackingNumber = wrong.read(() -> submitted.text("trackingNumber", 60));
            wrong.refuseIfAny();
            delivery.mail(actor.get(), key(task), courier, trackingNumber);
        };
    }

    @Bean
    TaskListener signInvoice(InvoiceDelivery delivery, CurrentActor actor) {
        return task -> delivery.sign(actor.get(), key(task));
    }

    @Bean
    JavaDelegate completeInvoice(InvoiceDelivery delivery) {
        return execution -> delivery.completeByTime(execution.getProcessBusinessKey());
    }

    @Bean
    JavaDelegate sendInvoice(InvoiceDelivery delivery) {
        return execution -> delivery.send(execution.getProcessBusinessKey());
    }

    @Bean
    JavaDelegate recordSending(InvoiceDelivery delivery) {
        return execution -> delivery.sent(execution.getProcessBusinessKey());
    }

    @Bean
    TaskListener settleSending(InvoiceDelivery delivery, CurrentActor actor) {
        return task -> {
            Submission submitted = Submission.of(task);
            if (submitted.choice("decision", Sending.class) == Sending.RESEND) {
                delivery.sendAgain(actor.get(), key(task), submitted.optionalText("email", 254).orElse(null));
            } else {
                delivery.provideInstead(actor.get(), key(task));
            }
        };
    }

    private static NewInvoice invoice(Submission submitted) {
        FieldReasons wrong = new FieldReasons();
        EInvoice.Kind kind = wrong.read(() -> submitted.choice("invoiceKind", EInvoice.Kind.class));
        String code = wrong.read(() -> submitted.optionalText("invoiceCode", 12).orElse(null));
        String number = wrong.read(() -> submitted.text("invoiceNumber", 20));
        LocalDate date = wrong.read(() -> submitted.date("invoiceDate"));
        String document = wrong.read(() -> document(submitted.texts("documentIds")));
        String reason = wrong.read(() -> submitted.optionalText("differenceReason", 500).orElse(null));
        wrong.refuseIfAny();
        return new NewInvoice(kind, code, number, date, document, reason);
    }

    private static String document(List<String> ids) {
        if (ids.size() > 1) {
            throw Refusal.field("documentIds", "invoicing.issue.oneFile");
        }
        return ids.isEmpty() ? null : ids.get(0);
    }

    private static Boolean confirmed(Submission submitted) {
        if (!submitted.flag("confirmed")) {
            throw Refusal.field("confirmed", "invoicing.application.notConfirmed");
        }
        return true;
    }

    private static String key(DelegateTask task) {
        return task.getExecution().getProcessBusinessKey();
    }

    /** What the start form submits. */
    static final class Fields {
        static final String COMPANY_ID = "companyId";
        static final String AMOUNT = "amount";
        static final String TITLE_ID = "titleId";
        static final String ADDRESS_ID = "addressId";
        static final String REQUEST_KEY = "requestKey";
        static final String CONFIRMED = "confirmed";

        private Fields() {
        }
    }
}
