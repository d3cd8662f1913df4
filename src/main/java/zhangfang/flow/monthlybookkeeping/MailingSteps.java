package zhangfang.flow.monthlybookkeeping;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import zhangfang.calendar.BusinessClock;
import zhangfang.engagement.Declaration;
import zhangfang.flow.engine.OnBehalf;
import zhangfang.flow.engine.OpenStep;
import zhangfang.flow.engine.TransientValues;
import zhangfang.flow.monthlybookkeeping.MonthlyBookkeepingFlow.MailingChoice;
import zhangfang.identity.Actor;
import zhangfang.intake.MailingProcess;
import zhangfang.intake.NewMailing;

/** Completes the task of mailing documents (邮寄票据) the way its form does. */
@Component
class MailingSteps implements MailingProcess {

    private static final String STEP = "userTask_mailDocuments";

    private final TaskService tasks;
    private final OnBehalf onBehalf;
    private final OpenStep steps;

    MailingSteps(TaskService tasks, OnBehalf onBehalf, OpenStep steps) {
        this.tasks = tasks;
        this.onBehalf = onBehalf;
        this.steps = steps;
    }

    @Override
    public Optional<String> task(Actor actor, String monthId) {
        return Optional.ofNullable(onBehalf.of(actor, () -> tasks.createTaskQuery()
                .processInstanceBusinessKey(monthId).taskDefinitionKey(STEP).singleResult())).map(Task::getId);
    }

    @Override
    @Transactional
    public void announce(Actor actor, String monthId, NewMailing mailing) {
        Map<String, Object> submitted = new HashMap<>();
        submitted.put("choice", MailingChoice.MAIL.name());
        submitted.put("way", mailing.way() == null ? null : mailing.way().name());
        submitted.put("courier", mailing.courier());
        submitted.put("trackingNumber", mailing.trackingNumber());
        submitted.put("pickupAddress", mailing.pickupAddress());
        submitted.put("pickupFrom", local(mailing.pickupFrom()));
        submitted.put("pickupUntil", local(mailing.pickupUntil()));
        submitted.put("remark", mailing.remark());
        submitted.put("documentIds", TransientValues.texts(mailing.documentIds()));
        steps.complete(actor, monthId, STEP, TransientValues.of(submitted));
    }

    @Override
    @Transactional
    public void declare(Actor actor, String monthId, Declaration declaration) {
        steps.complete(actor, monthId, STEP, TransientValues.of(Map.of("choice",
                (declaration == Declaration.NONE ? MailingChoice.NONE : MailingChoice.COMPLETE).name())));
    }

    private static String local(Instant time) {
        return time == null ? null : LocalDateTime.ofInstant(time, BusinessClock.ZONE).toString();
    }
}
