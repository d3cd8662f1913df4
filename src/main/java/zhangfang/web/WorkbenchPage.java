package zhangfang.web;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.context.MessageSource;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import zhangfang.calendar.BusinessClock;
import zhangfang.identity.Actor;
import zhangfang.identity.CurrentActor;
import zhangfang.identity.Role;
import zhangfang.process.CaseTasks;
import zhangfang.refusal.Refusal;
import zhangfang.refusal.RefusalText;
import zhangfang.report.Report;
import zhangfang.report.Report.Column;
import zhangfang.report.ReportFormat;
import zhangfang.web.WorkbenchView.Cell;
import zhangfang.web.WorkbenchView.Line;
import zhangfang.web.WorkbenchView.State;
import zhangfang.workbench.WorkAction;
import zhangfang.workbench.WorkBatches;
import zhangfang.workbench.WorkQuery;
import zhangfang.workbench.WorkQuery.Order;
import zhangfang.workbench.WorkStep;
import zhangfang.workbench.Workboard;

/** The accountants' workbench (会计工作台): a board of companies × steps of the month, and what nobody has taken yet. */
@Controller
@RequestMapping("/workbench")
class WorkbenchPage {

    private static final int PAGE = 50;
    private static final int MONTHS = 24;
    private static final int UNCLAIMED = 20;
    private static final int FILE_ROWS = 20_000;
    private static final String ALL = "ALL";

    /**
     * What the address says of the list.
     *
     * @param step  a step, {@code ALL}, or nothing: what this person's role is about
     * @param month a month, or nothing: all that are in progress
     */
    record Wanted(String month, String step, boolean late, String q, Order sort) {
    }

    private final Workboard board;
    private final WorkbenchView view;
    private final WorkBatches batches;
    private final CaseTasks tasks;
    private final CurrentActor currentActor;
    private final BusinessClock clock;
    private final MessageSource messages;
    private final RefusalText refusals;
    private final ReportDownload download;

    WorkbenchPage(Workboard board, WorkbenchView view, WorkBatches batches, CaseTasks tasks, CurrentActor currentActor,
            BusinessClock clock, MessageSource messages, RefusalText refusals, ReportDownload download) {
        this.board = board;
        this.view = view;
        this.batches = batches;
        this.tasks = tasks;
        this.currentActor = currentActor;
        this.clock = clock;
        this.messages = messages;
        this.refusals = refusals;
        this.download = download;
    }

    @GetMapping
    String workbench(@RequestParam(required = false) String month, @RequestParam(required = false) String step,
            @RequestParam(defaultValue = "false") boolean late, @RequestParam(required = false) String q,
            @RequestParam(defaultValue = "DUE") Order sort, @RequestParam(defaultValue = "1") int page, Model model,
            Locale locale) {
        Actor actor = Workboard.worker(currentActor.get());
        Wanted wanted = new Wanted(month, step == null ? usual(actor) : step, late, q, sort);
        WorkQuery query = query(wanted);
        long count = board.count(actor, query);
        int pages = (int) Math.max(1, (count + PAGE - 1) / PAGE);
        int shown = Math.min(Math.max(1, page), pages);
        model.addAttribute("lines", view.lines(actor, board.rows(actor, query, PAGE, (shown - 1) * PAGE), locale));
        model.addAttribute("figures", board.figures(actor));
        model.addAttribute("count", count);
        model.addAttribute("page", shown);
        model.addAttribute("pages", pages);
        model.addAttribute("wanted", wanted);
        model.addAttribute("months", board.months(MONTHS));
        model.addAttribute("steps", WorkStep.values());
        model.addAttribute("sorts", Order.values());
        model.addAttribute("accountant", actor.is(Role.ACCOUNTANT));
        model.addAttribute("reviewer", actor.is(Role.REVIEWER));
        model.addAttribute("actions", Stream.of(WorkAction.values()).filter(each -> each.isFor(actor)).toList());
        model.addAttribute("unfinished", batches.unfinished(actor).orElse(null));
        showUnclaimed(actor, model);
        return "workbench/board";
    }

    /** Reviews are offered to all reviewers and stand in the table; what accountants may take does not. */
    private void showUnclaimed(Actor actor, Model model) {
        if (actor.is(Role.ACCOUNTANT)) {
            model.addAttribute("unclaimedCount", tasks.countUnclaimed(Role.ACCOUNTANT));
            model.addAttribute("unclaimed", tasks.unclaimed(Role.ACCOUNTANT, UNCLAIMED).stream()
                    .map(task -> new Unclaimed(task.id(), task.name(), view.dueOf(task.due()))).toList());
        }
    }

    /** A task that waits for an accountant to take it. */
    record Unclaimed(String id, String name, WorkbenchView.Due due) {
    }

    @GetMapping("/rows.csv")
    ResponseEntity<byte[]> csv(@RequestParam(required = false) String month,
            @RequestParam(required = false) String step, @RequestParam(defaultValue = "false") boolean late,
            @RequestParam(required = false) String q, @RequestParam(defaultValue = "DUE") Order sort, Locale locale) {
        Actor actor = Workboard.worker(currentActor.get());
        WorkQuery query = query(new Wanted(month, step == null ? usual(actor) : step, late, q, sort));
        List<Line> lines = view.lines(actor, board.rows(actor, query, FILE_ROWS, 0), locale);
        LocalDate today = clock.today();
        List<Column> columns = new ArrayList<>();
        Stream.of("company", "month", "keeper").forEach(name -> columns.add(Column.text(column(name, locale))));
        for (WorkStep each : WorkStep.values()) {
            columns.add(Column.text(text("workbench.step." + each, locale)));
        }
        Stream.of("due", "lateDays").forEach(name -> columns.add(Column.centred(column(name, locale))));
        Report report = new Report("workbench-" + today, text("workbench.title", locale), "", today.toString(), columns,
                lines.stream().map(line -> row(line, locale)).toList());
        return download.of(report, ReportFormat.CSV, locale);
    }

    private Report.Row row(Line line, Locale locale) {
        List<Object> cells = new ArrayList<>(List.of(line.row().companyName(), line.row().month().toString(),
                line.keeper() == null ? "" : line.keeper()));
        line.cells().forEach(cell -> cells.add(words(cell, locale)));
        cells.add(line.due() == null ? "" : line.due().day() + (line.due().estimated()
                ? " " + text("workbench.estimated", locale) : ""));
        cells.add(line.due() == null || !line.due().late() ? "" : String.valueOf(line.due().lateDays()));
        return Report.Row.of(cells.toArray());
    }

    private String words(Cell cell, Locale locale) {
        return switch (cell.state()) {
            case NOW -> cell.text();
            case DONE -> cell.doneOn() == null ? text("workbench.state.DONE", locale) : cell.doneOn().toString();
            case TODO -> "";
            case NONE -> text("workbench.state." + State.NONE, locale);
        };
    }

    @PostMapping("/claims/{taskId}")
    String claim(@PathVariable String taskId, RedirectAttributes flash, Locale locale) {
        Actor actor = Workboard.worker(currentActor.get());
        try {
            tasks.claim(actor, taskId);
            flash.addFlashAttribute("done", text("workbench.claimed", locale));
            flash.addFlashAttribute("claimedTask", taskId);
        } catch (Refusal refusal) {
            flash.addFlashAttribute("refused", refusals.text(refusal, locale));
        }
        return "redirect:/workbench";
    }

    private static String usual(Actor actor) {
        return actor.is(Role.ACCOUNTANT) ? ALL : WorkStep.REVIEW.name();
    }

    /** An address that somebody has mangled shows everything. */
    static WorkQuery query(Wanted wanted) {
        WorkStep step = Stream.of(WorkStep.values()).filter(each -> each.name().equals(wanted.step())).findFirst()
                .orElse(null);
        return new WorkQuery(month(wanted.month()).orElse(null), step, wanted.late(), wanted.q(), wanted.sort());
    }

    private static Optional<YearMonth> month(String text) {
        try {
            return text == null || text.isBlank() ? Optional.empty() : Optional.of(YearMonth.parse(text.strip()));
        } catch (DateTimeException notAMonth) {
            return Optional.empty();
        }
    }

    private String column(String name, Locale locale) {
        return text("workbench.column." + name, locale);
    }

    private String text(String key, Locale locale) {
        return messages.getMessage(key, null, locale);
    }
}
