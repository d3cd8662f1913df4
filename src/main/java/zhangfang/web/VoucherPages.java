package zhangfang.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import zhangfang.calendar.BusinessClock;
import zhangfang.identity.Role;
import zhangfang.ledger.Account;
import zhangfang.ledger.Accounts;
import zhangfang.ledger.CashFlows;
import zhangfang.ledger.Closing;
import zhangfang.ledger.Voucher;
import zhangfang.ledger.Voucher.State;
import zhangfang.ledger.VoucherImports;
import zhangfang.ledger.Vouchers;
import zhangfang.ledger.Vouchers.Draft;
import zhangfang.ledger.Vouchers.DraftEntry;
import zhangfang.money.Money;
import zhangfang.refusal.Refusal;

/** Pages of a month's vouchers (记账凭证): the list with import, review and posting, one voucher, and the form to write it. */
@Controller
@RequestMapping("/companies/{companyId}/book/vouchers")
class VoucherPages {

    private static final int ON_A_PAGE = 100;
    private static final Pattern ENTRY_FIELD = Pattern.compile("entries\\[(\\d{1,4})]\\.(\\w{1,20})");
    private static final int EMPTY_LINES = 4;
    private static final DraftEntry EMPTY = new DraftEntry("", "", "", "", "", "", "");

    /** An account as the form offers it. @param name with the names of the levels above */
    record Choice(String code, String name, boolean cash) {
    }

    private final BookFrame frame;
    private final Vouchers vouchers;
    private final VoucherImports imports;
    private final CashFlows cashFlows;
    private final Accounts accounts;
    private final Closing closing;
    private final VoucherPeople people;
    private final BusinessClock clock;
    private final FormErrors formErrors;

    VoucherPages(BookFrame frame, Vouchers vouchers, VoucherImports imports, CashFlows cashFlows, Accounts accounts,
            Closing closing, VoucherPeople people, BusinessClock clock, FormErrors formErrors) {
        this.frame = frame;
        this.vouchers = vouchers;
        this.imports = imports;
        this.cashFlows = cashFlows;
        this.accounts = accounts;
        this.closing = closing;
        this.people = people;
        this.clock = clock;
        this.formErrors = formErrors;
    }

    @GetMapping
    String list(@PathVariable String companyId, @RequestParam(required = false) String period,
            @RequestParam(required = false) State state, @RequestParam(defaultValue = "1") int page, Model model) {
        if (frame.show(companyId, "vouchers", model).isEmpty()) {
            return toBook(companyId);
        }
        if (period != null && !period.isBlank()) {
            model.addAttribute("period", LedgerApi.month("period", period).toString());
        }
        YearMonth month = YearMonth.parse((String) model.getAttribute("period"));
        List<Voucher> all = vouchers.ofPeriod(frame.actor(), companyId, month);
        List<Voucher> wanted = all.stream().filter(voucher -> state == null || voucher.state() == state).toList();
        int pages = Math.max(1, (wanted.size() + ON_A_PAGE - 1) / ON_A_PAGE);
        int shown = Math.min(Math.max(page, 1), pages);
        List<Voucher> rows = wanted.subList((shown - 1) * ON_A_PAGE, Math.min(shown * ON_A_PAGE, wanted.size()));
        model.addAttribute("previous", month.minusMonths(1).toString());
        model.addAttribute("next", month.plusMonths(1).toString());
        model.addAttribute("closed", closing.isClosed(companyId, month));
        model.addAttribute("vouchers", rows);
        model.addAttribute("names", people.names(rows));
        model.addAttribute("count", wanted.size());
        model.addAttribute("progress", vouchers.progress(companyId, month));
        model.addAttribute("states", State.values());
        model.addAttribute("state", state);
        model.addAttribute("page", shown);
        model.addAttribute("pages", pages);
        return "books/vouchers";
    }

    @PostMapping("/import")
    String importFile(@PathVariable String companyId, @RequestParam(required = false) MultipartFile file,
            @RequestParam(defaultValue = "false") boolean post, @RequestParam(required = false) String period,
            RedirectAttributes flash) throws IOException {
        try {
            List<Voucher> imported = imports.importFile(frame.actor(), companyId, BookFrame.content(file), post);
            frame.done(flash, post ? "books.vouchers.importedAndPosted" : "books.vouchers.imported",
                    String.valueOf(imported.size()));
            return toList(companyId, imported.get(0).period().toString());
        } catch (Refusal refusal) {
            frame.refused(flash, refusal);
            return toList(companyId, period);
        }
    }

    @PostMapping("/review")
    String review(@PathVariable String companyId, @RequestParam(required = false) List<String> ids,
            @RequestParam(required = false) String period, RedirectAttributes flash) {
        return act(companyId, period, flash, () -> {
            int reviewed = vouchers.review(frame.actor(), companyId, chosen(ids)).size();
            frame.done(flash, "books.vouchers.reviewed", String.valueOf(reviewed));
        });
    }

    @PostMapping("/post")
    String post(@PathVariable String companyId, @RequestParam(required = false) List<String> ids,
            @RequestParam(required = false) String period, RedirectAttributes flash) {
        return act(companyId, period, flash, () -> {
            int posted = vouchers.post(frame.actor(), companyId, chosen(ids)).size();
            frame.done(flash, "books.vouchers.posted", String.valueOf(posted));
        });
    }

    @PostMapping("/post-all")
    String reviewAndPostAll(@PathVariable String companyId, @RequestParam(required = false) String period,
            RedirectAttributes flash) {
        return act(companyId, period, flash, () -> {
            int posted = vouchers.reviewAndPostAll(frame.actor(), companyId, LedgerApi.month("period", period));
            frame.done(flash, "books.vouchers.posted", String.valueOf(posted));
        });
    }

    @PostMapping("/{voucherId}/delete")
    String delete(@PathVariable String companyId, @PathVariable String voucherId,
            @RequestParam(required = false) String period, RedirectAttributes flash) {
        return act(companyId, period, flash, () -> {
            vouchers.delete(frame.actor(), companyId, voucherId);
            frame.done(flash, "books.vouchers.deleted");
        });
    }

    /** A reviewer's reversal is posted at once, an accountant's waits for review. */
    @PostMapping("/{voucherId}/reverse")
    String reverse(@PathVariable String companyId, @PathVariable String voucherId, RedirectAttributes flash) {
        try {
            Voucher reversal = vouchers.reverse(frame.actor(), companyId, voucherId, null,
                    frame.actor().is(Role.REVIEWER));
            frame.done(flash, "books.vouchers.reversed");
            return "redirect:/companies/" + companyId + "/book/vouchers/" + reversal.id();
        } catch (Refusal refusal) {
            frame.refused(flash, refusal);
            return "redirect:/companies/" + companyId + "/book/vouchers/" + voucherId;
        }
    }

    /** @param tags {@code line-1=6}: the line of the cash flow statement for each entry's cash; those left alone stay */
    @PostMapping("/{voucherId}/cash-flow-lines")
    String retag(@PathVariable String companyId, @PathVariable String voucherId,
            @RequestParam Map<String, String> tags, RedirectAttributes flash) {
        try {
            List<CashFlows.Tag> changed = new ArrayList<>();
            for (Voucher.Entry entry : vouchers.get(frame.actor(), companyId, voucherId).entries()) {
                String line = tags.getOrDefault("line-" + entry.line(), "");
                if (entry.cash() != null && line.matches("\\d{1,2}")
                        && Integer.parseInt(line) != entry.cash().cashFlowLine()) {
                    changed.add(new CashFlows.Tag(voucherId, entry.line(), Integer.valueOf(line)));
                }
            }
            cashFlows.tag(frame.actor(), companyId, changed);
            frame.done(flash, "books.voucher.retagged");
        } catch (Refusal refusal) {
            frame.refused(flash, refusal);
        }
        return "redirect:/companies/" + companyId + "/book/vouchers/" + voucherId;
    }

    @GetMapping("/{voucherId}")
    String one(@PathVariable String companyId, @PathVariable String voucherId, Model model) {
        frame.show(companyId, "vouchers", model);
        Voucher voucher = vouchers.get(frame.actor(), companyId, voucherId);
        model.addAttribute("voucher", voucher);
        model.addAttribute("period", voucher.period().toString());
        model.addAttribute("names", people.names(List.of(voucher)));
        model.addAttribute("debit", voucher.entries().stream().map(Voucher.Entry::debit).reduce(Money.ZERO, Money::plus));
        model.addAttribute("credit", voucher.entries().stream().map(Voucher.Entry::credit)
                .reduce(Money.ZERO, Money::plus));
        model.addAttribute("hasCash", voucher.entries().stream().anyMatch(entry -> entry.cash() != null));
        model.addAttribute("hasTags", voucher.entries().stream().anyMatch(entry -> entry.cashFlowLine() != null));
        model.addAttribute("closed", closing.isClosed(companyId, voucher.period()));
        model.addAttribute("cashFlowItems", frame.cashFlowItems(companyId));
        return "books/voucher";
    }

    @GetMapping("/new")
    String form(@PathVariable String companyId, @RequestParam(required = false) String period,
            @RequestParam(required = false) String date, Model model) {
        if (frame.show(companyId, "vouchers", model).isEmpty()) {
            return toBook(companyId);
        }
        if (!Boolean.TRUE.equals(model.getAttribute("mayWrite"))) {
            return toList(companyId, period);
        }
        if (period != null && !period.isBlank()) {
            model.addAttribute("period", LedgerApi.month("period", period).toString());
        }
        YearMonth month = YearMonth.parse((String) model.getAttribute("period"));
        String day = date != null ? date : firstGuess(month).toString();
        List<DraftEntry> lines = new ArrayList<>();
        for (int i = 0; i < EMPTY_LINES; i++) {
            lines.add(EMPTY);
        }
        return form(companyId, null, UUID.randomUUID().toString(), new Draft(day, "", lines), FormErrors.Errors.NONE,
                model);
    }

    private LocalDate firstGuess(YearMonth month) {
        return month.equals(clock.month()) ? clock.today() : month.atEndOfMonth();
    }

    @PostMapping("/new")
    String write(@PathVariable String companyId, @RequestParam Map<String, String> fields, Model model,
            RedirectAttributes flash, Locale locale, HttpServletResponse response) {
        frame.show(companyId, "vouchers", model);
        Draft draft = submitted(fields);
        try {
            draft = clean(companyId, draft);
            Voucher written = vouchers.write(frame.actor(), companyId, draft, false, fields.get("key"));
            frame.done(flash, "books.voucher.saved", written.date().toString());
            String list = "redirect:/companies/" + companyId + "/book/vouchers";
            return !fields.containsKey("another") ? list + "?period=" + written.period() + "#" + written.id()
                    : list + "/new?period=" + written.period() + "&date=" + written.date();
        } catch (Refusal refusal) {
            FormErrors.Errors errors = formErrors.of(refusal, locale);
            response.setStatus(HttpStatus.BAD_REQUEST.value());
            return form(companyId, null, UUID.randomUUID().toString(), padded(draft), errors, model);
        }
    }

    @GetMapping("/{voucherId}/edit")
    String edit(@PathVariable String companyId, @PathVariable String voucherId, Model model) {
        frame.show(companyId, "vouchers", model);
        Voucher voucher = vouchers.get(frame.actor(), companyId, voucherId);
        if (voucher.state() == State.POSTED || !Boolean.TRUE.equals(model.getAttribute("mayWrite"))) {
            return "redirect:/companies/" + companyId + "/book/vouchers/" + voucherId;
        }
        model.addAttribute("period", voucher.period().toString());
        return form(companyId, voucherId, "", draft(voucher), FormErrors.Errors.NONE, model);
    }

    @PostMapping("/{voucherId}/edit")
    String change(@PathVariable String companyId, @PathVariable String voucherId,
            @RequestParam Map<String, String> fields, Model model, RedirectAttributes flash, Locale locale,
            HttpServletResponse response) {
        frame.show(companyId, "vouchers", model);
        Draft draft = submitted(fields);
        try {
            draft = clean(companyId, draft);
            Voucher changed = vouchers.change(frame.actor(), companyId, voucherId, draft);
            frame.done(flash, "books.voucher.saved", changed.date().toString());
            return "redirect:/companies/" + companyId + "/book/vouchers?period=" + changed.period() + "#" + voucherId;
        } catch (Refusal refusal) {
            FormErrors.Errors errors = formErrors.of(refusal, locale);
            response.setStatus(HttpStatus.BAD_REQUEST.value());
            return form(companyId, voucherId, "", padded(draft), errors, model);
        }
    }

    private String form(String companyId, String voucherId, String key, Draft draft, FormErrors.Errors errors,
            Model model) {
        model.addAttribute("voucherId", voucherId);
        model.addAttribute("key", key);
        model.addAttribute("form", draft);
        model.addAttribute("empty", EMPTY);
        model.addAttribute("errors", errors);
        model.addAttribute("choices", choices(companyId));
        model.addAttribute("cashFlowItems", frame.cashFlowItems(companyId));
        return "books/voucher-form";
    }

    private List<Choice> choices(String companyId) {
        Map<String, String> paths = new HashMap<>();
        List<Choice> choices = new ArrayList<>();
        for (Account account : accounts.list(frame.actor(), companyId)) {
            String above = account.parentCode() == null ? null : paths.get(account.parentCode());
            paths.put(account.code(), above == null ? account.name() : above + "_" + account.name());
            if (account.leaf()) {
                choices.add(new Choice(account.code(), paths.get(account.code()), account.cash()));
            }
        }
        return choices;
    }

    /** Lines in the order of their numbers; numbers may be missing where lines were taken out. */
    private static Draft submitted(Map<String, String> fields) {
        Map<Integer, Map<String, String>> lines = new TreeMap<>();
        fields.forEach((name, value) -> {
            Matcher field = ENTRY_FIELD.matcher(name);
            if (field.matches()) {
                lines.computeIfAbsent(Integer.valueOf(field.group(1)), number -> new HashMap<>())
                        .put(field.group(2), value);
            }
        });
        return new Draft(fields.get("date"), fields.get("reference"), lines.values().stream()
                .map(line -> new DraftEntry(line.get("summary"), line.get("accountCode"), "", line.get("debit"),
                        line.get("credit"), line.get("counterparty"), line.get("cashFlowLine")))
                .toList());
    }

    /** Lines left empty go, and what was typed for an account becomes its code and name. */
    private Draft clean(String companyId, Draft draft) {
        List<Account> chart = accounts.list(frame.actor(), companyId);
        List<DraftEntry> lines = draft.entries().stream()
                .filter(line -> !blank(line.accountCode()) || !blank(line.debit()) || !blank(line.credit()))
                .map(line -> withAccount(line, chart))
                .toList();
        return new Draft(draft.date(), draft.reference(), lines);
    }

    private static DraftEntry withAccount(DraftEntry line, List<Account> chart) {
        String typed = line.accountCode() == null ? "" : line.accountCode().strip();
        String[] parts = typed.split("\\s+", 2);
        String code = parts[0];
        String name = parts.length > 1 ? parts[1] : "";
        if (!typed.matches("\\d.*")) {
            List<Account> named = chart.stream().filter(account -> account.leaf() && account.name().equals(typed))
                    .toList();
            code = named.size() == 1 ? named.get(0).code() : typed;
            name = named.size() == 1 ? typed : "";
        }
        return new DraftEntry(line.summary(), code, name, line.debit(), line.credit(), line.counterparty(),
                line.cashFlowLine());
    }

    /** As it was sent, and never fewer than two lines to write into. */
    private static Draft padded(Draft draft) {
        List<DraftEntry> lines = new ArrayList<>(draft.entries());
        while (lines.size() < 2) {
            lines.add(EMPTY);
        }
        return new Draft(draft.date(), draft.reference(), lines);
    }

    private static Draft draft(Voucher voucher) {
        return new Draft(voucher.date().toString(), voucher.reference(), voucher.entries().stream()
                .map(entry -> new DraftEntry(entry.summary(), entry.accountCode(), entry.accountName(),
                        plain(entry.debit()), plain(entry.credit()), entry.counterparty(),
                        entry.cashFlowLine() == null ? "" : entry.cashFlowLine().toString()))
                .toList());
    }

    private static String plain(Money amount) {
        return amount.isZero() ? "" : amount.toString();
    }

    private static boolean blank(String text) {
        return text == null || text.isBlank();
    }

    private static List<String> chosen(List<String> ids) {
        if (ids == null || ids.isEmpty()) {
            throw Refusal.invalid("ledger.voucher.noneChosen");
        }
        return ids;
    }

    private String act(String companyId, String period, RedirectAttributes flash, Runnable action) {
        try {
            action.run();
        } catch (Refusal refusal) {
            frame.refused(flash, refusal);
        }
        return toList(companyId, period);
    }

    private static String toBook(String companyId) {
        return "redirect:/companies/" + companyId + "/book";
    }

    private static String toList(String companyId, String period) {
        boolean readable = period != null && period.matches("[0-9]{4}-[0-9]{2}");
        return "redirect:/companies/" + companyId + "/book/vouchers" + (readable ? "?period=" + period : "");
    }
}
