package zhangfang.web;

import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import zhangfang.company.Companies;
import zhangfang.identity.Actor;
import zhangfang.identity.CurrentActor;
import zhangfang.notice.Notices;
import zhangfang.notice.Worklist;

/** What waits for a person, what there is to know, and the companies: the page after signing in. */
@Controller
class HomePage {

    private static final int TASKS = 8;
    private static final int LATEST = 6;
    private static final int COMPANIES = 12;

    private final CurrentActor currentActor;
    private final Companies companies;
    private final Notices notices;
    private final ObjectProvider<Worklist> worklist;

    HomePage(CurrentActor currentActor, Companies companies, Notices notices, ObjectProvider<Worklist> worklist) {
        this.currentActor = currentActor;
        this.companies = companies;
        this.notices = notices;
        this.worklist = worklist;
    }

    @GetMapping("/")
    String home(Model model) {
        Actor actor = currentActor.get();
        var mine = companies.visibleTo(actor);
        Worklist work = worklist.getIfAvailable();
        model.addAttribute("companies", mine.stream().limit(COMPANIES).toList());
        model.addAttribute("companyCount", mine.size());
        model.addAttribute("taskCount", work == null ? 0 : work.count(actor));
        model.addAttribute("tasks", work == null ? List.of() : work.mostUrgent(actor, TASKS));
        model.addAttribute("notices", notices.of(actor.id(), LATEST));
        return "home";
    }
}
