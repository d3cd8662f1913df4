package zhangfang.web;

import static zhangfang.web.OrderingApi.here;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import zhangfang.company.Companies;
import zhangfang.document.Document;
import zhangfang.document.Documents;
import zhangfang.identity.Actor;
import zhangfang.identity.People;
import zhangfang.report.Report;
import zhangfang.report.Report.Column;
import zhangfang.report.Report.Row;
import zhangfang.support.SupportTicket;
import zhangfang.support.SupportTickets;
import zhangfang.support.TicketMessage;

/** Tickets as pages and API show them. */
@Component
class TicketViews {

    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    /** @param closedBy name of who closed it, the system's after silence; {@code null} before */
    record TicketView(String id, String companyId, String companyName, SupportTicket.Kind kind, String kindText,
            String subject, SupportTicket.Status status, String statusText, String openedBy, OffsetDateTime openedAt,
            LocalDate answerDue, OffsetDateTime closesAt, String closedBy, OffsetDateTime closedAt,
            List<MessageView> messages) {
    }

    record MessageView(int number, TicketMessage.Side side, String sideText, String author, String text,
            OffsetDateTime writtenAt, List<FileView> files) {
    }

    record FileView(String id, String fileName, int size) {
    }

    private final SupportTickets tickets;
    private final Companies companies;
    private final Documents documents;
    private final People people;
    private final MessageSource texts;

    TicketViews(SupportTickets tickets, Companies companies, Documents documents, People people, MessageSource texts) {
        this.tickets = tickets;
        this.companies = companies;
        this.documents = documents;
        this.people = people;
        this.texts = texts;
    }

    /** Without messages. */
    List<TicketView> list(Actor actor, String companyId, int limit, Locale locale) {
        List<SupportTicket> all = tickets.of(actor, companyId, limit);
        String name = companies.get(companyId).name();
        Map<String, String> names = people.namesOf(all.stream()
                .flatMap(ticket -> Stream.of(ticket.openedBy(), ticket.closedBy())).filter(Objects::nonNull).toList());
        return all.stream().map(ticket -> view(ticket, name, null, names, locale)).toList();
    }

    TicketView one(Actor actor, String companyId, String ticketId, Locale locale) {
        SupportTicket ticket = tickets.visible(actor, companyId, ticketId);
        List<TicketMessage> messages = tickets.messages(ticketId);
        Map<String, List<Document>> files = documents.ofAll(messages.stream().map(TicketMessage::id).toList());
        Map<String, String> names = people.namesOf(Stream.concat(Stream.of(ticket.openedBy(), ticket.closedBy()),
                messages.stream().map(TicketMessage::authorId)).filter(Objects::nonNull).toList());
        return view(ticket, companies.get(companyId).name(), messages.stream()
                .map(message -> view(message, files.getOrDefault(message.id(), List.of()), names, locale)).toList(),
                names, locale);
    }

    /** The list of tickets as a file. */
    Report report(Actor actor, String companyId, int limit, LocalDate today, Locale locale) {
        List<Column> columns = Stream.of("number", "kind", "subject", "status", "openedAt", "openedBy", "closedAt",
                "byWhom").map(name -> Column.text(text("support.page." + name, locale))).toList();
        List<Row> rows = list(actor, companyId, limit, locale).stream().map(ticket -> Row.of(ticket.id(),
                ticket.kindText(), ticket.subject(), ticket.statusText(), minute(ticket.openedAt()), ticket.openedBy(),
                minute(ticket.closedAt()), ticket.closedBy())).toList();
        return new Report("tickets-" + today, text("money.nav.tickets", locale), companies.get(companyId).name(),
                today.toString(), columns, rows);
    }

    private static String minute(OffsetDateTime time) {
        return time == null ? null : time.format(MINUTE);
    }

    private TicketView view(SupportTicket ticket, String companyName, List<MessageView> messages,
            Map<String, String> names, Locale locale) {
        return new TicketView(ticket.id(), ticket.companyId(), companyName, ticket.kind(),
                text("support.ticketKind." + ticket.kind(), locale), ticket.subject(), ticket.status(),
                text("support.ticketStatus." + ticket.status(), locale), names.get(ticket.openedBy()),
                here(ticket.openedAt()), ticket.answerDue(), here(ticket.closesAt()), closedBy(ticket, names, locale),
                here(ticket.closedAt()), messages);
    }

    private String closedBy(SupportTicket ticket, Map<String, String> names, Locale locale) {
        if (ticket.closedBy() == null) {
            return null;
        }
        return Actor.SYSTEM.id().equals(ticket.closedBy()) ? text("web.system", locale)
                : names.get(ticket.closedBy());
    }

    private MessageView view(TicketMessage message, List<Document> files, Map<String, String> names,
            Locale locale) {
        return new MessageView(message.number(), message.side(), text("support.side." + message.side(), locale),
                names.get(message.authorId()), message.text(), here(message.writtenAt()),
                files.stream().map(file -> new FileView(file.id(), file.fileName(), file.size())).toList());
    }

    private String text(String key, Locale locale) {
        return texts.getMessage(key, null, locale);
    }
}
