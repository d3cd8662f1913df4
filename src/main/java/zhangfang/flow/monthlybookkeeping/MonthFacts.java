package zhangfang.flow.monthlybookkeeping;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Date;
import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;
import zhangfang.calendar.BusinessClock;
import zhangfang.calendar.Deadlines;
import zhangfang.company.Companies;
import zhangfang.engagement.Confirmations;
import zhangfang.engagement.FilingStatus;
import zhangfang.engagement.ServiceMonth;
import zhangfang.engagement.ServiceMonths;
import zhangfang.engagement.Stage;
import zhangfang.identity.People;
import zhangfang.identity.Role;
import zhangfang.intake.Mailings;

/**
 * What the model of the service month asks: to whom a task is offered, until when, which way it goes on. Everything is
 * read from the domain by the business key; no process variable is believed.
 */
@Component("monthFacts")
public class MonthFacts {

    private static final int REMINDER_HOUR = 9;

    private final ServiceMonths months;
    private final Confirmations confirmations;
    private final Mailings mailings;
    private final Companies companies;
    private final BusinessClock clock;

    MonthFacts(ServiceMonths months, Confirmations confirmations, Mailings mailings, Companies companies,
            BusinessClock clock) {
        this.months = months;
        this.confirmations = confirmations;
        this.mailings = mailings;
        this.companies = companies;
        this.clock = clock;
    }

    /** The group of the company's people. */
    public String customers(DelegateExecution execution) {
        return People.companyGroup(month(execution).companyId());
    }

    /** The company's accountant, if it has one. */
    public List<String> keeper(DelegateExecution execution) {
        return companies.keeperToStay(month(execution).companyId()).map(List::of).orElse(List.of());
    }

    /** All accountants, as long as the company has none of its own. */
    public List<String> keeperGroup(DelegateExecution execution) {
        return keeper(execution).isEmpty() ? List.of(Role.ACCOUNTANT.group()) : List.of();
    }

    public Date mailingDue(DelegateExecution execution) {
        return endOfDay(ServiceMonths.mailingDue(month(execution).month()));
    }

    /** The 3rd of the next month, 9:00, and daily from then on; an ISO 8601 repetition. */
    public String mailingReminders(DelegateExecution execution) {
        ZonedDateTime first = ServiceMonths.mailingDue(month(execution).month()).atTime(REMINDER_HOUR, 0)
                .atZone(BusinessClock.ZONE);
        return "R/" + first.format(DateTimeFormatter.ISO_LOCAL_DATE_TIME) + "/P1D";
    }

    public Date goOnDue(DelegateExecution execution) {
        return endOfDay(ServiceMonths.goOnFrom(month(execution).month()));
    }

    public Date goOnOverdue(DelegateExecution execution) {
        return Date.from(Deadlines.endOf(ServiceMonths.goOnFrom(month(execution).month())));
    }

    /** Until the month is over the accountant need not think of it. */
    public Date goOnFollowUp(DelegateExecution execution) {
        return Date.from(Deadlines.endOf(month(execution).month()));
    }

    /** The task of signing appears when its mailing is announced. */
    public Date signDue(DelegateExecution execution) {
        return lastSecondBefore(Mailings.signOverdue(clock.now()));
    }

    public Date signOverdue(DelegateExecution execution) {
        return Date.from(Mailings.signOverdue(clock.now()));
    }

    public Date bookkeepingDue(DelegateExecution execution) {
        return endOfDay(ServiceMonths.bookkeepingDue(month(execution).month()));
    }

    public Date bookkeepingOverdue(DelegateExecution execution) {
        return Date.from(Deadlines.endOf(ServiceMonths.bookkeepingDue(month(execution).month())));
    }

    public Date filingDue(DelegateExecution execution) {
        return endOfDay(months.filingDeadline(month(execution).month()).date());
    }

    public Date filingOverdue(DelegateExecution execution) {
        return Date.from(Deadlines.endOf(months.filingDeadline(month(execution).month()).date()));
    }

    /** The last second in which the customer can answer. */
    public Date confirmBy(DelegateExecution execution) {
        return lastSecondBefore(confirmationEnd(execution));
    }

    /** When silence becomes consent. */
    public Date confirmationEnds(DelegateExecution execution) {
        return Date.from(confirmationEnd(execution));
    }

    public boolean documentsDeclared(DelegateExecution execution) {
        return month(execution).documentsDeclared() != null;
    }

    public boolean allSigned(DelegateExecution execution) {
        return mailings.unsettled(execution.getProcessBusinessKey()) == 0;
    }

    public boolean approved(DelegateExecution execution) {
        return month(execution).stage() == Stage.CLOSING;
    }

    public boolean closed(DelegateExecution execution) {
        return month(execution).stage() == Stage.ISSUING;
    }

    public boolean objected(DelegateExecution execution) {
        return month(execution).stage() == Stage.BOOKKEEPING;
    }

    public boolean confirmationInTime(DelegateExecution execution) {
        return confirmations.endsBeforeFilingDeadline(execution.getProcessBusinessKey());
    }

    public boolean filed(DelegateExecution execution) {
        return month(execution).filingStatus() != FilingStatus.PENDING;
    }

    private Instant confirmationEnd(DelegateExecution execution) {
        return confirmations.current(execution.getProcessBusinessKey()).orElseThrow().confirmBy();
    }

    private ServiceMonth month(DelegateExecution execution) {
        return months.get(execution.getProcessBusinessKey());
    }

    private static Date endOfDay(LocalDate day) {
        return lastSecondBefore(Deadlines.endOf(day));
    }

    private static Date lastSecondBefore(Instant instant) {
        return Date.from(instant.minusSeconds(1));
    }
}
