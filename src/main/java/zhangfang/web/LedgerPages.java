package zhangfang.web;

import java.time.YearMonth;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;
import zhangfang.company.Company;
import zhangfang.ledger.Account;
import zhangfang.ledger.AccountLedger;
import zhangfang.ledger.Accounts;
import zhangfang.ledger.ColumnLedger;
import zhangfang.ledger.CounterpartyLedger;
import zhangfang.ledger.Figures.Direction;
import zhangfang.ledger.GeneralLedger;
import zhangfang.ledger.Journal;
import zhangfang.report.Report;

/** Pages of the ledgers (账簿): each shows a report, what it can be narrowed by, and its files. */
@Controller
@RequestMapping("/companies/{companyId}")
class LedgerPages {

    private static final String PAGE = "books/ledgers";
    private static final int ON_A_PAGE = 100;
    private static final String EXPENSES = "PROFIT_LOSS";

    private final BookFrame frame;
    private final LedgersApi api;
    private final Accounts accounts;
    private final Journal journal;
    private final LedgerReports reports;
    private final VoucherPeople people;

    LedgerPages(BookFrame frame, LedgersApi api, Accounts accounts, Journal journal, LedgerReports reports,
            VoucherPeople people) {
        this.frame = frame;
        this.api = api;
        this.accounts = accounts;
        this.journal = journal;
        this.reports = reports;
        this.people = people;
    }

    @GetMapping("/general-ledger")
    String generalLedger(@PathVariable String companyId, @RequestParam(required = false) String account, Months months,
            Model model, Locale locale) {
        if (noBook(companyId, "general", model)) {
            return toBook(companyId);
        }
        GeneralLedger.Page page = api.generalLedger(companyId, account, months);
        show(model, reports.generalLedger(company(model), page, locale), page.from(), page.to(),
                files(companyId, "/general-ledger", page.from(), page.to(), "account", account));
        choose(companyId, account, model);
        return PAGE;
    }

    @GetMapping("/ledger/{code}")
    String ledger(@PathVariable String companyId, @PathVariable String code, Months months,
            @RequestParam(defaultValue = "false") boolean daily, Model model, Locale locale) {
        if (noBook(companyId, daily ? "daily" : "detail", model)) {
            return toBook(companyId);
        }
        AccountLedger.Page page = api.ledger(companyId, code, months);
        show(model, reports.accountLedger(company(model), page, daily && page.cash(), locale), page.from(), page.to(),
                files(companyId, "/ledger/" + page.code(), page.from(), page.to(), "daily", daily ? "true" : null));
        choose(companyId, page.code(), model);
        if (daily) {
            model.addAttribute("accounts", accounts(model).stream().filter(Account::cash).toList());
        }
        return PAGE;
    }

    @GetMapping("/ledger/{code}/columns")
    String columns(@PathVariable String companyId, @PathVariable String code, Months months,
            @RequestParam(defaultValue = "true") boolean carryForward, Model model, Locale locale) {
        if (noBook(companyId, "columns", model)) {
            return toBook(companyId);
        }
        ColumnLedger.Page page = api.columns(companyId, code, months, carryForward);
        show(model, reports.columnLedger(company(model), page, locale), page.from(), page.to(),
                files(companyId, "/ledger/" + page.code() + "/columns", page.from(), page.to(), "carryForward",
                        carryForward ? null : "false"));
        choose(companyId, page.code(), model);
        model.addAttribute("accounts", accounts(model).stream().filter(account -> !account.leaf()).toList());
        model.addAttribute("carryForward", carryForward);
        return PAGE;
    }

    /** The multi-column ledger of the expense with the most sub-accounts, which is the one people keep it for. */
    @GetMapping("/columns")
    String anyColumns(@PathVariable String companyId, Months months) {
        List<Account> all = accounts.list(frame.actor(), companyId);
        Map<String, Long> subAccounts = all.stream().filter(account -> account.category().equals(EXPENSES)
                && account.direction() == Direction.DEBIT && account.parentCode() != null)
                .collect(Collectors.groupingBy(Account::parentCode, TreeMap::new, Collectors.counting()));
        String code = subAccounts.entrySet().stream().max(Map.Entry.comparingByValue()).map(Map.Entry::getKey)
                .or(() -> all.stream().filter(account -> !account.leaf()).findFirst().map(Account::code))
                .orElse(all.get(0).code());
        return "redirect:" + UriComponentsBuilder.fromPath("/companies/{company}/ledger/{code}/columns")
                .queryParam("from", months.from()).queryParam("to", months.to()).build(companyId, code);
    }

    @GetMapping("/counterparties")
    String counterparties(@PathVariable String companyId, @RequestParam(required = false) String account,
            @RequestParam(required = false) String name, Months months, Model model, Locale locale) {
        if (noBook(companyId, "counterparties", model)) {
            return toBook(companyId);
        }
        CounterpartyLedger.Overview page = api.counterparties(companyId, account, name, months);
        show(model, reports.counterparties(company(model), page, locale), page.from(), page.to(),
                files(companyId, "/counterparties", page.from(), page.to(), "account", account, "name", name));
        model.addAttribute("accounts", page.accounts());
        model.addAttribute("account", account);
        model.addAttribute("name", name);
        return PAGE;
    }

    @GetMapping("/counterparties/ledger")
    String counterparty(@PathVariable String companyId, @RequestParam(defaultValue = "") String name,
            @RequestParam(required = false) String account, Months months, Model model, Locale locale) {
        if (noBook(companyId, "counterparty", model)) {
            return toBook(companyId);
        }
        CounterpartyLedger.Page page = api.counterpartyLedger(companyId, name, account, months);
        show(model, reports.counterpartyLedger(company(model), page, locale), page.from(), page.to(),
                files(companyId, "/counterparties/ledger", page.from(), page.to(), "name", name, "account", account));
        model.addAttribute("account", account);
        model.addAttribute("name", name);
        return PAGE;
    }

    @GetMapping("/journal")
    String journal(@PathVariable String companyId, Months months, JournalQuery query,
            @RequestParam(required = false) String after, Model model, Locale locale) {
        if (noBook(companyId, "journal", model)) {
            return toBook(companyId);
        }
        Journal.Page page = api.journal(companyId, months, query, after, ON_A_PAGE);
        String[] asked = {"account", query.account(), "least", query.least(), "most", query.most(), "summary",
            query.summary(), "state", query.state(), "preparer", query.preparer()};
        show(model, reports.journal(company(model), page, locale), page.from(), page.to(),
                files(companyId, "/journal", page.from(), page.to(), asked));
        choose(companyId, query.account(), model);
        model.addAttribute("query", query);
        model.addAttribute("entries", page.entries());
        model.addAttribute("firstPage", after == null || after.isBlank());
        String here = "/companies/" + companyId + "/journal";
        model.addAttribute("toFirst", address(here, page.from(), page.to(), asked));
        model.addAttribute("toNext", page.next() == null ? null
                : UriComponentsBuilder.fromUriString(address(here, page.from(), page.to(), asked))
                        .queryParam("after", page.next()).build(true).toUriString());
        Map<String, String> preparers = new HashMap<>();
        journal.preparers(frame.actor(), companyId, page.from(), page.to())
                .forEach(id -> preparers.put(id, people.nameOf(id)));
        model.addAttribute("preparers", preparers);
        return PAGE;
    }

    private boolean noBook(String companyId, String ledgerPage, Model model) {
        model.addAttribute("ledgerPage", ledgerPage);
        return frame.show(companyId, "ledgers", model).isEmpty();
    }

    private static String toBook(String companyId) {
        return "redirect:/companies/" + companyId + "/book";
    }

    private static Company company(Model model) {
        return (Company) model.getAttribute("company");
    }

    private static void show(Model model, Report report, YearMonth from, YearMonth to, Map<String, String> files) {
        model.addAttribute("report", report);
        model.addAttribute("from", from);
        model.addAttribute("to", to);
        model.addAttribute("files", files);
    }

    private void choose(String companyId, String account, Model model) {
        model.addAttribute("accounts", accounts.list(frame.actor(), companyId));
        model.addAttribute("account", account);
    }

    @SuppressWarnings("unchecked")
    private static List<Account> accounts(Model model) {
        return (List<Account>) model.getAttribute("accounts");
    }

    private static Map<String, String> files(String companyId, String ledger, YearMonth from, YearMonth to,
            String... asked) {
        Map<String, String> files = new LinkedHashMap<>();
        for (String extension : List.of("csv", "xlsx", "pdf")) {
            files.put(extension, address("/api/companies/" + companyId + ledger + "." + extension, from, to, asked));
        }
        return files;
    }

    /** @param asked names and values in turn; those without a value are left out */
    private static String address(String path, YearMonth from, YearMonth to, String... asked) {
        UriComponentsBuilder address = UriComponentsBuilder.fromPath(path).queryParam("from", from).queryParam("to", to);
        Map<String, Object> values = new HashMap<>();
        for (int at = 0; at < asked.length; at += 2) {
            if (asked[at + 1] != null) {
                address.queryParam(asked[at], "{" + asked[at] + "}");
                values.put(asked[at], asked[at + 1]);
            }
        }
        return address.encode().buildAndExpand(values).toUriString();
    }
}
