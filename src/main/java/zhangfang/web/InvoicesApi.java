package zhangfang.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import zhangfang.company.Companies;
import zhangfang.identity.Actor;
import zhangfang.identity.CurrentActor;
import zhangfang.intake.EInvoice;
import zhangfang.invoicing.DeliveryAddress;
import zhangfang.invoicing.DeliveryAddresses;
import zhangfang.invoicing.InvoiceApplication;
import zhangfang.invoicing.InvoiceApplication.Origin;
import zhangfang.invoicing.InvoiceApplicationProcess;
import zhangfang.invoicing.InvoiceApplications;
import zhangfang.invoicing.InvoiceIssuing;
import zhangfang.invoicing.InvoiceReturn;
import zhangfang.invoicing.InvoiceReturnProcess;
import zhangfang.invoicing.InvoiceReturns;
import zhangfang.invoicing.InvoiceTitle;
import zhangfang.invoicing.InvoiceTitles;
import zhangfang.invoicing.InvoiceableFigures;
import zhangfang.invoicing.NewApplication;
import zhangfang.invoicing.NewReturn;
import zhangfang.money.Money;
import zhangfang.refusal.Refusal;
import zhangfang.refusal.RefusalText;
import zhangfang.report.ReportFormat;
import zhangfang.web.InvoiceViews.AmountView;
import zhangfang.web.InvoiceViews.ApplicationView;
import zhangfang.web.InvoiceViews.ReturnView;

/** Invoices that companies apply for, and give back, over HTTP: for their members, finance and process owners. */
@RestController
@RequestMapping("/api/companies/{companyId}")
@Tag(name = "invoices 发票")
class InvoicesApi {

    private static final int MOST_ROWS = 1000;

    /** @param requestKey names this wish; sent again, it answers the first application */
    record ApplicationInput(Money amount, String titleId, String addressId, String requestKey, boolean confirmed) {
    }

    record ReturnInput(InvoiceReturn.Reason reason, String note, boolean deducted, String courier,
            String trackingNumber) {
    }

    record Choice(String id, String label) {
    }

    /** What an application can be made of. */
    record ChoiceView(Money invoiceable, Money cashConsumed, Money invoiced, boolean owing, List<Choice> titles,
            List<Choice> addresses, String defaultTitleId, String defaultAddressId) {
    }

    record PreviewView(String companyName, Money amount, String amountInWords, InvoiceViews.BuyerView title,
            InvoiceViews.AddressView address, LocalDate issueDue, String warning) {
    }

    /** @param kind with the rest what the file says; {@code null} where it cannot be read */
    record ComparisonView(EInvoice.Kind kind, String code, String number, LocalDate date, Money total,
            List<String> differences) {
    }

    private final InvoiceApplications applications;
    private final InvoiceApplicationProcess process;
    private final InvoiceIssuing issuing;
    private final InvoiceReturns returns;
    private final InvoiceReturnProcess returnProcess;
    private final InvoiceableFigures amounts;
    private final InvoiceTitles titles;
    private final DeliveryAddresses addresses;
    private final Companies companies;
    private final InvoiceViews views;
    private final InvoiceList list;
    private final ReportDownload download;
    private final RefusalText refusals;
    private final CurrentActor actor;

    InvoicesApi(InvoiceApplications applications, InvoiceApplicationProcess process, InvoiceIssuing issuing,
            InvoiceReturns returns, InvoiceReturnProcess returnProcess, InvoiceableFigures amounts,
            InvoiceTitles titles, DeliveryAddresses addresses, Companies companies, InvoiceViews views,
            InvoiceList list, ReportDownload download, RefusalText refusals, CurrentActor actor) {
        this.applications = applications;
        this.process = process;
        this.issuing = issuing;
        this.returns = returns;
        this.returnProcess = returnProcess;
        this.amounts = amounts;
        this.titles = titles;
        this.addresses = addresses;
        this.companies = companies;
        this.views = views;
        this.list = list;
        this.download = download;
        this.refusals = refusals;
        this.actor = actor;
    }

    @GetMapping("/invoiceable-amount")
    @Operation(summary = "What invoices may be applied for, with every figure behind it and its newest rows",
            description = "invoiceable = cashConsumed − invoiced; negative where invoiced money was refunded (欠票), with "
                    + "the refunds that made it so")
    AmountView invoiceable(@PathVariable String companyId, Locale locale) {
        return views.amount(amounts.of(actor.get(), companyId), locale);
    }

    @GetMapping("/invoice-applications")
    @Operation(summary = "The applications of a company with the time of each step, newest first",
            description = "status: APPLIED, ISSUING, FAILED, ISSUED, MAILED, COMPLETED, CANCELLED, REJECTED, RETURNING or "
                    + "RETURNED; from, to: days of application")
    Rows<ApplicationView> applications(@PathVariable String companyId, @RequestParam(required = false) String status,
            @RequestParam(required = false) String from, @RequestParam(required = false) String to,
            @RequestParam(defaultValue = "200") int limit, Locale locale) {
        return new Rows<>(list.of(actor.get(), companyId, filter(status, from, to), bounded(limit), locale));
    }

    @GetMapping(path = {"/invoice-applications.csv", "/invoice-applications.xlsx", "/invoice-applications.pdf"},
            produces = {ReportFormat.CSV_TYPE, ReportFormat.XLSX_TYPE, ReportFormat.PDF_TYPE})
    @Operation(summary = "The applications of a company as a file")
    ResponseEntity<byte[]> file(@PathVariable String companyId, @RequestParam(required = false) String status,
            @RequestParam(required = false) String from, @RequestParam(required = false) String to,
            ReportFormat format, Locale locale) {
        return download.of(list.report(actor.get(), companyId, filter(status, from, to), MOST_ROWS, locale), format,
                locale);
    }

    @GetMapping("/invoice-applications/choice")
    @Operation(summary = "What an application can be made of: the amount, the usable titles, the addresses, the defaults")
    ChoiceView choice(@PathVariable String companyId, Locale locale) {
        Actor who = actor.get();
        AmountView amount = views.amount(amounts.of(who, companyId), locale);
        return new ChoiceView(amount.invoiceable(), amount.cashConsumed(), amount.invoiced(), amount.owing(),
                titles.of(who, companyId).stream().filter(InvoiceTitle::isUsable)
                        .map(title -> new Choice(title.id(), label(title, locale))).toList(),
                addresses.of(who, companyId).stream()
                        .map(address -> new Choice(address.id(), label(address, locale))).toList(),
                titles.defaultOf(companyId).filter(InvoiceTitle::isUsable).map(InvoiceTitle::id).orElse(null),
                addresses.defaultOf(companyId).map(DeliveryAddress::id).orElse(null));
    }

    @GetMapping("/invoice-applications/preview")
    @Operation(summary = "What would be applied for, for the step in which it is confirmed; refused as applying is")
    PreviewView preview(@PathVariable String companyId, @RequestParam(required = false) String amount,
            @RequestParam(required = false) String titleId, @RequestParam(required = false) String addressId,
            Locale locale) {
        InvoiceApplication would = applications.preview(actor.get(), new NewApplication(companyId,
                money("amount", amount), titleId, addressId, Origin.MANUAL, null));
        ApplicationView view = views.application(would, companies.get(companyId).name(), List.of(), locale);
        return new PreviewView(view.companyName(), view.amount(), view.amountInWords(), view.title(), view.address(),
                view.issueDue(), views.warning(locale));
    }

    @PostMapping("/invoice-applications")
    @Operation(summary = "A member of the company applies for an invoice, which starts its process",
            description = "confirmed: true, when title, address and amount were checked; wrong details are not issued "
                    + "anew")
    ResponseEntity<ApplicationView> apply(@PathVariable String companyId, @RequestBody ApplicationInput input,
            Locale locale) {
        companies.visible(actor.get(), companyId);
        if (input.amount() == null) {
            throw Refusal.field("amount", "flow.field.required");
        }
        if (!input.confirmed()) {
            throw Refusal.field("confirmed", "invoicing.application.notConfirmed");
        }
        String id = process.start(actor.get(), new NewApplication(companyId, input.amount(), input.titleId(),
                input.addressId(), Origin.MANUAL, input.requestKey()));
        return ResponseEntity.created(URI.create("/api/companies/" + companyId + "/invoice-applications/" + id))
                .body(application(companyId, id, locale));
    }

    @GetMapping("/invoice-applications/{applicationId}")
    @Operation(summary = "One application with its details as they were when it was applied, and its steps")
    ApplicationView application(@PathVariable String companyId, @PathVariable String applicationId, Locale locale) {
        InvoiceApplication one = applications.visible(actor.get(), companyId, applicationId);
        return views.application(one, companies.get(companyId).name(), applications.steps(one.id()), locale);
    }

    @PostMapping("/invoice-applications/{applicationId}/cancellation")
    @Operation(summary = "A member cancels, until 24:00 of the day of application; completes the same task")
    ApplicationView cancel(@PathVariable String companyId, @PathVariable String applicationId, Locale locale) {
        applications.visible(actor.get(), companyId, applicationId);
        process.cancel(actor.get(), applicationId);
        return application(companyId, applicationId, locale);
    }

    @PostMapping("/invoice-applications/{applicationId}/receipt")
    @Operation(summary = "A member signs for the invoice on paper; completes the same task")
    ApplicationView sign(@PathVariable String companyId, @PathVariable String applicationId, Locale locale) {
        applications.visible(actor.get(), companyId, applicationId);
        process.sign(actor.get(), applicationId);
        return application(companyId, applicationId, locale);
    }

    @GetMapping("/invoice-applications/{applicationId}/comparison")
    @Operation(summary = "What a draft file says and where it does not agree with the application, before finance records it")
    ComparisonView compare(@PathVariable String companyId, @PathVariable String applicationId,
            @RequestParam(required = false) String documentId, Locale locale) {
        applications.visible(actor.get(), companyId, applicationId);
        InvoiceIssuing.Comparison found = issuing.compare(actor.get(), applicationId, documentId);
        List<String> differences = found.differences().stream().map(each -> refusals.sentence(each, locale)).toList();
        EInvoice read = found.invoice();
        return read == null ? new ComparisonView(null, null, null, null, null, differences)
                : new ComparisonView(read.kind(), read.code(), read.number(), read.issueDate(), read.total(),
                        differences);
    }

    @PostMapping("/invoice-applications/{applicationId}/returns")
    @Operation(summary = "A member gives an issued invoice back, which starts its process and cannot be withdrawn",
            description = "reason: WRONG_TYPE, WRONG_TAX_DETAILS, RENAMED, WRONG_AMOUNT or REFUNDED; courier and "
                    + "trackingNumber for an invoice on paper")
    ResponseEntity<ReturnView> giveBack(@PathVariable String companyId, @PathVariable String applicationId,
            @RequestBody ReturnInput input, Locale locale) {
        applications.visible(actor.get(), companyId, applicationId);
        if (input.reason() == null) {
            throw Refusal.field("reason", "flow.field.required");
        }
        String id = returnProcess.start(actor.get(), new NewReturn(companyId, applicationId, input.reason(),
                input.note(), input.deducted(), input.courier(), input.trackingNumber()));
        return ResponseEntity.created(URI.create("/api/companies/" + companyId + "/invoice-returns/" + id))
                .body(one(companyId, id, locale));
    }

    @GetMapping("/invoice-returns")
    @Operation(summary = "The returns of a company, newest first")
    Rows<ReturnView> returns(@PathVariable String companyId, @RequestParam(defaultValue = "200") int limit,
            Locale locale) {
        List<InvoiceReturn> found = returns.of(actor.get(), companyId, bounded(limit));
        Map<String, InvoiceApplication> originals = applications.byIds(
                found.stream().map(InvoiceReturn::applicationId).toList());
        String name = companies.get(companyId).name();
        return new Rows<>(found.stream()
                .map(each -> views.giveBack(each, originals.get(each.applicationId()), name, locale)).toList());
    }

    @GetMapping("/invoice-returns/{returnId}")
    @Operation(summary = "One return")
    ReturnView one(@PathVariable String companyId, @PathVariable String returnId, Locale locale) {
        InvoiceReturn one = returns.visible(actor.get(), companyId, returnId);
        return views.giveBack(one, applications.get(one.applicationId()), companies.get(companyId).name(), locale);
    }

    static InvoiceApplications.Filter filter(String status, String from, String to) {
        String shown = status == null || status.isBlank() ? null : status.strip();
        if (shown != null && !InvoiceList.STATUSES.contains(shown)) {
            throw Refusal.field("status", "flow.field.choice", shown);
        }
        return new InvoiceApplications.Filter(shown, day("from", from), day("to", to));
    }

    static Money money(String field, String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        try {
            return Money.of(text.strip());
        } catch (ArithmeticException | NumberFormatException e) {
            throw Refusal.field(field, "flow.field.money", text);
        }
    }

    private String label(InvoiceTitle title, Locale locale) {
        return title.name() + " · " + views.text("invoicing.buyerType." + title.type(), locale);
    }

    private String label(DeliveryAddress address, Locale locale) {
        return views.text("invoicing.deliveryKind." + address.kind(), locale) + " · " + address.recipient() + " · "
                + address.line();
    }

    private static LocalDate day(String field, String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        try {
            return LocalDate.parse(text.strip());
        } catch (DateTimeParseException e) {
            throw Refusal.field(field, "flow.field.date", text);
        }
    }

    private static int bounded(int limit) {
        return Math.max(1, Math.min(limit, MOST_ROWS));
    }
}
