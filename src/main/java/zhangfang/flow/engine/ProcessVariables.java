package zhangfang.flow.engine;

import java.util.Set;

/**
 * The variables that may live in a process instance or a task: ids for people who watch, and what a gateway or a call
 * activity reads directly after a delegate has set it. Whatever else is submitted is removed when its step is done.
 * Never money, files or serialized objects.
 */
public final class ProcessVariables {

    /** The company (企业) of a task, for filters and for who may see the company; local to the task. */
    public static final String COMPANY_ID = "companyId";

    /** Business key of a task's process instance, such as an order's id, for forms; local to the task. */
    public static final String CASE_ID = "caseId";

    /** Business key of the service month whose process a call activity starts next. */
    public static final String SERVICE_MONTH_ID = "serviceMonthId";

    /** Every variable that survives a step. */
    public static final Set<String> KEPT = Set.of(COMPANY_ID, CASE_ID, SERVICE_MONTH_ID,
            // what the engine itself keeps for multi-instance activities
            "loopCounter", "nrOfInstances", "nrOfActiveInstances", "nrOfCompletedInstances");

    private ProcessVariables() {
    }
}
