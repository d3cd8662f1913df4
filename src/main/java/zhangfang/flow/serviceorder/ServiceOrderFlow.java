package zhangfang.flow.serviceorder;

import java.time.YearMonth;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.task.Task;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import zhangfang.engagement.ServiceMonths;
import zhangfang.flow.engine.FieldReasons;
import zhangfang.flow.engine.ProcessVariables;
import zhangfang.flow.engine.Submission;
import zhangfang.identity.Actor;
import zhangfang.identity.CurrentActor;
import zhangfang.identity.Role;
import zhangfang.ledger.Books;
import zhangfang.ordering.Orders;
import zhangfang.ordering.ServiceOrder;
import zhangfang.termination.Terminations;

/** The steps of the model {@code serviceOrder}. */
@Configuration(proxyBeanMethods = false)
class ServiceOrderFlow {

    /** The message by which a termination hears that all months of its order are done. */
    private static final String SERVICE_ENDED = "serviceEnded";

    /**
     * A direct purchase brings no business key and places the order here. With a key, it is the order of an accepted
     * recommendation, placed just before in this transaction; any other order refuses a second process.
     */
    @Bean
    ExecutionListener placeOrder(Orders orders, CurrentActor actor) {
        return execution -> {
            String orderId = execution.getProcessBusinessKey();
            if (orderId != null) {
                orders.begin(actor.get(), orderId);
                return;
            }
            Submission submitted = Submission.of(execution);
            FieldReasons wrong = new FieldReasons();
            String companyId = wrong.read(() -> submitted.text("companyId", 32));
            String packageCode = wrong.read(() -> submitted.text("packageCode", 32));
            YearMonth firstMonth = wrong.read(() -> submitted.optionalMonth("firstMonth").orElse(null));
            wrong.refuseIfAny();
            execution.setProcessBusinessKey(
                    orders.place(actor.get(), companyId, packageCode, firstMonth).id());
        };
    }

    @Bean
    TaskListener payOrder(Orders orders, CurrentActor actor) {
        return task -> orders.pay(actor.get(), task.getExecution().getProcessBusinessKey());
    }

    @Bean
    JavaDelegate payFromTopUp(Orders orders) {
        return execution -> orders.payFromTopUp(execution.getProcessBusinessKey());
    }

    @Bean
    JavaDelegate cancelIfUnpaid(Orders orders) {
        return execution -> orders.cancelIfUnpaid(execution.getProcessBusinessKey());
    }

    @Bean
    TaskListener confirmStart(Orders orders, CurrentActor actor) {
        return task -> orders.confirmStart(actor.get(), task.getExecution().getProcessBusinessKey());
    }

    @Bean
    JavaDelegate remindStart(Orders orders) {
        return execution -> orders.remindStart(execution.getProcessBusinessKey());
    }

    @Bean
    JavaDelegate refundOrder(Orders orders) {
        return execution -> orders.refund(execution.getProcessBusinessKey());
    }

    @Bean
    TaskListener claimCompany(Orders orders, CurrentActor actor) {
        return task -> orders.claim(actor.get(), task.getExecution().getProcessBusinessKey());
    }

    @Bean
    JavaDelegate offerToGroup(Orders orders, TaskService tasks) {
        return execution -> {
            orders.claimOverdue(execution.getProcessBusinessKey());
            for (Task task : tasks.createTaskQuery().processInstanceId(execution.getProcessInstanceId())
                    .taskDefinitionKey("userTask_claimCompany").list()) {
                tasks.addCandidateGroup(task.getId(), Role.ACCOUNTANT.group());
            }
        };
    }

    /** Books stay where a company has them; they start with the first service month elsewhere. */
    @Bean
    JavaDelegate openBooks(Orders orders, Books books, CurrentActor actor) {
        return execution -> {
            ServiceOrder order = order(orders, execution);
            if (books.find(order.companyId()).isEmpty()) {
                books.open(actor.get(), order.companyId(), order.firstMonth(), Books.Chart.STANDARD);
            }
        };
    }

    @Bean
    JavaDelegate openMonth(Orders orders, ServiceMonths months) {
        return execution -> {
            ServiceOrder order = order(orders, execution);
            YearMonth month = orders.openNextMonth(order.id());
            execution.setVariable(ProcessVariables.SERVICE_MONTH_ID,
                    months.open(Actor.SYSTEM, order.id(), order.companyId(), month));
        };
    }

    @Bean
    JavaDelegate offerRenewal(Orders orders) {
        return execution -> orders.offerRenewal(execution.getProcessBusinessKey());
    }

    @Bean
    JavaDelegate terminateOrder(Orders orders) {
        return execution -> orders.terminate(execution.getProcessBusinessKey());
    }

    /** A termination may wait for the last month. */
    @Bean
    JavaDelegate completeOrder(Orders orders, Terminations terminations, RuntimeService runtime) {
        return execution -> {
            orders.complete(execution.getProcessBusinessKey());
            terminations.waitingFor(execution.getProcessBusinessKey()).ifPresent(termination -> runtime
                    .createMessageCorrelation(SERVICE_ENDED).processInstanceBusinessKey(termination.id())
                    .correlateAll());
        };
    }

    private static ServiceOrder order(Orders orders, DelegateExecution execution) {
        return orders.get(execution.getProcessBusinessKey());
    }
}
