package zhangfang.flow.serviceorder;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;
import zhangfang.calendar.BusinessClock;
import zhangfang.calendar.Deadlines;
import zhangfang.company.Companies;
import zhangfang.flow.engine.ProcessCases;
import zhangfang.identity.People;
import zhangfang.identity.Role;
import zhangfang.ordering.Orders;
import zhangfang.ordering.PaymentClock;
import zhangfang.ordering.ServiceOrder;
import zhangfang.ordering.ServiceOrder.Status;

/** What the model {@code serviceOrder} asks about the order that an instance moves. */
@Component
public class ServiceOrderFacts implements ProcessCases {

    /** While the clock rests shortly before its end, it is not looked at more often than this. */
    private static final Duration SHORTEST_WAIT = Duration.ofMinutes(15);

    private final Orders orders;
    private final Companies companies;
    private final BusinessClock clock;

    ServiceOrderFacts(Orders orders, Companies companies, BusinessClock clock) {
        this.orders = orders;
        this.companies = companies;
        this.clock = clock;
    }

    @Override
    public String processId() {
        return "serviceOrder";
    }

    @Override
    public Case caseOf(String businessKey) {
        ServiceOrder order = orders.get(businessKey);
        return new Case(order.companyId(), companies.get(order.companyId()).name(), order.id());
    }

    /** What is paid is to be confirmed; paid in the last three days, this is the reminder already. */
    @Override
    public Optional<Sentence> offer(String taskKey, String businessKey) {
        if (!taskKey.equals("userTask_confirmStart")) {
            return Optional.empty();
        }
        ServiceOrder order = orders.get(businessKey);
        String told = clock.now().isBefore(orders.startReminder(order)) ? "confirmStart" : "startReminder";
        return Optional.of(new Sentence("order." + told + "/" + businessKey, "ordering.notice." + told, businessKey,
                Deadlines.lastDayBefore(order.confirmationEnds()), order.price()));
    }

    /** The engine's group of the company's people. */
    public String customers(DelegateExecution execution) {
        return People.companyGroup(order(execution).companyId());
    }

    public Date paymentDue(DelegateExecution execution) {
        return Date.from(orders.paymentClock(order(execution)).due());
    }

    /** The earliest instant at which the time for paying can be over; while the clock rests, not sooner than a while. */
    public Date nextPaymentCheck(DelegateExecution execution) {
        PaymentClock payment = orders.paymentClock(order(execution));
        Instant soonest = payment.resting() ? clock.now().plus(SHORTEST_WAIT) : payment.due();
        return Date.from(payment.due().isAfter(soonest) ? payment.due() : soonest);
    }

    public boolean isPaid(DelegateExecution execution) {
        return order(execution).paidAt() != null;
    }

    public boolean isCancelled(DelegateExecution execution) {
        return order(execution).status() == Status.CANCELLED;
    }

    public Date confirmationEnds(DelegateExecution execution) {
        return Date.from(order(execution).confirmationEnds());
    }

    public Date startReminder(DelegateExecution execution) {
        return Date.from(orders.startReminder(order(execution)));
    }

    /** The accountant who keeps the company already, if there is one. */
    public List<String> keeper(DelegateExecution execution) {
        return companies.keeperToStay(order(execution).companyId()).map(List::of).orElse(List.of());
    }

    /** The accountants' group, where the company has no keeper yet. */
    public List<String> claimGroups(DelegateExecution execution) {
        return keeper(execution).isEmpty() ? List.of(Role.ACCOUNTANT.group()) : List.of();
    }

    public Date claimDue(DelegateExecution execution) {
        return Date.from(Deadlines.endOf(order(execution).claimDue()));
    }

    public Date nextMonthBegins(DelegateExecution execution) {
        return Date.from(Deadlines.startOf(order(execution).nextMonth()));
    }

    public boolean hasMonthsLeft(DelegateExecution execution) {
        return order(execution).hasMonthsLeft();
    }

    public Date renewalOffer(DelegateExecution execution) {
        return Date.from(orders.renewalOffer(order(execution)));
    }

    private ServiceOrder order(DelegateExecution execution) {
        return orders.get(execution.getProcessBusinessKey());
    }
}
