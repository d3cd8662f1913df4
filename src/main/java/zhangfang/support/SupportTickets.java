package zhangfang.support;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import zhangfang.audit.Audit;
import zhangfang.calendar.BusinessClock;
import zhangfang.calendar.CalendarListener;
import zhangfang.calendar.Deadlines;
import zhangfang.calendar.StatutoryCalendar;
import zhangfang.company.Companies;
import zhangfang.company.MoneyReaders;
import zhangfang.document.Documents;
import zhangfang.identity.Actor;
import zhangfang.identity.Role;
import zhangfang.notice.Notices;
import zhangfang.numbering.Numbers;
import zhangfang.refusal.Refusal;
import zhangfang.refusal.Refusal.Reason;
import zhangfang.support.SupportTicket.Kind;
import zhangfang.support.SupportTicket.Status;
import zhangfang.support.TicketMessage.Side;

/** Tickets (工单): a member of a company asks, finance answers, the member answers back or closes. */
@Service
@Order(CalendarListener.ROWS)
public class SupportTickets implements CalendarListener {

    private static final int ANSWER_WORKING_DAYS = 2;
    private static final int SILENCE_DAYS = 15;
    private static final int MOST_OPEN = 20;
    private static final int SUBJECT = 100;
    private static final int TEXT = 4000;
    private static final int MOST_FILES = 10;

    private static final String SELECT = """
            select id, company_id, kind, subject, status, opened_by, opened_at, answer_due, closes_at, closed_by, closed_at
            from support_ticket
            """;
    private static final String SELECT_MESSAGE = "select id, message_no, side, author_id, text, written_at from ticket_message ";

    private final JdbcClient jdbc;
    private final BusinessClock clock;
    private final StatutoryCalendar calendar;
    private final Numbers numbers;
    private final Companies companies;
    private final MoneyReaders readers;
    private final Documents documents;
    private final Notices notices;
    private final Audit audit;

    SupportTickets(JdbcClient jdbc, BusinessClock clock, StatutoryCalendar calendar, Numbers numbers,
            Companies companies, MoneyReaders readers, Documents documents, Notices notices, Audit audit) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.calendar = calendar;
        this.numbers = numbers;
        this.companies = companies;
        this.readers = readers;
        this.documents = documents;
        this.notices = notices;
        this.audit = audit;
    }

    /** A member of the company asks. @throws Refusal naming every wrong field; conflict, where the same is asked already */
    @Transactional
    public SupportTicket open(Actor actor, NewTicket ticket) {
        readers.ofMember(actor, ticket.companyId(), "support.onlyMembers");
        companies.lock(ticket.companyId());
        check(ticket);
        refuseAnother(ticket);
        String id = numbers.next("K");
        jdbc.sql("""
                insert into support_ticket (id, company_id, kind, subject, status, opened_by, opened_at, answer_due)
                values (?, ?, ?, ?, 'OPEN', ?, ?, ?)""")
                .params(id, ticket.companyId(), ticket.kind().name(), ticket.subject().strip(), actor.id(), now(), due())
                .update();
        add(actor, get(id), Side.CUSTOMER, null, ticket.text(), ticket.documentIds());
        audit.record(actor, "ticket.open", ticket.companyId(), id, ticket.subject().strip());
        return get(id);
    }

    /**
     * Finance answers; from then on it is the customer's turn.
     *
     * @param taskId the task that is completed, to which drafts of files belong
     */
    @Transactional
    public SupportTicket answer(Actor actor, String ticketId, String taskId, String text, List<String> documentIds) {
        if (!actor.is(Role.FINANCE)) {
            throw Refusal.forbidden("support.onlyFinance");
        }
        SupportTicket ticket = lock(ticketId);
        if (ticket.status() != Status.OPEN) {
            throw Refusal.conflict("support.answered." + ticket.status());
        }
        add(actor, ticket, Side.AGENCY, taskId, text, documentIds);
        Instant closesAt = Deadlines.endOf(clock.today().plusDays(SILENCE_DAYS));
        jdbc.sql("update support_ticket set status = 'ANSWERED', answer_due = null, closes_at = ? where id = ?")
                .params(closesAt.atOffset(ZoneOffset.UTC), ticketId).update();
        audit.record(actor, "ticket.answer", ticket.companyId(), ticketId, ticket.subject());
        return get(ticketId);
    }

    /** A member answers back, before the ticket closes by itself; from then on it is finance's turn again. */
    @Transactional
    public SupportTicket reply(Actor actor, String ticketId, String taskId, String text, List<String> documentIds) {
        SupportTicket ticket = lockForMember(actor, ticketId);
        requireAnswered(ticket);
        add(actor, ticket, Side.CUSTOMER, taskId, text, documentIds);
        jdbc.sql("update support_ticket set status = 'OPEN', answer_due = ?, closes_at = null where id = ?")
                .params(due(), ticketId).update();
        audit.record(actor, "ticket.reply", ticket.companyId(), ticketId, ticket.subject());
        return get(ticketId);
    }

    /** A member adds to a question that finance has not answered yet; the due date stays. */
    @Transactional
    public SupportTicket addTo(Actor actor, String ticketId, String text, List<String> documentIds) {
        SupportTicket ticket = lockForMember(actor, ticketId);
        if (ticket.status() != Status.OPEN) {
            throw Refusal.conflict("support.notOpen");
        }
        add(actor, ticket, Side.CUSTOMER, null, text, documentIds);
        audit.record(actor, "ticket.add", ticket.companyId(), ticketId, ticket.subject());
        return get(ticketId);
    }

    /** A member closes a ticket that is answered, before it closes by itself. */
    @Transactional
    public SupportTicket closeAnswered(Actor actor, String ticketId) {
        SupportTicket ticket = lockForMember(actor, ticketId);
        requireAnswered(ticket);
        return close(actor, ticket, clock.now());
    }

    /** A member needs no answer any more. */
    @Transactional
    public SupportTicket closeOpen(Actor actor, String ticketId) {
        SupportTicket ticket = lockForMember(actor, ticketId);
        if (ticket.status() != Status.OPEN) {
            throw Refusal.conflict("support.notOpen");
        }
        return close(actor, ticket, clock.now());
    }

    /** Nobody answered back in time: the system closes it, once, as of the deadline. */
    @Transactional
    public void closeSilent(String ticketId) {
        SupportTicket ticket = lock(ticketId);
        if (ticket.status() == Status.ANSWERED && !clock.now().isBefore(ticket.closesAt())) {
            close(Actor.SYSTEM, ticket, ticket.closesAt());
            notices.tellCompany(ticket.companyId(), "ticket.silent/" + ticketId, "support.notice.closed",
                    ticket.subject(), SILENCE_DAYS);
        }
    }

    /** The answer is late: the process owners are told, once for each question. Nothing, where it has been given. */
    @Transactional
    public void escalate(String ticketId) {
        SupportTicket ticket = get(ticketId);
        if (ticket.status() == Status.OPEN && !clock.now().isBefore(Deadlines.endOf(ticket.answerDue()))) {
            notices.tellRole(Role.PROCESS_OWNER, ticket.companyId(), "ticket.late/" + ticketId + "/" + ticket.answerDue(),
                    "support.notice.late", companies.get(ticket.companyId()).name(), ticket.subject(),
                    ticket.answerDue());
        }
    }

    /** The newest tickets of a company first. @throws Refusal not found or forbidden */
    @Transactional(readOnly = true)
    public List<SupportTicket> of(Actor actor, String companyId, int limit) {
        readers.readable(actor, companyId);
        return jdbc.sql(SELECT + " where company_id = ? order by opened_at desc, id desc fetch first ? rows only")
                .params(companyId, limit).query(SupportTickets::ticket).list();
    }

    /** One ticket. @throws Refusal not found or forbidden */
    @Transactional(readOnly = true)
    public SupportTicket visible(Actor actor, String companyId, String ticketId) {
        readers.readable(actor, companyId);
        SupportTicket ticket = get(ticketId);
        if (!ticket.companyId().equals(companyId)) {
            throw Refusal.notFound();
        }
        return ticket;
    }

    /** What was written, the oldest first, for code that has already checked who asks. */
    @Transactional(readOnly = true)
    public List<TicketMessage> messages(String ticketId) {
        return jdbc.sql(SELECT_MESSAGE + " where ticket_id = ? order by message_no").param(ticketId)
                .query(SupportTickets::message).list();
    }

    /** The ticket, for code that has already checked who asks. @throws Refusal not found */
    @Transactional(readOnly = true)
    public SupportTicket get(String ticketId) {
        return jdbc.sql(SELECT + " where id = ?").param(ticketId).query(SupportTickets::ticket).optional()
                .orElseThrow(Refusal::notFound);
    }

    /** The ticket, its company locked: two commands follow each other. @throws Refusal not found */
    @Transactional
    public SupportTicket lock(String ticketId) {
        companies.lock(get(ticketId).companyId());
        return get(ticketId);
    }

    /** What awaits finance is due by the official days now. */
    @Override
    @Transactional
    public void calendarLoaded(int year) {
        record Open(String id, Instant asked) {
        }
        for (Open open : jdbc.sql("""
                select t.id, (select max(m.written_at) from ticket_message m where m.ticket_id = t.id
                              and m.message_no = 1 + coalesce((select max(a.message_no) from ticket_message a
                                  where a.ticket_id = t.id and a.side = 'AGENCY'), 0)) as asked
                from support_ticket t where t.status = 'OPEN'""")
                .query((row, n) -> new Open(row.getString(1), instant(row, "asked"))).list()) {
            LocalDate asked = open.asked().atZone(BusinessClock.ZONE).toLocalDate();
            jdbc.sql("update support_ticket set answer_due = ? where id = ? and status = 'OPEN'")
                    .params(calendar.plusWorkingDays(asked, ANSWER_WORKING_DAYS), open.id()).update();
        }
    }

    private SupportTicket lockForMember(Actor actor, String ticketId) {
        readers.ofMember(actor, get(ticketId).companyId(), "support.onlyMembers");
        return lock(ticketId);
    }

    private void requireAnswered(SupportTicket ticket) {
        if (ticket.status() != Status.ANSWERED) {
            throw Refusal.conflict("support.notAnswered." + ticket.status());
        }
        if (!clock.now().isBefore(ticket.closesAt())) {
            throw Refusal.conflict("support.tooLate", SILENCE_DAYS);
        }
    }

    private SupportTicket close(Actor actor, SupportTicket ticket, Instant effectiveAt) {
        jdbc.sql("""
                update support_ticket set status = 'CLOSED', answer_due = null, closes_at = null, closed_by = ?,
                    closed_at = ?, processed_at = ?
                where id = ?""")
                .params(actor.id(), effectiveAt.atOffset(ZoneOffset.UTC), now(), ticket.id()).update();
        audit.record(actor, "ticket.close", ticket.companyId(), ticket.id(), ticket.subject());
        return get(ticket.id());
    }

    private void add(Actor actor, SupportTicket ticket, Side side, String taskId, String text,
            List<String> documentIds) {
        List<Reason> wrong = new ArrayList<>();
        checkText(wrong, text);
        checkFiles(wrong, documentIds);
        refuse(wrong);
        int number = messages(ticket.id()).size() + 1;
        String id = ticket.id() + "-" + number;
        jdbc.sql("""
                insert into ticket_message (id, ticket_id, message_no, side, author_id, text, written_at)
                values (?, ?, ?, ?, ?, ?, ?)""")
                .params(id, ticket.id(), number, side.name(), actor.id(), text.strip(), now()).update();
        documents.keep(actor, ticket.companyId(), taskId, id, documentIds);
    }

    private void check(NewTicket ticket) {
        List<Reason> wrong = new ArrayList<>();
        if (ticket.kind() == null) {
            wrong.add(Reason.field("kind", "support.kind"));
        }
        if (isBlank(ticket.subject()) || ticket.subject().strip().length() > SUBJECT
                || ticket.subject().strip().matches("(?s).*\\p{Cntrl}.*")) {
            wrong.add(Reason.field("subject", "support.subject", SUBJECT));
        }
        checkText(wrong, ticket.text());
        checkFiles(wrong, ticket.documentIds());
        refuse(wrong);
    }

    private static void checkText(List<Reason> wrong, String text) {
        if (isBlank(text) || text.strip().length() > TEXT) {
            wrong.add(Reason.field("text", "support.text", TEXT));
        }
    }

    private static void checkFiles(List<Reason> wrong, List<String> documentIds) {
        if (documentIds.size() > MOST_FILES) {
            wrong.add(Reason.field("documentIds", "support.tooManyFiles", MOST_FILES));
        }
    }

    private static void refuse(List<Reason> wrong) {
        if (!wrong.isEmpty()) {
            throw Refusal.invalid(wrong);
        }
    }

    /** Neither a second click nor a flood. */
    private void refuseAnother(NewTicket ticket) {
        int open = jdbc.sql("select count(*) from support_ticket where company_id = ? and status <> 'CLOSED'")
                .param(ticket.companyId()).query(Integer.class).single();
        if (open >= MOST_OPEN) {
            throw Refusal.conflict("support.tooManyOpen", MOST_OPEN);
        }
        boolean same = jdbc.sql("""
                select count(*) from support_ticket t join ticket_message m on m.ticket_id = t.id and m.message_no = 1
                where t.company_id = ? and t.status <> 'CLOSED' and t.subject = ? and m.text = ?""")
                .params(ticket.companyId(), ticket.subject().strip(), ticket.text().strip()).query(Integer.class)
                .single() > 0;
        if (same) {
            throw Refusal.conflict("support.same");
        }
    }

    private LocalDate due() {
        return calendar.plusWorkingDays(clock.today(), ANSWER_WORKING_DAYS);
    }

    private OffsetDateTime now() {
        return clock.now().atOffset(ZoneOffset.UTC);
    }

    private static boolean isBlank(String text) {
        return text == null || text.isBlank();
    }

    private static SupportTicket ticket(ResultSet row, int number) throws SQLException {
        return new SupportTicket(row.getString("id"), row.getString("company_id"), Kind.valueOf(row.getString("kind")),
                row.getString("subject"), Status.valueOf(row.getString("status")), row.getString("opened_by"),
                instant(row, "opened_at"), row.getObject("answer_due", LocalDate.class), instant(row, "closes_at"),
                row.getString("closed_by"), instant(row, "closed_at"));
    }

    private static TicketMessage message(ResultSet row, int number) throws SQLException {
        return new TicketMessage(row.getString("id"), row.getInt("message_no"), Side.valueOf(row.getString("side")),
                row.getString("author_id"), row.getString("text"), instant(row, "written_at"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
