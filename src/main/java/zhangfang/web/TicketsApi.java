package zhangfang.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.List;
import java.util.Locale;
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
import zhangfang.company.MoneyReaders;
import zhangfang.identity.CurrentActor;
import zhangfang.report.ReportFormat;
import zhangfang.support.NewTicket;
import zhangfang.support.SupportTicket;
import zhangfang.support.SupportTicketProcess;
import zhangfang.support.SupportTickets;
import zhangfang.web.TicketViews.TicketView;

/** Tickets over HTTP: read by those of the company's money, written by its members and by finance. */
@RestController
@RequestMapping("/api/companies/{companyId}")
@Tag(name = "tickets 工单")
class TicketsApi {

    private static final String PATH = "/tickets";

    private static final int MOST_ROWS = 1000;

    /** @param documentIds files sent before with {@code POST /api/documents}, category TICKET */
    record TicketInput(SupportTicket.Kind kind, String subject, String text, List<String> documentIds) {
    }

    record MessageInput(String text, List<String> documentIds) {
    }

    private final CurrentActor actor;
    private final MoneyReaders readers;
    private final SupportTickets tickets;
    private final SupportTicketProcess process;
    private final TicketViews views;
    private final ReportDownload download;
    private final BusinessClock clock;

    TicketsApi(CurrentActor actor, MoneyReaders readers, SupportTickets tickets, SupportTicketProcess process,
            TicketViews views, ReportDownload download, BusinessClock clock) {
        this.actor = actor;
        this.readers = readers;
        this.tickets = tickets;
        this.process = process;
        this.views = views;
        this.download = download;
        this.clock = clock;
    }

    @GetMapping(path = PATH, produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "The company's tickets, the newest first, without their messages")
    Rows<TicketView> list(@PathVariable String companyId, @RequestParam(defaultValue = "200") int limit,
            Locale locale) {
        return new Rows<>(views.list(actor.get(), companyId, Math.max(1, Math.min(limit, MOST_ROWS)), locale));
    }

    @GetMapping(path = {PATH + ".csv", PATH + ".xlsx", PATH + ".pdf", PATH},
            produces = {ReportFormat.CSV_TYPE, ReportFormat.XLSX_TYPE, ReportFormat.PDF_TYPE})
    @Operation(summary = "工单 (CSV, Excel, PDF)")
    ResponseEntity<byte[]> file(@PathVariable String companyId, ReportFormat format, Locale locale) {
        return download.of(views.report(actor.get(), companyId, MOST_ROWS, clock.today(), locale), format, locale);
    }

    @GetMapping(PATH + "/{ticketId}")
    @Operation(summary = "One ticket with what was written")
    TicketView one(@PathVariable String companyId, @PathVariable String ticketId, Locale locale) {
        return views.one(actor.get(), companyId, ticketId, locale);
    }

    @PostMapping(PATH)
    @Operation(summary = "A member of the company opens a ticket, which starts its process", description = "Asking for an "
            + "invoice for Hong Kong, Macau, Taiwan or abroad is of the kind OVERSEAS_INVOICE. Answered by finance within "
            + "2 working days")
    ResponseEntity<TicketView> open(@PathVariable String companyId, @RequestBody TicketInput input, Locale locale) {
        readers.ofMember(actor.get(), companyId, "support.onlyMembers");
        String id = process.open(actor.get(), new NewTicket(companyId, input.kind(), input.subject(), input.text(),
                input.documentIds()));
        return ResponseEntity.created(URI.create("/api/companies/" + companyId + "/tickets/" + id))
                .body(views.one(actor.get(), companyId, id, locale));
    }

    @PostMapping(PATH + "/{ticketId}/messages")
    @Operation(summary = "Finance answers, or a member of the company answers back",
            description = "Completes the task whose turn it is; a member adds to a question that awaits its answer")
    TicketView write(@PathVariable String companyId, @PathVariable String ticketId, @RequestBody MessageInput input,
            Locale locale) {
        tickets.visible(actor.get(), companyId, ticketId);
        List<String> documentIds = input.documentIds() == null ? List.of() : input.documentIds();
        if (actor.get().isMemberOf(companyId)) {
            process.reply(actor.get(), ticketId, input.text(), documentIds);
        } else {
            process.answer(actor.get(), ticketId, input.text(), documentIds);
        }
        return views.one(actor.get(), companyId, ticketId, locale);
    }

    @PostMapping(PATH + "/{ticketId}/close")
    @Operation(summary = "A member of the company closes a ticket, answered or not; a second time changes nothing")
    TicketView close(@PathVariable String companyId, @PathVariable String ticketId, Locale locale) {
        tickets.visible(actor.get(), companyId, ticketId);
        readers.ofMember(actor.get(), companyId, "support.onlyMembers");
        process.close(actor.get(), ticketId);
        return views.one(actor.get(), companyId, ticketId, locale);
    }
}
