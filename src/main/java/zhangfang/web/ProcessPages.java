package zhangfang.web;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import zhangfang.company.Companies;
import zhangfang.company.MoneyReaders;
import zhangfang.engagement.ServiceMonth;
import zhangfang.engagement.ServiceMonths;
import zhangfang.identity.Actor;
import zhangfang.identity.CurrentActor;
import zhangfang.identity.Role;
import zhangfang.ordering.Orders;
import zhangfang.process.ProcessDiagrams;
import zhangfang.process.ProcessDiagrams.Diagram;
import zhangfang.refusal.Refusal;

/** 流程图: the model of a process with the state of one instance on it, and the same as a list. */
@Controller
class ProcessPages {

    private static final String MONTH = "monthlyBookkeeping";
    private static final String ORDER = "serviceOrder";

    /** What everyone sees who sees the company; all others are about its money. */
    private static final Set<String> ABOUT_THE_SERVICE = Set.of(MONTH, ORDER, "requirement", "serviceTermination");

    private final CurrentActor currentActor;
    private final Companies companies;
    private final MoneyReaders moneyReaders;
    private final ServiceMonths months;
    private final Orders orders;
    private final MonthLines lines;
    private final ObjectProvider<ProcessDiagrams> diagrams;

    ProcessPages(CurrentActor currentActor, Companies companies, MoneyReaders moneyReaders, ServiceMonths months,
            Orders orders, MonthLines lines, ObjectProvider<ProcessDiagrams> diagrams) {
        this.currentActor = currentActor;
        this.companies = companies;
        this.moneyReaders = moneyReaders;
        this.months = months;
        this.orders = orders;
        this.lines = lines;
        this.diagrams = diagrams;
    }

    @GetMapping("/companies/{companyId}/months/{month}/process")
    String month(@PathVariable String companyId, @PathVariable String month, Model model) {
        companies.visible(currentActor.get(), companyId);
        ServiceMonth shown = months.find(companyId, StatementsApi.month("month", month))
                .orElseThrow(Refusal::notFound);
        return show(find(MONTH, shown.id()), model);
    }

    @GetMapping("/companies/{companyId}/orders/{orderId}/process")
    String order(@PathVariable String companyId, @PathVariable String orderId, Model model) {
        orders.visible(currentActor.get(), companyId, orderId);
        return show(find(ORDER, orderId), model);
    }

    /** @param businessKey id of what the process moves, such as a top-up */
    @GetMapping("/processes/{processId}/{businessKey}")
    String any(@PathVariable String processId, @PathVariable String businessKey, Model model) {
        return show(find(processId, businessKey), model);
    }

    private Diagram find(String processId, String businessKey) {
        Diagram diagram = diagrams.getObject().find(processId, businessKey).orElseThrow(Refusal::notFound);
        Actor actor = currentActor.get();
        if (diagram.companyId() == null) {
            if (!actor.isAny(Role.PROCESS_OWNER, Role.ADMINISTRATOR)) {
                throw Refusal.notFound();
            }
        } else if (ABOUT_THE_SERVICE.contains(processId)) {
            companies.visible(actor, diagram.companyId());
        } else {
            moneyReaders.readable(actor, diagram.companyId());
        }
        return diagram;
    }

    private String show(Diagram diagram, Model model) {
        Actor actor = currentActor.get();
        model.addAttribute("diagram", diagram);
        model.addAttribute("company", diagram.companyId() == null ? null : companies.get(diagram.companyId()));
        model.addAttribute("names", lines.names(diagram.visits().stream().map(ProcessDiagrams.Visit::actorId).toList()));
        // customers are told of what is stuck by those who mend it
        model.addAttribute("showsFailures", actor.roles().stream().anyMatch(role -> role != Role.CUSTOMER));
        model.addAttribute("watches", actor.isAny(Role.PROCESS_OWNER, Role.ADMINISTRATOR));
        model.addAttribute("months", monthsOf(diagram));
        model.addAttribute("month", diagram.processId().equals(MONTH) ? months.get(diagram.businessKey()) : null);
        return "months/process";
    }

    /** The months of an order by their ids: what its process calls. */
    private Map<String, ServiceMonth> monthsOf(Diagram diagram) {
        Map<String, ServiceMonth> byId = new HashMap<>();
        if (diagram.processId().equals(ORDER)) {
            months.ofOrder(diagram.businessKey()).forEach(month -> byId.put(month.id(), month));
        }
        return byId;
    }
}
