package zhangfang.web;

import java.time.temporal.ChronoUnit;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import zhangfang.calendar.BusinessClock;
import zhangfang.calendar.Deadlines;

/** The page of the time machine: where time is, and buttons to the next instants at which something happens. */
@Controller
@Profile("demo")
class TimeMachinePage {

    private final BusinessClock clock;

    TimeMachinePage(BusinessClock clock) {
        this.clock = clock;
    }

    @GetMapping("/time-machine")
    String page(Model model) {
        model.addAttribute("now", clock.here());
        model.addAttribute("earliest", clock.here().toLocalDateTime().truncatedTo(ChronoUnit.MINUTES));
        model.addAttribute("tomorrow", Deadlines.endOf(clock.today()).atZone(BusinessClock.ZONE));
        model.addAttribute("fifteenth", Deadlines.automaticConfirmation(clock.now()).atZone(BusinessClock.ZONE));
        model.addAttribute("nextMonth", Deadlines.endOf(clock.month()).atZone(BusinessClock.ZONE));
        return "time-machine";
    }
}
