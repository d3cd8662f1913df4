package zhangfang.flow.engine;

import java.util.Date;
import java.util.List;
import java.util.Objects;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.delegate.Expression;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TimerEntity;
import org.camunda.bpm.engine.task.Task;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import zhangfang.calendar.CalendarListener;

/**
 * When a year's official calendar is loaded, open tasks get the due dates that it gives, and the timers that wait for
 * these dates move with them: both by asking the model's expressions again, after the domain has computed its rows.
 */
@Component
@Order(CalendarListener.PROCESSES)
class OpenDeadlines implements CalendarListener {

    private final ProcessEngine engine;

    OpenDeadlines(ProcessEngine engine) {
        this.engine = engine;
    }

    @Override
    public void calendarLoaded(int year) {
        ((ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration()).getCommandExecutorTxRequired()
                .execute(context -> {
                    context.runWithoutAuthorization(() -> recalculate(context));
                    return null;
                });
    }

    private Void recalculate(CommandContext context) {
        for (Task open : engine.getTaskService().createTaskQuery().active().list()) {
            TaskEntity task = context.getTaskManager().findTaskById(open.getId());
            if (task.getExecution() != null && move(task)) {
                moveTimers(context, task);
            }
        }
        return null;
    }

    private static boolean move(TaskEntity task) {
        Expression due = task.getTaskDefinition().getDueDateExpression();
        if (due == null || !(due.getValue(task.getExecution()) instanceof Date date)
                || Objects.equals(task.getDueDate(), date)) {
            return false;
        }
        task.setDueDate(date);
        return true;
    }

    private void moveTimers(CommandContext context, TaskEntity task) {
        // a timer waits at its task, or around the sub-process that the task is in
        for (ExecutionEntity scope = task.getExecution(); scope != null; scope = scope.getParent()) {
            for (JobEntity job : context.getJobManager().findJobsByExecutionId(scope.getId())) {
                if (job instanceof TimerEntity timer && timer.getRepeat() == null) {
                    engine.getManagementService().recalculateJobDuedate(timer.getId(), true);
                }
            }
        }
    }
}
