package zhangfang.web;

import jakarta.servlet.http.HttpServletResponse;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import zhangfang.calendar.BusinessClock;
import zhangfang.company.Companies;
import zhangfang.company.Company;
import zhangfang.company.MoneyReaders;
import zhangfang.identity.Actor;
import zhangfang.identity.CurrentActor;
import zhangfang.money.Money;
import zhangfang.ordering.OrderProcess;
import zhangfang.ordering.Orders;
import zhangfang.ordering.Packages;
import zhangfang.ordering.ServicePackage;
import zhangfang.refusal.Refusal;
import zhangfang.wallet.Wallet;

/** 套餐: what is on offer side by side, and buying one. */
@Controller
class PackagePages {

    private static final int CHOICES = 50;

    private final Packages packages;
    private final Orders orders;
    private final OrderProcess process;
    private final Wallet wallet;
    private final Companies companies;
    private final MoneyReaders readers;
    private final BusinessClock clock;
    private final FormErrors formErrors;
    private final MessageSource messages;
    private final CurrentActor currentActor;

    PackagePages(Packages packages, Orders orders, OrderProcess process, Wallet wallet, Companies companies,
            MoneyReaders readers, BusinessClock clock, FormErrors formErrors, MessageSource messages,
            CurrentActor currentActor) {
        this.packages = packages;
        this.orders = orders;
        this.process = process;
        this.wallet = wallet;
        this.companies = companies;
        this.readers = readers;
        this.clock = clock;
        this.formErrors = formErrors;
        this.messages = messages;
        this.currentActor = currentActor;
    }

    /** Without a company in the address: who has one only means that one. */
    @GetMapping("/packages")
    String offered(Model model) {
        Actor actor = currentActor.get();
        if (actor.companies().size() == 1) {
            return "redirect:/companies/" + actor.companies().iterator().next() + "/packages";
        }
        model.addAttribute("packages", packages.offered());
        model.addAttribute("company", null);
        model.addAttribute("member", false);
        model.addAttribute("choices", actor.companies().isEmpty() ? List.of()
                : companies.search(actor, "", CHOICES));
        return "packages";
    }

    @GetMapping("/companies/{companyId}/packages")
    String compare(@PathVariable String companyId, @RequestParam(required = false) String added, Model model) {
        Company company = companies.visible(currentActor.get(), companyId);
        model.addAttribute("packages", packages.offered());
        model.addAttribute("company", company);
        model.addAttribute("member", currentActor.get().isMemberOf(companyId));
        model.addAttribute("added", added != null);
        return "packages";
    }

    @GetMapping("/companies/{companyId}/packages/{code}")
    String confirm(@PathVariable String companyId, @PathVariable String code, Model model) {
        return show(companyId, offered(code), null, FormErrors.Errors.NONE, model);
    }

    /** @param pay whether the balance pays at once, where it suffices */
    @PostMapping("/companies/{companyId}/packages/{code}")
    String buy(@PathVariable String companyId, @PathVariable String code,
            @RequestParam(defaultValue = "") String firstMonth, @RequestParam(defaultValue = "false") boolean pay,
            Model model, Locale locale, HttpServletResponse response, RedirectAttributes flash) {
        readers.ofMember(currentActor.get(), companyId, "ordering.onlyMembers");
        ServicePackage wanted = offered(code);
        String orderId;
        try {
            YearMonth wish = firstMonth.isBlank() ? null : LedgerApi.month("firstMonth", firstMonth);
            orderId = process.start(currentActor.get(), companyId, wanted.code(), wish);
        } catch (Refusal refusal) {
            FormErrors.Errors errors = formErrors.of(refusal, locale);
            response.setStatus(HttpStatus.BAD_REQUEST.value());
            return show(companyId, wanted, firstMonth, errors, model);
        }
        return pay ? payAtOnce(companyId, orderId, flash, locale) : payLater(companyId, orderId, wanted, flash, locale);
    }

    private String payAtOnce(String companyId, String orderId, RedirectAttributes flash, Locale locale) {
        try {
            process.pay(currentActor.get(), orderId);
            flash.addFlashAttribute("done", text("purchase.buy.paid", locale));
        } catch (Refusal refusal) {
            // the order is there; its page leads on
            flash.addFlashAttribute("refused", formErrors.of(refusal, locale).sentences());
        }
        return "redirect:/companies/" + companyId + "/orders/" + orderId;
    }

    private String payLater(String companyId, String orderId, ServicePackage wanted, RedirectAttributes flash,
            Locale locale) {
        flash.addFlashAttribute("done", text("purchase.buy.placed", locale));
        boolean enough = !wallet.missingFor(companyId, wanted.price()).isPositive();
        return "redirect:/companies/" + companyId
                + (enough ? "/orders/" + orderId : "/wallet/top-up?orderId=" + orderId);
    }

    private String show(String companyId, ServicePackage wanted, String firstMonth, FormErrors.Errors errors,
            Model model) {
        Company company = readers.ofMember(currentActor.get(), companyId, "ordering.onlyMembers");
        Money missing = wallet.missingFor(companyId, wanted.price());
        model.addAttribute("company", company);
        model.addAttribute("offer", wanted);
        model.addAttribute("balance", wallet.balance(currentActor.get(), companyId).total());
        model.addAttribute("missing", missing.isPositive() ? missing : null);
        model.addAttribute("months", orders.wishableMonths());
        model.addAttribute("expected", orders.expectedFirstMonth(companyId, wanted.termMonths()));
        model.addAttribute("thisMonth", clock.month());
        model.addAttribute("confirmLast", clock.month().atEndOfMonth());
        model.addAttribute("firstMonth", firstMonth);
        model.addAttribute("errors", errors);
        return "package-buy";
    }

    private ServicePackage offered(String code) {
        return packages.find(code).filter(ServicePackage::offered).orElseThrow(Refusal::notFound);
    }

    private String text(String key, Locale locale) {
        return messages.getMessage(key, null, locale);
    }
}
