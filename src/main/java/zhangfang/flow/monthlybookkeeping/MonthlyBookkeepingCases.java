package zhangfang.flow.monthlybookkeeping;

import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.springframework.stereotype.Component;
import zhangfang.calendar.BusinessClock;
import zhangfang.company.Companies;
import zhangfang.engagement.Confirmations;
import zhangfang.engagement.Confirmations.Issue;
import zhangfang.engagement.ServiceMonth;
import zhangfang.engagement.ServiceMonths;
import zhangfang.flow.engine.ProcessCases;

/** An instance is about one company and one month. */
@Component
class MonthlyBookkeepingCases implements ProcessCases {

    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    private final ServiceMonths months;
    private final Companies companies;
    private final Confirmations confirmations;

    MonthlyBookkeepingCases(ServiceMonths months, Companies companies, Confirmations confirmations) {
        this.months = months;
        this.companies = companies;
        this.confirmations = confirmations;
    }

    @Override
    public String processId() {
        return MonthlyBookkeepingFlow.PROCESS;
    }

    @Override
    public Case caseOf(String businessKey) {
        ServiceMonth month = months.get(businessKey);
        return new Case(month.companyId(), companies.get(month.companyId()).name(), month.month().toString());
    }

    /**
     * Both reports are told as one; mailing is told once a month, although its task comes back after each mailing.
     */
    @Override
    public Optional<Sentence> offer(String taskKey, String businessKey) {
        return switch (taskKey) {
            case "userTask_mailDocuments" -> Optional.of(collecting(months.get(businessKey)));
            case "userTask_confirmStatements", "userTask_confirmTaxes" -> Optional.of(issued(months.get(businessKey)));
            default -> Optional.empty();
        };
    }

    private static Sentence collecting(ServiceMonth month) {
        return new Sentence("collecting:" + month.id(), "engagement.notice.collecting", month.month(),
                ServiceMonths.mailingDue(month.month()));
    }

    private Sentence issued(ServiceMonth month) {
        Issue issue = confirmations.current(month.id()).orElseThrow();
        return new Sentence("issued:" + month.id() + ":" + issue.revision(), "engagement.notice.issued", month.month(),
                issue.confirmBy().atZone(BusinessClock.ZONE).format(MINUTE));
    }
}
