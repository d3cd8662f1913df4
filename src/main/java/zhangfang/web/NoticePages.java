package zhangfang.web;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import zhangfang.identity.CurrentActor;
import zhangfang.identity.People;
import zhangfang.notice.Mails;
import zhangfang.notice.NoticeCategory;
import zhangfang.notice.NoticePreferences;
import zhangfang.notice.NoticeSettings;
import zhangfang.notice.NoticeSettings.Delivery;
import zhangfang.notice.NoticeSettings.Language;
import zhangfang.notice.Notices;
import zhangfang.notice.Notices.Notice;
import zhangfang.notice.Worklist;
import zhangfang.refusal.Refusal;

/** A person's notices (通知), and how they come (通知设置). */
@Controller
@RequestMapping("/notices")
class NoticePages {

    private static final int PAGE = 30;

    private final CurrentActor actor;
    private final Notices notices;
    private final NoticePreferences preferences;
    private final Mails mails;
    private final People people;
    private final ObjectProvider<Worklist> worklist;
    private final FormErrors formErrors;

    NoticePages(CurrentActor actor, Notices notices, NoticePreferences preferences, Mails mails, People people,
            ObjectProvider<Worklist> worklist, FormErrors formErrors) {
        this.actor = actor;
        this.notices = notices;
        this.preferences = preferences;
        this.mails = mails;
        this.people = people;
        this.worklist = worklist;
        this.formErrors = formErrors;
    }

    @GetMapping
    String list(@RequestParam(required = false) NoticeCategory category, @RequestParam(defaultValue = "1") int page,
            Model model) {
        String user = actor.get().id();
        Map<NoticeCategory, Integer> counts = notices.countByCategory(user);
        int total = category == null ? counts.values().stream().mapToInt(Integer::intValue).sum()
                : counts.getOrDefault(category, 0);
        int pages = Math.max(1, (total + PAGE - 1) / PAGE);
        int shown = Math.max(1, Math.min(page, pages));
        List<Notice> rows = notices.page(user, category, shown - 1, PAGE);
        model.addAttribute("notices", rows);
        model.addAttribute("open", openTasks(rows));
        model.addAttribute("category", category);
        model.addAttribute("categories", NoticeCategory.values());
        model.addAttribute("counts", counts);
        model.addAttribute("page", shown);
        model.addAttribute("pages", pages);
        return "notices";
    }

    @PostMapping("/{id}/read")
    String read(@PathVariable long id) {
        notices.read(actor.get().id(), id);
        return "redirect:/notices";
    }

    @PostMapping("/read")
    String readAll() {
        notices.readAll(actor.get().id());
        return "redirect:/notices";
    }

    @GetMapping("/settings")
    String settings(Model model) {
        return settings(null, FormErrors.Errors.NONE, model);
    }

    @PostMapping("/settings")
    String choose(@RequestParam Language language, @RequestParam Delivery delivery,
            @RequestParam(required = false) Set<NoticeCategory> byEmail) {
        preferences.choose(actor.get(), language, delivery, byEmail == null ? Set.of() : byEmail);
        return "redirect:/notices/settings?saved";
    }

    @PostMapping("/settings/email")
    String nameAddress(@RequestParam(required = false) String email, Model model, Locale locale,
            HttpServletResponse response) {
        return answer(email, () -> preferences.nameAddress(actor.get(), email), model, locale, response);
    }

    @PostMapping("/settings/email/confirm")
    String confirmAddress(@RequestParam(required = false) String code, Model model, Locale locale,
            HttpServletResponse response) {
        return answer(null, () -> preferences.confirmAddress(actor.get(), code), model, locale, response);
    }

    @PostMapping("/settings/email/remove")
    String removeAddress() {
        preferences.removeAddress(actor.get());
        return "redirect:/notices/settings";
    }

    private String answer(String email, Runnable command, Model model, Locale locale, HttpServletResponse response) {
        try {
            command.run();
            return "redirect:/notices/settings";
        } catch (Refusal refusal) {
            response.setStatus(HttpStatus.BAD_REQUEST.value());
            return settings(email, formErrors.of(refusal, locale), model);
        }
    }

    private String settings(String email, FormErrors.Errors errors, Model model) {
        String user = actor.get().id();
        NoticeSettings settings = preferences.of(user);
        model.addAttribute("settings", settings);
        model.addAttribute("email", email != null || settings.email() != null ? email : people.addressOf(user));
        model.addAttribute("mailServer", mails.enabled());
        model.addAttribute("categories", NoticeCategory.values());
        model.addAttribute("languages", Language.values());
        model.addAttribute("deliveries", Delivery.values());
        model.addAttribute("errors", errors);
        return "notice-settings";
    }

    /** Of the tasks that these notices tell of those that are still to be done. */
    private Set<String> openTasks(List<Notice> rows) {
        Worklist work = worklist.getIfAvailable();
        List<String> tasks = rows.stream().map(Notice::taskId).filter(Objects::nonNull).distinct().toList();
        return work == null || tasks.isEmpty() ? Set.of() : work.open(tasks);
    }
}
