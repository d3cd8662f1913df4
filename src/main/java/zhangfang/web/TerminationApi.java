package zhangfang.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import zhangfang.identity.CurrentActor;
import zhangfang.report.ReportFormat;
import zhangfang.termination.NewTermination;
import zhangfang.termination.Termination;
import zhangfang.termination.TerminationProcess;
import zhangfang.termination.Terminations;
import zhangfang.web.TerminationViews.TermsView;
import zhangfang.web.TerminationViews.TerminationView;

/** The end of orders over HTTP: the same steps as in the task list. */
@RestController
@RequestMapping("/api")
@Tag(name = "terminations 终止服务")
class TerminationApi {

    record TerminationInput(String orderId, String lastMonth, String reason) {
    }

    record ConfirmationInput(String remark) {
    }

    private final Terminations terminations;
    private final TerminationProcess process;
    private final TerminationViews views;
    private final TerminationReports reports;
    private final CurrentActor actor;
    private final ReportDownload download;

    TerminationApi(Terminations terminations, TerminationProcess process, TerminationViews views,
            TerminationReports reports, CurrentActor actor, ReportDownload download) {
        this.terminations = terminations;
        this.process = process;
        this.views = views;
        this.reports = reports;
        this.actor = actor;
        this.download = download;
    }

    @GetMapping("/terminations")
    @Operation(summary = "All terminations that have not ended, those to be decided first",
            description = "For finance, process owners and administrators")
    Rows<TerminationView> open(Locale locale) {
        return rows(terminations.open(actor.get()), locale);
    }

    @GetMapping("/companies/{companyId}/terminations")
    @Operation(summary = "A company's terminations, newest first")
    Rows<TerminationView> list(@PathVariable String companyId, Locale locale) {
        return rows(terminations.of(actor.get(), companyId), locale);
    }

    @GetMapping("/companies/{companyId}/terminations/terms")
    @Operation(summary = "What would become of each order in service: months left, what they cost",
            description = "One option for each month that could be the last one; months that have begun can't be cancelled. "
                    + "price = order price ÷ term × cancelled months, rounded half up once")
    Rows<TermsView> terms(@PathVariable String companyId, Locale locale) {
        return new Rows<>(terminations.terms(actor.get(), companyId).stream()
                .map(each -> views.of(each, locale)).toList());
    }

    @GetMapping("/companies/{companyId}/terminations/{terminationId}")
    @Operation(summary = "One termination with its hand-over list",
            description = "refund, its price and deduction only for who sees the company's money")
    TerminationView one(@PathVariable String companyId, @PathVariable String terminationId, Locale locale) {
        return views.of(actor.get(), terminations.visible(actor.get(), companyId, terminationId), locale);
    }

    @GetMapping("/companies/{companyId}/terminations/{terminationId}/terms")
    @Operation(summary = "What can be decided about a request now")
    TermsView terms(@PathVariable String companyId, @PathVariable String terminationId, Locale locale) {
        return views.of(terminations.terms(actor.get(), companyId, terminationId), locale);
    }

    @GetMapping({"/companies/{companyId}/terminations/{terminationId}/handover-list.csv",
            "/companies/{companyId}/terminations/{terminationId}/handover-list.xlsx",
            "/companies/{companyId}/terminations/{terminationId}/handover-list.pdf"})
    @Operation(summary = "The hand-over list (交接清单) as a file")
    ResponseEntity<byte[]> handoverList(@PathVariable String companyId, @PathVariable String terminationId,
            ReportFormat format, Locale locale) {
        Termination termination = terminations.visible(actor.get(), companyId, terminationId);
        return download.of(reports.handoverList(terminations.readable(actor.get(), companyId), termination, locale),
                format, locale);
    }

    @PostMapping("/companies/{companyId}/terminations")
    @Operation(summary = "Asks for the end of an order, which starts its process",
            description = "By a member of the company, its accountant or a process owner. lastMonth: one of the terms' options")
    ResponseEntity<TerminationView> ask(@PathVariable String companyId, @RequestBody TerminationInput input,
            Locale locale) {
        terminations.readable(actor.get(), companyId);
        String id = process.start(actor.get(), new NewTermination(companyId, input.orderId(), input.reason(),
                input.lastMonth() == null || input.lastMonth().isBlank() ? null
                        : LedgerApi.month("lastMonth", input.lastMonth())));
        return ResponseEntity.created(URI.create("/api/companies/" + companyId + "/terminations/" + id))
                .body(views.of(actor.get(), terminations.get(id), locale));
    }

    @PostMapping("/companies/{companyId}/terminations/{terminationId}/withdraw")
    @Operation(summary = "Takes the request back, until it is decided; completes that task")
    TerminationView withdraw(@PathVariable String companyId, @PathVariable String terminationId, Locale locale) {
        terminations.visible(actor.get(), companyId, terminationId);
        process.withdraw(actor.get(), terminationId);
        return views.of(actor.get(), terminations.get(terminationId), locale);
    }

    @PostMapping("/companies/{companyId}/terminations/{terminationId}/confirm")
    @Operation(summary = "A member confirms what was handed over; completes that task")
    TerminationView confirm(@PathVariable String companyId, @PathVariable String terminationId,
            @RequestBody(required = false) ConfirmationInput input, Locale locale) {
        terminations.visible(actor.get(), companyId, terminationId);
        process.confirmHandover(actor.get(), terminationId, input == null ? null : input.remark());
        return views.of(actor.get(), terminations.get(terminationId), locale);
    }

    private Rows<TerminationView> rows(List<Termination> found, Locale locale) {
        return new Rows<>(views.of(actor.get(), found, locale));
    }
}
