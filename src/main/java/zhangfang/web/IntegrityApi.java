package zhangfang.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import zhangfang.identity.CurrentActor;
import zhangfang.identity.Role;
import zhangfang.ledger.BookIntegrity;
import zhangfang.ledger.BookIntegrity.Integrity;
import zhangfang.ledger.BookIntegrity.Seal;
import zhangfang.ledger.BookParking;
import zhangfang.refusal.Refusal;
import zhangfang.refusal.RefusalText;

/** Whether a book still says what was posted (账簿完整性): over HTTP, and as a page. */
@Controller
@Tag(name = "books 账簿")
class IntegrityApi {

    /** @param reason why the book can be opened again */
    record Release(String reason) {
    }

    /** @param finding what is wrong @param reason a sentence that names the row, in the caller's language */
    record Finding(String finding, String reason) {
    }

    /**
     * @param whole       whether nothing was found
     * @param parked      whether the book is locked, because something was found now or before
     * @param chainLength number of posted vouchers, by the book
     * @param chainHash   SHA-256 at the end of the chain
     */
    record Report(boolean whole, boolean parked, int vouchers, int chainLength, String chainHash, Instant checkedAt, List<Seal> seals,
            List<Finding> rows) {
    }

    private final CurrentActor actor;
    private final BookFrame frame;
    private final BookIntegrity integrity;
    private final BookParking parking;
    private final RefusalText texts;

    IntegrityApi(CurrentActor actor, BookFrame frame, BookIntegrity integrity, BookParking parking, RefusalText texts) {
        this.actor = actor;
        this.frame = frame;
        this.integrity = integrity;
        this.parking = parking;
        this.texts = texts;
    }

    @GetMapping("/api/companies/{companyId}/book/integrity")
    @ResponseBody
    @Operation(summary = "Whether the book still says what was posted: the chain of its vouchers, and its balances",
            description = "Reads the whole book. rows name every changed, removed or added row; chainHash is worth keeping "
                    + "elsewhere: as long as the chain leads through it, nothing before it was changed. A book in which something is "
                    + "found is locked until it is in order again")
    Report report(@PathVariable String companyId, Locale locale) {
        Integrity found = integrity.check(actor.get(), companyId);
        boolean parked = parked(companyId, found);
        return new Report(found.findings().isEmpty(), parked, found.vouchers(), found.head().length(), found.head().hash(),
                found.checkedAt(), found.seals(), findings(found, locale));
    }

    @GetMapping("/companies/{companyId}/book/integrity")
    String page(@PathVariable String companyId, Model model, Locale locale) {
        if (frame.show(companyId, "book", model).isEmpty()) {
            return "redirect:/companies/" + companyId + "/book";
        }
        Integrity found = integrity.check(actor.get(), companyId);
        if (parked(companyId, found)) {
            frame.show(companyId, "book", model);
        }
        model.addAttribute("mayRelease", actor.get().isAny(Role.PROCESS_OWNER, Role.ADMINISTRATOR));
        model.addAttribute("integrity", found);
        model.addAttribute("findings", findings(found, locale));
        return "books/integrity";
    }

    @PostMapping("/api/companies/{companyId}/book/integrity/release")
    @ResponseBody
    @Operation(summary = "Unlocks a book that is in order again", description = "for process owners and administrators")
    Report release(@PathVariable String companyId, @RequestBody Release release, Locale locale) {
        parking.release(actor.get(), companyId, release.reason());
        return report(companyId, locale);
    }

    @PostMapping("/companies/{companyId}/book/integrity/release")
    String release(@PathVariable String companyId, @RequestParam(required = false) String reason,
            RedirectAttributes flash) {
        try {
            parking.release(actor.get(), companyId, reason);
            frame.done(flash, "books.parked.released");
        } catch (Refusal refusal) {
            frame.refused(flash, refusal);
        }
        return "redirect:/companies/" + companyId + "/book/integrity";
    }

    /** Whoever finds something wrong sees the book locked. */
    private boolean parked(String companyId, Integrity found) {
        return found.findings().isEmpty() ? found.parked() : parking.parkIfBroken(companyId);
    }

    private List<Finding> findings(Integrity found, Locale locale) {
        return found.findings().stream().map(reason -> new Finding(name(reason), texts.sentence(reason, locale))).toList();
    }

    private static String name(Refusal.Reason reason) {
        return reason.key().substring(reason.key().lastIndexOf('.') + 1);
    }
}
