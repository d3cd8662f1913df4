package zhangfang.flow.invoicetitlereview;

import java.util.HashMap;
import java.util.Map;
import org.camunda.bpm.engine.RuntimeService;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import zhangfang.flow.engine.OnBehalf;
import zhangfang.flow.engine.TransientValues;
import zhangfang.flow.invoicetitlereview.InvoiceTitleReviewFlow.Fields;
import zhangfang.identity.Actor;
import zhangfang.invoicing.NewTitle;
import zhangfang.invoicing.TitleReviews;

/** Starts {@code invoiceTitleReview} the way its start form does, and tells it what the customer does meanwhile. */
@Component
class InvoiceTitleReviewStart implements TitleReviews {

    private static final String TITLE_CHANGED = "invoiceTitleChanged";
    private static final String TITLE_REMOVED = "invoiceTitleRemoved";

    private final RuntimeService runtime;
    private final OnBehalf onBehalf;

    InvoiceTitleReviewStart(RuntimeService runtime, OnBehalf onBehalf) {
        this.runtime = runtime;
        this.onBehalf = onBehalf;
    }

    @Override
    @Transactional
    public String start(Actor actor, String companyId, String titleId, NewTitle title) {
        Map<String, Object> submitted = new HashMap<>();
        submitted.put(Fields.COMPANY_ID, companyId);
        submitted.put(Fields.TITLE_ID, titleId);
        submitted.put(Fields.NAME, title.name());
        submitted.put(Fields.TAX_NUMBER, title.taxNumber());
        submitted.put(Fields.REGISTRATION_NUMBER, title.registrationNumber());
        submitted.put(Fields.REGISTERED_ADDRESS, title.registeredAddress());
        submitted.put(Fields.REGISTERED_PHONE, title.registeredPhone());
        submitted.put(Fields.BANK, title.bank());
        submitted.put(Fields.BANK_ACCOUNT, title.bankAccount());
        submitted.put(Fields.MAKE_DEFAULT, title.makeDefault());
        submitted.put(Fields.DOCUMENT_IDS, TransientValues.texts(title.documentIds()));
        return onBehalf.of(actor, () -> runtime.startProcessInstanceByKey("invoiceTitleReview",
                TransientValues.of(submitted))).getBusinessKey();
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public void changed(String titleId) {
        tell(TITLE_CHANGED, titleId);
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public void removed(String titleId) {
        tell(TITLE_REMOVED, titleId);
    }

    /** The domain has checked who asks; the person needs no rights on the instance. */
    private void tell(String message, String titleId) {
        onBehalf.unchecked(() -> {
            runtime.createMessageCorrelation(message).processInstanceBusinessKey(titleId).correlate();
            return null;
        });
    }
}
