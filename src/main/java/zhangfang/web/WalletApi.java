package zhangfang.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import zhangfang.calendar.BusinessClock;
import zhangfang.company.Companies;
import zhangfang.identity.CurrentActor;
import zhangfang.money.Money;
import zhangfang.refusal.Refusal;
import zhangfang.report.ReportFormat;
import zhangfang.wallet.InvoiceableAmounts;
import zhangfang.wallet.NewTopUp;
import zhangfang.wallet.NewWithdrawal;
import zhangfang.wallet.SentSlip;
import zhangfang.wallet.TopUpProcess;
import zhangfang.wallet.TopUps;
import zhangfang.wallet.Wallet;
import zhangfang.wallet.WalletStatements;
import zhangfang.wallet.WithdrawalProcess;
import zhangfang.wallet.Withdrawals;

/** A company's balance with its entries, top-ups and withdrawals over HTTP, for whoever reads the company's money. */
@RestController
@RequestMapping("/api")
@Tag(name = "wallet 账户")
class WalletApi {

    private static final int MOST_ROWS = 1000;

    /**
     * @param documentIds drafts of category TRANSFER_SLIP, sent for this company before
     * @param requestKey  the caller's own id: sent again, the answer is the first top-up
     */
    record TopUpInput(Money amount, String payerName, String payerAccount, String orderId,
            List<String> documentIds, String requestKey) {
    }

    /** @param requestKey the caller's own id: sent again, the answer is the first withdrawal */
    record WithdrawalInput(Money amount, String payeeName, String bank, String account, String requestKey) {
    }

    /** @param reference the caller's own id of the gift: sent again, it is the same; without one each call is a gift */
    record GiftInput(String reference, Money amount, String reason) {
    }

    private final Wallet wallet;
    private final InvoiceableAmounts invoiceable;
    private final WalletStatements statements;
    private final TopUps topUps;
    private final TopUpProcess topUpProcess;
    private final Withdrawals withdrawals;
    private final WithdrawalProcess withdrawalProcess;
    private final Companies companies;
    private final WalletViews views;
    private final ReportDownload download;
    private final BusinessClock clock;
    private final CurrentActor actor;

    WalletApi(Wallet wallet, InvoiceableAmounts invoiceable, WalletStatements statements, TopUps topUps,
            TopUpProcess topUpProcess, Withdrawals withdrawals, WithdrawalProcess withdrawalProcess,
            Companies companies, WalletViews views, ReportDownload download, BusinessClock clock, CurrentActor actor) {
        this.wallet = wallet;
        this.invoiceable = invoiceable;
        this.statements = statements;
        this.topUps = topUps;
        this.topUpProcess = topUpProcess;
        this.withdrawals = withdrawals;
        this.withdrawalProcess = withdrawalProcess;
        this.companies = companies;
        this.views = views;
        this.download = download;
        this.clock = clock;
        this.actor = actor;
    }

    @GetMapping("/companies/{companyId}/wallet")
    @Operation(summary = "The balance, the part of it that was given, what can be withdrawn, and what can be invoiced",
            description = "invoiceable = cashConsumed − invoiced; negative where invoices are owed back (欠票)")
    WalletViews.BalanceView balance(@PathVariable String companyId) {
        return views.balance(wallet.balance(actor.get(), companyId), invoiceable.of(actor.get(), companyId));
    }

    @GetMapping(path = "/companies/{companyId}/wallet/entries", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "The statement of the balance, the newest entries first",
            description = "from, to: days (2026-11-01) by the time of booking; skip, limit: a page of them")
    WalletViews.StatementView entries(@PathVariable String companyId, @RequestParam(required = false) String from,
            @RequestParam(required = false) String to, @RequestParam(defaultValue = "200") int limit,
            @RequestParam(defaultValue = "0") int skip, Locale locale) {
        return views.statement(statements.newestFirst(actor.get(), companyId, WalletViews.day("from", from),
                WalletViews.day("to", to), bounded(limit), Math.max(0, skip)), locale);
    }

    @GetMapping(path = {"/companies/{companyId}/wallet/entries.csv", "/companies/{companyId}/wallet/entries.xlsx",
        "/companies/{companyId}/wallet/entries.pdf", "/companies/{companyId}/wallet/entries"},
            produces = {ReportFormat.CSV_TYPE, ReportFormat.XLSX_TYPE, ReportFormat.PDF_TYPE})
    @Operation(summary = "账户流水 (CSV, Excel, PDF): the oldest entry first, with opening balance and totals")
    ResponseEntity<byte[]> file(@PathVariable String companyId, @RequestParam(required = false) String from,
            @RequestParam(required = false) String to, ReportFormat format, Locale locale) {
        return download.of(views.report(companyId, statements.oldestFirst(actor.get(), companyId,
                WalletViews.day("from", from), WalletViews.day("to", to)), clock.today(), locale), format, locale);
    }

    @PostMapping("/companies/{companyId}/gifts")
    @Operation(summary = "Finance credits a gift, with a reason")
    ResponseEntity<WalletViews.BalanceView> give(@PathVariable String companyId, @RequestBody GiftInput input) {
        String reference = input.reference() == null || input.reference().isBlank()
                ? UUID.randomUUID().toString().replace("-", "") : input.reference().strip();
        wallet.give(actor.get(), companyId, reference, input.amount(), input.reason());
        return ResponseEntity.status(201).body(balance(companyId));
    }

    @GetMapping("/companies/{companyId}/top-ups")
    @Operation(summary = "The top-ups of a company, newest first")
    Rows<WalletViews.TopUpView> topUps(@PathVariable String companyId, @RequestParam(defaultValue = "200") int limit,
            Locale locale) {
        return new Rows<>(views.topUps(topUps.of(actor.get(), companyId, bounded(limit)), locale));
    }

    @GetMapping("/companies/{companyId}/top-ups/{topUpId}")
    @Operation(summary = "One top-up")
    WalletViews.TopUpView topUp(@PathVariable String companyId, @PathVariable String topUpId, Locale locale) {
        return views.topUps(List.of(topUps.visible(actor.get(), companyId, topUpId)), locale).get(0);
    }

    @PostMapping("/companies/{companyId}/top-ups")
    @Operation(summary = "A member of the company announces a bank transfer, which starts its process",
            description = "documentIds: the transfer slip, sent before to POST /api/documents with this companyId and "
                    + "category TRANSFER_SLIP; forms and pages ask for it, programs may announce without")
    ResponseEntity<WalletViews.TopUpView> announce(@PathVariable String companyId, @RequestBody TopUpInput input,
            Locale locale) {
        companies.visible(actor.get(), companyId);
        String id = topUpProcess.start(actor.get(), new NewTopUp(companyId, given(input.amount()), input.payerName(),
                input.payerAccount(), input.orderId(), new SentSlip(null, input.documentIds(), null),
                keyOf(input.requestKey())));
        return ResponseEntity.created(URI.create("/api/companies/" + companyId + "/top-ups/" + id))
                .body(topUp(companyId, id, locale));
    }

    @GetMapping("/top-ups")
    @Operation(summary = "The top-ups of all companies that wait for finance, the most urgent first")
    Rows<WalletViews.TopUpView> openTopUps(@RequestParam(defaultValue = "200") int limit, Locale locale) {
        return new Rows<>(views.topUps(topUps.open(actor.get(), bounded(limit)), locale));
    }

    @GetMapping("/companies/{companyId}/withdrawals")
    @Operation(summary = "The withdrawals of a company, newest first")
    Rows<WalletViews.WithdrawalView> withdrawals(@PathVariable String companyId,
            @RequestParam(defaultValue = "200") int limit, Locale locale) {
        return new Rows<>(views.withdrawals(withdrawals.of(actor.get(), companyId, bounded(limit)), locale));
    }

    @GetMapping("/companies/{companyId}/withdrawals/{withdrawalId}")
    @Operation(summary = "One withdrawal")
    WalletViews.WithdrawalView withdrawal(@PathVariable String companyId, @PathVariable String withdrawalId,
            Locale locale) {
        return views.withdrawal(withdrawals.visible(actor.get(), companyId, withdrawalId), locale);
    }

    @PostMapping("/companies/{companyId}/withdrawals")
    @Operation(summary = "A member of the company asks cash back, which starts its process",
            description = "the amount leaves the balance at once; refused while invoices are owed back (欠票)")
    ResponseEntity<WalletViews.WithdrawalView> withdraw(@PathVariable String companyId,
            @RequestBody WithdrawalInput input, Locale locale) {
        companies.visible(actor.get(), companyId);
        String id = withdrawalProcess.start(actor.get(), new NewWithdrawal(companyId, given(input.amount()),
                input.payeeName(), input.bank(), input.account(), keyOf(input.requestKey())));
        return ResponseEntity.created(URI.create("/api/companies/" + companyId + "/withdrawals/" + id))
                .body(withdrawal(companyId, id, locale));
    }

    @PostMapping("/companies/{companyId}/withdrawals/{withdrawalId}/cancel")
    @Operation(summary = "A member takes a withdrawal back before finance has decided, by the task 撤回提现")
    WalletViews.WithdrawalView cancel(@PathVariable String companyId, @PathVariable String withdrawalId,
            Locale locale) {
        withdrawals.own(actor.get(), companyId, withdrawalId);
        withdrawalProcess.cancel(actor.get(), withdrawalId);
        return withdrawal(companyId, withdrawalId, locale);
    }

    @GetMapping("/withdrawals")
    @Operation(summary = "The withdrawals of all companies that wait for finance, the most urgent first")
    Rows<WalletViews.WithdrawalView> openWithdrawals(@RequestParam(defaultValue = "200") int limit, Locale locale) {
        return new Rows<>(views.withdrawals(withdrawals.open(actor.get(), bounded(limit)), locale));
    }

    private static Money given(Money amount) {
        if (amount == null) {
            throw Refusal.field("amount", "flow.field.required");
        }
        return amount;
    }

    private static String keyOf(String requestKey) {
        return requestKey == null || requestKey.isBlank() ? null : requestKey.strip();
    }

    private static int bounded(int limit) {
        return Math.max(1, Math.min(limit, MOST_ROWS));
    }
}
