package zhangfang.web;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import zhangfang.company.Company;
import zhangfang.identity.Actor;
import zhangfang.identity.CurrentActor;
import zhangfang.identity.Role;
import zhangfang.refusal.Refusal;
import zhangfang.termination.NewTermination;
import zhangfang.termination.Termination;
import zhangfang.termination.TerminationProcess;
import zhangfang.termination.Terminations;
import zhangfang.web.TerminationViews.TermsView;
import zhangfang.web.TerminationViews.TerminationView;

/** Leaving (终止服务): what would become of the orders, asking, where a termination stands, the export of the books. */
@Controller
class TerminationPages {

    /** What somebody wrote into the form; months as text. */
    record Wish(String orderId, String lastMonth, String reason) {
    }

    /** A termination, and what its reader can do about it now. */
    record Shown(TerminationView view, boolean mayWithdraw, boolean mayConfirm, boolean mayDecide, boolean mayHandOver) {
    }

    private final CurrentActor currentActor;
    private final Terminations terminations;
    private final TerminationProcess process;
    private final TerminationViews views;
    private final FormErrors formErrors;
    private final MessageSource messages;

    TerminationPages(CurrentActor currentActor, Terminations terminations, TerminationProcess process,
            TerminationViews views, FormErrors formErrors, MessageSource messages) {
        this.currentActor = currentActor;
        this.terminations = terminations;
        this.process = process;
        this.views = views;
        this.formErrors = formErrors;
        this.messages = messages;
    }

    @GetMapping("/terminations")
    String open(Model model, Locale locale) {
        Actor actor = currentActor.get();
        model.addAttribute("open", shown(actor, terminations.open(actor), locale));
        return "money/open-terminations";
    }

    @GetMapping("/companies/{companyId}/terminations")
    String list(@PathVariable String companyId, Model model, Locale locale) {
        return list(companyId, new Wish(null, null, null), FormErrors.Errors.NONE, model, locale);
    }

    @PostMapping("/companies/{companyId}/terminations")
    String ask(@PathVariable String companyId, @ModelAttribute Wish wish, Model model, RedirectAttributes flash,
            Locale locale, HttpServletResponse response) {
        terminations.readable(currentActor.get(), companyId);
        try {
            process.start(currentActor.get(), new NewTermination(companyId, wish.orderId(), wish.reason(),
                    wish.lastMonth() == null || wish.lastMonth().isBlank() ? null
                            : LedgerApi.month("lastMonth", wish.lastMonth())));
            return done(companyId, "termination.page.asked", flash, locale);
        } catch (Refusal refusal) {
            return refused(companyId, wish, refusal, model, locale, response);
        }
    }

    @PostMapping("/companies/{companyId}/terminations/{terminationId}/withdraw")
    String withdraw(@PathVariable String companyId, @PathVariable String terminationId, Model model,
            RedirectAttributes flash, Locale locale, HttpServletResponse response) {
        terminations.visible(currentActor.get(), companyId, terminationId);
        try {
            process.withdraw(currentActor.get(), terminationId);
            return done(companyId, "termination.page.withdrawn", flash, locale);
        } catch (Refusal refusal) {
            return refused(companyId, new Wish(null, null, null), refusal, model, locale, response);
        }
    }

    @PostMapping("/companies/{companyId}/terminations/{terminationId}/confirm")
    String confirm(@PathVariable String companyId, @PathVariable String terminationId,
            @RequestParam(required = false) String remark, Model model, RedirectAttributes flash, Locale locale,
            HttpServletResponse response) {
        terminations.visible(currentActor.get(), companyId, terminationId);
        try {
            process.confirmHandover(currentActor.get(), terminationId, remark);
            return done(companyId, "termination.page.received", flash, locale);
        } catch (Refusal refusal) {
            return refused(companyId, new Wish(null, null, null), refusal, model, locale, response);
        }
    }

    private String done(String companyId, String key, RedirectAttributes flash, Locale locale) {
        flash.addFlashAttribute("done", messages.getMessage(key, null, locale));
        return "redirect:/companies/" + companyId + "/terminations";
    }

    private String refused(String companyId, Wish wish, Refusal refusal, Model model, Locale locale,
            HttpServletResponse response) {
        FormErrors.Errors errors = formErrors.of(refusal, locale);
        response.setStatus(refusal.kind() == Refusal.Kind.CONFLICT ? HttpStatus.CONFLICT.value()
                : HttpStatus.BAD_REQUEST.value());
        return list(companyId, wish, errors, model, locale);
    }

    private String list(String companyId, Wish wish, FormErrors.Errors errors, Model model, Locale locale) {
        Actor actor = currentActor.get();
        Company company = terminations.readable(actor, companyId);
        List<TermsView> terms = terminations.terms(actor, companyId).stream()
                .map(each -> views.of(each, locale)).toList();
        model.addAttribute("company", company);
        model.addAttribute("terms", terms);
        model.addAttribute("askable", terms.stream().filter(each -> each.openId() == null).toList());
        model.addAttribute("mayAsk", Terminations.mayAsk(actor, company));
        model.addAttribute("mayExport", BookExport.mayExport(actor, company));
        model.addAttribute("terminations", shown(actor, terminations.of(actor, companyId), locale));
        model.addAttribute("wish", wish);
        model.addAttribute("errors", errors);
        return "money/terminations";
    }

    private List<Shown> shown(Actor actor, List<Termination> all, Locale locale) {
        List<TerminationView> rows = views.of(actor, all, locale);
        return IntStream.range(0, rows.size()).mapToObj(i -> shown(actor, all.get(i), rows.get(i))).toList();
    }

    private static Shown shown(Actor actor, Termination each, TerminationView view) {
        return new Shown(view,
                each.status() == Termination.Status.REQUESTED && Terminations.mayWithdraw(actor, each),
                each.status() == Termination.Status.AWAITING_CONFIRMATION && actor.isMemberOf(each.companyId()),
                each.status() == Termination.Status.REQUESTED && actor.is(Role.PROCESS_OWNER),
                each.status() == Termination.Status.HANDING_OVER && actor.is(Role.ACCOUNTANT));
    }
}
