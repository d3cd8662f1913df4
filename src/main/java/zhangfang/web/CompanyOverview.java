package zhangfang.web;

import java.util.List;
import org.springframework.stereotype.Component;
import zhangfang.calendar.StatutoryCalendar.FilingDeadline;
import zhangfang.company.MoneyReaders;
import zhangfang.engagement.ServiceMonth;
import zhangfang.engagement.ServiceMonths;
import zhangfang.engagement.Step;
import zhangfang.identity.Actor;
import zhangfang.identity.People;
import zhangfang.wallet.Balance;
import zhangfang.wallet.Entry;
import zhangfang.wallet.Wallet;

/** What a company's page shows of its service and its balance, of whatever module. */
@Component
class CompanyOverview {

    private static final int MONTHS = 12;
    private static final int ENTRIES = 5;

    /** @param who the name of the person, or {@code null} where the system acted */
    record Done(Step step, String who) {
    }

    /** A service month with its steps, the newest first. */
    record Month(ServiceMonth month, List<Done> steps, FilingDeadline filingDeadline) {
    }

    record Account(Balance balance, List<Entry> entries) {
    }

    private final ServiceMonths months;
    private final Wallet wallet;
    private final People people;

    CompanyOverview(ServiceMonths months, Wallet wallet, People people) {
        this.months = months;
        this.wallet = wallet;
        this.people = people;
    }

    List<Month> months(String companyId) {
        return months.ofCompany(companyId).stream()
                .sorted((a, b) -> b.month().compareTo(a.month()))
                .limit(MONTHS)
                .map(month -> new Month(month, months.steps(month.id()).stream().map(this::done).toList(),
                        months.filingDeadline(month.month())))
                .toList();
    }

    /** The balance and its newest entries, or {@code null} for those who see the company but not its money. */
    Account money(Actor actor, String companyId) {
        return MoneyReaders.reads(actor, companyId)
                ? new Account(wallet.balance(actor, companyId), wallet.entries(actor, companyId, ENTRIES)) : null;
    }

    private Done done(Step step) {
        return new Done(step, Actor.SYSTEM.id().equals(step.actorId()) ? null : people.nameOf(step.actorId()));
    }
}
