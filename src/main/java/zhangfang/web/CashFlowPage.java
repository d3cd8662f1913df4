package zhangfang.web;

import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.util.UriComponentsBuilder;
import zhangfang.ledger.CashFlows;
import zhangfang.refusal.Refusal;

/** The page of the cash of a range of months (现金流量归类): what is nowhere yet first, and the way to book it. */
@Controller
@RequestMapping("/companies/{companyId}/book/cash-flow")
class CashFlowPage {

    private static final String UNTAGGED = "0";
    private static final String ALL = "all";
    private static final String BY_RULE = "rule";

    private final BookFrame frame;
    private final CashFlows cashFlows;

    CashFlowPage(BookFrame frame, CashFlows cashFlows) {
        this.frame = frame;
        this.cashFlows = cashFlows;
    }

    @GetMapping
    String show(@PathVariable String companyId, @RequestParam(required = false) String from,
            @RequestParam(required = false) String to, @RequestParam(defaultValue = UNTAGGED) String line,
            @RequestParam(defaultValue = "1") int page, Model model) {
        if (frame.show(companyId, "cash-flow", model).isEmpty()) {
            return "redirect:/companies/" + companyId + "/book";
        }
        CashFlows.Page shown = cashFlows.page(frame.actor(), companyId, BookPages.optional("from", from),
                BookPages.optional("to", to), line.matches("\\d{1,2}") ? Integer.valueOf(line) : null, page, null);
        Map<Integer, String> items = frame.cashFlowItems(companyId);
        model.addAttribute("cash", shown);
        model.addAttribute("items", items);
        model.addAttribute("line", shown.line() == null ? ALL : shown.line().toString());
        model.addAttribute("untagged", shown.totals().stream().filter(total -> total.cashFlowLine() == 0).findFirst()
                .orElse(null));
        model.addAttribute("anyOpen", shown.rows().stream().anyMatch(row -> !row.closed()));
        return "books/cash-flow";
    }

    /**
     * @param entries {@code V-1/2}: voucher and line of each entry that is to be booked
     * @param target  the line they go to, 0 for none, {@code rule} to go by the rules
     */
    @PostMapping
    String tag(@PathVariable String companyId, @RequestParam(required = false) List<String> entries,
            @RequestParam(defaultValue = "") String target, @RequestParam(required = false) String from,
            @RequestParam(required = false) String to, @RequestParam(defaultValue = UNTAGGED) String line,
            RedirectAttributes flash) {
        try {
            if (!target.equals(BY_RULE) && !target.matches("\\d{1,2}")) {
                throw Refusal.field("cashFlowLine", "ledger.cash.noLineChosen");
            }
            Integer cashFlowLine = target.equals(BY_RULE) ? null : Integer.valueOf(target);
            List<CashFlows.Tag> tags = entries == null ? List.of() : entries.stream()
                    .filter(entry -> entry.matches("[^/]+/\\d{1,4}"))
                    .map(entry -> entry.split("/"))
                    .map(parts -> new CashFlows.Tag(parts[0], Integer.parseInt(parts[1]), cashFlowLine))
                    .toList();
            frame.done(flash, "books.cash.tagged", String.valueOf(cashFlows.tag(frame.actor(), companyId, tags)));
        } catch (Refusal refusal) {
            frame.refused(flash, refusal);
        }
        return "redirect:" + UriComponentsBuilder.fromPath("/companies/{id}/book/cash-flow")
                .queryParam("from", "{from}").queryParam("to", "{to}").queryParam("line", "{line}")
                .buildAndExpand(companyId, from, to, line).encode();
    }
}
