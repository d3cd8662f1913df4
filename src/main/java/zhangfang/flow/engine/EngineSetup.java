package zhangfang.flow.engine;

import static org.camunda.bpm.engine.authorization.Authorization.ANY;
import static org.camunda.bpm.engine.authorization.Authorization.AUTH_TYPE_GRANT;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permission;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions;
import org.camunda.bpm.engine.authorization.ProcessInstancePermissions;
import org.camunda.bpm.engine.authorization.Resource;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.task.TaskQuery;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import zhangfang.identity.People;
import zhangfang.identity.Role;

/**
 * Brings the engine's groups, authorizations and Tasklist filters to what this version wants, at every start. Tasks
 * themselves need no authorization here: whoever a task is offered to may see, claim and complete it, nobody else.
 */
@Component
class EngineSetup implements SmartInitializingSingleton {

    /** Either side starts it: customers, the company's accountant, process owners. */
    private static final String TERMINATION = "serviceTermination";
    /** What customers start themselves. */
    private static final List<String> STARTED_BY_CUSTOMERS = List.of("requirement", "serviceOrder", "topUp", "withdrawal",
            "invoiceApplication", "invoiceReturn", TERMINATION, "invoiceTitleReview", "supportTicket");

    private static final Map<Role, String> ROLE_NAMES = new LinkedHashMap<>();

    static {
        ROLE_NAMES.put(Role.CUSTOMER, "客户");
        ROLE_NAMES.put(Role.ADVISOR, "顾问");
        ROLE_NAMES.put(Role.ACCOUNTANT, "会计");
        ROLE_NAMES.put(Role.REVIEWER, "审核会计");
        ROLE_NAMES.put(Role.FINANCE, "财务");
        ROLE_NAMES.put(Role.PROCESS_OWNER, "流程负责人");
        ROLE_NAMES.put(Role.ADMINISTRATOR, "系统管理员");
    }

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final People people;
    private final AuthorizationService authorizations;
    private final FilterService filters;
    private final TaskService tasks;

    EngineSetup(JdbcClient jdbc, TransactionTemplate transaction, People people, AuthorizationService authorizations,
            FilterService filters, TaskService tasks) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.people = people;
        this.authorizations = authorizations;
        this.filters = filters;
        this.tasks = tasks;
    }

    @Override
    public void afterSingletonsInstantiated() {
        transaction.executeWithoutResult(status -> {
            jdbc.sql("select id from startup_lock where id = 1 for update").query(Integer.class).single();
            people.ensureRoles(ROLE_NAMES);
            grantToAll();
            grantToCustomers();
            grantToProcessOwners();
            grantToAccountants();
            grantToAdministrators();
            createFilters();
        });
    }

    private void grantToAll() {
        for (Role role : ROLE_NAMES.keySet()) {
            grant(role, Resources.APPLICATION, "tasklist", Permissions.ACCESS);
            grant(role, Resources.APPLICATION, "welcome", Permissions.ACCESS);
            if (role != Role.CUSTOMER) {
                grant(role, Resources.PROCESS_DEFINITION, ANY, Permissions.READ);
            }
        }
    }

    private void grantToCustomers() {
        for (String process : STARTED_BY_CUSTOMERS) {
            grant(Role.CUSTOMER, Resources.PROCESS_DEFINITION, process,
                    Permissions.READ, Permissions.CREATE_INSTANCE);
        }
        // Tasklist shows the name and the diagram of the process that a task belongs to.
        grant(Role.CUSTOMER, Resources.PROCESS_DEFINITION, "monthlyBookkeeping", Permissions.READ);
        grant(Role.CUSTOMER, Resources.PROCESS_INSTANCE, ANY, Permissions.CREATE);
    }

    private void grantToAccountants() {
        grant(Role.ACCOUNTANT, Resources.PROCESS_DEFINITION, TERMINATION, Permissions.READ, Permissions.CREATE_INSTANCE);
        grant(Role.ACCOUNTANT, Resources.PROCESS_INSTANCE, ANY, Permissions.CREATE);
    }

    /** They read, retry and suspend; they neither delete instances nor touch variables or tokens. */
    private void grantToProcessOwners() {
        grant(Role.PROCESS_OWNER, Resources.APPLICATION, "cockpit", Permissions.ACCESS);
        grant(Role.PROCESS_OWNER, Resources.PROCESS_DEFINITION, ANY, Permissions.READ, Permissions.READ_INSTANCE,
                Permissions.READ_TASK, Permissions.READ_HISTORY, ProcessDefinitionPermissions.RETRY_JOB,
                ProcessDefinitionPermissions.SUSPEND, ProcessDefinitionPermissions.SUSPEND_INSTANCE,
                ProcessDefinitionPermissions.READ_INSTANCE_VARIABLE, ProcessDefinitionPermissions.READ_TASK_VARIABLE);
        grant(Role.PROCESS_OWNER, Resources.PROCESS_DEFINITION, TERMINATION, Permissions.READ,
                Permissions.CREATE_INSTANCE);
        grant(Role.PROCESS_OWNER, Resources.PROCESS_INSTANCE, ANY, Permissions.READ, Permissions.CREATE,
                ProcessInstancePermissions.RETRY_JOB, ProcessInstancePermissions.SUSPEND);
        grant(Role.PROCESS_OWNER, Resources.DECISION_DEFINITION, ANY, Permissions.READ, Permissions.READ_HISTORY);
        grant(Role.PROCESS_OWNER, Resources.DEPLOYMENT, ANY, Permissions.READ);
        grant(Role.PROCESS_OWNER, Resources.USER, ANY, Permissions.READ);
        grant(Role.PROCESS_OWNER, Resources.GROUP, ANY, Permissions.READ);
    }

    private void grantToAdministrators() {
        for (Resource resource : Resources.values()) {
            if (resource != Resources.APPLICATION) {
                grant(Role.ADMINISTRATOR, resource, ANY, Permissions.ALL);
            }
        }
        grant(Role.ADMINISTRATOR, Resources.APPLICATION, ANY, Permissions.ALL);
    }

    private void grant(Role role, Resource resource, String id, Permission... permissions) {
        Authorization existing = authorizations.createAuthorizationQuery().groupIdIn(role.group())
                .resourceType(resource).resourceId(id).authorizationType(AUTH_TYPE_GRANT).singleResult();
        if (existing == null) {
            existing = authorizations.createNewAuthorization(AUTH_TYPE_GRANT);
            existing.setGroupId(role.group());
            existing.setResource(resource);
            existing.setResourceId(id);
        }
        existing.setPermissions(permissions);
        authorizations.saveAuthorization(existing);
    }

    private void createFilters() {
        filter("我的任务", 10, "分派给我、由我办理", open().taskAssigneeExpression("${currentUser()}"));
        filter("待认领", 20, "提供给我或本组、还没有人办理",
                open().taskCandidateGroupInExpression("${currentUserGroups()}").taskUnassigned());
        filter("三日内到期", 30, "办理期限在三日之内，含已逾期",
                open().dueBeforeExpression("${dateTime().plusDays(3)}"));
        filter("已逾期", 40, "过了办理期限", open().dueBeforeExpression("${now()}"));
        filter("全部待办", 50, "我能看到的所有任务", open());
    }

    /** Most urgent first. Authorizations narrow every list to what the person may see. */
    private TaskQuery open() {
        return tasks.createTaskQuery().active().orderByDueDate().asc();
    }

    private void filter(String name, int priority, String description, TaskQuery query) {
        Filter filter = filters.createTaskFilterQuery().filterName(name).singleResult();
        if (filter == null) {
            filter = filters.newTaskFilter(name);
            filter.setQuery(query);
            filter.setProperties(Map.of("description", description, "priority", priority, "color", "#2b6cb0",
                    "refresh", true));
            filters.saveFilter(filter);
        }
        for (Role role : ROLE_NAMES.keySet()) {
            grant(role, Resources.FILTER, filter.getId(), Permissions.READ);
        }
    }
}
