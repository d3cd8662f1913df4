package zhangfang.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import zhangfang.ledger.Accounts;
import zhangfang.ledger.Books;
import zhangfang.ledger.Books.Chart;
import zhangfang.ledger.CashFlows;
import zhangfang.ledger.Closing;
import zhangfang.ledger.Closing.MonthState;
import zhangfang.ledger.OpeningBalances;
import zhangfang.ledger.OpeningBalances.Opening;
import zhangfang.ledger.YearEnd;
import zhangfang.money.Money;
import zhangfang.refusal.Refusal;

/** Pages of a company's books (账簿): opening them, opening balances, closing. */
@Controller
@RequestMapping("/companies/{companyId}")
class BookPages {

    private static final List<String> OPENING_COLUMNS = List.of("account_code", "account_name", "debit", "credit",
            "ytd_debit", "ytd_credit", "counterparty");
    private static final int UNTAGGED_SHOWN = 10;

    record Totals(Money debit, Money credit, Money ytdDebit, Money ytdCredit) {
    }

    private final BookFrame frame;
    private final LedgerApi api;
    private final Books books;
    private final OpeningBalances openingBalances;
    private final Accounts accounts;
    private final Closing closing;
    private final YearEnd yearEnd;
    private final CashFlows cashFlows;
    private final VoucherPeople people;
    private final PeriodTrail trail;
    private final ClosingChecklist checklist;
    private final FormErrors formErrors;

    BookPages(BookFrame frame, LedgerApi api, Books books, OpeningBalances openingBalances, Accounts accounts,
            Closing closing, YearEnd yearEnd, CashFlows cashFlows, VoucherPeople people, FormErrors formErrors,
            PeriodTrail trail, ClosingChecklist checklist) {
        this.frame = frame;
        this.api = api;
        this.books = books;
        this.openingBalances = openingBalances;
        this.accounts = accounts;
        this.closing = closing;
        this.yearEnd = yearEnd;
        this.cashFlows = cashFlows;
        this.people = people;
        this.formErrors = formErrors;
        this.trail = trail;
        this.checklist = checklist;
    }

    @GetMapping("/book")
    String book(@PathVariable String companyId, Model model) {
        return book(companyId, null, Chart.STANDARD, FormErrors.Errors.NONE, model);
    }

    private String book(String companyId, String startPeriod, Chart chart, FormErrors.Errors errors, Model model) {
        boolean opened = frame.show(companyId, "book", model).isPresent();
        model.addAttribute("errors", errors);
        if (opened) {
            List<MonthState> months = frame.months(companyId);
            Collections.reverse(months);
            List<Opening> openings = openingBalances.list(frame.actor(), companyId);
            model.addAttribute("months", months);
            model.addAttribute("years", yearEnd.years(frame.actor(), companyId));
            model.addAttribute("closers", closers(months));
            model.addAttribute("openings", openings);
            model.addAttribute("totals", new Totals(sum(openings, Opening::debit), sum(openings, Opening::credit),
                    sum(openings, Opening::ytdDebit), sum(openings, Opening::ytdCredit)));
            model.addAttribute("anyPosted", months.stream().anyMatch(month -> month.posted() > 0 || month.closed()));
        } else {
            model.addAttribute("startPeriod", startPeriod == null ? model.getAttribute("period") : startPeriod);
            model.addAttribute("chart", chart == null ? Chart.STANDARD : chart);
            model.addAttribute("charts", Chart.values());
        }
        return "books/book";
    }

    private Map<String, String> closers(List<MonthState> months) {
        Map<String, String> names = new HashMap<>();
        months.stream().map(MonthState::closedBy).filter(Objects::nonNull)
                .forEach(id -> names.computeIfAbsent(id, people::nameOf));
        return names;
    }

    private static Money sum(List<Opening> openings, Function<Opening, Money> amount) {
        return openings.stream().map(amount).reduce(Money.ZERO, Money::plus);
    }

    @PostMapping("/book")
    String open(@PathVariable String companyId, @RequestParam(required = false) String startPeriod,
            @RequestParam(required = false) Chart chart, Model model, RedirectAttributes flash, Locale locale,
            HttpServletResponse response) {
        try {
            frame.show(companyId, "book", model);
            books.open(frame.actor(), companyId, LedgerApi.month("startPeriod", startPeriod),
                    chart == null ? Chart.STANDARD : chart);
            frame.done(flash, "books.opened", startPeriod);
            return "redirect:/companies/" + companyId + "/book";
        } catch (Refusal refusal) {
            FormErrors.Errors errors = formErrors.of(refusal, locale);
            response.setStatus(HttpStatus.BAD_REQUEST.value());
            return book(companyId, startPeriod, chart, errors, model);
        }
    }

    @PostMapping("/book/opening-balances")
    String replaceOpeningBalances(@PathVariable String companyId, @RequestParam(required = false) MultipartFile file,
            RedirectAttributes flash) throws IOException {
        try {
            int rows = openingBalances.replace(frame.actor(), companyId, BookFrame.content(file));
            frame.done(flash, "books.opening.replaced", String.valueOf(rows));
        } catch (Refusal refusal) {
            frame.refused(flash, refusal);
        }
        return "redirect:/companies/" + companyId + "/book#opening";
    }

    /** What is there now, and every other account that could have a balance, to be filled in and sent back. */
    @GetMapping("/book/opening-balances.csv")
    ResponseEntity<byte[]> openingBalancesFile(@PathVariable String companyId) throws IOException {
        List<Opening> openings = openingBalances.list(frame.actor(), companyId);
        Set<String> filled = new HashSet<>(openings.stream().map(Opening::accountCode).toList());
        List<List<String>> rows = new ArrayList<>();
        openings.forEach(opening -> rows.add(List.of(opening.accountCode(), opening.accountName(),
                plain(opening.debit()), plain(opening.credit()), plain(opening.ytdDebit()), plain(opening.ytdCredit()),
                opening.counterparty())));
        accounts.list(frame.actor(), companyId).stream()
                .filter(account -> account.leaf() && !filled.contains(account.code()))
                .forEach(account -> rows.add(List.of(account.code(), account.name(), "", "", "", "", "")));
        rows.sort(Comparator.comparing(row -> row.get(0)));
        StringWriter text = new StringWriter().append('\ufeff');
        try (CSVPrinter printer = CSVFormat.EXCEL.print(text)) {
            printer.printRecord(OPENING_COLUMNS);
            printer.printRecords(rows);
        }
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"opening-balances.csv\"")
                .contentType(MediaType.parseMediaType("text/csv;charset=UTF-8"))
                .body(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static String plain(Money amount) {
        return amount.isZero() ? "" : amount.toString();
    }

    @GetMapping("/book/periods/{period}")
    String period(@PathVariable String companyId, @PathVariable String period, Model model, Locale locale) {
        if (frame.show(companyId, "periods", model).isEmpty()) {
            return "redirect:/companies/" + companyId + "/book";
        }
        YearMonth month = LedgerApi.month("period", period);
        model.addAttribute("period", period);
        model.addAttribute("previous", month.minusMonths(1).toString());
        model.addAttribute("next", month.plusMonths(1).toString());
        boolean closed = closing.isClosed(companyId, month);
        model.addAttribute("closed", closed);
        model.addAttribute("checks", checklist.of(frame.actor(), companyId, month, locale));
        model.addAttribute("carried", closed ? List.of() : closing.carryForwardPreview(frame.actor(), companyId, month));
        model.addAttribute("unposted", closed ? List.of() : checklist.unposted(frame.actor(), companyId, month));
        model.addAttribute("trail", trail.of(companyId, month));
        model.addAttribute("untagged", cashFlows.page(frame.actor(), companyId, month, month, 0, 1, UNTAGGED_SHOWN));
        return "books/period";
    }

    @PostMapping("/book/periods/{period}/close")
    String close(@PathVariable String companyId, @PathVariable String period, RedirectAttributes flash,
            Locale locale) {
        try {
            LedgerApi.ClosedMonth closed = api.close(companyId, period, locale);
            frame.done(flash, closed.closed() ? "books.period.done" : "books.period.passedOn", period);
            flash.addFlashAttribute("carryForward", closed.carryForwardVoucher());
        } catch (Refusal refusal) {
            frame.refused(flash, refusal);
        }
        return "redirect:/companies/" + companyId + "/book/periods/" + LedgerApi.month("period", period);
    }

    @PostMapping("/book/periods/{period}/reopen")
    String reopen(@PathVariable String companyId, @PathVariable String period,
            @RequestParam(required = false) String reason, RedirectAttributes flash) {
        try {
            api.reopen(companyId, period, new LedgerApi.Reopening(reason));
            frame.done(flash, "books.period.reopened", period);
        } catch (Refusal refusal) {
            frame.refused(flash, refusal);
        }
        return "redirect:/companies/" + companyId + "/book/periods/" + LedgerApi.month("period", period);
    }

    static YearMonth optional(String field, String month) {
        return month == null || month.isBlank() ? null : LedgerApi.month(field, month);
    }
}
