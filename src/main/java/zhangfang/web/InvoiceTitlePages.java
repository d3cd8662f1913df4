package zhangfang.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import zhangfang.document.Document.Category;
import zhangfang.invoicing.InvoiceTitle;
import zhangfang.invoicing.InvoiceTitle.Type;
import zhangfang.invoicing.InvoiceTitles;
import zhangfang.invoicing.NewTitle;
import zhangfang.refusal.Refusal;
import zhangfang.web.InvoicingViews.TitleView;

/** 开票信息: the company's titles, one with its history, and the form for each type. */
@Controller
@RequestMapping("/companies/{companyId}/invoice-titles")
class InvoiceTitlePages {

    /** @param titleId the title that is changed, or empty for a new one */
    record TitleForm(String titleId, Type type, String name, String taxNumber, String registrationNumber,
            String registeredAddress, String registeredPhone, String bank, String bankAccount, String makeDefault) {

        static TitleForm empty(Type type) {
            return new TitleForm(null, type, null, null, null, null, null, null, null, null);
        }

        static TitleForm of(TitleView title) {
            return new TitleForm(title.id(), title.type(), title.name(), title.taxNumber(), title.registrationNumber(),
                    title.registeredAddress(), title.registeredPhone(), title.bank(), title.bankAccount(),
                    null);
        }

        public boolean isNew() {
            return titleId == null || titleId.isBlank();
        }

        NewTitle title(List<String> documentIds) {
            return new NewTitle(type, name, taxNumber, registrationNumber, registeredAddress, registeredPhone, bank,
                    bankAccount, "true".equals(makeDefault), documentIds);
        }
    }

    private final MoneyFrame frame;
    private final InvoiceTitles titles;
    private final InvoicingViews views;
    private final FormErrors formErrors;
    private final TransactionTemplate transaction;

    InvoiceTitlePages(MoneyFrame frame, InvoiceTitles titles, InvoicingViews views, FormErrors formErrors,
            TransactionTemplate transaction) {
        this.frame = frame;
        this.titles = titles;
        this.views = views;
        this.formErrors = formErrors;
        this.transaction = transaction;
    }

    /** @param type shows the form of a new title, {@code edit} the one of a title that is there */
    @GetMapping
    String list(@PathVariable String companyId, @RequestParam(required = false) Type type,
            @RequestParam(required = false) String edit, Model model, Locale locale) {
        TitleForm form = type == null ? null : TitleForm.empty(type);
        if (edit != null) {
            form = TitleForm.of(views.title(frame.actor(), companyId, edit, locale));
        }
        return page(companyId, form, FormErrors.Errors.NONE, model, locale);
    }

    @GetMapping("/{titleId}")
    String one(@PathVariable String companyId, @PathVariable String titleId, Model model, Locale locale) {
        frame.show(companyId, model);
        model.addAttribute("invoiceTitle", views.title(frame.actor(), companyId, titleId, locale));
        return "money/invoice-title";
    }

    @PostMapping
    String save(@PathVariable String companyId, @ModelAttribute TitleForm form,
            @RequestParam(required = false) List<MultipartFile> registrationScan,
            @RequestParam(required = false) List<MultipartFile> certificateScan, Model model, Locale locale,
            HttpServletResponse response, RedirectAttributes flash) {
        frame.requireMember(companyId, "invoicing.onlyMembers");
        try {
            InvoiceTitle saved = transaction.execute(status ->
                    save(companyId, form, registrationScan, certificateScan));
            frame.done(flash, "billinginfo.title.saved." + saved.status(), locale, saved.name());
            return "redirect:/companies/" + companyId + "/invoice-titles";
        } catch (Refusal refusal) {
            FormErrors.Errors errors = formErrors.of(refusal, locale);
            response.setStatus(HttpStatus.BAD_REQUEST.value());
            return page(companyId, form, errors, model, locale);
        }
    }

    private InvoiceTitle save(String companyId, TitleForm form, List<MultipartFile> registrationScan,
            List<MultipartFile> certificateScan) {
        try {
            List<String> scans = new ArrayList<>(frame.drafts(companyId, Category.TAX_REGISTRATION, registrationScan));
            scans.addAll(frame.drafts(companyId, Category.TAXPAYER_CERTIFICATE, certificateScan));
            return titles.save(frame.actor(), companyId, form.isNew() ? null : form.titleId(), form.title(scans));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @PostMapping("/{titleId}/default")
    String makeDefault(@PathVariable String companyId, @PathVariable String titleId, Locale locale,
            RedirectAttributes flash) {
        titles.makeDefault(frame.actor(), companyId, titleId);
        frame.done(flash, "billinginfo.title.default", locale);
        return "redirect:/companies/" + companyId + "/invoice-titles";
    }

    @PostMapping("/{titleId}/remove")
    String remove(@PathVariable String companyId, @PathVariable String titleId, Locale locale,
            RedirectAttributes flash) {
        titles.remove(frame.actor(), companyId, titleId);
        frame.done(flash, "billinginfo.title.removed", locale);
        return "redirect:/companies/" + companyId + "/invoice-titles";
    }

    private String page(String companyId, TitleForm form, FormErrors.Errors errors, Model model, Locale locale) {
        frame.show(companyId, model);
        List<TitleView> all = views.titles(frame.actor(), companyId, locale);
        model.addAttribute("titles", all);
        model.addAttribute("alreadyDefault", form != null && all.stream()
                .anyMatch(title -> title.isDefault() && title.id().equals(form.titleId())));
        model.addAttribute("types", Type.values());
        model.addAttribute("form", form);
        model.addAttribute("errors", errors);
        return "money/invoice-titles";
    }
}
