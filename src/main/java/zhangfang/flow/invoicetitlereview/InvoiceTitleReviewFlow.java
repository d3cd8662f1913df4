package zhangfang.flow.invoicetitlereview;

import java.util.List;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import zhangfang.flow.engine.FieldReasons;
import zhangfang.flow.engine.Submission;
import zhangfang.identity.CurrentActor;
import zhangfang.invoicing.InvoiceTitle.Type;
import zhangfang.invoicing.InvoiceTitles;
import zhangfang.invoicing.NewTitle;

/** The steps of the model {@code invoiceTitleReview}. */
@Configuration(proxyBeanMethods = false)
class InvoiceTitleReviewFlow {

    /** The domain knows how long each field may be; this only keeps the rest out. */
    private static final int MOST = 1000;

    /** What finance decides. */
    private enum Decision {
        APPROVE, REJECT
    }

    @Bean
    ExecutionListener submitInvoiceTitle(InvoiceTitles titles, CurrentActor actor) {
        return execution -> {
            Submission submitted = Submission.of(execution);
            FieldReasons wrong = new FieldReasons();
            String companyId = wrong.read(() -> submitted.text(Fields.COMPANY_ID, 32));
            String titleId = text(wrong, submitted, Fields.TITLE_ID);
            List<String> documentIds = wrong.read(() -> submitted.texts(Fields.DOCUMENT_IDS));
            NewTitle title = new NewTitle(Type.COMPANY_SPECIAL, text(wrong, submitted, Fields.NAME),
                    text(wrong, submitted, Fields.TAX_NUMBER), text(wrong, submitted, Fields.REGISTRATION_NUMBER),
                    text(wrong, submitted, Fields.REGISTERED_ADDRESS), text(wrong, submitted, Fields.REGISTERED_PHONE),
                    text(wrong, submitted, Fields.BANK), text(wrong, submitted, Fields.BANK_ACCOUNT),
                    submitted.flag(Fields.MAKE_DEFAULT), documentIds);
            wrong.refuseIfAny();
            execution.setProcessBusinessKey(titles.submit(actor.get(), companyId, titleId, title).id());
        };
    }

    @Bean
    TaskListener reviewTitle(InvoiceTitles titles, CurrentActor actor) {
        return task -> {
            Submission submitted = Submission.of(task);
            FieldReasons wrong = new FieldReasons();
            Decision decision = wrong.read(() -> submitted.choice("decision", Decision.class));
            Integer revision = wrong.read(() -> submitted.number("revision", 1, Integer.MAX_VALUE));
            String reason = text(wrong, submitted, "reason");
            wrong.refuseIfAny();
            titles.decide(actor.get(), task.getExecution().getProcessBusinessKey(), revision,
                    decision == Decision.APPROVE, reason);
        };
    }

    @Bean
    JavaDelegate escalateTitleReview(InvoiceTitles titles) {
        return execution -> titles.escalate(execution.getProcessBusinessKey());
    }

    private static String text(FieldReasons wrong, Submission submitted, String field) {
        return wrong.read(() -> submitted.optionalText(field, MOST).orElse(null));
    }

    /** What the start form submits. */
    static final class Fields {
        static final String COMPANY_ID = "companyId";
        static final String TITLE_ID = "titleId";
        static final String NAME = "name";
        static final String TAX_NUMBER = "taxNumber";
        static final String REGISTRATION_NUMBER = "registrationNumber";
        static final String REGISTERED_ADDRESS = "registeredAddress";
        static final String REGISTERED_PHONE = "registeredPhone";
        static final String BANK = "bank";
        static final String BANK_ACCOUNT = "bankAccount";
        static final String MAKE_DEFAULT = "makeDefault";
        static final String DOCUMENT_IDS = "documentIds";

        private Fields() {
        }
    }
}
