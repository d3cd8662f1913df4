package zhangfang.web;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import zhangfang.calendar.BusinessClock;
import zhangfang.calendar.Deadlines;
import zhangfang.company.Companies;
import zhangfang.company.Company;
import zhangfang.engagement.FilingStatus;
import zhangfang.engagement.ServiceMonth;
import zhangfang.engagement.ServiceMonths;
import zhangfang.engagement.Stage;
import zhangfang.identity.Actor;
import zhangfang.ordering.Orders;
import zhangfang.ordering.ServiceOrder;
import zhangfang.ordering.ServiceOrder.Status;
import zhangfang.process.CompanyTasks;
import zhangfang.process.CompanyTasks.Waiting;
import zhangfang.web.MonthLines.Line;

/**
 * What is to be said of a company at a glance: its service, where its months stand, what waits for who looks, what comes
 * next, how it does. The same statements for one company and for many.
 */
@Component
class CompanyCards {

    private static final List<Status> MOST_TELLING = List.of(Status.IN_SERVICE, Status.CONFIRMED, Status.PAID,
            Status.AWAITING_PAYMENT, Status.COMPLETED, Status.TERMINATED);

    /** What ends when. */
    enum Due {
        /** 确认开始服务截止. */
        START,
        /** 寄票截止. */
        MAILING,
        /** 自动确认. */
        CONFIRMATION,
        /** 申报截止. */
        FILING
    }

    /**
     * A deadline.
     *
     * @param month     of the service, or {@code null}
     * @param day       the last day
     * @param estimated whether it rests on a calendar that is not loaded (预估)
     */
    record Deadline(Due due, YearMonth month, LocalDate day, boolean estimated, boolean late) {
    }

    /**
     * A company.
     *
     * @param order   the order that tells most about its service, or {@code null}
     * @param lines   the months that run, or else its last one
     * @param waiting for who looks
     * @param figures of the months asked for; empty without books, and for those who don't see them
     */
    record Card(Company company, ServiceOrder order, List<Line> lines, List<Waiting> waiting, List<Deadline> deadlines,
            List<MonthlyFigures.Figures> figures) {

        /** The newest month that is closed or, while none is, the newest; {@code null} without figures. */
        public MonthlyFigures.Figures latest() {
            return figures.stream().filter(month -> !month.provisional()).reduce((first, second) -> second)
                    .or(() -> figures.stream().reduce((first, second) -> second)).orElse(null);
        }
    }

    private final Orders orders;
    private final ServiceMonths months;
    private final MonthLines lines;
    private final ObjectProvider<CompanyTasks> tasks;
    private final MonthlyFigures figures;
    private final BusinessClock clock;

    CompanyCards(Orders orders, ServiceMonths months, MonthLines lines, ObjectProvider<CompanyTasks> tasks,
            MonthlyFigures figures, BusinessClock clock) {
        this.orders = orders;
        this.months = months;
        this.lines = lines;
        this.tasks = tasks;
        this.figures = figures;
        this.clock = clock;
    }

    /**
     * Whoever calls has checked that this person may see the companies.
     *
     * @param figureMonths how many months of figures, this month included
     */
    List<Card> of(Actor actor, List<Company> companies, int figureMonths) {
        List<String> ids = companies.stream().map(Company::id).toList();
        var ordersOf = orders.ofCompanies(ids).stream().collect(Collectors.groupingBy(ServiceOrder::companyId));
        var linesOf = lines.of(months.present(ids)).stream()
                .collect(Collectors.groupingBy(line -> line.month().companyId()));
        var waitingOf = waiting(actor, ids).stream().collect(Collectors.groupingBy(Waiting::companyId));
        var figuresOf = figures.of(ids.stream().filter(id -> Companies.seesBooks(actor, id)).toList(),
                clock.month().minusMonths(figureMonths - 1L), clock.month());
        return companies.stream().map(company -> {
            ServiceOrder order = mostTelling(ordersOf.getOrDefault(company.id(), List.of()));
            List<Line> ofCompany = linesOf.getOrDefault(company.id(), List.of());
            return new Card(company, order, ofCompany, waitingOf.getOrDefault(company.id(), List.of()),
                    deadlines(order, ofCompany), figuresOf.getOrDefault(company.id(), List.of()));
        }).toList();
    }

    private List<Waiting> waiting(Actor actor, Collection<String> ids) {
        CompanyTasks open = tasks.getIfAvailable();
        return open == null ? List.of() : open.waiting(actor, ids);
    }

    private static ServiceOrder mostTelling(List<ServiceOrder> orders) {
        return orders.stream().filter(order -> MOST_TELLING.contains(order.status()))
                .min(Comparator.comparing(order -> MOST_TELLING.indexOf(order.status()))).orElse(null);
    }

    private List<Deadline> deadlines(ServiceOrder order, List<Line> ofCompany) {
        List<Deadline> deadlines = new ArrayList<>();
        if (order != null && order.status() == Status.PAID) {
            deadlines.add(deadline(Due.START, null, Deadlines.lastDayBefore(order.confirmationEnds()), false));
        }
        for (Line line : ofCompany) {
            ServiceMonth month = line.month();
            if (month.stage() == Stage.COLLECTING && month.documentsDeclared() == null) {
                deadlines.add(deadline(Due.MAILING, month.month(), ServiceMonths.mailingDue(month.month()), false));
            }
            if (month.stage() == Stage.CONFIRMING) {
                deadlines.add(deadline(Due.CONFIRMATION, month.month(),
                        Deadlines.lastDayBefore(line.issue().confirmBy()), false));
            }
            if (month.filingStatus() == FilingStatus.PENDING) {
                deadlines.add(deadline(Due.FILING, month.month(), line.filing().date(), line.filing().estimated()));
            }
        }
        deadlines.sort(Comparator.comparing(Deadline::day));
        return List.copyOf(deadlines);
    }

    private Deadline deadline(Due due, YearMonth month, LocalDate day, boolean estimated) {
        return new Deadline(due, month, day, estimated, !clock.now().isBefore(Deadlines.endOf(day)));
    }
}
