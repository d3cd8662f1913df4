package zhangfang.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Locale;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import zhangfang.company.Companies;
import zhangfang.company.Company;
import zhangfang.identity.CurrentActor;
import zhangfang.ledger.AccountLedger;
import zhangfang.ledger.ColumnLedger;
import zhangfang.ledger.CounterpartyLedger;
import zhangfang.ledger.GeneralLedger;
import zhangfang.ledger.Journal;
import zhangfang.refusal.Refusal;
import zhangfang.report.Report;
import zhangfang.report.ReportFormat;

/** The ledgers over HTTP, for everyone who may see the books: at most five years at once, as JSON and as files. */
@RestController
@RequestMapping("/api/companies/{companyId}")
@Tag(name = "ledgers", description = "总账、明细账、日记账、多栏账、往来明细账、序时簿")
class LedgersApi {

    private static final int ON_A_PAGE = 100;
    private static final int MOST_ON_A_PAGE = 1000;

    private final CurrentActor actor;
    private final Companies companies;
    private final GeneralLedger generalLedger;
    private final AccountLedger accountLedger;
    private final ColumnLedger columnLedger;
    private final CounterpartyLedger counterpartyLedger;
    private final Journal journal;
    private final LedgerReports reports;
    private final ReportDownload download;

    LedgersApi(CurrentActor actor, Companies companies, GeneralLedger generalLedger, AccountLedger accountLedger,
            ColumnLedger columnLedger, CounterpartyLedger counterpartyLedger, Journal journal, LedgerReports reports,
            ReportDownload download) {
        this.actor = actor;
        this.companies = companies;
        this.generalLedger = generalLedger;
        this.accountLedger = accountLedger;
        this.columnLedger = columnLedger;
        this.counterpartyLedger = counterpartyLedger;
        this.journal = journal;
        this.reports = reports;
        this.download = download;
    }

    @Operation(summary = "总账", description = "per first-level account, or one account of any level: opening balance, and per "
            + "month turnover, year to date and balance; balances on the side of the account's direction")
    @GetMapping(path = "/general-ledger", produces = MediaType.APPLICATION_JSON_VALUE)
    GeneralLedger.Page generalLedger(@PathVariable String companyId, @RequestParam(required = false) String account,
            @ParameterObject Months months) {
        return generalLedger.page(actor.get(), companyId, JournalQuery.given(account), months.first(), months.last());
    }

    @Operation(summary = "总账 (CSV, Excel, PDF)")
    @GetMapping(path = {"/general-ledger.csv", "/general-ledger.xlsx", "/general-ledger.pdf", "/general-ledger"},
            produces = {ReportFormat.CSV_TYPE, ReportFormat.XLSX_TYPE, ReportFormat.PDF_TYPE})
    ResponseEntity<byte[]> generalLedgerFile(@PathVariable String companyId,
            @RequestParam(required = false) String account, @ParameterObject Months months, ReportFormat format,
            Locale locale) {
        GeneralLedger.Page page = generalLedger(companyId, account, months);
        return file(reports.generalLedger(company(companyId), page, locale), format, locale);
    }

    @Operation(summary = "明细账", description = "the entries of an account with its running balance, each month's turnover and "
            + "year to date; of cash and banks also the sums of each day (日记账). Balances on the side of the account's "
            + "direction, negative when on the other; side says where it really is")
    @GetMapping(path = "/ledger/{accountCode}", produces = MediaType.APPLICATION_JSON_VALUE)
    AccountLedger.Page ledger(@PathVariable String companyId, @PathVariable String accountCode,
            @ParameterObject Months months) {
        return accountLedger.page(actor.get(), companyId, accountCode, months.first(), months.last());
    }

    @Operation(summary = "明细账, daily=true: 日记账 (CSV, Excel, PDF)")
    @GetMapping(path = {"/ledger/{accountCode}.csv", "/ledger/{accountCode}.xlsx", "/ledger/{accountCode}.pdf",
        "/ledger/{accountCode}"},
            produces = {ReportFormat.CSV_TYPE, ReportFormat.XLSX_TYPE, ReportFormat.PDF_TYPE})
    ResponseEntity<byte[]> ledgerFile(@PathVariable String companyId, @PathVariable String accountCode,
            @ParameterObject Months months, @RequestParam(defaultValue = "false") boolean daily, ReportFormat format,
            Locale locale) {
        AccountLedger.Page page = ledger(companyId, accountCode, months);
        return file(reports.accountLedger(company(companyId), page, daily && page.cash(), locale), format, locale);
    }

    @Operation(summary = "多栏账", description = "the entries of an account, each in the column of its sub-account; "
            + "carryForward=false leaves carry-forward vouchers (结转损益) out")
    @GetMapping(path = "/ledger/{accountCode}/columns", produces = MediaType.APPLICATION_JSON_VALUE)
    ColumnLedger.Page columns(@PathVariable String companyId, @PathVariable String accountCode,
            @ParameterObject Months months, @RequestParam(defaultValue = "true") boolean carryForward) {
        return columnLedger.page(actor.get(), companyId, accountCode, months.first(), months.last(), carryForward);
    }

    @Operation(summary = "多栏账 (CSV, Excel, PDF)")
    @GetMapping(path = {"/ledger/{accountCode}/columns.csv", "/ledger/{accountCode}/columns.xlsx",
        "/ledger/{accountCode}/columns.pdf", "/ledger/{accountCode}/columns"},
            produces = {ReportFormat.CSV_TYPE, ReportFormat.XLSX_TYPE, ReportFormat.PDF_TYPE})
    ResponseEntity<byte[]> columnsFile(@PathVariable String companyId, @PathVariable String accountCode,
            @ParameterObject Months months, @RequestParam(defaultValue = "true") boolean carryForward,
            ReportFormat format, Locale locale) {
        ColumnLedger.Page page = columns(companyId, accountCode, months, carryForward);
        return file(reports.columnLedger(company(companyId), page, locale), format, locale);
    }

    @Operation(summary = "往来余额", description = "every counterparty of the accounts kept by counterparty: opening balance, "
            + "turnover, closing balance; name: a part of the name")
    @GetMapping(path = "/counterparties", produces = MediaType.APPLICATION_JSON_VALUE)
    CounterpartyLedger.Overview counterparties(@PathVariable String companyId,
            @RequestParam(required = false) String account, @RequestParam(required = false) String name,
            @ParameterObject Months months) {
        return counterpartyLedger.overview(actor.get(), companyId, JournalQuery.given(account), JournalQuery.given(name),
                months.first(), months.last());
    }

    @Operation(summary = "往来余额 (CSV, Excel, PDF)")
    @GetMapping(path = {"/counterparties.csv", "/counterparties.xlsx", "/counterparties.pdf", "/counterparties"},
            produces = {ReportFormat.CSV_TYPE, ReportFormat.XLSX_TYPE, ReportFormat.PDF_TYPE})
    ResponseEntity<byte[]> counterpartiesFile(@PathVariable String companyId,
            @RequestParam(required = false) String account, @RequestParam(required = false) String name,
            @ParameterObject Months months, ReportFormat format, Locale locale) {
        CounterpartyLedger.Overview page = counterparties(companyId, account, name, months);
        return file(reports.counterparties(company(companyId), page, locale), format, locale);
    }

    @Operation(summary = "往来明细账", description = "the ledger of one counterparty, account by account; name: exactly as in the "
            + "books, empty for entries that name none")
    @GetMapping(path = "/counterparties/ledger", produces = MediaType.APPLICATION_JSON_VALUE)
    CounterpartyLedger.Page counterpartyLedger(@PathVariable String companyId, @RequestParam String name,
            @RequestParam(required = false) String account, @ParameterObject Months months) {
        return counterpartyLedger.page(actor.get(), companyId, name, JournalQuery.given(account), months.first(),
                months.last());
    }

    @Operation(summary = "往来明细账 (CSV, Excel, PDF)")
    @GetMapping(path = {"/counterparties/ledger.csv", "/counterparties/ledger.xlsx", "/counterparties/ledger.pdf",
        "/counterparties/ledger"},
            produces = {ReportFormat.CSV_TYPE, ReportFormat.XLSX_TYPE, ReportFormat.PDF_TYPE})
    ResponseEntity<byte[]> counterpartyLedgerFile(@PathVariable String companyId, @RequestParam String name,
            @RequestParam(required = false) String account, @ParameterObject Months months, ReportFormat format,
            Locale locale) {
        CounterpartyLedger.Page page = counterpartyLedger(companyId, name, account, months);
        return file(reports.counterpartyLedger(company(companyId), page, locale), format, locale);
    }

    @Operation(summary = "序时簿", description = "all entries by date and number, with the sums of all that are found; "
            + "least, most: amounts; state: POSTED or UNPOSTED; after: next of the page before; limit: at most 1000")
    @GetMapping(path = "/journal", produces = MediaType.APPLICATION_JSON_VALUE)
    Journal.Page journal(@PathVariable String companyId, @ParameterObject Months months,
            @ParameterObject JournalQuery query, @RequestParam(required = false) String after,
            @RequestParam(required = false) Integer limit) {
        int entries = limit == null ? ON_A_PAGE : limit;
        if (entries < 1 || entries > MOST_ON_A_PAGE) {
            throw Refusal.field("limit", "ledger.journal.limit", MOST_ON_A_PAGE);
        }
        return journal.page(actor.get(), companyId, months.first(), months.last(), query.filter(),
                JournalQuery.given(after), entries);
    }

    @Operation(summary = "序时簿 (CSV, Excel, PDF)")
    @GetMapping(path = {"/journal.csv", "/journal.xlsx", "/journal.pdf", "/journal"},
            produces = {ReportFormat.CSV_TYPE, ReportFormat.XLSX_TYPE, ReportFormat.PDF_TYPE})
    ResponseEntity<byte[]> journalFile(@PathVariable String companyId, @ParameterObject Months months,
            @ParameterObject JournalQuery query, ReportFormat format, Locale locale) {
        Journal.Page all = journal.all(actor.get(), companyId, months.first(), months.last(), query.filter());
        return file(reports.journal(company(companyId), all, locale), format, locale);
    }

    private Company company(String companyId) {
        return companies.booksVisible(actor.get(), companyId);
    }

    private ResponseEntity<byte[]> file(Report report, ReportFormat format, Locale locale) {
        return download.of(report, format, locale);
    }
}
