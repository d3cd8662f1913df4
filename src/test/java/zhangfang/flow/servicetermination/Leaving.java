package zhangfang.flow.servicetermination;

import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.task.Task;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import zhangfang.calendar.BusinessClock;
import zhangfang.engagement.ServiceMonths;
import zhangfang.identity.Role;
import zhangfang.ordering.ServiceOrder;
import zhangfang.termination.Termination;
import zhangfang.termination.Terminations;
import zhangfang.testing.Purchases;
import zhangfang.testing.TimeMachineForTests.Time;

/** A company in service whose people and agency end it, each through the engine. Its months end at a word. */
final class Leaving {

    final Purchases shop;
    final Terminations terminations;
    final String owner;
    private final Time time;
    private final BusinessClock clock;
    private final ServiceMonths months;
    private final JdbcClient jdbc;
    private final String standIn;

    Leaving(ApplicationContext context) {
        shop = new Purchases(context);
        time = context.getBean(Time.class);
        clock = context.getBean(BusinessClock.class);
        months = context.getBean(ServiceMonths.class);
        jdbc = context.getBean(JdbcClient.class);
        terminations = context.getBean(Terminations.class);
        owner = shop.person("owner-of-" + shop.customer, Role.PROCESS_OWNER);
        standIn = shop.engine.getRepositoryService().createDeployment()
                .addClasspathResource("flow/monthly-bookkeeping-stand-in.bpmn").deploy().getId();
    }

    /** A test's end: nothing of it disturbs the next. */
    void leave() {
        endMonths();
        shop.sleep();
        shop.engine.getRepositoryService().deleteDeployment(standIn, true);
    }

    String confirmed(String packageCode) {
        String order = shop.paidOrder(packageCode);
        shop.confirmStart(order);
        return order;
    }

    /** An order whose first month has begun. */
    String inService(String packageCode) {
        String order = confirmed(packageCode);
        shop.claim(order);
        time.runDueJobs();
        return order;
    }

    String ask(String order, String lastMonth) {
        return ask(shop.customer, order, lastMonth);
    }

    String ask(String user, String order, String lastMonth) {
        return shop.start(user, "serviceTermination", Map.of("companyId", shop.companyId, "orderId", order,
                "lastMonth", lastMonth, "reason", "业务停止"));
    }

    void approve(String id, String lastMonth, String refund, String handover) {
        shop.complete(owner, id, "userTask_decideTermination", Map.of("decision", "APPROVE", "lastMonth", lastMonth,
                "refund", refund, "handover", handover));
    }

    void approveWithDeduction(String id, String lastMonth, String refund, String reason) {
        shop.complete(owner, id, "userTask_decideTermination", Map.of("decision", "APPROVE", "lastMonth", lastMonth,
                "refund", refund, "handover", "AFTER_MONTHS", "deductionReason", reason));
    }

    void reject(String id, String reason) {
        shop.complete(owner, id, "userTask_decideTermination", Map.of("decision", "REJECT", "reason", reason));
    }

    void handOver(String user, String id) {
        shop.complete(user, id, "userTask_handOverCompany", Map.of("receivedBy", "王芳", "rows",
                "[{\"kind\":\"记账凭证\",\"quantity\":12,\"remark\":\"\"},{\"kind\":\"账簿\",\"quantity\":3}]"));
    }

    /** The stand-ins of this company's months, with the month itself brought to where they stand. */
    List<Task> openMonths() {
        jdbc.sql("update service_month set stage = 'BOOKKEEPING', step_due = opened_at where stage = 'NOT_STARTED' and company_id = ?")
                .param(shop.companyId).update();
        return shop.engine.getTaskService().createTaskQuery().taskDefinitionKey("userTask_keepBooks")
                .processDefinitionKey("monthlyBookkeeping").orderByTaskCreateTime().asc().list().stream()
                .filter(task -> months.get(monthOf(task)).companyId().equals(shop.companyId))
                .toList();
    }

    void endMonths() {
        openMonths().forEach(this::endMonth);
    }

    void endMonth(Task task) {
        jdbc.sql("update service_month set stage = 'ENDED', step_due = null, filing_status = 'PAID', ended_at = ? where id = ?")
                .params(clock.now().atOffset(ZoneOffset.UTC), monthOf(task)).update();
        shop.engine.getTaskService().complete(task.getId());
    }

    private String monthOf(Task task) {
        return shop.engine.getRuntimeService().createProcessInstanceQuery()
                .processInstanceId(task.getProcessInstanceId()).singleResult().getBusinessKey();
    }

    Termination get(String id) {
        return terminations.get(id);
    }

    ServiceOrder order(String id) {
        return shop.get(id);
    }

    boolean ended(String id) {
        return shop.hasEnded("serviceTermination", id);
    }

    boolean passed(String id, String... steps) {
        return shop.hasPassed("serviceTermination", id, steps);
    }

    String keeper() {
        return shop.companies.get(shop.companyId).keeperId();
    }
}
