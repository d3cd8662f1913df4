package zhangfang.web;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Locale;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import zhangfang.ledger.Appropriation;
import zhangfang.ledger.YearEnd;
import zhangfang.ledger.YearEnd.Decision;
import zhangfang.refusal.Refusal;

/** The page of a year's end (年终结账): what there is to distribute, the decision, and what was booked. */
@Controller
@RequestMapping("/companies/{companyId}/book/years/{year}")
class YearPages {

    private final BookFrame frame;
    private final YearEnd yearEnd;
    private final VoucherPeople people;
    private final FormErrors formErrors;

    YearPages(BookFrame frame, YearEnd yearEnd, VoucherPeople people, FormErrors formErrors) {
        this.frame = frame;
        this.yearEnd = yearEnd;
        this.people = people;
        this.formErrors = formErrors;
    }

    @GetMapping
    String show(@PathVariable String companyId, @PathVariable int year, Model model) {
        return show(companyId, year, null, FormErrors.Errors.NONE, model);
    }

    private String show(String companyId, int year, YearApi.Wanted sent, FormErrors.Errors errors, Model model) {
        if (frame.show(companyId, "years", model).isEmpty()) {
            return "redirect:/companies/" + companyId + "/book";
        }
        YearEnd.Year shown = yearEnd.get(frame.actor(), companyId, year);
        List<YearEnd.YearState> years = yearEnd.years(frame.actor(), companyId);
        model.addAttribute("end", shown);
        model.addAttribute("years", years);
        model.addAttribute("december", year + "-12");
        model.addAttribute("decider", shown.decision() == null ? null : people.nameOf(shown.decision().decidedBy()));
        model.addAttribute("form", sent != null ? sent : asText(shown.decision()));
        model.addAttribute("errors", errors);
        return "books/year";
    }

    private static YearApi.Wanted asText(Decision decision) {
        Appropriation amounts = decision == null ? Appropriation.NONE : decision.amounts();
        return new YearApi.Wanted(amounts.statutory().toString(), amounts.discretionary().toString(),
                amounts.distribution().toString());
    }

    @PostMapping
    String decide(@PathVariable String companyId, @PathVariable int year,
            @RequestParam(required = false) String statutory, @RequestParam(required = false) String discretionary,
            @RequestParam(required = false) String distribution, Model model, RedirectAttributes flash, Locale locale,
            HttpServletResponse response) {
        YearApi.Wanted wanted = new YearApi.Wanted(statutory, discretionary, distribution);
        try {
            frame.show(companyId, "years", model);
            yearEnd.decide(frame.actor(), companyId, year, wanted.amounts());
            frame.done(flash, "books.year.decided", String.valueOf(year));
            return "redirect:/companies/" + companyId + "/book/years/" + year;
        } catch (Refusal refusal) {
            FormErrors.Errors errors = formErrors.of(refusal, locale);
            response.setStatus(HttpStatus.BAD_REQUEST.value());
            return show(companyId, year, wanted, errors, model);
        }
    }
}
