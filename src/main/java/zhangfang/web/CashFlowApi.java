package zhangfang.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import zhangfang.identity.CurrentActor;
import zhangfang.ledger.CashFlows;

/** The cash of the books by line of the cash flow statement, and who decides on the line. */
@RestController
@RequestMapping("/api/companies/{companyId}/book/cash-flow")
@Tag(name = "books 账簿")
class CashFlowApi {

    record Tags(List<CashFlows.Tag> rows) {
    }

    /** @param tagged how many entries were asked about */
    record Tagged(int tagged) {
    }

    private final CurrentActor actor;
    private final CashFlows cashFlows;

    CashFlowApi(CurrentActor actor, CashFlows cashFlows) {
        this.actor = actor;
        this.cashFlows = cashFlows;
    }

    @GetMapping
    @Operation(summary = "The cash of posted vouchers by entry: its line of the cash flow statement, who chose it, what the "
            + "rules propose; and the totals by line",
            description = "from, to: at most twelve months, by default the open ones; line: only what is booked there, 0 for "
                    + "what is nowhere yet; amounts received positive, paid negative; totals as in the statement")
    CashFlows.Page page(@PathVariable String companyId, @RequestParam(required = false) String from,
            @RequestParam(required = false) String to, @RequestParam(required = false) Integer line,
            @RequestParam(defaultValue = "1") int page, @RequestParam(required = false) Integer size) {
        return cashFlows.page(actor.get(), companyId, from == null ? null : LedgerApi.month("from", from),
                to == null ? null : LedgerApi.month("to", to), line, page, size);
    }

    @PutMapping
    @Operation(summary = "Books the cash of many entries to lines of the cash flow statement, all or none",
            description = "rows of voucherId, line (of the entry), cashFlowLine: 0 takes the line off, null goes by the rules "
                    + "again; refused for closed months. A reversal goes with what it reverses")
    Tagged tag(@PathVariable String companyId, @RequestBody Tags tags) {
        return new Tagged(cashFlows.tag(actor.get(), companyId, tags.rows));
    }
}
