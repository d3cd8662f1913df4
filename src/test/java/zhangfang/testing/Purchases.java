package zhangfang.testing;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import zhangfang.company.Companies;
import zhangfang.company.Company;
import zhangfang.company.NewCompany;
import zhangfang.identity.Actor;
import zhangfang.identity.People;
import zhangfang.identity.Role;
import zhangfang.money.Money;
import zhangfang.ordering.Orders;
import zhangfang.ordering.ServiceOrder;
import zhangfang.wallet.Wallet;

/**
 * People who buy and sell a service, each acting through the engine with authorizations, as Tasklist lets them. Every
 * instance has its own customer, company, and staff.
 */
public final class Purchases {

    public static final String PASSWORD = "zhangfang-test";

    private static final AtomicInteger COUNTER = new AtomicInteger();

    public final ProcessEngine engine;
    public final People people;
    public final Companies companies;
    public final Orders orders;
    public final Wallet wallet;
    public final String customer;
    public final String accountant;
    public final String colleague;
    public final String finance;
    public final String advisor;
    public final String companyId;
    private final JdbcClient jdbc;

    public Purchases(ApplicationContext context) {
        this(context, Company.TaxpayerType.SMALL_SCALE);
    }

    public Purchases(ApplicationContext context, Company.TaxpayerType type) {
        engine = context.getBean(ProcessEngine.class);
        people = context.getBean(People.class);
        companies = context.getBean(Companies.class);
        orders = context.getBean(Orders.class);
        wallet = context.getBean(Wallet.class);
        jdbc = context.getBean(JdbcClient.class);
        int number = COUNTER.incrementAndGet();
        customer = person("buyer-" + number, Role.CUSTOMER);
        accountant = person("keeper-" + number, Role.ACCOUNTANT);
        colleague = person("colleague-" + number, Role.ACCOUNTANT);
        finance = person("cashier-" + number, Role.FINANCE);
        advisor = person("advisor-" + number, Role.ADVISOR);
        companyId = companies.add(actor(customer), new NewCompany(CreditCodes.next(), "星河商贸" + number, type,
                Company.Standard.SMALL_ENTERPRISE, Company.Region.CITY, "批发", "王芳", "13800000000", null)).id();
    }

    public String person(String id, Role role) {
        people.add(id, id, PASSWORD, role);
        return id;
    }

    public Actor actor(String user) {
        return people.actor(user);
    }

    /** Does something in the engine as this person, authorizations checked. */
    public <T> T as(String user, Supplier<T> command) {
        engine.getIdentityService().setAuthentication(user, people.groupsOf(user), List.of());
        try {
            return command.get();
        } finally {
            engine.getIdentityService().clearAuthentication();
        }
    }

    /** Starts a process as the customer does with its start form. @return the business key */
    public String start(String process, Map<String, Object> submitted) {
        return start(customer, process, submitted);
    }

    public String start(String user, String process, Map<String, Object> submitted) {
        return as(user, () -> engine.getRuntimeService().startProcessInstanceByKey(process, submitted))
                .getBusinessKey();
    }

    public String order(String packageCode) {
        return start("serviceOrder", Map.of("companyId", companyId, "packageCode", packageCode));
    }

    public String topUp(String amount) {
        return start("topUp", Map.of("companyId", companyId, "amount", amount, "payerName", "星河商贸",
                "payerAccount", "6222 0000 1234 5678"));
    }

    public String topUpFor(String orderId, String amount) {
        return start("topUp", Map.of("companyId", companyId, "amount", amount, "payerName", "星河商贸",
                "payerAccount", "6222 0000 1234 5678", "orderId", orderId));
    }

    /** Finance confirms a top-up as announced. */
    public void confirmTopUp(String topUpId, String amount) {
        complete(finance, topUpId, "userTask_confirmReceipt",
                Map.of("decision", "CONFIRM", "receivedAmount", amount));
    }

    /** The balance has this much more. */
    public void haveMoney(String amount) {
        confirmTopUp(topUp(amount), amount);
    }

    /** The customer asks cash back. */
    public String withdraw(String amount) {
        return start("withdrawal", Map.of("companyId", companyId, "amount", amount, "payeeName", "星河商贸",
                "bank", "工商银行深圳南山支行", "account", "6222 0000 1234 5678"));
    }

    /** Finance has paid a withdrawal out, on this day. */
    public void payOut(String withdrawalId, String day) {
        complete(finance, withdrawalId, "userTask_payWithdrawal",
                Map.of("decision", "PAID", "bankReference", "20261110-0001", "paidOn", day));
    }

    /** An order that is paid. */
    public String paidOrder(String packageCode) {
        String orderId = order(packageCode);
        haveMoney(orders.get(orderId).price().toString());
        pay(orderId);
        return orderId;
    }

    public void pay(String orderId) {
        complete(customer, orderId, "userTask_payOrder", Map.of());
    }

    public void confirmStart(String orderId) {
        complete(customer, orderId, "userTask_confirmStart", Map.of());
    }

    public void claim(String orderId) {
        complete(accountant, orderId, "userTask_claimCompany", Map.of());
    }

    /** Claims where nobody has, and completes a task as this person, who must be able to see it. */
    public void complete(String user, String businessKey, String step, Map<String, Object> submitted) {
        Task task = taskOf(user, businessKey, step)
                .orElseThrow(() -> new AssertionError(user + " sees no " + step + " of " + businessKey));
        as(user, () -> {
            engine.getTaskService().complete(task.getId(), submitted);
            return null;
        });
    }

    /** The task, if this person may see it. */
    public Optional<Task> taskOf(String user, String businessKey, String step) {
        return Optional.ofNullable(as(user, () -> engine.getTaskService().createTaskQuery()
                .processInstanceBusinessKey(businessKey).taskDefinitionKey(step).singleResult()));
    }

    public ProcessInstance instance(String businessKey) {
        return engine.getRuntimeService().createProcessInstanceQuery().processInstanceBusinessKey(businessKey)
                .singleResult();
    }

    /** The instance's id, running or ended. */
    public String instanceId(String process, String businessKey) {
        return engine.getHistoryService().createHistoricProcessInstanceQuery().processDefinitionKey(process)
                .processInstanceBusinessKey(businessKey).singleResult().getId();
    }

    public boolean hasPassed(String process, String businessKey, String... steps) {
        String id = instanceId(process, businessKey);
        for (String step : steps) {
            if (engine.getHistoryService().createHistoricActivityInstanceQuery().processInstanceId(id)
                    .activityId(step).finished().count() == 0) {
                return false;
            }
        }
        return true;
    }

    public boolean hasEnded(String process, String businessKey) {
        return engine.getHistoryService().createHistoricProcessInstanceQuery()
                .processInstanceId(instanceId(process, businessKey)).singleResult().getEndTime() != null;
    }

    /** What this test leaves running sleeps, so that its timers do not disturb other tests. */
    public void sleep() {
        for (String key : List.of("requirement", "serviceOrder", "serviceTermination", "topUp", "withdrawal",
                "invoiceApplication", "invoiceReturn", "invoiceTitleReview", "supportTicket")) {
            engine.getRuntimeService().createProcessInstanceQuery().processDefinitionKey(key).active().list()
                    .forEach(instance -> engine.getRuntimeService().suspendProcessInstanceById(instance.getId()));
        }
    }

    public ServiceOrder get(String orderId) {
        return orders.get(orderId);
    }

    public Money balance() {
        return wallet.balance(companyId).total();
    }

    public List<String> notices() {
        return jdbc.sql("select message_key from notice where company_id = ? order by id").param(companyId)
                .query(String.class).list();
    }
}
