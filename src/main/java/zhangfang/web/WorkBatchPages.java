package zhangfang.web;

import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import zhangfang.identity.Actor;
import zhangfang.identity.CurrentActor;
import zhangfang.intake.Mailing.HandoverRow;
import zhangfang.intake.Mailings;
import zhangfang.refusal.Refusal;
import zhangfang.refusal.RefusalText;
import zhangfang.web.WorkBatchView.Parcel;
import zhangfang.workbench.WorkAction;
import zhangfang.workbench.WorkBatch.Wish;
import zhangfang.workbench.WorkBatches;
import zhangfang.workbench.WorkQuery;
import zhangfang.workbench.WorkQuery.Order;
import zhangfang.workbench.WorkRow;
import zhangfang.workbench.Workboard;

/**
 * One step for many months (批量办理): what was chosen is shown and confirmed, then done piece by piece, each request some
 * of it. The page asks on by itself; without scripts its button does.
 */
@Controller
@RequestMapping("/workbench")
class WorkBatchPages {

    private static final int AT_ONCE = 5;

    private final Workboard board;
    private final WorkBatches batches;
    private final WorkBatchView view;
    private final CurrentActor currentActor;
    private final RefusalText refusals;

    WorkBatchPages(Workboard board, WorkBatches batches, WorkBatchView view, CurrentActor currentActor,
            RefusalText refusals) {
        this.board = board;
        this.batches = batches;
        this.view = view;
        this.currentActor = currentActor;
        this.refusals = refusals;
    }

    /**
     * Shows what was chosen, for confirmation; nothing is done.
     *
     * @param all everything that the filters show, instead of the rows that were ticked
     */
    @PostMapping("/selection")
    String selection(@RequestParam(required = false) WorkAction action,
            @RequestParam(required = false) List<String> ids, @RequestParam(defaultValue = "false") boolean all,
            @RequestParam(required = false) String month, @RequestParam(required = false) String step,
            @RequestParam(defaultValue = "false") boolean late, @RequestParam(required = false) String q,
            @RequestParam(defaultValue = "DUE") Order sort, Model model, Locale locale, RedirectAttributes flash) {
        Actor actor = worker(action);
        try {
            List<WorkRow> rows = all
                    ? board.rows(actor, WorkbenchPage.query(new WorkbenchPage.Wanted(month, step, late, q, sort)),
                            WorkBatches.LIMIT + 1, 0)
                    : board.rows(actor, ids == null ? List.of() : ids.stream().limit(WorkBatches.LIMIT + 1L).toList());
            WorkBatches.refuseBadSize(rows.size());
            return confirm(actor, action, rows, Map.of(), Map.of(), model, locale);
        } catch (Refusal refusal) {
            return refused(refusal, flash, locale);
        }
    }

    /**
     * @param typed  what was typed into the fields of a form that was refused
     * @param errors the sentence about each of its fields
     */
    private String confirm(Actor actor, WorkAction action, List<WorkRow> rows, Map<String, String> typed,
            Map<String, String> errors, Model model, Locale locale) {
        model.addAttribute("action", action);
        model.addAttribute("requestKey", typed.getOrDefault("requestKey", UUID.randomUUID().toString()));
        model.addAttribute("typed", typed);
        model.addAttribute("errors", errors);
        if (action == WorkAction.SIGN) {
            List<Parcel> parcels = view.parcels(rows, locale);
            model.addAttribute("parcels", parcels);
            model.addAttribute("without", rows.stream().filter(row -> parcels.stream()
                    .noneMatch(parcel -> parcel.row().monthId().equals(row.monthId()))).toList());
            return "workbench/sign";
        }
        model.addAttribute("choices", view.choices(actor, action, rows, locale));
        return "workbench/confirm";
    }

    @PostMapping("/batches")
    String start(@RequestParam(required = false) WorkAction action,
            @RequestParam MultiValueMap<String, String> form, Model model, Locale locale,
            HttpServletResponse response, RedirectAttributes flash) {
        Actor actor = worker(action);
        List<String> ids = form.getOrDefault("ids", List.of()).stream().distinct().toList();
        Map<String, String> errors = new HashMap<>();
        try {
            WorkBatches.refuseBadSize(ids.size());
            List<Wish> wishes = action == WorkAction.SIGN ? signing(ids, form.toSingleValueMap(), errors, locale)
                    : ids.stream().map(Wish::of).toList();
            if (!errors.isEmpty()) {
                response.setStatus(HttpStatus.BAD_REQUEST.value());
                return confirm(actor, action, board.rows(actor, form.getOrDefault("months", List.of())),
                        typed(ids, form), errors, model, locale);
            }
            String batch = batches.ask(actor, form.getFirst("requestKey"), action, wishes);
            flash.addFlashAttribute("begins", true);
            return "redirect:/workbench/batches/" + batch;
        } catch (Refusal refusal) {
            return refused(refusal, flash, locale);
        }
    }

    /** The mailings that are ticked, each {@code <month>/<mailing>}, with their rows of the hand-over list. */
    private List<Wish> signing(List<String> ids, Map<String, String> form, Map<String, String> errors, Locale locale) {
        List<Wish> wishes = new ArrayList<>();
        for (String id : ids) {
            String[] parts = id.split("/");
            if (parts.length != 2) {
                throw Refusal.notFound();
            }
            String mailing = parts[1];
            HandoverRow row = new HandoverRow(form.getOrDefault("kind-" + mailing, "").strip(),
                    wholeNumber(form.get("quantity-" + mailing)), blankToNull(form.get("remark-" + mailing)));
            try {
                Mailings.check(List.of(row), null);
            } catch (Refusal refusal) {
                // each reason ends with the name of the column that it is about
                refusal.reasons().forEach(reason -> errors.put(
                        reason.key().substring(reason.key().lastIndexOf('.') + 1) + "-" + mailing,
                        refusals.sentence(reason, locale)));
            }
            wishes.add(new Wish(parts[0], mailing, row, Boolean.parseBoolean(form.get("into-" + mailing))));
        }
        return wishes;
    }

    /** What the form said, and of each mailing whether it was ticked. */
    private static Map<String, String> typed(List<String> ids, MultiValueMap<String, String> form) {
        Map<String, String> typed = new HashMap<>(form.toSingleValueMap());
        ids.forEach(id -> typed.put("ticked-" + id.substring(id.indexOf('/') + 1), "true"));
        return typed;
    }

    @GetMapping("/batches/{batchId}")
    String batch(@PathVariable String batchId, Model model) {
        show(Workboard.worker(currentActor.get()), batchId, model.containsAttribute("begins"), model);
        return "workbench/batch";
    }

    /** Does the next few; a page that asks by script is answered the part that changes. */
    @PostMapping("/batches/{batchId}/run")
    String run(@PathVariable String batchId, @RequestHeader(name = "HX-Request", required = false) String script,
            Model model, Locale locale) {
        Actor actor = Workboard.worker(currentActor.get());
        batches.run(actor, batchId, AT_ONCE, locale);
        if (script == null) {
            return "redirect:/workbench/batches/" + batchId;
        }
        show(actor, batchId, true, model);
        return "workbench/batch :: progress";
    }

    private void show(Actor actor, String batchId, boolean goesOn, Model model) {
        model.addAttribute("shown", view.shown(actor, batches.get(actor, batchId)));
        model.addAttribute("goesOn", goesOn);
    }

    private String refused(Refusal refusal, RedirectAttributes flash, Locale locale) {
        if (refusal.kind() == Refusal.Kind.NOT_FOUND || refusal.kind() == Refusal.Kind.FORBIDDEN) {
            throw refusal;
        }
        flash.addFlashAttribute("refused", refusals.text(refusal, locale));
        return "redirect:/workbench";
    }

    private Actor worker(WorkAction action) {
        Actor actor = Workboard.worker(currentActor.get());
        if (action == null || !action.isFor(actor)) {
            throw Refusal.forbidden("workbench.batch.notYours");
        }
        return actor;
    }

    /** What is no whole number counts as none, which is refused beside the field. */
    private static int wholeNumber(String text) {
        try {
            return text == null ? 0 : Integer.parseInt(text.strip());
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private static String blankToNull(String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
