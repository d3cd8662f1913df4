package zhangfang.web;

import java.time.YearMonth;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;
import zhangfang.calendar.BusinessClock;
import zhangfang.calendar.StatutoryCalendar;
import zhangfang.company.Companies;
import zhangfang.company.Company;
import zhangfang.identity.CurrentActor;
import zhangfang.ledger.Account;
import zhangfang.ledger.Accounts;
import zhangfang.ledger.Books;
import zhangfang.ledger.Books.Book;
import zhangfang.statements.Layout;
import zhangfang.statements.LineMakeup;
import zhangfang.statements.ReportPeriod;
import zhangfang.statements.Statement;
import zhangfang.statements.StatementKind;
import zhangfang.statements.Statements;
import zhangfang.tax.TaxFigures;
import zhangfang.tax.TaxFilings;

/** Pages of a company's reports (公司报表): trial balance, the three statements, the taxes of a month. */
@Controller
@RequestMapping("/companies/{companyId}")
class StatementPages {

    private static final int TREND_MONTHS = 6;

    private final CurrentActor currentActor;
    private final Companies companies;
    private final Statements statements;
    private final TaxFigures taxFigures;
    private final TaxFilings filings;
    private final BusinessClock clock;
    private final Accounts accounts;
    private final ReportTables tables;
    private final StatutoryCalendar calendar;
    private final MonthlyFigures monthly;
    private final MessageSource messages;
    private final Books books;

    StatementPages(CurrentActor currentActor, Companies companies, Statements statements, TaxFigures taxFigures,
            TaxFilings filings, BusinessClock clock, Accounts accounts, ReportTables tables,
            StatutoryCalendar calendar, MonthlyFigures monthly, MessageSource messages,
            Books books) {
        this.currentActor = currentActor;
        this.companies = companies;
        this.statements = statements;
        this.taxFigures = taxFigures;
        this.filings = filings;
        this.clock = clock;
        this.accounts = accounts;
        this.tables = tables;
        this.calendar = calendar;
        this.monthly = monthly;
        this.messages = messages;
        this.books = books;
    }

    @GetMapping("/statements")
    String first(@PathVariable String companyId) {
        companies.booksVisible(currentActor.get(), companyId);
        return "redirect:/companies/" + companyId + "/statements/" + StatementKind.BALANCE_SHEET.path();
    }

    @GetMapping("/statements/{kind}")
    String statement(@PathVariable String companyId, @PathVariable String kind,
            @RequestParam(required = false) String period, @RequestParam(defaultValue = "ministry") String layout,
            @RequestParam(required = false) String compare, Model model, Locale locale) {
        StatementKind wanted = StatementsApi.kind(kind);
        ReportPeriod asked = ReportPeriod.parse(orThisMonth(period));
        prepare(companyId, asked.text(), asked.to(), wanted.path(), model);
        boolean compares = StatementsApi.compares(compare);
        Statement statement = statements.of(companyId, asked, Layout.parse(layout), compares).of(wanted);
        model.addAttribute("layout", Layout.parse(layout).text());
        model.addAttribute("compare", compares ? "previous" : null);
        model.addAttribute("statement", statement);
        choose(model, begin(companyId), PeriodChoice.of(asked, clock.month()), other -> UriComponentsBuilder
                .fromPath("/companies/{id}/statements/{kind}").queryParam("period", other.text())
                .queryParam("layout", Layout.parse(layout).text())
                .queryParamIfPresent("compare", Optional.ofNullable(compares ? "previous" : null))
                .build(companyId, wanted.path()).toString());
        model.addAttribute("trend",
                wanted == StatementKind.INCOME_STATEMENT ? trend(companyId, asked.to()) : List.of());
        model.addAttribute("figures", StatementChart.of(statement));
        model.addAttribute("figureHeadings", StatementChart.columns(statement).stream().map(column ->
                messages.getMessage("statements.column." + statement.heading(column), null, locale)).toList());
        return "statements/statement";
    }

    /** What a line of a statement is made of: accounts with their ledgers, other lines, tagged cash. */
    @GetMapping("/statements/{kind}/lines/{line}")
    String line(@PathVariable String companyId, @PathVariable String kind, @PathVariable int line,
            @RequestParam(required = false) String period, @RequestParam(defaultValue = "ministry") String layout,
            Model model, Locale locale) {
        StatementKind wanted = StatementsApi.kind(kind);
        ReportPeriod asked = ReportPeriod.parse(orThisMonth(period));
        prepare(companyId, asked.text(), asked.to(), wanted.path(), model);
        LineMakeup makeup = statements.makeup(companyId, asked, Layout.parse(layout), wanted, line);
        Map<String, String> names = accounts.list(currentActor.get(), companyId).stream()
                .collect(Collectors.toMap(Account::code, Account::name));
        model.addAttribute("layout", Layout.parse(layout).text());
        model.addAttribute("report", tables.makeup((Company) model.getAttribute("company"), makeup, names,
                Layout.parse(layout), locale));
        return "statements/line";
    }

    @GetMapping({"/trial-balance", "/statements/trial-balance"})
    String trialBalance(@PathVariable String companyId, @RequestParam(required = false) String period,
            TrialBalanceQuery query, Model model) {
        String first = orThisMonth(query.from() == null ? period : query.from());
        TrialBalanceQuery asked = query.over(first, query.to());
        prepare(companyId, asked.last().toString(), asked.last(), "trial-balance", model);
        model.addAttribute("query", asked);
        choose(model, begin(companyId), PeriodChoice.of(asked.first(), asked.last(), clock.month()), other ->
                asked.over(other.from().toString(), other.to().toString()).address("/companies/" + companyId
                        + "/statements/trial-balance"));
        model.addAttribute("balance",
                statements.trialBalance(companyId, asked.first(), asked.last(), asked.options()));
        return "statements/trial-balance";
    }

    @GetMapping("/taxes")
    String taxes(@PathVariable String companyId, @RequestParam(required = false) String period, Model model) {
        YearMonth month = StatementsApi.month("period", orThisMonth(period));
        prepare(companyId, month.toString(), month, "taxes", model);
        model.addAttribute("taxes", taxFigures.of(companyId, month));
        model.addAttribute("filing", filings.find(companyId, month).orElse(null));
        model.addAttribute("trend", trend(companyId, month));
        model.addAttribute("filingDeadline", calendar.filingDeadline(month.plusMonths(1)));
        choose(model, begin(companyId), PeriodChoice.of(month), other -> "/companies/" + companyId + "/taxes?period=" + other.text());
        return "statements/taxes";
    }

    /** The last months up to and with this one, as far as the books go. */
    private List<MonthlyFigures.Figures> trend(String companyId, YearMonth last) {
        return monthly.of(List.of(companyId), last.minusMonths(TREND_MONTHS - 1), last)
                .getOrDefault(companyId, List.of());
    }

    /**
     * @param begin   of the books, or {@code null} where there are none
     * @param address of the same page for another period
     */
    static void choose(Model model, YearMonth begin, PeriodChoice asked, Function<ReportPeriod, String> address) {
        PeriodChoice choice = asked.since(begin);
        model.addAttribute("choice", choice);
        model.addAttribute("addresses", Stream.concat(Arrays.stream(
                        new ReportPeriod[] {choice.before(), choice.after()}), choice.kinds().stream())
                .filter(Objects::nonNull).distinct().collect(Collectors.toMap(period -> period, address)));
    }

    private YearMonth begin(String companyId) {
        return books.find(companyId).map(Book::startPeriod).orElse(null);
    }

    private String orThisMonth(String period) {
        return period == null || period.isBlank() ? clock.month().toString() : period;
    }

    /** @param month the last of the period, for the reports that are of months only */
    private void prepare(String companyId, String period, YearMonth month, String page, Model model) {
        model.addAttribute("company", companies.booksVisible(currentActor.get(), companyId));
        model.addAttribute("period", period);
        model.addAttribute("month", month.toString());
        model.addAttribute("reportPage", page);
    }
}
