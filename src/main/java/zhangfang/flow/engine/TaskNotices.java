package zhangfang.flow.engine;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Date;
import java.util.Set;
import java.util.TreeSet;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.task.IdentityLink;
import org.springframework.stereotype.Component;
import zhangfang.calendar.BusinessClock;
import zhangfang.identity.People;
import zhangfang.identity.Role;
import zhangfang.notice.Notices;

/**
 * Tells customers what waits for them: each task that is offered to a company's people, or assigned to a customer, is
 * told once, with its due date and its address. When it is done or gone, what was told about it needs no reading any more.
 */
@Component
class TaskNotices {

    private static final String COMPANY_GROUP = People.companyGroup("");

    private final Notices notices;
    private final People people;

    TaskNotices(Notices notices, People people) {
        this.notices = notices;
        this.people = people;
    }

    /** A task is there. @param about the sentence of its process, or {@code null} for task name and due date */
    void offered(DelegateTask task, ProcessCases.Sentence about) {
        if (about == null) {
            tell(task, new ProcessCases.Sentence("task/" + task.getId(), "flow.notice.taskWaiting", task.getName(),
                    until(task.getDueDate())));
        } else {
            tell(task, about);
        }
    }

    /** Its deadline is near: told once per case, task and deadline, however often the task comes back. */
    void deadlineNear(DelegateTask task) {
        String key = task.getExecution().getProcessBusinessKey() + "/" + task.getTaskDefinitionKey();
        tell(task, new ProcessCases.Sentence("deadline/" + key + "/" + task.getDueDate().toInstant(),
                "flow.notice.deadlineNear", task.getName(), until(task.getDueDate())));
    }

    void ended(DelegateTask task) {
        notices.settled(task.getId());
    }

    private void tell(DelegateTask task, ProcessCases.Sentence sentence) {
        String companyId = (String) task.getVariable(ProcessVariables.COMPANY_ID);
        for (String customer : customersOf(task)) {
            notices.tellOfTask(customer, companyId, task.getId(), sentence.onceKey(), sentence.messageKey(),
                    sentence.args());
        }
    }

    private Set<String> customersOf(DelegateTask task) {
        Set<String> customers = new TreeSet<>();
        for (IdentityLink link : task.getCandidates()) {
            if (link.getGroupId() != null && link.getGroupId().startsWith(COMPANY_GROUP)) {
                customers.addAll(people.membersOf(link.getGroupId().substring(COMPANY_GROUP.length())));
            }
            addCustomer(customers, link.getUserId());
        }
        addCustomer(customers, task.getAssignee());
        return customers;
    }

    private void addCustomer(Set<String> customers, String user) {
        if (user != null && people.actor(user).is(Role.CUSTOMER)) {
            customers.add(user);
        }
    }

    /** A deadline in words: the end of a day is that day's 24:00, as the law counts. */
    static String until(Date due) {
        if (due == null) {
            return "—";
        }
        Instant end = due.toInstant();
        ZonedDateTime time = (isLastSecond(end) ? end.plusSeconds(1) : end).atZone(BusinessClock.ZONE);
        return time.toLocalTime().equals(LocalTime.MIDNIGHT)
                ? time.toLocalDate().minusDays(1) + " 24:00"
                : time.format(DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm"));
    }

    private static boolean isLastSecond(Instant instant) {
        return instant.plusSeconds(1).atZone(BusinessClock.ZONE).toLocalTime().equals(LocalTime.MIDNIGHT);
    }
}
