package zhangfang.flow.engine;

import java.time.Instant;
import java.util.Date;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.Expression;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.bpmn.behavior.UserTaskActivityBehavior;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.springframework.stereotype.Component;
import zhangfang.calendar.BusinessClock;
import zhangfang.calendar.Deadlines;

/**
 * Reminds customers of a deadline three days before (到期提醒). A customer's task that is due later than in three days has
 * these lines in its model's {@code extensionElements}, the same everywhere but for the id:
 * <pre>{@code
 * <camunda:failedJobRetryTimeCycle>R5/PT5M</camunda:failedJobRetryTimeCycle>
 * <camunda:taskListener event="timeout" id="timeout_remindSignInvoice" delegateExpression="${remindOfDeadline}">
 *   <timerEventDefinition><timeDate xsi:type="tFormalExpression">${remindOfDeadline.at(execution)}</timeDate></timerEventDefinition>
 * </camunda:taskListener>
 * }</pre>
 * (with the prefix {@code bpmn:} where the model has it). The timer lives and goes with its task, and moves with the due
 * date when a calendar is loaded.
 */
@Component("remindOfDeadline")
public class DeadlineReminder implements TaskListener {

    private final TaskNotices notices;
    private final BusinessClock clock;

    DeadlineReminder(TaskNotices notices, BusinessClock clock) {
        this.notices = notices;
        this.clock = clock;
    }

    /** Three days before the task's own due date; asked before the task is there, so the model is asked for the date. */
    public Date at(DelegateExecution execution) {
        ActivityImpl activity = ((ExecutionEntity) execution).getActivity();
        Expression due = ((UserTaskActivityBehavior) activity.getActivityBehavior()).getTaskDefinition()
                .getDueDateExpression();
        return Date.from(Deadlines.reminderOf(((Date) due.getValue(execution)).toInstant()));
    }

    /** Says nothing where the task came in its last three days, since that was told with the date, or after downtime. */
    @Override
    public void notify(DelegateTask task) {
        Instant due = task.getDueDate().toInstant();
        boolean cameBefore = task.getCreateTime().toInstant().isBefore(Deadlines.reminderOf(due));
        if (cameBefore && clock.now().isBefore(due)) {
            notices.deadlineNear(task);
        }
    }
}
