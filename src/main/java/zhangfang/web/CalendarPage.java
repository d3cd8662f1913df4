package zhangfang.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.YearMonth;
import java.util.Locale;
import java.util.stream.IntStream;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import zhangfang.calendar.BusinessClock;
import zhangfang.calendar.StatutoryCalendar;
import zhangfang.identity.CurrentActor;
import zhangfang.refusal.Refusal;

/** The statutory calendar of a year, and where the process owner loads the official one. */
@Controller
@RequestMapping("/calendar")
class CalendarPage {

    private final StatutoryCalendar calendar;
    private final CalendarLoading loading;
    private final BusinessClock clock;
    private final CurrentActor actor;
    private final FormErrors formErrors;

    CalendarPage(StatutoryCalendar calendar, CalendarLoading loading, BusinessClock clock, CurrentActor actor,
            FormErrors formErrors) {
        this.calendar = calendar;
        this.loading = loading;
        this.clock = clock;
        this.actor = actor;
        this.formErrors = formErrors;
    }

    @GetMapping
    String show(@RequestParam(required = false) Integer year, Model model) {
        return show(year == null ? clock.today().getYear() : year, FormErrors.Errors.NONE, model);
    }

    @PostMapping
    String load(@RequestParam int year, @RequestParam MultipartFile file, Model model, Locale locale)
            throws IOException {
        try {
            loading.load(actor.get(), year, new String(file.getBytes(), StandardCharsets.UTF_8));
            return "redirect:/calendar?loaded&year=" + year;
        } catch (Refusal refusal) {
            FormErrors.Errors errors = formErrors.of(refusal, locale);
            return show(errors.of("year") == null ? year : clock.today().getYear(), errors, model);
        }
    }

    private String show(int year, FormErrors.Errors errors, Model model) {
        calendar.requireYear(year);
        model.addAttribute("year", year);
        model.addAttribute("thisYear", clock.today().getYear());
        model.addAttribute("estimated", calendar.isEstimated(year));
        model.addAttribute("estimates", calendar.estimatedDaysOff(year));
        model.addAttribute("days", calendar.officialDays(year));
        model.addAttribute("deadlines", IntStream.rangeClosed(1, 12)
                .mapToObj(month -> calendar.filingDeadline(YearMonth.of(year, month))).toList());
        model.addAttribute("errors", errors);
        return "calendar";
    }
}
