package zhangfang.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import zhangfang.calendar.BusinessClock;
import zhangfang.identity.Actor;
import zhangfang.identity.CurrentActor;
import zhangfang.notice.Worklist;
import zhangfang.wallet.TopUp;
import zhangfang.wallet.TopUps;
import zhangfang.wallet.Withdrawal;
import zhangfang.wallet.Withdrawals;

/** What waits for finance, of all companies: top-ups to confirm and withdrawals to pay (充值与提现). */
@Controller
class TransfersPage {

    private static final int MOST = 500;

    private final TopUps topUps;
    private final Withdrawals withdrawals;
    private final ObjectProvider<Worklist> worklist;
    private final WalletViews views;
    private final BusinessClock clock;
    private final CurrentActor currentActor;

    TransfersPage(TopUps topUps, Withdrawals withdrawals, ObjectProvider<Worklist> worklist, WalletViews views,
            BusinessClock clock, CurrentActor currentActor) {
        this.topUps = topUps;
        this.withdrawals = withdrawals;
        this.worklist = worklist;
        this.views = views;
        this.clock = clock;
        this.currentActor = currentActor;
    }

    @GetMapping("/transfers")
    String show(Model model, Locale locale) {
        Actor actor = currentActor.get();
        List<TopUp> announced = topUps.open(actor, MOST);
        List<Withdrawal> requested = withdrawals.open(actor, MOST);
        List<String> ids = new ArrayList<>(announced.stream().map(TopUp::id).toList());
        requested.forEach(each -> ids.add(each.id()));
        model.addAttribute("topUps", views.topUps(announced, locale));
        model.addAttribute("withdrawals", views.withdrawals(requested, locale));
        model.addAttribute("tasks", worklist.getObject().tasksOf(actor, ids));
        model.addAttribute("today", clock.today());
        return "money/transfers";
    }
}
