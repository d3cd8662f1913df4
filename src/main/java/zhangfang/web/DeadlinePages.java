package zhangfang.web;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import zhangfang.board.OpenWork;
import zhangfang.calendar.BusinessClock;
import zhangfang.identity.CurrentActor;
import zhangfang.process.UpcomingTimers;
import zhangfang.process.UpcomingTimers.Group;
import zhangfang.process.UpcomingTimers.State;
import zhangfang.process.UpcomingTimers.Timer;

/** What processes will do by themselves at their next deadlines (到期预告), for process owners. */
@Controller
class DeadlinePages {

    private static final int WEEK = 7;
    private static final int MONTH = 31;
    private static final int PAGE = 50;

    /** The groups of a day; of what is late, without a day. */
    record Day(State state, LocalDate day, List<Group> groups) {

        public int timers() {
            return groups.stream().mapToInt(Group::timers).sum();
        }
    }

    /** The group whose timers are shown one by one. */
    record Opened(State state, LocalDate day, String kind) {

        public boolean is(Group group) {
            return group.state() == state && group.kind().id().equals(kind)
                    && (day == null ? group.day() == null : day.equals(group.day()));
        }
    }

    private final UpcomingTimers timers;
    private final BusinessClock clock;
    private final CurrentActor currentActor;

    DeadlinePages(UpcomingTimers timers, BusinessClock clock, CurrentActor currentActor) {
        this.timers = timers;
        this.clock = clock;
        this.currentActor = currentActor;
    }

    @GetMapping("/deadlines")
    String show(@RequestParam(defaultValue = "7") int days, @RequestParam(required = false) State state,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate day,
            @RequestParam(required = false) String kind, @RequestParam(defaultValue = "1") int page, Model model) {
        OpenWork.requireWatcher(currentActor.get());
        int ahead = days > WEEK ? MONTH : WEEK;
        List<Group> groups = timers.groups(ahead);
        model.addAttribute("days", ahead);
        model.addAttribute("parts", byDay(groups));
        model.addAttribute("perDay", perDay(groups, ahead));
        model.addAttribute("failed", count(groups, State.FAILED));
        model.addAttribute("overdue", count(groups, State.OVERDUE));
        model.addAttribute("coming", count(groups, State.COMING));
        model.addAttribute("today", clock.today());
        model.addAttribute("opened", null);
        if (state != null && kind != null) {
            Slice<Timer> some = Slice.read(page, PAGE,
                    (limit, offset) -> timers.timers(state, day, kind, offset, limit));
            model.addAttribute("opened", new Opened(state, day, kind));
            model.addAttribute("rows", some.rows());
            some.show(model);
        }
        return "board/deadlines";
    }

    private static List<Day> byDay(List<Group> groups) {
        Map<String, Day> days = new LinkedHashMap<>();
        groups.forEach(group -> days.computeIfAbsent(group.state() + "/" + group.day(),
                key -> new Day(group.state(), group.day(), new ArrayList<>())).groups().add(group));
        return List.copyOf(days.values());
    }

    /** Days without timers stand in the chart, too. */
    private Map<LocalDate, Integer> perDay(List<Group> groups, int ahead) {
        Map<LocalDate, Integer> perDay = new LinkedHashMap<>();
        for (int i = 0; i < ahead; i++) {
            perDay.put(clock.today().plusDays(i), 0);
        }
        groups.stream().filter(group -> group.state() == State.COMING)
                .forEach(group -> perDay.merge(group.day(), group.timers(), Integer::sum));
        return perDay;
    }

    private static int count(List<Group> groups, State state) {
        return groups.stream().filter(group -> group.state() == state).mapToInt(Group::timers).sum();
    }
}
