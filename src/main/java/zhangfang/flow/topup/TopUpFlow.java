package zhangfang.flow.topup;

import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import zhangfang.document.Document.Category;
import zhangfang.document.NewDocument;
import zhangfang.flow.engine.FieldReasons;
import zhangfang.flow.engine.Submission;
import zhangfang.identity.CurrentActor;
import zhangfang.money.Money;
import zhangfang.wallet.NewTopUp;
import zhangfang.wallet.SentSlip;
import zhangfang.wallet.TopUp;
import zhangfang.wallet.TopUps;

/** The steps of the model {@code topUp}. */
@Configuration(proxyBeanMethods = false)
class TopUpFlow {

    /** The message by which an order hears that money for it has arrived. */
    private static final String TOP_UP_ARRIVED = "topUpArrived";

    /** What finance decides. */
    private enum Decision {
        CONFIRM, REJECT
    }

    @Bean
    ExecutionListener announceTopUp(TopUps topUps, CurrentActor actor) {
        return execution -> {
            Submission submitted = Submission.of(execution);
            FieldReasons wrong = new FieldReasons();
            String companyId = wrong.read(() -> submitted.text(Fields.COMPANY_ID, 32));
            Money amount = wrong.read(() -> submitted.money(Fields.AMOUNT));
            String payerName = wrong.read(() -> submitted.text(Fields.PAYER_NAME, 200));
            String payerAccount = wrong.read(() -> submitted.text(Fields.PAYER_ACCOUNT, 40));
            String orderId = wrong.read(() -> submitted.optionalText(Fields.ORDER_ID, 32).orElse(null));
            SentSlip slip = wrong.read(() -> slip(submitted));
            String requestKey = wrong.read(() -> submitted.optionalText(Fields.REQUEST_KEY, 64).orElse(null));
            wrong.refuseIfAny();
            execution.setProcessBusinessKey(topUps.announce(actor.get(),
                    new NewTopUp(companyId, amount, payerName, payerAccount, orderId, slip,
                            requestKey)).id());
        };
    }

    private static SentSlip slip(Submission submitted) {
        return new SentSlip(null, submitted.texts(Fields.DOCUMENT_IDS), submitted.file("file")
                .map(file -> new NewDocument(file.name(), Category.TRANSFER_SLIP, file.content())).orElse(null));
    }

    @Bean
    TaskListener confirmReceipt(TopUps topUps, CurrentActor actor) {
        return task -> {
            String topUpId = task.getExecution().getProcessBusinessKey();
            Submission submitted = Submission.of(task);
            Decision decision = submitted.choice("decision", Decision.class);
            String reason = submitted.optionalText("reason", 500).orElse(null);
            if (decision == Decision.CONFIRM) {
                topUps.confirm(actor.get(), topUpId, submitted.money("receivedAmount"), reason);
            } else {
                topUps.reject(actor.get(), topUpId, reason);
            }
        };
    }

    @Bean
    JavaDelegate escalateTopUp(TopUps topUps) {
        return execution -> topUps.escalate(execution.getProcessBusinessKey());
    }

    @Bean
    JavaDelegate payAnnouncedOrder(TopUps topUps, RuntimeService runtime) {
        return execution -> {
            TopUp topUp = topUps.get(execution.getProcessBusinessKey());
            runtime.createMessageCorrelation(TOP_UP_ARRIVED).processInstanceBusinessKey(topUp.orderId())
                    .correlateAll();
            topUps.settled(topUp.id());
        };
    }

    /** What the start form submits. */
    static final class Fields {
        static final String COMPANY_ID = "companyId";
        static final String AMOUNT = "amount";
        static final String PAYER_NAME = "payerName";
        static final String PAYER_ACCOUNT = "payerAccount";
        static final String ORDER_ID = "orderId";
        static final String DOCUMENT_IDS = "documentIds";
        static final String REQUEST_KEY = "requestKey";

        private Fields() {
        }
    }
}
