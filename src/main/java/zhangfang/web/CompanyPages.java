package zhangfang.web;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import zhangfang.company.Companies;
import zhangfang.company.Company;
import zhangfang.company.Company.Region;
import zhangfang.company.Company.Standard;
import zhangfang.company.Company.TaxpayerType;
import zhangfang.company.CompanyInput;
import zhangfang.company.CompanyPage;
import zhangfang.company.CompanyQuery;
import zhangfang.identity.CurrentActor;
import zhangfang.identity.People;
import zhangfang.identity.Role;
import zhangfang.ledger.Books;
import zhangfang.refusal.Refusal;

/** Companies: the list, the switcher's search, one company, and the form to add or change one. */
@Controller
@RequestMapping("/companies")
class CompanyPages {

    private static final int FIGURE_MONTHS = 12;
    private static final int SWITCHER_ROWS = 10;
    private static final CompanyInput EMPTY = new CompanyInput(null, null, null,
            Standard.SMALL_ENTERPRISE.name(), Region.CITY.name(), null, null, null, null);

    private final CurrentActor actor;
    private final Companies companies;
    private final People people;
    private final CompanyCards cards;
    private final FormErrors formErrors;
    private final Books books;

    CompanyPages(CurrentActor actor, Companies companies, People people, CompanyCards cards, FormErrors formErrors,
            Books books) {
        this.actor = actor;
        this.companies = companies;
        this.people = people;
        this.cards = cards;
        this.formErrors = formErrors;
        this.books = books;
    }

    @GetMapping
    String list(@RequestParam(defaultValue = "") String q, @RequestParam(defaultValue = "NAME") CompanyQuery.Order sort,
            @RequestParam(defaultValue = "false") boolean desc, @RequestParam(defaultValue = "1") int page,
            Model model) {
        CompanyPage shown = companies.page(actor.get(), new CompanyQuery(q, sort, desc, page, CompanyQuery.PAGE));
        model.addAttribute("companies", shown);
        model.addAttribute("keepers", people.namesOf(shown.rows().stream().map(Company::keeperId)
                .filter(Objects::nonNull).distinct().toList()));
        model.addAttribute("q", q.strip());
        model.addAttribute("sort", sort);
        model.addAttribute("desc", desc);
        model.addAttribute("pageSize", CompanyQuery.PAGE);
        return "companies";
    }

    /** The company switcher's links: a piece of a page. */
    @GetMapping("/search")
    String search(@RequestParam(defaultValue = "") String q, Model model) {
        model.addAttribute("companies", companies.search(actor.get(), q, SWITCHER_ROWS));
        return "company-search";
    }

    @GetMapping("/new")
    String form(@RequestParam(required = false) String welcome, Model model) {
        model.addAttribute("welcome", welcome != null);
        return form(null, EMPTY, FormErrors.Errors.NONE, model);
    }

    @PostMapping("/new")
    String add(@ModelAttribute CompanyInput input, Model model, Locale locale, HttpServletResponse response) {
        try {
            Company added = companies.add(actor.get(), input);
            // a customer wants a service next; staff took the company over and go on with its books
            return "redirect:/companies/" + added.id() + (actor.get().is(Role.CUSTOMER) ? "/packages?added" : "");
        } catch (Refusal refusal) {
            response.setStatus(HttpStatus.BAD_REQUEST.value());
            return form(null, input, formErrors.of(refusal, locale), model);
        }
    }

    @GetMapping("/{companyId}")
    String one(@PathVariable String companyId, Model model) {
        Company company = companies.visible(actor.get(), companyId);
        model.addAttribute("company", company);
        model.addAttribute("card", cards.of(actor.get(), List.of(company), FIGURE_MONTHS).get(0));
        model.addAttribute("member", actor.get().isMemberOf(companyId));
        model.addAttribute("keeper", company.keeperId() == null ? null : people.nameOf(company.keeperId()));
        model.addAttribute("seesBooks", Companies.seesBooks(actor.get(), companyId));
        model.addAttribute("mayKeepBooks", actor.get().isAny(Role.ACCOUNTANT, Role.REVIEWER));
        return "company";
    }

    @GetMapping("/{companyId}/edit")
    String edit(@PathVariable String companyId, Model model) {
        Company company = companies.visible(actor.get(), companyId);
        if (!Companies.mayChange(actor.get(), companyId)) {
            throw Refusal.forbidden("company.change.notAllowed");
        }
        return form(companyId, new CompanyInput(company.uscc(), company.name(),
                Objects.toString(company.taxpayerType(), null), Objects.toString(company.standard(), null),
                Objects.toString(company.region(), null), company.industry(), company.contactName(),
                company.contactPhone(), null), FormErrors.Errors.NONE, model);
    }

    @PostMapping("/{companyId}/edit")
    String change(@PathVariable String companyId, @ModelAttribute CompanyInput input, Model model, Locale locale,
            HttpServletResponse response) {
        try {
            companies.change(actor.get(), companyId, input);
            return "redirect:/companies/" + companyId + "/profile";
        } catch (Refusal refusal) {
            response.setStatus(HttpStatus.BAD_REQUEST.value());
            return form(companyId, input, formErrors.of(refusal, locale), model);
        }
    }

    private String form(String companyId, CompanyInput input, FormErrors.Errors errors, Model model) {
        model.addAttribute("companyId", companyId);
        model.addAttribute("standardFixed", companyId != null && books.isOpened(companyId));
        model.addAttribute("form", input);
        model.addAttribute("errors", errors);
        model.addAttribute("taxpayerTypes", TaxpayerType.values());
        model.addAttribute("standards", Standard.values());
        model.addAttribute("regions", Region.values());
        return "company-form";
    }
}
