package zhangfang.flow.supportticket;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.RuntimeService;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import zhangfang.flow.engine.OnBehalf;
import zhangfang.flow.engine.OpenStep;
import zhangfang.flow.engine.TransientValues;
import zhangfang.flow.supportticket.SupportTicketFlow.Decision;
import zhangfang.flow.supportticket.SupportTicketFlow.Fields;
import zhangfang.identity.Actor;
import zhangfang.identity.Role;
import zhangfang.refusal.Refusal;
import zhangfang.support.NewTicket;
import zhangfang.support.SupportTicket;
import zhangfang.support.SupportTicket.Status;
import zhangfang.support.SupportTicketProcess;
import zhangfang.support.SupportTickets;

/** Moves {@code supportTicket} the way its forms do. */
@Component
class SupportTicketSteps implements SupportTicketProcess {

    private static final String TICKET_CLOSED = "ticketClosed";

    private final SupportTickets tickets;
    private final RuntimeService runtime;
    private final OnBehalf onBehalf;
    private final OpenStep steps;

    SupportTicketSteps(SupportTickets tickets, RuntimeService runtime, OnBehalf onBehalf, OpenStep steps) {
        this.tickets = tickets;
        this.runtime = runtime;
        this.onBehalf = onBehalf;
        this.steps = steps;
    }

    @Override
    @Transactional
    public String open(Actor actor, NewTicket ticket) {
        Map<String, Object> submitted = message(ticket.text(), ticket.documentIds());
        submitted.put(Fields.COMPANY_ID, ticket.companyId());
        submitted.put(Fields.KIND, ticket.kind() == null ? null : ticket.kind().name());
        submitted.put(Fields.SUBJECT, ticket.subject());
        return onBehalf.of(actor, () -> runtime.startProcessInstanceByKey("supportTicket",
                TransientValues.of(submitted))).getBusinessKey();
    }

    @Override
    @Transactional
    public void answer(Actor actor, String ticketId, String text, List<String> documentIds) {
        if (!actor.is(Role.FINANCE)) {
            throw Refusal.forbidden("support.onlyFinance");
        }
        tickets.lock(ticketId);
        steps.complete(actor, ticketId, "userTask_answerTicket", TransientValues.of(message(text, documentIds)));
    }

    @Override
    @Transactional
    public void reply(Actor actor, String ticketId, String text, List<String> documentIds) {
        SupportTicket ticket = tickets.lock(ticketId);
        if (ticket.status() == Status.OPEN) {
            tickets.addTo(actor, ticketId, text, documentIds);
            return;
        }
        Map<String, Object> submitted = message(text, documentIds);
        submitted.put(Fields.DECISION, Decision.REPLY.name());
        steps.complete(actor, ticketId, "userTask_replyTicket", TransientValues.of(submitted));
    }

    @Override
    @Transactional
    public void close(Actor actor, String ticketId) {
        SupportTicket ticket = tickets.lock(ticketId);
        switch (ticket.status()) {
            case ANSWERED -> steps.complete(actor, ticketId, "userTask_replyTicket",
                    TransientValues.of(Map.of(Fields.DECISION, Decision.CLOSE.name())));
            case OPEN -> {
                tickets.closeOpen(actor, ticketId);
                onBehalf.unchecked(() -> {
                    runtime.createMessageCorrelation(TICKET_CLOSED).processInstanceBusinessKey(ticketId).correlate();
                    return null;
                });
            }
            case CLOSED -> { }
            default -> throw new IllegalStateException(ticket.toString());
        }
    }

    private static Map<String, Object> message(String text, List<String> documentIds) {
        Map<String, Object> submitted = new HashMap<>();
        submitted.put(Fields.TEXT, text);
        submitted.put(Fields.DOCUMENT_IDS, TransientValues.texts(documentIds));
        return submitted;
    }
}
