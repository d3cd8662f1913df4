package zhangfang.web;

import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import zhangfang.company.MoneyReaders;
import zhangfang.identity.CurrentActor;
import zhangfang.identity.People;
import zhangfang.invoicing.RecurringInvoicing;

/** 定期开票: the switch, what the next 10th brings, and what became of the months before. */
@Controller
@RequestMapping("/companies/{companyId}/recurring-invoicing")
class RecurringInvoicingPage {

    private static final int RUNS = 36;

    private final CurrentActor actor;
    private final MoneyReaders readers;
    private final RecurringInvoicing recurring;
    private final People people;
    private final MessageSource messages;

    RecurringInvoicingPage(CurrentActor actor, MoneyReaders readers, RecurringInvoicing recurring, People people,
            MessageSource messages) {
        this.actor = actor;
        this.readers = readers;
        this.recurring = recurring;
        this.people = people;
        this.messages = messages;
    }

    @GetMapping
    String show(@PathVariable String companyId, Model model) {
        RecurringInvoicing.Plan plan = recurring.plan(actor.get(), companyId);
        model.addAttribute("company", readers.readable(actor.get(), companyId));
        model.addAttribute("member", actor.get().isMemberOf(companyId));
        model.addAttribute("plan", plan);
        model.addAttribute("changedBy", plan.changedBy() == null ? null : people.nameOf(plan.changedBy()));
        model.addAttribute("runs", recurring.runs(actor.get(), companyId, RUNS));
        return "money/recurring-invoicing";
    }

    @PostMapping
    String turn(@PathVariable String companyId, @RequestParam boolean on, Locale locale, RedirectAttributes flash) {
        recurring.turn(actor.get(), companyId, on);
        flash.addFlashAttribute("done",
                messages.getMessage(on ? "money.recurring.turnedOn" : "money.recurring.turnedOff", null, locale));
        return "redirect:/companies/" + companyId + "/recurring-invoicing";
    }
}
