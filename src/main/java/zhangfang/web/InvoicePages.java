package zhangfang.web;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
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
import zhangfang.company.MoneyReaders;
import zhangfang.identity.Actor;
import zhangfang.identity.CurrentActor;
import zhangfang.invoicing.InvoiceApplication;
import zhangfang.invoicing.InvoiceApplication.Origin;
import zhangfang.invoicing.InvoiceApplicationProcess;
import zhangfang.invoicing.InvoiceApplications;
import zhangfang.invoicing.InvoiceReturn;
import zhangfang.invoicing.InvoiceReturnProcess;
import zhangfang.invoicing.InvoiceReturns;
import zhangfang.invoicing.InvoiceableFigures;
import zhangfang.invoicing.NewApplication;
import zhangfang.invoicing.NewReturn;
import zhangfang.invoicing.OpenInvoiceTasks;
import zhangfang.refusal.Refusal;

/** 发票管理: what a company applied for, where it stands, and the forms that apply, cancel, sign for and give back. */
@Controller
@RequestMapping("/companies/{companyId}/invoices")
class InvoicePages {

    private static final int ROWS = 200;

    /** @param requestKey made with the form, so that sending it twice applies once */
    record ApplicationForm(String amount, String titleId, String addressId, String requestKey, String confirmed) {

        NewApplication wish(String companyId) {
            return new NewApplication(companyId, InvoicesApi.money("amount", amount), titleId, addressId, Origin.MANUAL,
                    requestKey);
        }
    }

    record ReturnForm(InvoiceReturn.Reason reason, String note, String deducted, String courier,
            String trackingNumber) {
    }

    private final InvoiceApplications applications;
    private final InvoiceApplicationProcess process;
    private final InvoiceReturns returns;
    private final InvoiceReturnProcess returnProcess;
    private final InvoiceableFigures amounts;
    private final OpenInvoiceTasks tasks;
    private final InvoicesApi api;
    private final InvoiceList list;
    private final InvoiceViews views;
    private final MoneyReaders readers;
    private final FormErrors formErrors;
    private final CurrentActor currentActor;

    InvoicePages(InvoiceApplications applications, InvoiceApplicationProcess process, InvoiceReturns returns,
            InvoiceReturnProcess returnProcess, InvoiceableFigures amounts, OpenInvoiceTasks tasks, InvoicesApi api,
            InvoiceList list, InvoiceViews views, MoneyReaders readers, FormErrors formErrors,
            CurrentActor currentActor) {
        this.applications = applications;
        this.process = process;
        this.returns = returns;
        this.returnProcess = returnProcess;
        this.amounts = amounts;
        this.tasks = tasks;
        this.api = api;
        this.list = list;
        this.views = views;
        this.readers = readers;
        this.formErrors = formErrors;
        this.currentActor = currentActor;
    }

    @GetMapping
    String list(@PathVariable String companyId, @RequestParam(required = false) String status,
            @RequestParam(required = false) String from, @RequestParam(required = false) String to, Model model,
            Locale locale) {
        show(companyId, model);
        InvoiceApplications.Filter filter = filter(status, from, to, model, locale);
        List<InvoiceViews.ApplicationView> rows = list.of(actor(), companyId, filter, ROWS, locale);
        model.addAttribute("rows", rows);
        model.addAttribute("amount", views.amount(amounts.of(actor(), companyId), locale));
        model.addAttribute("status", status);
        model.addAttribute("from", from);
        model.addAttribute("to", to);
        model.addAttribute("filtered", !filter.equals(InvoiceApplications.Filter.NONE));
        model.addAttribute("statuses", InvoiceList.STATUSES);
        return "money/invoices";
    }

    @GetMapping("/new")
    String form(@PathVariable String companyId, Model model, Locale locale) {
        requireMember(companyId, "invoicing.application.onlyMembers");
        InvoicesApi.ChoiceView choice = api.choice(companyId, locale);
        String amount = choice.invoiceable().isPositive() ? choice.invoiceable().toString() : "";
        return form(companyId, new ApplicationForm(amount, choice.defaultTitleId(), choice.defaultAddressId(),
                "page-" + UUID.randomUUID(), null), FormErrors.Errors.NONE, model, locale);
    }

    /** The step in which the application is confirmed. */
    @PostMapping("/new")
    String confirm(@PathVariable String companyId, @ModelAttribute ApplicationForm form, Model model, Locale locale,
            HttpServletResponse response) {
        requireMember(companyId, "invoicing.application.onlyMembers");
        try {
            return confirm(companyId, form, FormErrors.Errors.NONE, model, locale);
        } catch (Refusal refusal) {
            response.setStatus(HttpStatus.BAD_REQUEST.value());
            return form(companyId, form, formErrors.of(refusal, locale), model, locale);
        }
    }

    @PostMapping
    String apply(@PathVariable String companyId, @ModelAttribute ApplicationForm form, Model model, Locale locale,
            RedirectAttributes flash, HttpServletResponse response) {
        requireMember(companyId, "invoicing.application.onlyMembers");
        try {
            if (!"true".equals(form.confirmed())) {
                response.setStatus(HttpStatus.BAD_REQUEST.value());
                return confirm(companyId, form, formErrors.of(
                        Refusal.field("confirmed", "invoicing.application.notConfirmed"), locale), model, locale);
            }
            String id = process.start(actor(), form.wish(companyId));
            flash.addFlashAttribute("done", views.text("invoices.done.applied", locale));
            return "redirect:/companies/" + companyId + "/invoices/" + id;
        } catch (Refusal refusal) {
            response.setStatus(HttpStatus.BAD_REQUEST.value());
            return form(companyId, form, formErrors.of(refusal, locale), model, locale);
        }
    }

    @GetMapping("/{applicationId}")
    String one(@PathVariable String companyId, @PathVariable String applicationId, Model model, Locale locale) {
        show(companyId, model);
        model.addAttribute("one", api.application(companyId, applicationId, locale));
        List<InvoiceReturn> given = returns.ofApplication(applicationId);
        InvoiceApplication original = applications.get(applicationId);
        String name = readers.readable(actor(), companyId).name();
        model.addAttribute("returns", given.stream()
                .map(each -> views.giveBack(each, original, name, locale)).toList());
        List<String> ids = given.stream().filter(InvoiceReturn::isOpen).map(InvoiceReturn::id).toList();
        Map<String, OpenInvoiceTasks.OpenTask> open = tasks.of(actor(),
                ids.isEmpty() ? List.of(applicationId) : List.of(applicationId, ids.get(0)));
        model.addAttribute("tasks", open.values());
        model.addAttribute("stations", InvoiceWay.of(original, applications.steps(applicationId)));
        return "money/invoice";
    }

    @PostMapping("/{applicationId}/cancel")
    String cancel(@PathVariable String companyId, @PathVariable String applicationId, Locale locale,
            RedirectAttributes flash) {
        return done(companyId, applicationId, "invoices.done.cancelled", locale, flash,
                () -> process.cancel(actor(), applicationId));
    }

    @PostMapping("/{applicationId}/sign")
    String sign(@PathVariable String companyId, @PathVariable String applicationId, Locale locale,
            RedirectAttributes flash) {
        return done(companyId, applicationId, "invoices.done.signed", locale, flash,
                () -> process.sign(actor(), applicationId));
    }

    @GetMapping("/{applicationId}/return")
    String returnForm(@PathVariable String companyId, @PathVariable String applicationId, Model model, Locale locale) {
        requireMember(companyId, "invoicing.return.onlyMembers");
        return returnForm(companyId, applicationId, new ReturnForm(null, null, null, null, null),
                FormErrors.Errors.NONE, model, locale);
    }

    @PostMapping("/{applicationId}/return")
    String giveBack(@PathVariable String companyId, @PathVariable String applicationId,
            @ModelAttribute ReturnForm form, Model model, Locale locale, RedirectAttributes flash,
            HttpServletResponse response) {
        requireMember(companyId, "invoicing.return.onlyMembers");
        applications.visible(actor(), companyId, applicationId);
        try {
            returnProcess.start(actor(), new NewReturn(companyId, applicationId, required(form.reason()), form.note(),
                    "true".equals(form.deducted()), form.courier(), form.trackingNumber()));
            flash.addFlashAttribute("done", views.text("invoices.done.returned", locale));
            return "redirect:/companies/" + companyId + "/invoices/" + applicationId;
        } catch (Refusal refusal) {
            response.setStatus(HttpStatus.BAD_REQUEST.value());
            return returnForm(companyId, applicationId, form, formErrors.of(refusal, locale), model, locale);
        }
    }

    private String form(String companyId, ApplicationForm form, FormErrors.Errors errors, Model model, Locale locale) {
        show(companyId, model);
        model.addAttribute("choice", api.choice(companyId, locale));
        model.addAttribute("form", form);
        model.addAttribute("errors", errors);
        return "money/invoice-new";
    }

    private String confirm(String companyId, ApplicationForm form, FormErrors.Errors errors, Model model,
            Locale locale) {
        NewApplication wish = form.wish(companyId);
        model.addAttribute("preview", api.preview(companyId, wish.amount() == null ? null : wish.amount().toString(),
                wish.titleId(), wish.addressId(), locale));
        show(companyId, model);
        model.addAttribute("form", form);
        model.addAttribute("errors", errors);
        return "money/invoice-confirm";
    }

    private String returnForm(String companyId, String applicationId, ReturnForm form, FormErrors.Errors errors,
            Model model, Locale locale) {
        show(companyId, model);
        model.addAttribute("one", api.application(companyId, applicationId, locale));
        model.addAttribute("form", form);
        model.addAttribute("errors", errors);
        model.addAttribute("reasons", InvoiceReturn.Reason.values());
        return "money/invoice-return";
    }

    /** What a button did, or why it could not, is said on the application's page. */
    private String done(String companyId, String applicationId, String key, Locale locale, RedirectAttributes flash,
            Runnable command) {
        applications.visible(actor(), companyId, applicationId);
        try {
            command.run();
            flash.addFlashAttribute("done", views.text(key, locale));
        } catch (Refusal refusal) {
            flash.addFlashAttribute("refused", formErrors.of(refusal, locale).general());
        }
        return "redirect:/companies/" + companyId + "/invoices/" + applicationId;
    }

    private InvoiceApplications.Filter filter(String status, String from, String to, Model model, Locale locale) {
        try {
            model.addAttribute("errors", FormErrors.Errors.NONE);
            return InvoicesApi.filter(status, from, to);
        } catch (Refusal refusal) {
            model.addAttribute("errors", formErrors.of(refusal, locale));
            return InvoiceApplications.Filter.NONE;
        }
    }

    private static InvoiceReturn.Reason required(InvoiceReturn.Reason reason) {
        if (reason == null) {
            throw Refusal.field("reason", "flow.field.required");
        }
        return reason;
    }

    private void requireMember(String companyId, String otherwise) {
        readers.readable(actor(), companyId);
        readers.ofMember(actor(), companyId, otherwise);
    }

    private void show(String companyId, Model model) {
        model.addAttribute("company", readers.readable(actor(), companyId));
        model.addAttribute("member", actor().isMemberOf(companyId));
        if (!model.containsAttribute("refused")) {
            model.addAttribute("refused", List.of());
        }
    }

    private Actor actor() {
        return currentActor.get();
    }
}
