package zhangfang.flow.withdrawal;

import java.time.LocalDate;
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
import zhangfang.wallet.NewWithdrawal;
import zhangfang.wallet.PayOut;
import zhangfang.wallet.SentSlip;
import zhangfang.wallet.Withdrawals;

/** The steps of the model {@code withdrawal}. */
@Configuration(proxyBeanMethods = false)
class WithdrawalFlow {

    static final String PROCESS = "withdrawal";
    static final String CANCEL = "userTask_cancelWithdrawal";

    /** What finance decides. */
    private enum Decision {
        PAID, REJECT
    }

    @Bean
    ExecutionListener requestWithdrawal(Withdrawals withdrawals, CurrentActor actor) {
        return execution -> {
            Submission submitted = Submission.of(execution);
            FieldReasons wrong = new FieldReasons();
            String companyId = wrong.read(() -> submitted.text(Fields.COMPANY_ID, 32));
            Money amount = wrong.read(() -> submitted.money(Fields.AMOUNT));
            String payeeName = wrong.read(() -> submitted.text(Fields.PAYEE_NAME, 200));
            String bank = wrong.read(() -> submitted.text(Fields.BANK, 200));
            String account = wrong.read(() -> submitted.text(Fields.ACCOUNT, 40));
            String requestKey = wrong.read(() -> submitted.optionalText(Fields.REQUEST_KEY, 64).orElse(null));
            wrong.refuseIfAny();
            execution.setProcessBusinessKey(withdrawals.request(actor.get(),
                    new NewWithdrawal(companyId, amount, payeeName, bank, account, requestKey)).id());
        };
    }

    @Bean
    TaskListener payWithdrawal(Withdrawals withdrawals, CurrentActor actor) {
        return task -> {
            String withdrawalId = task.getExecution().getProcessBusinessKey();
            Submission submitted = Submission.of(task);
            Decision decision = submitted.choice("decision", Decision.class);
            String reason = submitted.optionalText("reason", 500).orElse(null);
            if (decision == Decision.REJECT) {
                withdrawals.reject(actor.get(), withdrawalId, reason);
                return;
            }
            FieldReasons wrong = new FieldReasons();
            String bankReference = wrong.read(() -> submitted.text("bankReference", 60));
            LocalDate paidOn = wrong.read(() -> submitted.date("paidOn"));
            SentSlip slip = wrong.read(() -> slip(task.getId(), submitted));
            wrong.refuseIfAny();
            withdrawals.pay(actor.get(), withdrawalId, new PayOut(bankReference, paidOn, reason, slip));
        };
    }

    private static SentSlip slip(String taskId, Submission submitted) {
        return new SentSlip(taskId, submitted.texts("documentIds"), submitted.file("file")
                .map(file -> new NewDocument(file.name(), Category.PAYOUT_SLIP, file.content())).orElse(null));
    }

    @Bean
    TaskListener cancelWithdrawal(Withdrawals withdrawals, CurrentActor actor) {
        return task -> withdrawals.cancel(actor.get(), task.getExecution().getProcessBusinessKey());
    }

    @Bean
    JavaDelegate escalateWithdrawal(Withdrawals withdrawals) {
        return execution -> withdrawals.escalate(execution.getProcessBusinessKey());
    }

    /** What the start form submits. */
    static final class Fields {
        static final String COMPANY_ID = "companyId";
        static final String AMOUNT = "amount";
        static final String PAYEE_NAME = "payeeName";
        static final String BANK = "bank";
        static final String ACCOUNT = "account";
        static final String REQUEST_KEY = "requestKey";

        private Fields() {
        }
    }
}
