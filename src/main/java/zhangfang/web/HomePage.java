package zhangfang.web;

import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import zhangfang.calendar.BusinessClock;
import zhangfang.company.Companies;
import zhangfang.company.CompanyPage;
import zhangfang.company.CompanyQuery;
import zhangfang.identity.Actor;
import zhangfang.identity.CurrentActor;
import zhangfang.identity.Role;
import zhangfang.notice.Notices;
import zhangfang.notice.Worklist;
import zhangfang.process.CompanyTasks;
import zhangfang.process.CompanyTasks.Count;

/** 概览, the page after signing in: a customer's companies at a glance; for the agency's people what waits for them. */
@Controller
class HomePage {

    private static final int TASKS = 20;
    private static final int LATEST = 6;
    private static final int COMPANIES = 12;
    private static final int FIGURE_MONTHS = 6;

    private final CurrentActor currentActor;
    private final Companies companies;
    private final CompanyCards cards;
    private final Notices notices;
    private final ObjectProvider<Worklist> worklist;
    private final ObjectProvider<CompanyTasks> tasks;
    private final BusinessClock clock;

    HomePage(CurrentActor currentActor, Companies companies, CompanyCards cards, Notices notices,
            ObjectProvider<Worklist> worklist, ObjectProvider<CompanyTasks> tasks, BusinessClock clock) {
        this.currentActor = currentActor;
        this.companies = companies;
        this.cards = cards;
        this.notices = notices;
        this.worklist = worklist;
        this.tasks = tasks;
        this.clock = clock;
    }

    @GetMapping("/")
    String home(Model model) {
        Actor actor = currentActor.get();
        if (actor.isAny(Role.ACCOUNTANT, Role.REVIEWER)) {
            return "redirect:/workbench";
        }
        if (actor.is(Role.PROCESS_OWNER)) {
            return "redirect:/board";
        }
        model.addAttribute("notices", notices.of(actor.id(), LATEST));
        return actor.is(Role.CUSTOMER) ? companies(actor, model) : work(actor, model);
    }

    private String companies(Actor actor, Model model) {
        CompanyPage mine = companies.page(actor, CompanyQuery.first(null, COMPANIES));
        model.addAttribute("cards", cards.of(actor, mine.rows(), FIGURE_MONTHS));
        model.addAttribute("companyCount", mine.count());
        return "home";
    }

    private String work(Actor actor, Model model) {
        List<Count> counts = tasks.getObject().counts(actor);
        model.addAttribute("counts", counts);
        model.addAttribute("taskCount", counts.stream().mapToInt(Count::tasks).sum());
        model.addAttribute("lateCount", counts.stream().mapToInt(Count::late).sum());
        model.addAttribute("tasks", worklist.getObject().mostUrgent(actor, TASKS));
        model.addAttribute("now", clock.now());
        return "home-staff";
    }
}
