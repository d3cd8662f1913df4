package zhangfang.web;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import zhangfang.refusal.Refusal;

/** Signing in and registering: the pages that everyone may open. */
@Controller
class SignInPages {

    private final Registration registration;
    private final RegistrationLimit limit;
    private final FormErrors formErrors;

    SignInPages(Registration registration, RegistrationLimit limit, FormErrors formErrors) {
        this.registration = registration;
        this.limit = limit;
        this.formErrors = formErrors;
    }

    @GetMapping("/sign-in")
    String signIn() {
        return "sign-in";
    }

    @GetMapping("/register")
    String form(Model model) {
        return show(new Registration.Form(null, null, null, null), FormErrors.Errors.NONE, model);
    }

    @PostMapping("/register")
    String register(@ModelAttribute Registration.Form form, Model model, Locale locale, HttpServletRequest request) {
        try {
            limit.check(request.getRemoteAddr());
            registration.register(form);
            limit.count(request.getRemoteAddr());
            return signIn(form, request) ? "redirect:/companies/new?welcome" : "redirect:/sign-in?registered";
        } catch (Refusal refusal) {
            return show(form, formErrors.of(refusal, locale), model);
        }
    }

    /** Who has just chosen a password need not type it again; somebody else's session stays his. */
    private static boolean signIn(Registration.Form form, HttpServletRequest request) {
        if (request.getUserPrincipal() != null || request.getSession(false) == null) {
            return false;
        }
        try {
            request.changeSessionId();
            request.login(form.userId().strip(), form.password());
            return true;
        } catch (ServletException e) {
            return false;
        }
    }

    private static String show(Registration.Form form, FormErrors.Errors errors, Model model) {
        model.addAttribute("form", form);
        model.addAttribute("errors", errors);
        return "register";
    }
}
