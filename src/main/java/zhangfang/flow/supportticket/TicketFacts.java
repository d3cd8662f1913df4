package zhangfang.flow.supportticket;

import java.util.Date;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;
import zhangfang.calendar.Deadlines;
import zhangfang.company.Companies;
import zhangfang.flow.engine.ProcessCases;
import zhangfang.identity.People;
import zhangfang.support.SupportTicket;
import zhangfang.support.SupportTickets;

/** What the model {@code supportTicket} asks about the ticket that an instance moves. */
@Component
public class TicketFacts implements ProcessCases {

    private final SupportTickets tickets;
    private final Companies companies;

    TicketFacts(SupportTickets tickets, Companies companies) {
        this.tickets = tickets;
        this.companies = companies;
    }

    @Override
    public String processId() {
        return "supportTicket";
    }

    @Override
    public Case caseOf(String businessKey) {
        SupportTicket ticket = tickets.get(businessKey);
        return new Case(ticket.companyId(), companies.get(ticket.companyId()).name(), ticket.subject());
    }

    /** The engine's group of the company's people. */
    public String customers(DelegateExecution execution) {
        return People.companyGroup(ticket(execution).companyId());
    }

    public Date answerDue(DelegateExecution execution) {
        return Date.from(Deadlines.endOf(ticket(execution).answerDue()));
    }

    public Date closesAt(DelegateExecution execution) {
        return Date.from(ticket(execution).closesAt());
    }

    public boolean isClosed(DelegateExecution execution) {
        return ticket(execution).status() == SupportTicket.Status.CLOSED;
    }

    private SupportTicket ticket(DelegateExecution execution) {
        return tickets.get(execution.getProcessBusinessKey());
    }
}
