package zhangfang.web;

import java.time.YearMonth;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import zhangfang.ledger.Books;
import zhangfang.refusal.Refusal;
import zhangfang.statements.ReportPeriod;
import zhangfang.statements.Statements;

/** The page of a book's choices (报表口径): what is chosen, and what it does to a period's balance sheet. */
@Controller
@RequestMapping("/companies/{companyId}/book/choices")
class PresentationPage {

    private final BookFrame frame;
    private final Books books;
    private final Statements statements;

    PresentationPage(BookFrame frame, Books books, Statements statements) {
        this.frame = frame;
        this.books = books;
        this.statements = statements;
    }

    @GetMapping
    String show(@PathVariable String companyId, @RequestParam(required = false) String period, Model model) {
        if (frame.show(companyId, "choices", model).isEmpty()) {
            return "redirect:/companies/" + companyId + "/book";
        }
        ReportPeriod asked = period == null || period.isBlank()
                ? ReportPeriod.of(YearMonth.parse((String) model.getAttribute("period"))) : ReportPeriod.parse(period);
        model.addAttribute("effectPeriod", asked.text());
        model.addAttribute("effect", statements.effect(companyId, asked));
        return "books/choices";
    }

    @PostMapping
    String choose(@PathVariable String companyId, @RequestParam String choice, @RequestParam boolean chosen,
            @RequestParam String period, RedirectAttributes flash) {
        switch (choice) {
            case "vatDebitAsAsset" -> books.present(frame.actor(), companyId, chosen, null);
            case "reclassifyOthers" -> books.present(frame.actor(), companyId, null, chosen);
            default -> throw Refusal.field("choice", "web.problem.parameter", "choice", choice);
        }
        frame.done(flash, "books.choices.done");
        return "redirect:/companies/" + companyId + "/book/choices?period=" + ReportPeriod.parse(period).text();
    }
}
