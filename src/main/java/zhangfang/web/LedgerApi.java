package zhangfang.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import zhangfang.company.Companies;
import zhangfang.identity.Actor;
import zhangfang.identity.CurrentActor;
import zhangfang.identity.Role;
import zhangfang.ledger.Account;
import zhangfang.ledger.Accounts;
import zhangfang.ledger.Books;
import zhangfang.ledger.Books.Book;
import zhangfang.ledger.Books.Chart;
import zhangfang.ledger.CashFlows;
import zhangfang.ledger.Closing;
import zhangfang.ledger.Closing.Check;
import zhangfang.ledger.Closing.Closed;
import zhangfang.ledger.Closing.MonthState;
import zhangfang.ledger.ImportProgress;
import zhangfang.ledger.OpeningBalances;
import zhangfang.ledger.OpeningBalances.Opening;
import zhangfang.ledger.PeriodGate;
import zhangfang.ledger.Voucher;
import zhangfang.ledger.VoucherFile;
import zhangfang.ledger.VoucherImports;
import zhangfang.ledger.Vouchers;
import zhangfang.refusal.Refusal;
import zhangfang.refusal.RefusalText;
import zhangfang.report.ReportFormat;
import zhangfang.web.VoucherPeople.NamedVoucher;

/** The books over HTTP: whoever sees the company reads, accountants write, reviewers review and post. */
@RestController
@RequestMapping("/api/companies/{companyId}")
@Tag(name = "books 账簿")
class LedgerApi {

    private static final String CSV = "text/csv";

    record NewBook(String startPeriod, Chart chart) {
    }

    record Choices(Boolean vatDebitAsAsset, Boolean reclassifyOthers) {
    }

    record NewAccount(String code, String name) {
    }

    record Chosen(List<String> ids) {
    }

    /** @param into the month to reverse into; without it the voucher's own, or the first open one after it */
    record Reversal(String into) {
    }

    record Reopening(String reason) {
    }

    record EntryTag(int line, Integer cashFlowLine) {
    }

    record Retag(List<EntryTag> rows) {
    }

    /** What an import gave: each voucher with the number it came with and, once posted, its number in the book. */
    record Imported(int vouchers, boolean posted, List<Voucher> rows) {
    }

    /** @param done rows of the file that are through the phase @param errors why it was refused */
    record ImportStatus(String key, ImportProgress.State state, ImportProgress.Phase phase, int done, int total,
            Integer vouchers, List<Map<String, Object>> errors) {
    }

    /** @param name what was checked, in the caller's language */
    record CheckResult(String check, String name, Closing.Severity severity, boolean passed) {
    }

    record ClosedMonth(YearMonth period, boolean closed, String carryForwardVoucher, List<CheckResult> checks) {
    }

    private final CurrentActor actor;
    private final Companies companies;
    private final Books books;
    private final Accounts accounts;
    private final OpeningBalances openingBalances;
    private final Vouchers vouchers;
    private final VoucherImports imports;
    private final CashFlows cashFlows;
    private final Closing closing;
    private final VoucherFile voucherFile;
    private final ObjectProvider<PeriodGate> gate;
    private final RefusalText texts;
    private final Problems problems;
    private final PeriodTrail trail;
    private final VoucherPeople people;

    LedgerApi(CurrentActor actor, Companies companies, Books books, Accounts accounts, OpeningBalances openingBalances,
            Vouchers vouchers, VoucherImports imports, CashFlows cashFlows, Closing closing,
            VoucherFile voucherFile, ObjectProvider<PeriodGate> gate, RefusalText texts, Problems problems,
            VoucherPeople people, PeriodTrail trail) {
        this.actor = actor;
        this.companies = companies;
        this.books = books;
        this.accounts = accounts;
        this.openingBalances = openingBalances;
        this.vouchers = vouchers;
        this.imports = imports;
        this.cashFlows = cashFlows;
        this.closing = closing;
        this.voucherFile = voucherFile;
        this.gate = gate;
        this.texts = texts;
        this.problems = problems;
        this.people = people;
        this.trail = trail;
    }

    @PostMapping("/book")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Opens the books (建账); chart: STANDARD or FIRST_LEVEL")
    Book open(@PathVariable String companyId, @RequestBody NewBook book) {
        Chart chart = book.chart == null ? Chart.STANDARD : book.chart;
        return books.open(actor.get(), companyId, month("startPeriod", book.startPeriod), chart);
    }

    @GetMapping("/book")
    @Operation(summary = "The book")
    Book book(@PathVariable String companyId) {
        companies.booksVisible(actor.get(), companyId);
        return books.get(companyId);
    }

    @PutMapping("/book")
    @Operation(summary = "Changes the book's choices (报表口径): where debit balances of VAT details are shown, and "
            + "whether other receivables and payables are shown by the side of each detail; what is not named stays")
    Book change(@PathVariable String companyId, @RequestBody Choices choices) {
        if (choices.vatDebitAsAsset == null && choices.reclassifyOthers == null) {
            throw Refusal.field("vatDebitAsAsset", "web.problem.field");
        }
        return books.present(actor.get(), companyId, choices.vatDebitAsAsset, choices.reclassifyOthers);
    }

    @GetMapping("/book/opening-balances")
    @Operation(summary = "Opening balances (期初余额)")
    Rows<Opening> openingBalances(@PathVariable String companyId) {
        return new Rows<>(openingBalances.list(actor.get(), companyId));
    }

    @PutMapping(path = "/book/opening-balances",
            consumes = {CSV, MediaType.TEXT_PLAIN_VALUE, MediaType.APPLICATION_OCTET_STREAM_VALUE})
    @Operation(summary = "Replaces the opening balances by a CSV file, whole or not at all; refused once a voucher is posted",
            description = "account_code,account_name,debit,credit and, optional, ytd_debit,ytd_credit,counterparty, or "
                    + "Chinese headers such as 科目编码,科目名称,期初余额借方,期初余额贷方,本年累计借方,本年累计贷方,往来单位; "
                    + "rows that sum up others are left out; preview=true: a dry run")
    Rows<Opening> setOpeningBalances(@PathVariable String companyId, @RequestBody byte[] csv) {
        openingBalances.replace(actor.get(), companyId, csv);
        return openingBalances(companyId);
    }

    @GetMapping("/book/accounts")
    @Operation(summary = "The chart of accounts (会计科目)")
    Rows<Account> accounts(@PathVariable String companyId) {
        return new Rows<>(accounts.list(actor.get(), companyId));
    }

    @PostMapping("/book/accounts")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Adds a sub-account, and the levels missing in between")
    Account addAccount(@PathVariable String companyId, @RequestBody NewAccount account) {
        return accounts.add(actor.get(), companyId, account.code, account.name);
    }

    @PutMapping("/book/accounts/{code}")
    @Operation(summary = "Corrects an account: its name, direction, role; cash and byCounterparty while it is unused")
    Account correctAccount(@PathVariable String companyId, @PathVariable String code,
            @RequestBody Accounts.Correction correction) {
        return accounts.correct(actor.get(), companyId, code, correction);
    }

    @DeleteMapping("/book/accounts/{code}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Removes a sub-account that nothing uses")
    void removeAccount(@PathVariable String companyId, @PathVariable String code) {
        accounts.remove(actor.get(), companyId, code);
    }

    @PostMapping(path = "/book/vouchers",
            consumes = {CSV, MediaType.TEXT_PLAIN_VALUE, MediaType.APPLICATION_OCTET_STREAM_VALUE})
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Imports vouchers from a CSV file, all or none, as drafts; post=true (reviewers): posted at once",
            description = "date,voucher_no,summary,account_code,account_name,debit,credit and, optional, "
                    + "counterparty,cash_flow_line, or Chinese headers such as 日期,凭证字号,摘要,科目编码,科目名称,借方金额,贷方金额,"
                    + "往来单位,现金流量项目; UTF-8 or GB18030; preview=true: a dry run. Idempotency-Key: a repeated call with "
                    + "the same key answers the vouchers of the first, and /book/imports/{key} tells meanwhile how far the "
                    + "import is")
    Imported importVouchers(@PathVariable String companyId, @RequestParam(defaultValue = "false") boolean post,
            @RequestHeader(name = "Idempotency-Key", required = false) String key, @RequestBody byte[] csv) {
        List<Voucher> imported = imports.importFile(actor.get(), companyId, csv, post, key);
        return new Imported(imported.size(), post, imported);
    }

    @GetMapping("/book/imports/{key}")
    @Operation(summary = "How far an import is that was sent with this Idempotency-Key, or what became of it",
            description = "state RUNNING, DONE, REFUSED (errors say why), FAILED; phase WAITING (another writes into the "
                    + "book), READING, CHECKING, STORING, POSTING, FINISHING; done of total are rows of the file within "
                    + "the phase. Readable while the import runs; an import that failed is forgotten after half an hour")
    ImportStatus importStatus(@PathVariable String companyId, @PathVariable String key, Locale locale) {
        ImportProgress.Status status = imports.progress(actor.get(), companyId, key);
        return new ImportStatus(status.key(), status.state(), status.phase(), status.done(), status.total(),
                status.vouchers(), problems.errors(status.reasons(), locale));
    }

    @PostMapping(path = "/book/vouchers", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "Writes one voucher, as a draft; post=true (reviewers, for vouchers from elsewhere): posted at once",
            description = "Idempotency-Key: a repeated call with the same key answers the voucher of the first")
    ResponseEntity<Voucher> writeVoucher(@PathVariable String companyId,
            @RequestParam(defaultValue = "false") boolean post,
            @RequestHeader(name = "Idempotency-Key", required = false) String key, @RequestBody Vouchers.Draft draft) {
        return created(companyId, vouchers.write(actor.get(), companyId, draft, post, key));
    }

    @GetMapping(path = "/book/vouchers", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "The vouchers of a month, posted ones by number")
    Rows<NamedVoucher> vouchers(@PathVariable String companyId, @RequestParam String period) {
        return new Rows<>(people.named(vouchers.ofPeriod(actor.get(), companyId, month("period", period))));
    }

    @GetMapping(path = {"/book/vouchers.csv", "/book/vouchers"}, produces = ReportFormat.CSV_TYPE)
    @Operation(summary = "The posted vouchers of a month (period) or of up to twelve (from, to) as a file that can be imported",
            description = "date,voucher_no,summary,account_code,account_name,debit,credit,counterparty,cash_flow_line; UTF-8")
    ResponseEntity<byte[]> voucherFile(@PathVariable String companyId, @RequestParam(required = false) String period,
            @RequestParam(required = false) String from, @RequestParam(required = false) String to) {
        YearMonth first = from == null ? month("period", period) : month("from", from);
        YearMonth last = to == null ? first : month("to", to);
        return ReportDownload.file("vouchers-" + first + (last.equals(first) ? "" : "-" + last) + ".csv",
                ReportFormat.CSV_TYPE, voucherFile.export(actor.get(), companyId, first, last));
    }

    @GetMapping("/book/vouchers/{voucherId}")
    @Operation(summary = "One voucher with its entries")
    NamedVoucher voucher(@PathVariable String companyId, @PathVariable String voucherId) {
        return people.named(vouchers.get(actor.get(), companyId, voucherId));
    }

    @PutMapping("/book/vouchers/{voucherId}")
    @Operation(summary = "Changes a voucher that is not posted; it becomes the caller's draft")
    Voucher changeVoucher(@PathVariable String companyId, @PathVariable String voucherId,
            @RequestBody Vouchers.Draft draft) {
        return vouchers.change(actor.get(), companyId, voucherId, draft);
    }

    @DeleteMapping("/book/vouchers/{voucherId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Deletes a voucher that is not posted")
    void deleteVoucher(@PathVariable String companyId, @PathVariable String voucherId) {
        vouchers.delete(actor.get(), companyId, voucherId);
    }

    @PostMapping("/book/vouchers/review")
    @Operation(summary = "Reviews drafts (审核), all or none; never the reviewer's own")
    Rows<Voucher> review(@PathVariable String companyId, @RequestBody Chosen chosen) {
        return new Rows<>(vouchers.review(actor.get(), companyId, ids(chosen)));
    }

    @PostMapping("/book/vouchers/post")
    @Operation(summary = "Posts reviewed vouchers (记账), all or none, giving them their numbers")
    Rows<Voucher> post(@PathVariable String companyId, @RequestBody Chosen chosen) {
        return new Rows<>(vouchers.post(actor.get(), companyId, ids(chosen)));
    }

    @PostMapping("/book/vouchers/{voucherId}/reverse")
    @Operation(summary = "Reverses a posted voucher with red figures (红字冲销), at most once",
            description = "A reviewer's reversal is posted at once unless post=false; an accountant's is a draft")
    ResponseEntity<Voucher> reverse(@PathVariable String companyId, @PathVariable String voucherId,
            @RequestParam(required = false) Boolean post, @RequestBody(required = false) Reversal reversal) {
        Actor caller = actor.get();
        YearMonth into = reversal == null || reversal.into == null ? null : month("into", reversal.into);
        boolean atOnce = post == null ? caller.is(Role.REVIEWER) : post;
        return created(companyId, vouchers.reverse(caller, companyId, voucherId, into, atOnce));
    }

    @PutMapping("/book/vouchers/{voucherId}/cash-flow-lines")
    @Operation(summary = "Books the cash of a posted voucher's entries to other lines of the cash flow statement",
            description = "cashFlowLine 0 takes the line off, null goes by the rules again; with a line for every entry that "
                    + "is not cash each counts with its own amount, credit less debit")
    Voucher retag(@PathVariable String companyId, @PathVariable String voucherId, @RequestBody Retag retag) {
        if (retag.rows == null || retag.rows.isEmpty()) {
            throw Refusal.field("rows", "ledger.voucher.noEntries");
        }
        cashFlows.tag(actor.get(), companyId, retag.rows.stream()
                .map(row -> new CashFlows.Tag(voucherId, row.line, row.cashFlowLine)).toList());
        return vouchers.get(actor.get(), companyId, voucherId);
    }

    @GetMapping("/book/periods")
    @Operation(summary = "The months from the book's start, whether closed, with their numbers of vouchers")
    Rows<MonthState> periods(@PathVariable String companyId) {
        return new Rows<>(closing.months(actor.get(), companyId));
    }

    @GetMapping("/book/periods/{period}/checks")
    @Operation(summary = "Runs the checks of closing without closing")
    Rows<CheckResult> checks(@PathVariable String companyId, @PathVariable String period, Locale locale) {
        companies.booksVisible(actor.get(), companyId);
        return new Rows<>(results(closing.check(companyId, month("period", period)), locale));
    }

    @PostMapping("/book/periods/{period}/close")
    @Operation(summary = "Runs the checks, books the carry-forward (结转损益) and closes the month (结账)",
            description = "A month of a service is closed at its closing step, which this call completes")
    ClosedMonth close(@PathVariable String companyId, @PathVariable String period, Locale locale) {
        Actor caller = actor.get();
        YearMonth month = month("period", period);
        companies.booksVisible(caller, companyId);
        PeriodGate byProcess = gate.getIfAvailable();
        if (byProcess != null && byProcess.closeThroughService(caller, companyId, month)) {
            return new ClosedMonth(month, closing.isClosed(companyId, month), null,
                    results(closing.check(companyId, month), locale));
        }
        Closed closed = closing.close(caller, companyId, month);
        return new ClosedMonth(month, true, closed.carryForwardVoucher(), results(closed.checks(), locale));
    }

    @PostMapping("/book/periods/{period}/reopen")
    @Operation(summary = "Re-opens a closed month (反结账) for additional vouchers; by a reviewer, with a reason",
            description = "Refused once the month is filed, a later month is closed, or its service month has gone on: "
                    + "then the customer's objection takes the reports back, or the current month corrects")
    MonthState reopen(@PathVariable String companyId, @PathVariable String period, @RequestBody Reopening reopening) {
        YearMonth month = month("period", period);
        closing.reopenByReviewer(actor.get(), companyId, month, reopening.reason);
        return closing.months(actor.get(), companyId).stream().filter(each -> each.period().equals(month))
                .findFirst().orElseThrow(Refusal::notFound);
    }

    @GetMapping("/book/periods/{period}/trail")
    @Operation(summary = "What happened to a month: closed, re-opened with a reason, issued, filed, paid; the newest first")
    Rows<PeriodTrail.Step> trail(@PathVariable String companyId, @PathVariable String period) {
        companies.booksVisible(actor.get(), companyId);
        return new Rows<>(trail.of(companyId, month("period", period)));
    }

    private List<CheckResult> results(List<Check> checks, Locale locale) {
        return checks.stream().map(check -> new CheckResult(check.key().substring("ledger.check.".length()),
                texts.sentence(new Refusal.Reason(null, null, check.key(), check.args()), locale), check.severity(),
                check.passed())).toList();
    }

    private static ResponseEntity<Voucher> created(String companyId, Voucher voucher) {
        return ResponseEntity.created(URI.create("/api/companies/" + companyId + "/book/vouchers/" + voucher.id()))
                .body(voucher);
    }

    private static List<String> ids(Chosen chosen) {
        if (chosen.ids == null || chosen.ids.isEmpty()) {
            throw Refusal.field("ids", "ledger.voucher.noneChosen");
        }
        return chosen.ids;
    }

    static YearMonth month(String field, String text) {
        if (text == null || !text.matches("[0-9]{4}-(0[1-9]|1[0-2])")) {
            throw Refusal.field(field, "ledger.period.bad", text == null ? "" : text);
        }
        return YearMonth.parse(text);
    }
}
