package zhangfang.web;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import zhangfang.calendar.Deadlines;
import zhangfang.company.Companies;
import zhangfang.company.MoneyReaders;
import zhangfang.identity.Actor;
import zhangfang.identity.CurrentActor;
import zhangfang.identity.People;
import zhangfang.money.Money;
import zhangfang.ordering.ExtraNeed;
import zhangfang.ordering.NewRequirement;
import zhangfang.ordering.Packages;
import zhangfang.ordering.Requirement;
import zhangfang.ordering.Requirement.Status;
import zhangfang.ordering.RequirementProcess;
import zhangfang.ordering.Requirements;
import zhangfang.refusal.Refusal;
import zhangfang.refusal.Refusal.Reason;

/** 我的需求: what a company asked for, what was recommended, and what became of it. */
@Controller
@RequestMapping("/companies/{companyId}/requirements")
class RequirementPages {

    private static final int PAGE = 20;
    private static final int LONGEST_NOTE = 1000;

    /** A requirement as it was typed. */
    record Form(String packageCode, String monthlyDocuments, String annualRevenue, List<String> extraNeeds,
            String note) {

        public boolean needs(ExtraNeed need) {
            return extraNeeds != null && extraNeeds.contains(need.name());
        }
    }

    record Row(Requirement requirement, List<OrderSteps.Step> steps) {
    }

    private final Requirements requirements;
    private final RequirementProcess process;
    private final Packages packages;
    private final Companies companies;
    private final MoneyReaders readers;
    private final People people;
    private final FormErrors formErrors;
    private final MessageSource messages;
    private final CurrentActor currentActor;

    RequirementPages(Requirements requirements, RequirementProcess process, Packages packages, Companies companies,
            MoneyReaders readers, People people, FormErrors formErrors, MessageSource messages,
            CurrentActor currentActor) {
        this.requirements = requirements;
        this.process = process;
        this.packages = packages;
        this.companies = companies;
        this.readers = readers;
        this.people = people;
        this.formErrors = formErrors;
        this.messages = messages;
        this.currentActor = currentActor;
    }

    @GetMapping
    String list(@PathVariable String companyId, @RequestParam(defaultValue = "1") int page, Model model) {
        Slice<Requirement> some = Slice.read(page, PAGE,
                (limit, offset) -> requirements.of(actor(), companyId, limit, offset));
        frame(companyId, model);
        model.addAttribute("rows", rows(some.rows()));
        some.show(model);
        return "requirements";
    }

    @GetMapping("/new")
    String form(@PathVariable String companyId, @RequestParam(name = "package", required = false) String packageCode,
            Model model) {
        return form(companyId, new Form(packageCode, null, null, List.of(), null), FormErrors.Errors.NONE, model);
    }

    @PostMapping("/new")
    String submit(@PathVariable String companyId, @ModelAttribute Form form, Model model, Locale locale,
            HttpServletResponse response, RedirectAttributes flash) {
        readers.ofMember(actor(), companyId, "ordering.onlyMembers");
        try {
            String id = process.start(actor(), read(companyId, form));
            flash.addFlashAttribute("done", messages.getMessage("purchase.requirement.submitted", null, locale));
            return "redirect:/companies/" + companyId + "/requirements/" + id;
        } catch (Refusal refusal) {
            FormErrors.Errors errors = formErrors.of(refusal, locale);
            response.setStatus(HttpStatus.BAD_REQUEST.value());
            return form(companyId, form, errors, model);
        }
    }

    @GetMapping("/{requirementId}")
    String one(@PathVariable String companyId, @PathVariable String requirementId, Model model) {
        Requirement requirement = requirements.visible(actor(), companyId, requirementId);
        frame(companyId, model);
        model.addAttribute("row", rows(List.of(requirement)).get(0));
        return "requirement";
    }

    @PostMapping("/{requirementId}/buy")
    String buy(@PathVariable String companyId, @PathVariable String requirementId, Locale locale,
            RedirectAttributes flash) {
        return decide(companyId, requirementId, () -> process.buy(actor(), requirementId),
                "purchase.buy.placed", locale, flash);
    }

    @PostMapping("/{requirementId}/decline")
    String decline(@PathVariable String companyId, @PathVariable String requirementId,
            @RequestParam(required = false) String reason, Locale locale, RedirectAttributes flash) {
        flash.addFlashAttribute("reason", reason);
        return decide(companyId, requirementId, () -> process.decline(actor(), requirementId, reason),
                "purchase.requirement.declined", locale, flash);
    }

    /** What was bought leads to its order; a refusal stands on the requirement's page. */
    private String decide(String companyId, String requirementId, Runnable command, String done, Locale locale,
            RedirectAttributes flash) {
        readers.ofMember(actor(), companyId, "ordering.onlyMembers");
        requirements.visible(actor(), companyId, requirementId);
        try {
            command.run();
            flash.addFlashAttribute("done", messages.getMessage(done, null, locale));
        } catch (Refusal refusal) {
            flash.addFlashAttribute("refused", formErrors.of(refusal, locale).sentences());
        }
        String orderId = requirements.get(requirementId).orderId();
        return "redirect:/companies/" + companyId
                + (orderId == null ? "/requirements/" + requirementId : "/orders/" + orderId);
    }

    private String form(String companyId, Form form, FormErrors.Errors errors, Model model) {
        model.addAttribute("company", readers.ofMember(actor(), companyId, "ordering.onlyMembers"));
        model.addAttribute("packages", packages.offered());
        model.addAttribute("needs", ExtraNeed.values());
        model.addAttribute("form", form);
        model.addAttribute("errors", errors);
        return "requirement-form";
    }

    private static NewRequirement read(String companyId, Form form) {
        List<Reason> wrong = new ArrayList<>();
        if (form.packageCode() == null || form.packageCode().isBlank()) {
            wrong.add(Reason.field("packageCode", "purchase.requirement.package"));
        }
        Integer documents = documents(form.monthlyDocuments(), wrong);
        Money revenue = revenue(form.annualRevenue(), wrong);
        Set<ExtraNeed> needs = EnumSet.noneOf(ExtraNeed.class);
        for (ExtraNeed need : ExtraNeed.values()) {
            if (form.needs(need)) {
                needs.add(need);
            }
        }
        if (form.note() != null && form.note().length() > LONGEST_NOTE) {
            wrong.add(Reason.field("note", "ordering.requirement.note", LONGEST_NOTE));
        }
        if (!wrong.isEmpty()) {
            throw Refusal.invalid(wrong);
        }
        return new NewRequirement(companyId, form.packageCode(), documents, revenue, needs, form.note());
    }

    private static Integer documents(String text, List<Reason> wrong) {
        if (text != null && text.strip().matches("\\d{1,6}")) {
            return Integer.valueOf(text.strip());
        }
        wrong.add(Reason.field("monthlyDocuments", "purchase.requirement.documents"));
        return null;
    }

    private static Money revenue(String text, List<Reason> wrong) {
        String plain = text == null ? "" : text.strip().replace(",", "");
        if (plain.matches("\\d{1,12}(\\.\\d{1,2})?")) {
            return Money.of(plain);
        }
        wrong.add(Reason.field("annualRevenue", "purchase.requirement.revenue"));
        return null;
    }

    private void frame(String companyId, Model model) {
        model.addAttribute("company", companies.visible(actor(), companyId));
        model.addAttribute("member", actor().isMemberOf(companyId));
        model.addAttribute("packages", packages.all());
    }

    private List<Row> rows(List<Requirement> found) {
        Map<String, String> names = people.namesOf(found.stream()
                .flatMap(each -> Stream.of(each.submittedBy(), each.recommendedBy())).filter(Objects::nonNull)
                .distinct().toList());
        return found.stream().map(each -> new Row(each, steps(each, names))).toList();
    }

    private static List<OrderSteps.Step> steps(Requirement each, Map<String, String> names) {
        Instant due = Deadlines.endOf(each.assessmentDue());
        return List.of(
                OrderSteps.Step.of(false, "submitted", names.get(each.submittedBy()), each.submittedAt(), null),
                OrderSteps.Step.of(each.status() == Status.SUBMITTED, "recommended",
                        each.recommendedBy() == null ? null : names.get(each.recommendedBy()), each.recommendedAt(), due),
                OrderSteps.Step.of(each.status() == Status.RECOMMENDED,
                        each.outcome() == null ? "decided" : "outcome." + each.outcome(), null, each.decidedAt(),
                        each.offerEnds()));
    }

    private Actor actor() {
        return currentActor.get();
    }
}
