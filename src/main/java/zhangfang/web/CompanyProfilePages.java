package zhangfang.web;

import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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
import zhangfang.company.Companies;
import zhangfang.company.Company;
import zhangfang.company.CompanyMembers;
import zhangfang.engagement.KeeperHandover;
import zhangfang.engagement.KeeperHandovers;
import zhangfang.engagement.NewHandover;
import zhangfang.identity.CurrentActor;
import zhangfang.identity.People;
import zhangfang.identity.Role;
import zhangfang.refusal.Refusal;

/** 公司资料: facts, contacts, the company's people, its accountant and how it passed from one to another (换会计). */
@Controller
@RequestMapping("/companies/{companyId}")
class CompanyProfilePages {

    private static final int HANDOVER_ROWS = 4;
    private static final NewHandover NO_HANDOVER = new NewHandover(null, null, null, List.of());

    private final CurrentActor actor;
    private final Companies companies;
    private final CompanyMembers members;
    private final People people;
    private final KeeperHandovers handovers;
    private final FormErrors formErrors;
    private final MessageSource messages;

    CompanyProfilePages(CurrentActor actor, Companies companies, CompanyMembers members, People people,
            KeeperHandovers handovers, FormErrors formErrors, MessageSource messages) {
        this.actor = actor;
        this.companies = companies;
        this.members = members;
        this.people = people;
        this.handovers = handovers;
        this.formErrors = formErrors;
        this.messages = messages;
    }

    @GetMapping("/profile")
    String profile(@PathVariable String companyId, Model model) {
        return show(companyId, NO_HANDOVER, null, FormErrors.Errors.NONE, model);
    }

    @PostMapping("/keeper")
    String handOver(@PathVariable String companyId, @ModelAttribute NewHandover handover, Model model, Locale locale,
            HttpServletResponse response, RedirectAttributes flash) {
        try {
            KeeperHandover done = handovers.handOver(actor.get(), companyId, handover);
            flash.addFlashAttribute("done", messages.getMessage("profile.handover.done",
                    new Object[] {people.nameOf(done.takenOverBy())}, locale));
            // who handed it over may not see it any more
            boolean stillSeen = actor.get().isAny(Role.PROCESS_OWNER, Role.REVIEWER);
            return "redirect:/companies" + (stillSeen ? "/" + companyId + "/profile" : "");
        } catch (Refusal refusal) {
            FormErrors.Errors errors = formErrors.of(refusal, locale);
            response.setStatus(HttpStatus.BAD_REQUEST.value());
            return show(companyId, handover, null, errors, model);
        }
    }

    @PostMapping("/members")
    String addMember(@PathVariable String companyId, @RequestParam(defaultValue = "") String userId,
            @RequestParam(defaultValue = "false") boolean agreed, Model model, Locale locale,
            HttpServletResponse response, RedirectAttributes flash) {
        try {
            members.add(actor.get(), companyId, userId, agreed);
            flash.addFlashAttribute("done", messages.getMessage("profile.members.done",
                    new Object[] {people.nameOf(userId.strip())}, locale));
            return "redirect:/companies/" + companyId + "/profile";
        } catch (Refusal refusal) {
            FormErrors.Errors errors = formErrors.of(refusal, locale);
            response.setStatus(HttpStatus.BAD_REQUEST.value());
            return show(companyId, NO_HANDOVER, userId, errors, model);
        }
    }

    /** @param wanted the user name that somebody typed to let in, or {@code null}: no such form was sent */
    private String show(String companyId, NewHandover handover, String wanted, FormErrors.Errors errors, Model model) {
        Company company = companies.visible(actor.get(), companyId);
        List<String> memberIds = members.of(actor.get(), companyId);
        List<KeeperHandover> passed = handovers.list(actor.get(), companyId);
        model.addAttribute("company", company);
        model.addAttribute("mayChange", Companies.mayChange(actor.get(), companyId));
        model.addAttribute("member", actor.get().isMemberOf(companyId));
        model.addAttribute("members", memberIds);
        model.addAttribute("wanted", wanted);
        model.addAttribute("handovers", passed);
        model.addAttribute("names", names(company, memberIds, passed));
        model.addAttribute("mayHandOver", KeeperHandovers.mayHandOver(actor.get(), company));
        model.addAttribute("handover", handover);
        model.addAttribute("errors", errors);
        if (KeeperHandovers.mayHandOver(actor.get(), company)) {
            addChoices(handover, model);
        }
        return "company-profile";
    }

    private void addChoices(NewHandover handover, Model model) {
        Map<String, String> supervisors = new TreeMap<>(people.inRole(Role.REVIEWER));
        supervisors.putAll(people.inRole(Role.PROCESS_OWNER));
        model.addAttribute("accountants", people.inRole(Role.ACCOUNTANT));
        model.addAttribute("supervisors", supervisors);
        model.addAttribute("handoverRows", Math.max(HANDOVER_ROWS, handover.rows().size()));
    }

    private Map<String, String> names(Company company, List<String> memberIds, List<KeeperHandover> passed) {
        Set<String> ids = new HashSet<>(memberIds);
        if (company.keeperId() != null) {
            ids.add(company.keeperId());
        }
        passed.forEach(each -> ids.addAll(
                List.of(each.handedOverBy(), each.takenOverBy(), each.supervisedBy())));
        return people.namesOf(new ArrayList<>(ids));
    }
}
