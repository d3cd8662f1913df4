package zhangfang.web;

import java.time.YearMonth;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.util.UriComponentsBuilder;
import zhangfang.calendar.BusinessClock;
import zhangfang.company.Companies;
import zhangfang.identity.Actor;
import zhangfang.identity.CurrentActor;
import zhangfang.identity.Role;
import zhangfang.ledger.Ageing.Bucket;
import zhangfang.ledger.Books;
import zhangfang.ledger.Books.Book;
import zhangfang.ledger.Closing;
import zhangfang.refusal.Refusal;
import zhangfang.statements.IssuedStatements;
import zhangfang.statements.IssuedStatements.Issued;
import zhangfang.statements.StatementKind;
import zhangfang.statements.StatementSet;

/** Pages of the statements as they were issued, and of the age of balances (账龄). */
@Controller
@RequestMapping("/companies/{companyId}")
class IssuedStatementPages {

    private final CurrentActor currentActor;
    private final Companies companies;
    private final IssuedStatements issued;
    private final Closing closing;
    private final AgeingTables ageing;
    private final BookFrame frame;
    private final VoucherPeople people;
    private final BusinessClock clock;
    private final Books books;

    IssuedStatementPages(CurrentActor currentActor, Companies companies, IssuedStatements issued, Closing closing,
            AgeingTables ageing, BookFrame frame, VoucherPeople people, BusinessClock clock, Books books) {
        this.currentActor = currentActor;
        this.companies = companies;
        this.issued = issued;
        this.closing = closing;
        this.ageing = ageing;
        this.frame = frame;
        this.people = people;
        this.clock = clock;
        this.books = books;
    }

    /** The revisions of a month; one of them as it was issued, or what is another in one than in another. */
    @GetMapping("/statements/issued")
    String issued(@PathVariable String companyId, @RequestParam(required = false) String period,
            @RequestParam(required = false) Integer revision, @RequestParam(required = false) Integer from,
            @RequestParam(required = false) Integer to, Model model) {
        YearMonth month = month(period);
        prepare(companyId, month, "issued", model);
        StatementPages.choose(model, begin(companyId), PeriodChoice.of(month), other ->
                "/companies/" + companyId + "/statements/issued?period=" + other.text());
        Actor actor = currentActor.get();
        List<Issued> revisions = issued.all(companyId, month);
        model.addAttribute("revisions", revisions);
        model.addAttribute("names", names(revisions));
        model.addAttribute("mayIssue", actor.isAny(Role.ACCOUNTANT, Role.REVIEWER)
                && closing.isClosed(companyId, month));
        if (from != null && to != null) {
            model.addAttribute("from", from);
            model.addAttribute("to", to);
            model.addAttribute("differences", issued.differences(companyId, month, from, to));
            StatementSet after = issued.get(companyId, month, to).statements();
            model.addAttribute("after", Arrays.stream(StatementKind.values())
                    .collect(Collectors.toMap(StatementKind::path, after::of)));
        } else if (revision != null || !revisions.isEmpty()) {
            Issued one = issued.get(companyId, month, revision == null ? revisions.get(0).revision() : revision);
            model.addAttribute("one", one);
            model.addAttribute("statements", Arrays.stream(StatementKind.values())
                    .map(kind -> one.statements().of(kind)).toList());
        }
        return "statements/issued";
    }

    private Map<String, String> names(List<Issued> revisions) {
        return revisions.stream().map(Issued::issuedBy).distinct().collect(Collectors.toMap(id -> id, people::nameOf));
    }

    @PostMapping("/statements/issued")
    String issue(@PathVariable String companyId, @RequestParam(required = false) String period,
            RedirectAttributes flash) {
        YearMonth month = month(period);
        try {
            frame.done(flash, "statements.issued.done",
                    issued.issueNext(currentActor.get(), companyId, month).revision());
        } catch (Refusal refusal) {
            frame.refused(flash, refusal);
        }
        return "redirect:/companies/" + companyId + "/statements/issued?period=" + month;
    }

    @GetMapping("/ageing")
    String ageing(@PathVariable String companyId, @RequestParam(required = false) String accounts,
            @RequestParam(required = false) String at, @RequestParam(required = false) String period, Model model) {
        YearMonth month = month(at == null || at.isBlank() ? period : at);
        prepare(companyId, month, "ageing", model);
        model.addAttribute("buckets", Bucket.values());
        model.addAttribute("ages", ageing.ages(companyId, accounts, month.toString()));
        StatementPages.choose(model, begin(companyId), PeriodChoice.of(month), other -> UriComponentsBuilder
                .fromPath("/companies/{id}/ageing").queryParam("at", other.text())
                .queryParamIfPresent("accounts", Optional.ofNullable(accounts)).build(companyId).toString());
        return "statements/ageing";
    }

    private YearMonth begin(String companyId) {
        return books.find(companyId).map(Book::startPeriod).orElse(null);
    }

    private YearMonth month(String text) {
        return text == null || text.isBlank() ? clock.month() : StatementsApi.month("period", text);
    }

    private void prepare(String companyId, YearMonth month, String page, Model model) {
        model.addAttribute("company", companies.booksVisible(currentActor.get(), companyId));
        model.addAttribute("period", month.toString());
        model.addAttribute("month", month.toString());
        model.addAttribute("reportPage", page);
    }
}
