package zhangfang.web;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import zhangfang.calendar.BusinessClock;
import zhangfang.calendar.StatutoryCalendar.FilingDeadline;
import zhangfang.engagement.Confirmations;
import zhangfang.engagement.Confirmations.Issue;
import zhangfang.engagement.MonthProgress;
import zhangfang.engagement.MonthProgress.Stop;
import zhangfang.engagement.ServiceMonth;
import zhangfang.engagement.ServiceMonths;
import zhangfang.engagement.Step;
import zhangfang.identity.Actor;
import zhangfang.identity.People;

/** Service months as progress lines, with dates and names: the same few statements for however many months. */
@Component
class MonthLines {

    /**
     * A month with its line.
     *
     * @param issue what was issued last, or {@code null}
     * @param names of the people of the line; the system has none
     */
    record Line(ServiceMonth month, List<Stop> stops, Issue issue, FilingDeadline filing, Map<String, String> names) {
    }

    private final ServiceMonths months;
    private final Confirmations confirmations;
    private final People people;
    private final BusinessClock clock;

    MonthLines(ServiceMonths months, Confirmations confirmations, People people, BusinessClock clock) {
        this.months = months;
        this.confirmations = confirmations;
        this.people = people;
        this.clock = clock;
    }

    /** In the order given. */
    List<Line> of(List<ServiceMonth> shown) {
        List<String> ids = shown.stream().map(ServiceMonth::id).toList();
        Map<String, List<Step>> steps = months.stepsOf(ids);
        Map<String, Issue> issues = confirmations.current(ids);
        var deadlines = months.filingDeadlines(shown.stream().map(ServiceMonth::month).distinct().toList());
        Map<String, String> names = names(steps.values().stream().flatMap(List::stream).map(Step::actorId).toList());
        return shown.stream().map(month -> {
            FilingDeadline filing = deadlines.get(month.month());
            Issue issue = issues.get(month.id());
            return new Line(month, MonthProgress.of(month, steps.getOrDefault(month.id(), List.of()), issue, filing,
                    clock.now()), issue, filing, names);
        }).toList();
    }

    /** The names of people, without the system, in one query. */
    Map<String, String> names(Collection<String> actorIds) {
        Set<String> ids = actorIds.stream().filter(id -> id != null && !Actor.SYSTEM.id().equals(id))
                .collect(Collectors.toCollection(TreeSet::new));
        return people.namesOf(ids);
    }
}
