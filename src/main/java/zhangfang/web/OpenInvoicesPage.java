package zhangfang.web;

import static zhangfang.web.OrderingApi.here;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import zhangfang.calendar.BusinessClock;
import zhangfang.identity.Actor;
import zhangfang.identity.CurrentActor;
import zhangfang.invoicing.InvoiceApplication;
import zhangfang.invoicing.InvoiceApplications;
import zhangfang.invoicing.OpenInvoiceTasks;
import zhangfang.money.Money;

/** What finance has to issue, mail and take back in all companies, the most urgent first, with the way to each task. */
@Controller
class OpenInvoicesPage {

    private static final int ROWS = 50;

    /** @param task the open step of this person, or {@code null} */
    record OpenView(String id, String companyId, String companyName, Money amount, String statusName, boolean onPaper,
            OffsetDateTime due, boolean late, OpenInvoiceTasks.OpenTask task) {
    }

    private final InvoiceApplications applications;
    private final OpenInvoiceTasks tasks;
    private final InvoiceViews views;
    private final BusinessClock clock;
    private final CurrentActor currentActor;

    OpenInvoicesPage(InvoiceApplications applications, OpenInvoiceTasks tasks, InvoiceViews views, BusinessClock clock,
            CurrentActor currentActor) {
        this.applications = applications;
        this.tasks = tasks;
        this.views = views;
        this.clock = clock;
        this.currentActor = currentActor;
    }

    @GetMapping("/invoices")
    String open(@RequestParam(defaultValue = "1") int page, Model model, Locale locale) {
        Actor actor = currentActor.get();
        Slice<InvoiceApplications.Open> some = Slice.read(page, ROWS,
                (limit, offset) -> applications.open(actor, limit, offset));
        List<InvoiceApplications.Open> open = some.rows();
        List<String> ids = new ArrayList<>();
        open.forEach(each -> {
            ids.add(each.application().id());
            if (each.application().openReturnId() != null) {
                ids.add(each.application().openReturnId());
            }
        });
        Map<String, OpenInvoiceTasks.OpenTask> steps = tasks.of(actor, ids);
        model.addAttribute("rows", open.stream().map(each -> view(each, steps, locale)).toList());
        some.show(model);
        return "money/open-invoices";
    }

    private OpenView view(InvoiceApplications.Open open, Map<String, OpenInvoiceTasks.OpenTask> steps, Locale locale) {
        InvoiceApplication one = open.application();
        OpenInvoiceTasks.OpenTask task = steps.get(one.id());
        if (task == null && one.openReturnId() != null) {
            task = steps.get(one.openReturnId());
        }
        return new OpenView(one.id(), one.companyId(), open.companyName(), one.amount(),
                views.text("invoicing.applicationStatus." + one.shown(), locale), one.onPaper(),
                here(open.due()), !clock.now().isBefore(open.due()), task);
    }
}
