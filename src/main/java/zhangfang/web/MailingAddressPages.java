package zhangfang.web;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Locale;
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
import zhangfang.invoicing.DeliveryAddress.Kind;
import zhangfang.invoicing.DeliveryAddresses;
import zhangfang.invoicing.Divisions;
import zhangfang.invoicing.Divisions.Division;
import zhangfang.invoicing.NewAddress;
import zhangfang.refusal.Refusal;
import zhangfang.web.InvoicingViews.AddressView;

/** 邮寄信息: where the company's invoices go, and the form for each kind of address. */
@Controller
@RequestMapping("/companies/{companyId}/mailing-addresses")
class MailingAddressPages {

    /** @param addressId the address that is changed, or empty for a new one */
    record AddressForm(String addressId, Kind kind, String recipient, String phone, String province, String city,
            String district, String detail, String postcode, String email, String makeDefault) {

        static AddressForm empty(Kind kind) {
            return new AddressForm(null, kind, null, null, null, null, null, null, null, null, null);
        }

        static AddressForm of(AddressView address) {
            return new AddressForm(address.id(), address.kind(), address.recipient(), address.phone(),
                    address.province(), address.city(), address.district(), address.detail(), address.postcode(),
                    address.email(), null);
        }

        public boolean isNew() {
            return addressId == null || addressId.isBlank();
        }

        NewAddress address() {
            return new NewAddress(kind, recipient, phone, province, city, district, detail, postcode, email,
                    "true".equals(makeDefault));
        }
    }

    private final MoneyFrame frame;
    private final DeliveryAddresses addresses;
    private final Divisions divisions;
    private final InvoicingViews views;
    private final FormErrors formErrors;

    MailingAddressPages(MoneyFrame frame, DeliveryAddresses addresses, Divisions divisions, InvoicingViews views,
            FormErrors formErrors) {
        this.frame = frame;
        this.addresses = addresses;
        this.divisions = divisions;
        this.views = views;
        this.formErrors = formErrors;
    }

    /** @param kind shows the form of a new address, {@code edit} the one of an address that is there */
    @GetMapping
    String list(@PathVariable String companyId, @RequestParam(required = false) Kind kind,
            @RequestParam(required = false) String edit, Model model, Locale locale) {
        AddressForm form = kind == null ? null : AddressForm.empty(kind);
        if (edit != null) {
            form = AddressForm.of(views.address(frame.actor(), companyId, edit, locale));
        }
        return page(companyId, form, FormErrors.Errors.NONE, model, locale);
    }

    @PostMapping
    String save(@PathVariable String companyId, @ModelAttribute AddressForm form, Model model, Locale locale,
            HttpServletResponse response, RedirectAttributes flash) {
        try {
            addresses.save(frame.actor(), companyId, form.isNew() ? null : form.addressId(), form.address());
            frame.done(flash, "billinginfo.address.saved", locale);
            return "redirect:/companies/" + companyId + "/mailing-addresses";
        } catch (Refusal refusal) {
            FormErrors.Errors errors = formErrors.of(refusal, locale);
            response.setStatus(HttpStatus.BAD_REQUEST.value());
            return page(companyId, form, errors, model, locale);
        }
    }

    @PostMapping("/{addressId}/default")
    String makeDefault(@PathVariable String companyId, @PathVariable String addressId, Locale locale,
            RedirectAttributes flash) {
        addresses.makeDefault(frame.actor(), companyId, addressId);
        frame.done(flash, "billinginfo.address.default", locale);
        return "redirect:/companies/" + companyId + "/mailing-addresses";
    }

    @PostMapping("/{addressId}/remove")
    String remove(@PathVariable String companyId, @PathVariable String addressId, Locale locale,
            RedirectAttributes flash) {
        addresses.remove(frame.actor(), companyId, addressId);
        frame.done(flash, "billinginfo.address.removed", locale);
        return "redirect:/companies/" + companyId + "/mailing-addresses";
    }

    private String page(String companyId, AddressForm form, FormErrors.Errors errors, Model model, Locale locale) {
        frame.show(companyId, model);
        List<AddressView> all = views.addresses(frame.actor(), companyId, locale);
        model.addAttribute("addresses", all);
        model.addAttribute("alreadyDefault", form != null && all.stream()
                .anyMatch(address -> address.isDefault() && address.id().equals(form.addressId())));
        model.addAttribute("kinds", Kind.values());
        model.addAttribute("form", form);
        model.addAttribute("errors", errors);
        if (form != null && form.kind() == Kind.POSTAL) {
            List<Division> cities = named(divisions.provinces(), form.province());
            model.addAttribute("provinces", divisions.provinces());
            model.addAttribute("cities", cities);
            model.addAttribute("districts", named(cities, form.city()));
        }
        return "money/mailing-addresses";
    }

    /** What lies within the division of this name. */
    private List<Division> named(List<Division> choices, String name) {
        return choices.stream().filter(each -> each.name().equals(name)).findFirst()
                .map(each -> divisions.within(each.code())).orElse(List.of());
    }
}
