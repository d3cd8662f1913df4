package zhangfang.web;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import zhangfang.company.Company.Standard;
import zhangfang.ledger.Account;
import zhangfang.ledger.Account.RoleOrigin;
import zhangfang.ledger.AccountRoles;
import zhangfang.ledger.AccountRoles.AccountUse;
import zhangfang.ledger.Accounts;
import zhangfang.ledger.CashFlowLines;
import zhangfang.ledger.Figures.Direction;
import zhangfang.refusal.Refusal;
import zhangfang.refusal.RefusalText;
import zhangfang.statements.RoleLines;
import zhangfang.tax.TaxFigures;

/** What each account means to statements and taxes (科目用途), where that comes from, and its correction. */
@Controller
@RequestMapping("/companies/{companyId}/book/accounts")
class RolePages {

    /** Which accounts are listed. */
    enum Filter {
        ALL(use -> use.account().level() > 1 || use.account().role() != null),
        PROPOSED(use -> use.account().roleOrigin() == RoleOrigin.PROPOSED),
        CORRECTED(use -> use.account().roleOrigin() == RoleOrigin.CORRECTED),
        MISSING(AccountUse::missing);

        private final Predicate<AccountUse> which;

        Filter(Predicate<AccountUse> which) {
            this.which = which;
        }
    }

    /** A statement's line or a tax that asks for a role. */
    record Asker(String statement, Integer line, String name) {
    }

    private final BookFrame frame;
    private final AccountRoles roles;
    private final Accounts accounts;
    private final VoucherPeople people;
    private final RefusalText texts;

    RolePages(BookFrame frame, AccountRoles roles, Accounts accounts, VoucherPeople people, RefusalText texts) {
        this.frame = frame;
        this.roles = roles;
        this.accounts = accounts;
        this.people = people;
        this.texts = texts;
    }

    @GetMapping("/roles")
    String roles(@PathVariable String companyId, @RequestParam(required = false) Filter show,
            @RequestParam(required = false) String q, Model model, Locale locale) {
        var book = frame.show(companyId, "roles", model);
        if (book.isEmpty()) {
            return "redirect:/companies/" + companyId + "/book";
        }
        List<AccountUse> all = roles.list(frame.actor(), companyId);
        Filter filter = show == null ? Filter.ALL : show;
        String wanted = q == null ? "" : q.strip();
        Map<Filter, Long> counts = new LinkedHashMap<>();
        for (Filter each : Filter.values()) {
            counts.put(each, all.stream().filter(each.which).count());
        }
        List<AccountUse> shown = all.stream().filter(filter.which)
                .filter(use -> use.account().code().startsWith(wanted) || use.account().name().contains(wanted)).toList();
        model.addAttribute("filter", filter);
        model.addAttribute("counts", counts);
        model.addAttribute("q", wanted);
        model.addAttribute("uses", shown);
        model.addAttribute("askers", askers(book.get().standard(), shown));
        model.addAttribute("setters", setters(shown));
        model.addAttribute("directions", Direction.values());
        model.addAttribute("roleWarnings", roles.warnings(frame.actor(), companyId).stream()
                .map(warning -> texts.sentence(warning, locale)).toList());
        return "books/roles";
    }

    private static Map<String, List<Asker>> askers(Standard standard, List<AccountUse> uses) {
        Map<String, List<RoleLines.RoleLine>> lines = RoleLines.of(standard);
        Map<String, List<Asker>> askers = new LinkedHashMap<>();
        uses.stream().map(use -> use.account().role()).filter(role -> role != null).distinct().forEach(role -> {
            List<Asker> ofRole = new ArrayList<>();
            lines.getOrDefault(role, List.of()).forEach(line ->
                    ofRole.add(new Asker(line.statement().path(), line.line(), line.item())));
            TaxFigures.taxOf(role).ifPresent(tax -> ofRole.add(new Asker(null, null, tax)));
            CashFlowLines.of(standard).proposedBy(role).forEach(line ->
                    ofRole.add(new Asker("cash-flow", line, CashFlowLines.of(standard).items().get(line))));
            askers.put(role, ofRole);
        });
        return askers;
    }

    private Map<String, String> setters(List<AccountUse> uses) {
        Map<String, String> names = new LinkedHashMap<>();
        uses.stream().map(AccountUse::account).map(Account::roleSetBy).filter(id -> id != null)
                .forEach(id -> names.computeIfAbsent(id, people::nameOf));
        return names;
    }

    @PostMapping("/{code}/correct")
    String correct(@PathVariable String companyId, @PathVariable String code, @RequestParam(required = false) String role,
            @RequestParam(required = false) Direction direction, @RequestParam(required = false) Boolean cash,
            @RequestParam(required = false) Boolean byCounterparty, @RequestParam(required = false) Filter show,
            @RequestParam(required = false) String q, RedirectAttributes flash) {
        try {
            Account account = accounts.list(frame.actor(), companyId).stream().filter(each -> each.code().equals(code))
                    .findFirst().orElseThrow(Refusal::notFound);
            Account corrected = accounts.correct(frame.actor(), companyId, code, new Accounts.Correction(null, direction,
                    changed(account.role() == null ? "" : account.role(), role), cash, byCounterparty));
            frame.done(flash, "books.roles.corrected", corrected.code(), corrected.name());
        } catch (Refusal refusal) {
            frame.refused(flash, refusal);
        }
        flash.addAttribute("show", show == null ? Filter.ALL : show);
        flash.addAttribute("q", q == null ? "" : q);
        return "redirect:/companies/" + companyId + "/book/accounts/roles";
    }

    /** Saving another field of the row is no choice of the role. */
    private static String changed(String before, String now) {
        return before.equals(now) ? null : now;
    }
}
