package zhangfang.web;

import jakarta.servlet.http.HttpServletResponse;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import zhangfang.calendar.BusinessClock;
import zhangfang.company.Company;
import zhangfang.ledger.Accounts;
import zhangfang.ledger.EntryHelp;
import zhangfang.ledger.SourceDocuments;
import zhangfang.ledger.SourceDocuments.Source;
import zhangfang.ledger.Voucher;
import zhangfang.ledger.Voucher.State;
import zhangfang.ledger.VoucherDocuments;
import zhangfang.ledger.VoucherDocuments.Evidence;
import zhangfang.ledger.VoucherTemplates;
import zhangfang.ledger.Vouchers;
import zhangfang.ledger.Vouchers.Draft;
import zhangfang.refusal.Refusal;

/** Writing vouchers (录入凭证): an empty form, or one filled from a template, another voucher or an e-invoice. */
@Controller
@RequestMapping("/companies/{companyId}/book")
class VoucherEntryPages {

    private final BookFrame frame;
    private final Vouchers vouchers;
    private final VoucherDocuments links;
    private final SourceDocuments sources;
    private final VoucherTemplates templates;
    private final EntryHelp help;
    private final Accounts accounts;
    private final BusinessClock clock;
    private final FormErrors formErrors;

    VoucherEntryPages(BookFrame frame, Vouchers vouchers, VoucherDocuments links, SourceDocuments sources,
            VoucherTemplates templates, EntryHelp help, Accounts accounts, BusinessClock clock, FormErrors formErrors) {
        this.frame = frame;
        this.vouchers = vouchers;
        this.links = links;
        this.sources = sources;
        this.templates = templates;
        this.help = help;
        this.accounts = accounts;
        this.clock = clock;
        this.formErrors = formErrors;
    }

    /** What the form offers while somebody types. */
    @GetMapping("/entry-help")
    @ResponseBody
    EntryHelp.Help help(@PathVariable String companyId, @RequestParam String period) {
        return help.of(frame.actor(), companyId, LedgerApi.month("period", period));
    }

    /**
     * @param template fills the form from this template; likewise {@code copy} from a voucher, {@code document} from an
     *                 e-invoice, which is attached, too
     */
    @GetMapping("/vouchers/new")
    String form(@PathVariable String companyId, @RequestParam(required = false) String period,
            @RequestParam(required = false) String date, @RequestParam(required = false) String template,
            @RequestParam(required = false) String copy, @RequestParam(required = false) String document, Model model) {
        if (frame.show(companyId, "vouchers", model).isEmpty()) {
            return "redirect:/companies/" + companyId + "/book";
        }
        if (!Boolean.TRUE.equals(model.getAttribute("mayWrite"))) {
            return "redirect:/companies/" + companyId + "/book/vouchers";
        }
        if (period != null && !period.isBlank()) {
            model.addAttribute("period", LedgerApi.month("period", period).toString());
        }
        LocalDate day = day(date, YearMonth.parse((String) model.getAttribute("period")));
        return form(companyId, null, UUID.randomUUID().toString(), filled(companyId, day, template, copy, document, model),
                FormErrors.Errors.NONE, model);
    }

    private LocalDate day(String date, YearMonth month) {
        try {
            return date == null ? firstGuess(month) : LocalDate.parse(date);
        } catch (DateTimeParseException none) {
            return firstGuess(month);
        }
    }

    private LocalDate firstGuess(YearMonth month) {
        return month.equals(clock.month()) ? clock.today() : month.atEndOfMonth();
    }

    private VoucherForm filled(String companyId, LocalDate day, String template, String copy, String document,
            Model model) {
        if (template != null) {
            return VoucherForm.of(templates.draft(frame.actor(), companyId, template, day.toString()));
        }
        if (copy != null) {
            Draft copied = VoucherForm.draft(vouchers.get(frame.actor(), companyId, copy), day.toString(),
                    help.paths(frame.actor(), companyId));
            return VoucherForm.of(new Draft(copied.date(), "", copied.entries()));
        }
        if (document != null) {
            Source source = sources.of(frame.actor(), companyId, List.of(document)).stream().findFirst()
                    .orElseThrow(Refusal::notFound);
            Draft draft = source.invoice() == null ? VoucherForm.empty(day).draft()
                    : InvoiceProposal.of((Company) model.getAttribute("company"), source.invoice(),
                            accounts.list(frame.actor(), companyId), help.paths(frame.actor(), companyId),
                            dateOf(source, day));
            return new VoucherForm(draft, new Evidence(List.of(document), ""));
        }
        return VoucherForm.empty(day);
    }

    /** An invoice of the month is booked on its own day. */
    private static LocalDate dateOf(Source source, LocalDate day) {
        LocalDate issued = source.invoice().date();
        return YearMonth.from(issued).equals(YearMonth.from(day)) ? issued : day;
    }

    @PostMapping("/vouchers/new")
    String write(@PathVariable String companyId, @RequestParam MultiValueMap<String, String> fields, Model model,
            RedirectAttributes flash, Locale locale, HttpServletResponse response) {
        frame.show(companyId, "vouchers", model);
        VoucherForm form = VoucherForm.submitted(fields);
        try {
            form = cleaned(companyId, form);
            Voucher written = links.write(frame.actor(), companyId, form.draft(), fields.getFirst("key"), form.evidence());
            frame.done(flash, "books.voucher.saved", written.date().toString());
            String list = "redirect:/companies/" + companyId + "/book/vouchers";
            return !fields.containsKey("another") ? list + "?period=" + written.period() + "#" + written.id()
                    : list + "/new?period=" + written.period() + "&date=" + written.date();
        } catch (Refusal refusal) {
            return refused(companyId, null, UUID.randomUUID().toString(), form, refusal, model, locale, response);
        }
    }

    @GetMapping("/vouchers/{voucherId}/edit")
    String edit(@PathVariable String companyId, @PathVariable String voucherId, Model model) {
        frame.show(companyId, "vouchers", model);
        Voucher voucher = vouchers.get(frame.actor(), companyId, voucherId);
        if (voucher.state() == State.POSTED || !Boolean.TRUE.equals(model.getAttribute("mayWrite"))) {
            return "redirect:/companies/" + companyId + "/book/vouchers/" + voucherId;
        }
        Draft draft = VoucherForm.draft(voucher, voucher.date().toString(), help.paths(frame.actor(), companyId));
        Evidence evidence = new Evidence(links.of(frame.actor(), companyId, voucherId),
                links.sheets(frame.actor(), companyId, voucherId).map(String::valueOf).orElse(""));
        return form(companyId, voucherId, "", new VoucherForm(draft, evidence), FormErrors.Errors.NONE, model);
    }

    @PostMapping("/vouchers/{voucherId}/edit")
    String change(@PathVariable String companyId, @PathVariable String voucherId,
            @RequestParam MultiValueMap<String, String> fields, Model model, RedirectAttributes flash, Locale locale,
            HttpServletResponse response) {
        frame.show(companyId, "vouchers", model);
        VoucherForm form = VoucherForm.submitted(fields);
        try {
            form = cleaned(companyId, form);
            Voucher changed = links.change(frame.actor(), companyId, voucherId, form.draft(), form.evidence());
            frame.done(flash, "books.voucher.saved", changed.date().toString());
            return "redirect:/companies/" + companyId + "/book/vouchers?period=" + changed.period() + "#" + voucherId;
        } catch (Refusal refusal) {
            return refused(companyId, voucherId, "", form, refusal, model, locale, response);
        }
    }

    /** Keeps what stands in the form as a template; the form goes on as it is. */
    @PostMapping("/templates")
    String saveTemplate(@PathVariable String companyId, @RequestParam MultiValueMap<String, String> fields, Model model,
            Locale locale, HttpServletResponse response) {
        frame.show(companyId, "vouchers", model);
        VoucherForm form = VoucherForm.submitted(fields);
        String key = fields.getFirst("key");
        try {
            String name = fields.getFirst("templateName");
            form = cleaned(companyId, form);
            templates.save(frame.actor(), companyId, name, form.draft());
            frame.doneHere(model, "voucher.template.saved", name.strip());
            return form(companyId, written(fields, "voucherId"), key, form, FormErrors.Errors.NONE, model);
        } catch (Refusal refusal) {
            model.addAttribute("templateName", fields.getFirst("templateName"));
            return refused(companyId, written(fields, "voucherId"), key, form, refusal, model, locale, response);
        }
    }

    private static String written(MultiValueMap<String, String> fields, String name) {
        String value = fields.getFirst(name);
        return value == null || value.isBlank() ? null : value;
    }

    @GetMapping("/templates")
    String templates(@PathVariable String companyId, Model model) {
        if (frame.show(companyId, "templates", model).isEmpty()) {
            return "redirect:/companies/" + companyId + "/book";
        }
        model.addAttribute("templates", templates.list(frame.actor(), companyId));
        return "books/templates";
    }

    @PostMapping("/templates/{templateId}/rename")
    String renameTemplate(@PathVariable String companyId, @PathVariable String templateId,
            @RequestParam(required = false) String name, RedirectAttributes flash) {
        try {
            frame.done(flash, "voucher.template.renamed",
                    templates.rename(frame.actor(), companyId, templateId, name).name());
        } catch (Refusal refusal) {
            frame.refused(flash, refusal);
        }
        return "redirect:/companies/" + companyId + "/book/templates";
    }

    @PostMapping("/templates/{templateId}/delete")
    String deleteTemplate(@PathVariable String companyId, @PathVariable String templateId, RedirectAttributes flash) {
        try {
            templates.delete(frame.actor(), companyId, templateId);
            frame.done(flash, "voucher.template.deleted");
        } catch (Refusal refusal) {
            frame.refused(flash, refusal);
        }
        return "redirect:/companies/" + companyId + "/book/templates";
    }

    private VoucherForm cleaned(String companyId, VoucherForm form) {
        return form.cleaned(accounts.list(frame.actor(), companyId), help.paths(frame.actor(), companyId));
    }

    private String refused(String companyId, String voucherId, String key, VoucherForm form, Refusal refusal, Model model,
            Locale locale, HttpServletResponse response) {
        FormErrors.Errors errors = formErrors.of(refusal, locale);
        response.setStatus(HttpStatus.BAD_REQUEST.value());
        return form(companyId, voucherId, key, form, errors, model);
    }

    private String form(String companyId, String voucherId, String key, VoucherForm form, FormErrors.Errors errors,
            Model model) {
        YearMonth period = YearMonth.parse((String) model.getAttribute("period"));
        LocalDate date = day(form.draft().date(), period);
        model.addAttribute("period", YearMonth.from(date).toString());
        model.addAttribute("voucherId", voucherId);
        model.addAttribute("key", key);
        model.addAttribute("form", form.shown());
        model.addAttribute("sheets", form.evidence().sheets());
        model.addAttribute("sources", sources.of(frame.actor(), companyId, form.evidence().documentIds()));
        model.addAttribute("nextNumber", help.nextNumber(companyId, YearMonth.from(date)));
        model.addAttribute("templates", templates.list(frame.actor(), companyId));
        model.addAttribute("empty", VoucherForm.EMPTY);
        model.addAttribute("errors", errors);
        model.addAttribute("cashFlowItems", frame.cashFlowItems(companyId));
        return "books/voucher-form";
    }
}
