package zhangfang.flow.monthlybookkeeping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.camunda.bpm.engine.ManagementService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import zhangfang.board.BoardStep;
import zhangfang.board.DueIn;
import zhangfang.board.OpenWork.Cell;
import zhangfang.board.OpenWork.Load;
import zhangfang.board.OpenWork.OpenMonth;
import zhangfang.board.OpenWork.Wanted;
import zhangfang.board.OpenWork;
import zhangfang.board.ServiceFigures.MonthFigures;
import zhangfang.board.ServiceFigures.Objection;
import zhangfang.board.ServiceFigures;
import zhangfang.engagement.Report;
import zhangfang.flow.monthlybookkeeping.CompanyInService.Month;
import zhangfang.identity.Actor;
import zhangfang.identity.Role;
import zhangfang.process.UpcomingTimers;
import zhangfang.process.UpcomingTimers.Effect;
import zhangfang.process.UpcomingTimers.Group;
import zhangfang.process.UpcomingTimers.State;
import zhangfang.process.UpcomingTimers.Timer;
import zhangfang.refusal.Refusal;
import zhangfang.testing.TimeMachineForTests.Time;

/** What the process owner's board counts, from a few months in a known state. */
abstract class BoardFigures {

    private static final Actor OWNER = new Actor("owner", Set.of(Role.PROCESS_OWNER), Set.of());

    @Autowired
    private ApplicationContext context;
    @Autowired
    private OpenWork work;
    @Autowired
    private ServiceFigures figures;
    @Autowired
    private UpcomingTimers timers;
    @Autowired
    private Time time;

    private CompanyInService company;

    @BeforeEach
    void company() {
        time.is("2026-11-01T00:00:00");
        company = new CompanyInService(context, "2026-11");
    }

    @AfterEach
    void sleep() {
        company.sleep();
    }

    @Test
    void monthsAreCountedByStepAndByTheDaysThatAreLeftOrOver() {
        time.is("2026-12-08T10:00:00");
        List<Cell> before = work.cells(OWNER);
        company.begins("2026-10");
        Month november = company.begins("2026-11");
        company.begins("2026-12");

        assertThat(added(before, BoardStep.COLLECTING, DueIn.LONG_OVERDUE)).isEqualTo(1);
        assertThat(added(before, BoardStep.COLLECTING, DueIn.OVERDUE)).isEqualTo(1);
        assertThat(added(before, BoardStep.COLLECTING, DueIn.LATER)).isEqualTo(1);
        assertThat(list(null, null, true)).extracting(OpenMonth::month, OpenMonth::due, OpenMonth::daysLate)
                .containsExactly(tuple(YearMonth.of(2026, 10), LocalDate.of(2026, 11, 3), 35L),
                        tuple(YearMonth.of(2026, 11), LocalDate.of(2026, 12, 3), 5L));

        november.hasNoDocuments();
        assertThat(added(before, BoardStep.COLLECTING, DueIn.OVERDUE)).isZero();
        assertThat(added(before, BoardStep.BOOKKEEPING, DueIn.THREE_DAYS)).isEqualTo(1);
        assertThat(list(BoardStep.BOOKKEEPING, DueIn.THREE_DAYS, false)).extracting(OpenMonth::id, OpenMonth::daysLate)
                .containsExactly(tuple(november.id, -2L));
        assertThat(load()).isEqualTo(new Load(company.keeper, 1, 3, 1));
    }

    @Test
    void aDeadlineIsTodaysUntilMidnightAndYesterdaysFromThenOn() {
        time.is("2026-12-03T23:59:59");
        company.begins("2026-11");
        assertThat(list(null, DueIn.TODAY, false)).hasSize(1);
        assertThat(list(null, null, true)).isEmpty();

        time.is("2026-12-04T00:00:00");
        assertThat(list(null, DueIn.TODAY, false)).isEmpty();
        assertThat(list(null, DueIn.OVERDUE, true)).extracting(OpenMonth::daysLate).containsExactly(1L);
    }

    @Test
    void aConfirmationEndsWithThe14thAndWhatFollowsWithTheFilingDeadline() {
        issued("2026-11", "2026-12-11T09:00:00");
        assertThat(list(BoardStep.CONFIRMING, null, false)).extracting(OpenMonth::due)
                .containsExactly(LocalDate.of(2026, 12, 14));
        time.passesUntil("2026-12-15T00:00:00");
        assertThat(list(BoardStep.FILING, null, false)).extracting(OpenMonth::due, OpenMonth::estimated)
                .containsExactly(tuple(LocalDate.of(2026, 12, 15), false));
    }

    @Test
    void aDayThatRestsOnACalendarNotLoadedIsMarked() {
        company.sleep();
        time.is("2061-11-01T00:00:00");
        company = new CompanyInService(context, "2061-11");
        issued("2061-11", "2061-12-11T09:00:00").isConfirmed();
        assertThat(list(BoardStep.FILING, null, false)).extracting(OpenMonth::estimated).containsExactly(true);
    }

    @Test
    void everyMonthUnderWayIsInExactlyOneCellAndAnEndedOneInNone() {
        Month month = issued("2026-11", "2026-12-11T09:00:00");
        for (BoardStep step : BoardStep.values()) {
            int months = EnumSet.allOf(DueIn.class).stream().mapToInt(due -> list(step, due, false).size()).sum();
            assertThat(months).as(step.name()).isEqualTo(step == BoardStep.CONFIRMING ? 1 : 0);
        }
        month.isConfirmed().isFiled("2026-12-11");

        assertThat(list(null, null, false)).isEmpty();
        assertThat(load()).isEqualTo(new Load(company.keeper, 1, 0, 0));
    }

    @Test
    void confirmationsObjectionsAndCompletedMonthsAreCountedWhereTheyTookEffect() {
        time.is("2027-01-20T00:00:00");
        MonthFigures december = figures.lastMonths(OWNER, 12).get(10);
        MonthFigures january = figures.lastMonths(OWNER, 12).get(11);
        assertThat(december.month()).isEqualTo(YearMonth.of(2026, 12));
        Month month = issued("2026-11", "2026-12-10T12:00:00");
        month.does(company.customer, "confirmStatements", "decision", "CONFIRM");
        month.does(company.customer, "confirmTaxes", "decision", "OBJECT", "reason", "增值税多了");
        time.is("2026-12-14T12:00:00");
        month.isKept().isReviewed().isClosed();
        time.runDueJobs();
        time.wasDownUntil("2027-01-20T00:00:00");

        List<MonthFigures> now = figures.lastMonths(OWNER, 12);
        assertThat(now).hasSize(12);
        assertThat(now.get(10)).isEqualTo(new MonthFigures(YearMonth.of(2026, 12), december.completed(),
                december.byCustomer() + 1, december.bySystem(), december.objections() + 1));
        assertThat(now.get(11)).isEqualTo(new MonthFigures(YearMonth.of(2027, 1), january.completed() + 1,
                january.byCustomer(), january.bySystem() + 2, january.objections()));
        assertThat(figures.objections(OWNER, 12, 1000)).filteredOn(one -> one.companyId().equals(company.id))
                .extracting(Objection::month, Objection::report, Objection::actorId, Objection::reason)
                .containsExactly(tuple(YearMonth.of(2026, 11), Report.TAXES, company.customer, "增值税多了"));
    }

    @Test
    void whatHappensByItselfIsGroupedByDayAndKind() {
        Month month = issued("2026-11", "2026-12-11T09:00:00");
        LocalDate fifteenth = LocalDate.of(2026, 12, 15);
        List<Group> groups = timers.groups(7);

        assertThat(groups).filteredOn(group -> fifteenth.equals(group.day()))
                .extracting(group -> group.kind().effect(), group -> group.kind().processName(),
                        group -> group.kind().stepName(), group -> group.kind().timerName(), Group::first)
                .contains(tuple(Effect.GOES_ON, "月度记账", "系统确认报表", "15 日 0:00", Time.instant("2026-12-15T00:00:00")),
                        tuple(Effect.GOES_ON, "月度记账", "系统确认税款", "15 日 0:00", Time.instant("2026-12-15T00:00:00")));
        assertThat(groups).filteredOn(group -> LocalDate.of(2026, 12, 12).equals(group.day()))
                .extracting(group -> group.kind().effect(), group -> group.kind().stepName())
                .contains(tuple(Effect.REMINDS, "报表确认"), tuple(Effect.REMINDS, "报税确认"));
        assertThat(timers(State.COMING, fifteenth))
                .extracting(Timer::month, Timer::caseId, Timer::instanceId, Timer::due)
                .containsExactly(tuple("2026-11", month.id, month.instance().getId(),
                        Time.instant("2026-12-15T00:00:00")));
        assertThat(timers(State.COMING, fifteenth.minusDays(1))).isEmpty();
        assertThat(timers(State.OVERDUE, null)).isEmpty();
    }

    @Test
    void whatIsOverdueOrFailedComesFirstAndWhatSleepsIsNotListed() {
        Month month = issued("2026-11", "2026-12-11T09:00:00");
        time.is("2026-12-15T09:00:00");
        assertThat(timers(State.OVERDUE, null)).extracting(Timer::caseId).containsExactly(month.id);
        assertThat(timers.groups(7).stream().map(Group::state).toList()).isSorted().contains(State.OVERDUE);

        ManagementService management = context.getBean(ManagementService.class);
        management.createJobQuery().processInstanceId(month.instance().getId()).activityId("timer_taxes15th").list()
                .forEach(job -> management.setJobRetries(job.getId(), 0));
        assertThat(timers(State.OVERDUE, null)).isEmpty();
        assertThat(timers(State.FAILED, null)).extracting(Timer::caseId).containsExactly(month.id);
        assertThat(timers.groups(7).get(0).state()).isEqualTo(State.FAILED);

        company.sleep();
        assertThat(timers(State.FAILED, null)).isEmpty();
    }

    @Test
    void aFilingDeadlineByRuleIsMarkedAsEstimated() {
        company.sleep();
        time.is("2061-11-01T00:00:00");
        company = new CompanyInService(context, "2061-11");
        issued("2061-11", "2061-12-11T09:00:00").isConfirmed();

        assertThat(timers.groups(31)).filteredOn(group -> group.kind().stepName().equals("申报纳税"))
                .isNotEmpty().allMatch(Group::estimated);
    }

    @Test
    void theWorkOfAllIsForProcessOwnersAndAdministratorsOnly() {
        Actor accountant = company.actor(company.keeper);
        assertThatThrownBy(() -> work.cells(accountant)).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> work.list(accountant, Wanted.LATE, 0, 1)).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> work.loads(accountant)).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> figures.lastMonths(accountant, 1)).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> figures.objections(accountant, 1, 1)).isInstanceOf(Refusal.class);
    }

    private Month issued(String period, String at) {
        Month month = company.begins(period);
        time.is(at);
        month.goesThroughToClosed();
        time.runDueJobs();
        return month;
    }

    private List<OpenMonth> list(BoardStep step, DueIn due, boolean late) {
        return work.list(OWNER, new Wanted(step, due, late, company.keeper), 0, 100).rows();
    }

    private List<Timer> timers(State state, LocalDate day) {
        return timers.timers(state, day, "monthlyBookkeeping:timer_taxes15th:", 0, 1000).stream()
                .filter(timer -> company.id.equals(timer.companyId())).toList();
    }

    private Load load() {
        return work.loads(OWNER).stream().filter(load -> company.keeper.equals(load.keeperId())).findFirst()
                .orElseThrow();
    }

    private int added(List<Cell> before, BoardStep step, DueIn due) {
        return count(work.cells(OWNER), step, due) - count(before, step, due);
    }

    private static int count(List<Cell> cells, BoardStep step, DueIn due) {
        return cells.stream().filter(cell -> cell.step() == step && cell.due() == due).mapToInt(Cell::months).sum();
    }
}
