package zhangfang.web;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import zhangfang.company.Companies;
import zhangfang.company.Company;
import zhangfang.company.MoneyReaders;
import zhangfang.engagement.Confirmations;
import zhangfang.engagement.Confirmations.Decided;
import zhangfang.engagement.Report;
import zhangfang.engagement.ReportAnswers;
import zhangfang.engagement.ServiceMonth;
import zhangfang.engagement.ServiceMonths;
import zhangfang.engagement.Step;
import zhangfang.identity.Actor;
import zhangfang.identity.CurrentActor;
import zhangfang.intake.Mailing;
import zhangfang.intake.Mailings;
import zhangfang.process.CompanyTasks;
import zhangfang.process.CompanyTasks.Waiting;
import zhangfang.refusal.Refusal;
import zhangfang.statements.IssuedStatements;
import zhangfang.tax.IssuedTaxFigures;
import zhangfang.tax.TaxFilings;

/** 记账状态: a company's service months, one of them with everything that was done, and the customer's word on its reports. */
@Controller
@RequestMapping("/companies/{companyId}/months")
class MonthPages {

    private static final int ROWS = 12;

    private final CurrentActor currentActor;
    private final Companies companies;
    private final MoneyReaders members;
    private final ServiceMonths months;
    private final MonthLines lines;
    private final Confirmations confirmations;
    private final Mailings mailings;
    private final IssuedStatements statements;
    private final IssuedTaxFigures taxes;
    private final TaxFilings filings;
    private final ReportAnswers answers;
    private final ObjectProvider<CompanyTasks> tasks;
    private final FormErrors formErrors;

    MonthPages(CurrentActor currentActor, Companies companies, MoneyReaders members, ServiceMonths months,
            MonthLines lines, Confirmations confirmations, Mailings mailings, IssuedStatements statements,
            IssuedTaxFigures taxes, TaxFilings filings, ReportAnswers answers, ObjectProvider<CompanyTasks> tasks,
            FormErrors formErrors) {
        this.currentActor = currentActor;
        this.companies = companies;
        this.members = members;
        this.months = months;
        this.lines = lines;
        this.confirmations = confirmations;
        this.mailings = mailings;
        this.statements = statements;
        this.taxes = taxes;
        this.filings = filings;
        this.answers = answers;
        this.tasks = tasks;
        this.formErrors = formErrors;
    }

    @GetMapping
    String list(@PathVariable String companyId, @RequestParam(defaultValue = "1") int page, Model model) {
        Company company = companies.visible(currentActor.get(), companyId);
        int count = months.count(companyId);
        int pages = Math.max(1, (count + ROWS - 1) / ROWS);
        int shown = Math.min(Math.max(page, 1), pages);
        model.addAttribute("company", company);
        model.addAttribute("lines", lines.of(months.page(companyId, (shown - 1) * ROWS, ROWS)));
        model.addAttribute("page", shown);
        model.addAttribute("pages", pages);
        model.addAttribute("member", currentActor.get().isMemberOf(companyId));
        return "months/list";
    }

    @GetMapping("/{month}")
    String one(@PathVariable String companyId, @PathVariable String month, Model model) {
        return one(companyId, month, new Objection(null, null), FormErrors.Errors.NONE, model);
    }

    /**
     * The customer's word, by the same task as in Tasklist.
     *
     * @param decision {@code CONFIRM} or {@code OBJECT}
     */
    @PostMapping("/{month}/{report:statements|taxes}")
    String answer(@PathVariable String companyId, @PathVariable String month, @PathVariable String report,
            @RequestParam(required = false) String decision, @RequestParam(required = false) String reason, Model model,
            Locale locale, HttpServletResponse response, RedirectAttributes flash) {
        Actor actor = currentActor.get();
        members.ofMember(actor, companyId, "overview.answer.membersOnly");
        ServiceMonth about = find(companyId, month);
        Report answered = Report.valueOf(report.toUpperCase(Locale.ROOT));
        try {
            if ("CONFIRM".equals(decision)) {
                answers.confirm(actor, about.id(), answered);
            } else {
                answers.object(actor, about.id(), answered, reason);
            }
        } catch (Refusal refusal) {
            FormErrors.Errors errors = formErrors.of(refusal, locale);
            response.setStatus((refusal.kind() == Refusal.Kind.CONFLICT ? HttpStatus.CONFLICT : HttpStatus.BAD_REQUEST)
                    .value());
            return one(companyId, month, new Objection(answered, reason), errors, model);
        }
        flash.addFlashAttribute("answered", ("CONFIRM".equals(decision) ? "confirmed." : "objected.") + answered);
        return "redirect:/companies/" + companyId + "/months/" + about.month();
    }

    /** What was typed into the form of an objection that was refused. */
    record Objection(Report report, String reason) {
    }

    private String one(String companyId, String period, Objection objection, FormErrors.Errors errors, Model model) {
        Actor actor = currentActor.get();
        Company company = companies.visible(actor, companyId);
        ServiceMonth month = find(companyId, period);
        List<Step> steps = months.steps(month.id());
        List<Mailing> sent = mailings.ofMonth(month.id());
        List<Decided> decisions = confirmations.decisions(month.id());
        List<Waiting> waiting = waiting(actor, month);
        model.addAttribute("company", company);
        model.addAttribute("line", lines.of(List.of(month)).get(0));
        model.addAttribute("steps", steps);
        model.addAttribute("mailings", sent);
        model.addAttribute("decisions", decisions);
        model.addAttribute("names", lines.names(Stream.of(steps.stream().map(Step::actorId),
                sent.stream().map(Mailing::settledBy), decisions.stream().map(Decided::actorId))
                .flatMap(each -> each).toList()));
        model.addAttribute("waiting", waiting.stream().filter(task -> reportOf(task) == null).toList());
        model.addAttribute("asked", waiting.stream().filter(task -> reportOf(task) != null)
                .collect(Collectors.toMap(MonthPages::reportOf, task -> task, (one, other) -> one)));
        model.addAttribute("confirmed", decisions.stream().filter(each -> each.revision() == month.revision()
                && each.decision() == Confirmations.Decision.CONFIRMED).collect(Collectors.toMap(
                Decided::report, each -> each, (one, other) -> one)));
        model.addAttribute("objection", objection);
        model.addAttribute("errors", errors);
        boolean seesBooks = Companies.seesBooks(actor, companyId);
        model.addAttribute("seesBooks", seesBooks);
        if (seesBooks) {
            model.addAttribute("issuedStatements", statements.latest(companyId, month.month()).orElse(null));
            model.addAttribute("issuedTaxes", taxes.latest(companyId, month.month()).orElse(null));
        }
        model.addAttribute("filing", filings.find(companyId, month.month()).orElse(null));
        return "months/month";
    }

    private List<Waiting> waiting(Actor actor, ServiceMonth month) {
        CompanyTasks open = tasks.getIfAvailable();
        return open == null ? List.of() : open.waiting(actor, List.of(month.companyId())).stream()
                .filter(task -> month.id().equals(task.businessKey())).toList();
    }

    /** The report that a task asks the customer's word on, or {@code null}. */
    private static Report reportOf(Waiting task) {
        return Map.of("userTask_confirmStatements", Report.STATEMENTS, "userTask_confirmTaxes", Report.TAXES)
                .get(task.step());
    }

    private ServiceMonth find(String companyId, String month) {
        return months.find(companyId, StatementsApi.month("month", month)).orElseThrow(Refusal::notFound);
    }
}
