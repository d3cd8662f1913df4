package zhangfang.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.math.BigDecimal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import zhangfang.identity.CurrentActor;
import zhangfang.ledger.Appropriation;
import zhangfang.ledger.YearEnd;
import zhangfang.money.Money;
import zhangfang.refusal.Refusal;

/** The fiscal years of the books, and what is decided about their profit. */
@RestController
@RequestMapping("/api/companies/{companyId}/book/years")
@Tag(name = "books 账簿")
class YearApi {

    /** Amounts as text or number; without one nothing is appropriated there. */
    record Wanted(String statutory, String discretionary, String distribution) {

        Appropriation amounts() {
            return new Appropriation(amount("statutory", statutory), amount("discretionary", discretionary),
                    amount("distribution", distribution));
        }

        private static Money amount(String field, String text) {
            if (text == null || text.isBlank()) {
                return Money.ZERO;
            }
            try {
                return Money.of(new BigDecimal(text.replace(",", "").strip()));
            } catch (ArithmeticException | NumberFormatException noAmount) {
                throw Refusal.field(field, "ledger.amount.notANumber", text);
            }
        }
    }

    private final CurrentActor actor;
    private final YearEnd yearEnd;

    YearApi(CurrentActor actor, YearEnd yearEnd) {
        this.actor = actor;
        this.yearEnd = yearEnd;
    }

    @GetMapping
    @Operation(summary = "The fiscal years of the book, the latest first: whether closed, and the net profit so far")
    Rows<YearEnd.YearState> years(@PathVariable String companyId) {
        return new Rows<>(yearEnd.years(actor.get(), companyId));
    }

    @GetMapping("/{year}")
    @Operation(summary = "A year's end (年终结账): its profit, losses to make up, the proposed statutory reserve and how it comes "
            + "about, what was decided and what is booked")
    YearEnd.Year year(@PathVariable String companyId, @PathVariable int year) {
        return yearEnd.get(actor.get(), companyId, year);
    }

    @PutMapping("/{year}")
    @Operation(summary = "Decides what closing December appropriates (利润分配), in place of an earlier decision",
            description = "statutory, discretionary, distribution; refused with figures where it is more than there is, and "
                    + "once December is closed. Vouchers booked by hand come on top")
    YearEnd.Year decide(@PathVariable String companyId, @PathVariable int year, @RequestBody Wanted wanted) {
        return yearEnd.decide(actor.get(), companyId, year, wanted.amounts());
    }
}
