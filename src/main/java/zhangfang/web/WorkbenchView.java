package zhangfang.web;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import zhangfang.calendar.BusinessClock;
import zhangfang.calendar.Deadlines;
import zhangfang.calendar.StatutoryCalendar;
import zhangfang.calendar.StatutoryCalendar.FilingDeadline;
import zhangfang.engagement.FilingStatus;
import zhangfang.engagement.MonthStatus;
import zhangfang.engagement.Stage;
import zhangfang.identity.Actor;
import zhangfang.identity.People;
import zhangfang.process.CaseTasks;
import zhangfang.process.CaseTasks.OpenTask;
import zhangfang.workbench.WorkRow;
import zhangfang.workbench.WorkRow.WaitingMailing;
import zhangfang.workbench.WorkStep;

/** What the workbench shows of its rows: a cell per step, with its state, its date, and where the work is done. */
@Component
class WorkbenchView {

    /** How a step stands. */
    enum State {
        DONE, NOW, TODO,
        /** There was nothing to do, such as signing where nothing was mailed. */
        NONE
    }

    /**
     * Until when something is to be done.
     *
     * @param day       the last day on which it is in time
     * @param lateDays  how many days it is late; 0: in time
     * @param soon      due within three days
     * @param estimated whether the day rests on a calendar that is not loaded (预估)
     */
    record Due(LocalDate day, long lateDays, boolean soon, boolean estimated) {
        public boolean late() {
            return lateDays > 0;
        }
    }

    /**
     * @param text   what is to be done now; {@code null} unless {@code NOW}
     * @param doneOn when it was done; {@code null} unless {@code DONE}
     * @param due    until when; {@code null} unless {@code NOW}
     * @param href   where the work is done
     * @param taskId the task of it that this person may do, or {@code null}
     * @param holder who else has claimed the task, or {@code null}
     */
    record Cell(WorkStep step, State state, String text, LocalDate doneOn, Due due, String href, String taskId,
            String holder) {
    }

    /** @param due of the present step, {@code null} where there is none */
    record Line(WorkRow row, String keeper, List<Cell> cells, Due due) {
        public Cell now() {
            return cells.stream().filter(cell -> cell.step == row.step()).findFirst().orElse(null);
        }
    }

    private static final int SOON_DAYS = 3;
    private static final Map<WorkStep, String> TASKS = Map.of(
            WorkStep.COLLECT, "userTask_endCollecting",
            WorkStep.KEEP, "userTask_keepBooks",
            WorkStep.REVIEW, "userTask_reviewVouchers",
            WorkStep.CLOSE, "userTask_closeMonth",
            WorkStep.CONFIRM, "userTask_fileUnconfirmed",
            WorkStep.FILE, "userTask_fileTaxes",
            WorkStep.PAY, "userTask_recordReceipts");

    private final CaseTasks tasks;
    private final People people;
    private final StatutoryCalendar calendar;
    private final BusinessClock clock;
    private final MessageSource messages;

    WorkbenchView(CaseTasks tasks, People people, StatutoryCalendar calendar, BusinessClock clock,
            MessageSource messages) {
        this.tasks = tasks;
        this.people = people;
        this.calendar = calendar;
        this.clock = clock;
        this.messages = messages;
    }

    List<Line> lines(Actor actor, List<WorkRow> rows, Locale locale) {
        Map<String, List<OpenTask>> open = tasks.of(actor, rows.stream().map(WorkRow::monthId).toList()).stream()
                .collect(Collectors.groupingBy(OpenTask::caseId));
        Set<String> users = rows.stream().map(WorkRow::keeperId).filter(Objects::nonNull).collect(Collectors.toSet());
        open.values().forEach(list -> list.stream().map(OpenTask::assignee).filter(Objects::nonNull)
                .forEach(users::add));
        Map<String, String> names = people.namesOf(users);
        Map<YearMonth, FilingDeadline> filing = calendar.filingDeadlines(rows.stream()
                .filter(row -> row.stage() == Stage.FILING || row.stage() == Stage.RECEIPTS)
                .map(row -> row.month().plusMonths(1)).distinct().toList());
        return rows.stream().map(row -> line(row, open.getOrDefault(row.monthId(), List.of()), names,
                estimated(row, filing), locale)).toList();
    }

    /** Until when a task is to be done, or {@code null}. */
    Due dueOf(Instant lastSecond) {
        return lastSecond == null ? null : due(lastSecond.plusSeconds(1), false);
    }

    private static boolean estimated(WorkRow row, Map<YearMonth, FilingDeadline> filing) {
        FilingDeadline deadline = filing.get(row.month().plusMonths(1));
        return deadline != null && deadline.estimated();
    }

    private Line line(WorkRow row, List<OpenTask> open, Map<String, String> names, boolean estimated, Locale locale) {
        Due due = row.due() == null ? null : due(row.due(), estimated);
        List<Cell> cells = new ArrayList<>();
        for (WorkStep step : WorkStep.values()) {
            State state = state(row, step);
            OpenTask task = state == State.NOW ? task(row, step, open) : null;
            Due until = state != State.NOW ? null : step == row.step() ? due : signDue(row);
            cells.add(new Cell(step, state, state == State.NOW ? text(row, step, locale) : null,
                    state == State.DONE ? day(row.done().get(step)) : null, until, href(row, step),
                    task != null && task.mine() ? task.id() : null,
                    task != null && !task.mine() && task.assignee() != null ? names.get(task.assignee()) : null));
        }
        return new Line(row, row.keeperId() == null ? null : names.get(row.keeperId()), cells, due);
    }

    private static State state(WorkRow row, WorkStep step) {
        if (step == row.step()) {
            return State.NOW;
        }
        if (step == WorkStep.SIGN) {
            return signing(row);
        }
        if (step == WorkStep.COLLECT && row.stage() == Stage.COLLECTING) {
            return row.documentsDeclared() ? State.DONE : State.TODO;
        }
        if (step == WorkStep.FILE && row.filingStatus() != FilingStatus.PENDING) {
            return State.DONE;
        }
        boolean passed = row.stage() == Stage.ENDED || row.step() != null && step.compareTo(row.step()) < 0;
        return passed ? State.DONE : State.TODO;
    }

    /** Mailings may come, and be signed for, beside every later step. */
    private static State signing(WorkRow row) {
        if (!row.mailings().isEmpty()) {
            return State.NOW;
        }
        if (row.stage() == Stage.NOT_STARTED || row.stage() == Stage.COLLECTING) {
            return State.TODO;
        }
        return row.done().containsKey(WorkStep.SIGN) ? State.DONE : State.NONE;
    }

    private OpenTask task(WorkRow row, WorkStep step, List<OpenTask> open) {
        Set<String> signing = row.mailings().stream().map(WaitingMailing::signTaskId).filter(Objects::nonNull)
                .collect(Collectors.toSet());
        Predicate<OpenTask> which = step == WorkStep.SIGN ? task -> signing.contains(task.id())
                : task -> task.step().equals(TASKS.get(step));
        return open.stream().filter(which).findFirst().orElse(null);
    }

    private String text(WorkRow row, WorkStep step, Locale locale) {
        if (step == WorkStep.SIGN) {
            long arrived = row.mailings().stream().filter(WaitingMailing::arrived).count();
            return arrived > 0 ? text("workbench.now.arrived", locale, arrived)
                    : text("workbench.now.underway", locale, row.mailings().size());
        }
        if (step == WorkStep.KEEP && row.status() == MonthStatus.OBJECTED) {
            return text("workbench.now.objected", locale);
        }
        if (row.stage() == Stage.ISSUING) {
            return text("workbench.now.issuing", locale);
        }
        return text("workbench.now." + step, locale);
    }

    /** Where the work of a step is done. */
    static String href(WorkRow row, WorkStep step) {
        String company = "/companies/" + row.companyId();
        return switch (step) {
            case COLLECT, CONFIRM, PAY, SIGN -> company + "/months/" + row.month();
            case KEEP, REVIEW -> company + "/book/vouchers?period=" + row.month();
            case CLOSE -> company + "/book/periods/" + row.month();
            case FILE -> company + "/taxes?period=" + row.month();
        };
    }

    private Due signDue(WorkRow row) {
        return due(row.mailings().stream().map(WaitingMailing::overdue).min(Instant::compareTo).orElseThrow(), false);
    }

    private Due due(Instant over, boolean estimated) {
        LocalDate last = Deadlines.lastDayBefore(over);
        boolean late = !clock.now().isBefore(over);
        long days = ChronoUnit.DAYS.between(last, clock.today());
        return new Due(last, late ? Math.max(1, days) : 0, !late && days >= -SOON_DAYS, estimated);
    }

    private static LocalDate day(Instant instant) {
        return instant == null ? null : instant.atZone(BusinessClock.ZONE).toLocalDate();
    }

    private String text(String key, Locale locale, Object... args) {
        return messages.getMessage(key, args, locale);
    }
}
