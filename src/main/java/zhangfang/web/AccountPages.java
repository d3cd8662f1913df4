package zhangfang.web;

import jakarta.servlet.http.HttpServletResponse;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import zhangfang.ledger.Account;
import zhangfang.ledger.Accounts;
import zhangfang.ledger.Books;
import zhangfang.ledger.Figures;
import zhangfang.ledger.Figures.AccountFigures;
import zhangfang.ledger.Figures.Direction;
import zhangfang.ledger.PinyinInitials;
import zhangfang.money.Money;
import zhangfang.refusal.Refusal;

/** The chart of accounts (科目) of a book: found by code, name and initials, added to, renamed, retired. */
@Controller
@RequestMapping("/companies/{companyId}")
class AccountPages {

    private static final int USUAL_DIGITS = 2;

    private final BookFrame frame;
    private final Books books;
    private final Accounts accounts;
    private final Figures figures;
    private final FormErrors formErrors;

    AccountPages(BookFrame frame, Books books, Accounts accounts, Figures figures, FormErrors formErrors) {
        this.frame = frame;
        this.books = books;
        this.accounts = accounts;
        this.figures = figures;
        this.formErrors = formErrors;
    }

    /** @param parent the account that a new one is to be made below */
    @GetMapping("/book/accounts")
    String accounts(@PathVariable String companyId, @RequestParam(required = false) String q,
            @RequestParam(required = false) String parent, Model model) {
        return accounts(companyId, q, parent, "", FormErrors.Errors.NONE, model);
    }

    private String accounts(String companyId, String q, String code, String name, FormErrors.Errors errors,
            Model model) {
        if (frame.show(companyId, "accounts", model).isEmpty()) {
            return "redirect:/companies/" + companyId + "/book";
        }
        String wanted = q == null ? "" : q.strip();
        List<Account> all = accounts.list(frame.actor(), companyId);
        YearMonth month = YearMonth.parse((String) model.getAttribute("period"));
        model.addAttribute("q", wanted);
        model.addAttribute("all", all.size());
        model.addAttribute("accounts", all.stream()
                .filter(account -> PinyinInitials.finds(wanted, account.code(), account.name())).toList());
        model.addAttribute("balances", balances(companyId, month));
        model.addAttribute("retired", accounts.retired(frame.actor(), companyId));
        model.addAttribute("newCode", errors == FormErrors.Errors.NONE ? nextBelow(all, code) : code);
        model.addAttribute("newName", name);
        model.addAttribute("errors", errors);
        return "books/accounts";
    }

    /** Balances at the end of a month on the side of each account's direction, by code. */
    private Map<String, Money> balances(String companyId, YearMonth month) {
        return figures.accounts(companyId, month, month).stream().collect(Collectors.toMap(AccountFigures::code,
                account -> account.direction() == Direction.DEBIT ? account.closing() : account.closing().negated()));
    }

    /** The first free code below an account; empty where none is meant. */
    private static String nextBelow(List<Account> all, String parent) {
        if (parent == null || !parent.matches("\\d{4,18}")) {
            return "";
        }
        Set<String> taken = all.stream().map(Account::code).collect(Collectors.toSet());
        int digits = all.stream().filter(account -> parent.equals(account.parentCode()))
                .mapToInt(account -> account.code().length() - parent.length()).findFirst().orElse(USUAL_DIGITS);
        return IntStream.rangeClosed(1, (int) Math.pow(10, digits) - 1)
                .mapToObj(number -> parent + String.format("%0" + digits + "d", number))
                .filter(code -> !taken.contains(code)).findFirst().orElse("");
    }

    @PostMapping("/book/accounts")
    String addAccount(@PathVariable String companyId, @RequestParam(required = false) String code,
            @RequestParam(required = false) String name, Model model, RedirectAttributes flash, Locale locale,
            HttpServletResponse response) {
        String wanted = code == null ? "" : code.strip();
        try {
            Account added = accounts.add(frame.actor(), companyId, wanted, name == null ? "" : name.strip());
            frame.done(flash, "books.accounts.added", added.code(), added.name());
            return "redirect:/companies/" + companyId + "/book/accounts?q=" + added.code().substring(0, 4);
        } catch (Refusal refusal) {
            FormErrors.Errors errors = formErrors.of(refusal, locale);
            response.setStatus(HttpStatus.BAD_REQUEST.value());
            return accounts(companyId, "", wanted, name, errors, model);
        }
    }

    @PostMapping("/book/accounts/{code}/remove")
    String removeAccount(@PathVariable String companyId, @PathVariable String code, RedirectAttributes flash) {
        try {
            accounts.remove(frame.actor(), companyId, code);
            frame.done(flash, "books.accounts.removed", code);
        } catch (Refusal refusal) {
            frame.refused(flash, refusal);
        }
        return "redirect:/companies/" + companyId + "/book/accounts";
    }

    /** First-level accounts keep the name that their standard gives them. */
    @PostMapping("/book/accounts/{code}/rename")
    String renameAccount(@PathVariable String companyId, @PathVariable String code,
            @RequestParam(required = false) String name, RedirectAttributes flash) {
        return change(companyId, code, flash, account -> {
            if (account.level() == 1) {
                throw Refusal.conflict("voucher.account.official", code, account.name());
            }
            accounts.correct(frame.actor(), companyId, code, new Accounts.Correction(name == null ? "" : name, null, null,
                    null, null));
            frame.done(flash, "voucher.account.renamed", code, name);
        });
    }

    @PostMapping("/book/accounts/{code}/retire")
    String retireAccount(@PathVariable String companyId, @PathVariable String code, RedirectAttributes flash) {
        return change(companyId, code, flash, account -> {
            accounts.retire(frame.actor(), companyId, code);
            frame.done(flash, "voucher.account.retired", code, account.name());
        });
    }

    @PostMapping("/book/accounts/{code}/resume")
    String resumeAccount(@PathVariable String companyId, @PathVariable String code, RedirectAttributes flash) {
        return change(companyId, code, flash, account -> {
            accounts.resume(frame.actor(), companyId, code);
            frame.done(flash, "voucher.account.resumed", code, account.name());
        });
    }

    private String change(String companyId, String code, RedirectAttributes flash, Consumer<Account> command) {
        books.mayWrite(frame.actor(), companyId, false);
        try {
            command.accept(accounts.list(frame.actor(), companyId).stream().filter(each -> each.code().equals(code))
                    .findFirst().orElseThrow(Refusal::notFound));
        } catch (Refusal refusal) {
            frame.refused(flash, refusal);
        }
        return "redirect:/companies/" + companyId + "/book/accounts?q=" + code;
    }
}
