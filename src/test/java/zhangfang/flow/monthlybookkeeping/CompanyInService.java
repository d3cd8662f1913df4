package zhangfang.flow.monthlybookkeeping;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.springframework.context.ApplicationContext;
import zhangfang.company.Companies;
import zhangfang.company.Company;
import zhangfang.company.Company.Region;
import zhangfang.company.Company.Standard;
import zhangfang.company.Company.TaxpayerType;
import zhangfang.company.NewCompany;
import zhangfang.engagement.Confirmations;
import zhangfang.engagement.ServiceMonth;
import zhangfang.engagement.ServiceMonths;
import zhangfang.engagement.Step;
import zhangfang.identity.Actor;
import zhangfang.identity.People;
import zhangfang.identity.Role;
import zhangfang.intake.Mailings;
import zhangfang.ledger.Books;
import zhangfang.ledger.Books.Chart;
import zhangfang.ledger.Vouchers;
import zhangfang.ledger.Vouchers.Draft;
import zhangfang.ledger.Vouchers.DraftEntry;
import zhangfang.testing.CreditCodes;

/** One company with its people and books, and its service months in a test's hands. */
final class CompanyInService {

    private static final AtomicInteger COUNTER = new AtomicInteger();
    static final String PASSWORD = "zhangfang-test";

    final String id;
    final String customer;
    final String keeper;
    final String otherAccountant;
    final String reviewer;

    private final ApplicationContext context;

    CompanyInService(ApplicationContext context, String booksFrom) {
        this(context, booksFrom, "星河商贸", null);
    }

    /** @param beside a company with the same people of the agency, or {@code null} */
    CompanyInService(ApplicationContext context, String booksFrom, String name, CompanyInService beside) {
        this.context = context;
        customer = person("customer", Role.CUSTOMER);
        keeper = beside != null ? beside.keeper : person("keeper", Role.ACCOUNTANT);
        otherAccountant = beside != null ? beside.otherAccountant : person("accountant", Role.ACCOUNTANT);
        reviewer = beside != null ? beside.reviewer : person("reviewer", Role.REVIEWER);
        Company company = companies().add(actor(customer), new NewCompany(CreditCodes.next(), name,
                TaxpayerType.SMALL_SCALE, Standard.SMALL_ENTERPRISE, Region.CITY, null, null, null, null));
        id = company.id();
        companies().assignKeeper(Actor.SYSTEM, id, keeper);
        context.getBean(Books.class).open(actor(keeper), id, YearMonth.parse(booksFrom), Chart.STANDARD);
    }

    String person(String kind, Role... roles) {
        String user = kind + "-" + Long.toString(System.nanoTime(), 36) + COUNTER.incrementAndGet();
        people().add(user, kind, PASSWORD, roles);
        return user;
    }

    /** The service month begins, with its process. */
    Month begins(String month) {
        String monthId = months().open(Actor.SYSTEM, null, id, YearMonth.parse(month));
        runtime().startProcessInstanceByKey(MonthlyBookkeepingFlow.PROCESS, monthId);
        return new Month(monthId);
    }

    /** Instances that a test leaves behind sleep, so that their timers don't disturb other tests. */
    void sleep() {
        for (ServiceMonth month : months().ofCompany(id)) {
            runtime().createProcessInstanceQuery().processInstanceBusinessKey(month.id()).active().list()
                    .forEach(instance -> runtime().suspendProcessInstanceById(instance.getId()));
        }
    }

    /** What the book shows for sales of a month: bank 1000.00 against income. */
    void bookSale(String date) {
        vouchers().write(actor(keeper), id, new Draft(date, null, List.of(
                new DraftEntry("销售", "1002", null, "1000.00", null, null, null),
                new DraftEntry("销售", "5001", null, null, "1000.00", null, "1"))), false);
    }

    Actor actor(String user) {
        return people().actor(user);
    }

    <T> T as(String user, Supplier<T> what) {
        IdentityService identity = context.getBean(IdentityService.class);
        identity.setAuthentication(user, people().groupsOf(user), List.of());
        try {
            return what.get();
        } finally {
            identity.clearAuthentication();
        }
    }

    ServiceMonths months() {
        return context.getBean(ServiceMonths.class);
    }

    Confirmations confirmations() {
        return context.getBean(Confirmations.class);
    }

    Mailings mailings() {
        return context.getBean(Mailings.class);
    }

    Vouchers vouchers() {
        return context.getBean(Vouchers.class);
    }

    private Companies companies() {
        return context.getBean(Companies.class);
    }

    private People people() {
        return context.getBean(People.class);
    }

    private RuntimeService runtime() {
        return context.getBean(RuntimeService.class);
    }

    private TaskService tasks() {
        return context.getBean(TaskService.class);
    }

    /** One service month and its process. */
    final class Month {

        final String id;

        private Month(String id) {
            this.id = id;
        }

        ServiceMonth row() {
            return months().get(id);
        }

        ProcessInstance instance() {
            return runtime().createProcessInstanceQuery().processInstanceBusinessKey(id).singleResult();
        }

        boolean ended() {
            return instance() == null;
        }

        /** Element ids of the open tasks. */
        List<String> openTasks() {
            return tasks().createTaskQuery().processInstanceBusinessKey(id).list().stream()
                    .map(Task::getTaskDefinitionKey).map(key -> key.substring("userTask_".length())).sorted().toList();
        }

        Task task(String verbObject) {
            List<Task> found = tasks().createTaskQuery().processInstanceBusinessKey(id)
                    .taskDefinitionKey("userTask_" + verbObject).orderByTaskCreateTime().asc().list();
            assertThat(found).as("open task %s, open are %s", verbObject, openTasks()).isNotEmpty();
            return found.get(0);
        }

        /** Does a task as this person, with names and values of what is submitted. */
        void does(String user, String verbObject, Object... submitted) {
            completes(user, task(verbObject).getId(), submitted);
        }

        void completes(String user, String taskId, Object... submitted) {
            Map<String, Object> variables = new HashMap<>();
            for (int i = 0; i < submitted.length; i += 2) {
                variables.put((String) submitted[i], submitted[i + 1]);
            }
            as(user, () -> {
                tasks().complete(taskId, variables);
                return null;
            });
        }

        Month hasNoDocuments() {
            does(customer, "mailDocuments", "choice", "NONE");
            return this;
        }

        Month isKept() {
            does(keeper, "keepBooks");
            return this;
        }

        Month isReviewed() {
            does(reviewer, "reviewVouchers", "decision", "APPROVE");
            return this;
        }

        /** Closed, with the issuing of the reports still to be run. */
        Month isClosed() {
            does(keeper, "closeMonth", "decision", "CLOSE");
            return this;
        }

        /** Everything up to closing, without documents. */
        Month goesThroughToClosed() {
            return hasNoDocuments().isKept().isReviewed().isClosed();
        }

        Month isConfirmed() {
            does(customer, "confirmStatements", "decision", "CONFIRM");
            does(customer, "confirmTaxes", "decision", "CONFIRM");
            return this;
        }

        Month isFiled(String day) {
            does(keeper, "fileTaxes", "filedOn", day, "reference", "SB-1");
            does(keeper, "recordReceipts", "paidOn", day, "reference", "WS-1");
            return this;
        }

        List<Step> steps() {
            return months().steps(id);
        }

        List<String> actions() {
            return new ArrayList<>(months().steps(id).stream().map(Step::action).toList());
        }
    }
}
