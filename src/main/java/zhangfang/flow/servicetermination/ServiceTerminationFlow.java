package zhangfang.flow.servicetermination;

import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import zhangfang.engagement.NewHandover;
import zhangfang.flow.engine.FieldReasons;
import zhangfang.flow.engine.Submission;
import zhangfang.identity.CurrentActor;
import zhangfang.money.Money;
import zhangfang.ordering.Orders;
import zhangfang.ordering.ServiceOrder;
import zhangfang.refusal.Refusal;
import zhangfang.termination.Approval;
import zhangfang.termination.HandoverList;
import zhangfang.termination.NewTermination;
import zhangfang.termination.Termination;
import zhangfang.termination.Terminations;

/** The steps of the model {@code serviceTermination}. */
@Configuration(proxyBeanMethods = false)
class ServiceTerminationFlow {

    /** The message by which an order hears that no month of it begins any more. */
    private static final String MONTHS_CANCELLED = "monthsCancelled";

    /** What the process owner decides. */
    private enum Decision {
        APPROVE, REJECT
    }

    @Bean
    ExecutionListener askTermination(Terminations terminations, CurrentActor actor) {
        return execution -> {
            Submission submitted = Submission.of(execution);
            FieldReasons wrong = new FieldReasons();
            String companyId = wrong.read(() -> submitted.text("companyId", 32));
            String orderId = wrong.read(() -> submitted.text("orderId", 32));
            String reason = wrong.read(() -> submitted.text("reason", 500));
            YearMonth lastMonth = wrong.read(() -> month(submitted));
            wrong.refuseIfAny();
            execution.setProcessBusinessKey(
                    terminations.ask(actor.get(), new NewTermination(companyId, orderId, reason, lastMonth)).id());
        };
    }

    @Bean
    TaskListener decideTermination(Terminations terminations, CurrentActor actor) {
        return task -> {
            String id = task.getExecution().getProcessBusinessKey();
            Submission submitted = Submission.of(task);
            if (submitted.choice("decision", Decision.class) == Decision.REJECT) {
                terminations.reject(actor.get(), id, submitted.text("reason", 500));
                return;
            }
            FieldReasons wrong = new FieldReasons();
            YearMonth lastMonth = wrong.read(() -> month(submitted));
            Money refund = wrong.read(() -> submitted.money("refund"));
            String deductionReason = wrong.read(() -> submitted.optionalText("deductionReason", 500).orElse(null));
            Termination.Handover handover = wrong.read(() -> submitted.choice("handover", Termination.Handover.class));
            wrong.refuseIfAny();
            terminations.approve(actor.get(), id, new Approval(lastMonth, refund, deductionReason, handover));
        };
    }

    @Bean
    TaskListener cancelTermination(Terminations terminations, CurrentActor actor) {
        return task -> terminations.withdraw(actor.get(), task.getExecution().getProcessBusinessKey());
    }

    @Bean
    JavaDelegate escalateDecision(Terminations terminations) {
        return execution -> terminations.decisionOverdue(execution.getProcessBusinessKey());
    }

    /** An order with months left goes on to the last of them by itself. */
    @Bean
    JavaDelegate stopMonths(Terminations terminations, Orders orders, RuntimeService runtime) {
        return execution -> {
            ServiceOrder order = orders.get(terminations.get(execution.getProcessBusinessKey()).orderId());
            if (order.monthsCancelled() > 0 && !order.hasMonthsLeft()) {
                runtime.createMessageCorrelation(MONTHS_CANCELLED).processInstanceBusinessKey(order.id())
                        .correlateAll();
            }
        };
    }

    @Bean
    JavaDelegate beginHandover(Terminations terminations) {
        return execution -> terminations.beginHandover(execution.getProcessBusinessKey());
    }

    @Bean
    TaskListener handOverCompany(Terminations terminations, CurrentActor actor) {
        return task -> {
            Submission submitted = Submission.of(task);
            FieldReasons wrong = new FieldReasons();
            String receivedBy = wrong.read(() -> submitted.text("receivedBy", 100));
            String remark = wrong.read(() -> submitted.optionalText("remark", 500).orElse(null));
            List<NewHandover.Row> rows = wrong.read(() -> submitted.rows("rows").stream()
                    .map(row -> new NewHandover.Row(text(row, "kind"), text(row, "quantity"), text(row, "remark")))
                    .toList());
            wrong.refuseIfAny();
            terminations.handOver(actor.get(), task.getExecution().getProcessBusinessKey(),
                    new HandoverList(receivedBy, remark, rows));
        };
    }

    @Bean
    JavaDelegate escalateHandover(Terminations terminations) {
        return execution -> terminations.handoverOverdue(execution.getProcessBusinessKey());
    }

    @Bean
    TaskListener confirmHandover(Terminations terminations, CurrentActor actor) {
        return task -> terminations.confirmHandover(actor.get(), task.getExecution().getProcessBusinessKey(),
                Submission.of(task).optionalText("remark", 500).orElse(null));
    }

    @Bean
    JavaDelegate confirmBySilence(Terminations terminations) {
        return execution -> terminations.confirmBySilence(execution.getProcessBusinessKey());
    }

    @Bean
    JavaDelegate completeTermination(Terminations terminations) {
        return execution -> terminations.complete(execution.getProcessBusinessKey());
    }

    private static YearMonth month(Submission submitted) {
        return submitted.optionalMonth("lastMonth")
                .orElseThrow(() -> Refusal.field("lastMonth", "flow.field.required"));
    }

    private static String text(Map<String, Object> row, String field) {
        return Objects.toString(row.get(field), null);
    }
}
