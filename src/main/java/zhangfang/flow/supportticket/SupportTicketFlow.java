package zhangfang.flow.supportticket;

import java.util.List;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import zhangfang.flow.engine.FieldReasons;
import zhangfang.flow.engine.Submission;
import zhangfang.identity.CurrentActor;
import zhangfang.support.NewTicket;
import zhangfang.support.SupportTicket.Kind;
import zhangfang.support.SupportTickets;

/** The steps of the model {@code supportTicket}. */
@Configuration(proxyBeanMethods = false)
class SupportTicketFlow {

    /** The domain knows how long each field may be; this only keeps the rest out. */
    private static final int MOST = 10_000;

    /** What the customer decides. */
    enum Decision {
        CLOSE, REPLY
    }

    @Bean
    ExecutionListener openTicket(SupportTickets tickets, CurrentActor actor) {
        return execution -> {
            Submission submitted = Submission.of(execution);
            FieldReasons wrong = new FieldReasons();
            String companyId = wrong.read(() -> submitted.text(Fields.COMPANY_ID, 32));
            Kind kind = wrong.read(() -> submitted.choice(Fields.KIND, Kind.class));
            String subject = wrong.read(() -> submitted.text(Fields.SUBJECT, MOST));
            String text = wrong.read(() -> submitted.text(Fields.TEXT, MOST));
            List<String> documentIds = wrong.read(() -> submitted.texts(Fields.DOCUMENT_IDS));
            wrong.refuseIfAny();
            execution.setProcessBusinessKey(
                    tickets.open(actor.get(), new NewTicket(companyId, kind, subject, text, documentIds)).id());
        };
    }

    @Bean
    TaskListener answerTicket(SupportTickets tickets, CurrentActor actor) {
        return task -> {
            Submission submitted = Submission.of(task);
            FieldReasons wrong = new FieldReasons();
            String text = wrong.read(() -> submitted.text(Fields.TEXT, MOST));
            List<String> documentIds = wrong.read(() -> submitted.texts(Fields.DOCUMENT_IDS));
            wrong.refuseIfAny();
            tickets.answer(actor.get(), task.getExecution().getProcessBusinessKey(), task.getId(), text, documentIds);
        };
    }

    @Bean
    TaskListener replyTicket(SupportTickets tickets, CurrentActor actor) {
        return task -> {
            String ticketId = task.getExecution().getProcessBusinessKey();
            Submission submitted = Submission.of(task);
            if (submitted.choice(Fields.DECISION, Decision.class) == Decision.CLOSE) {
                tickets.closeAnswered(actor.get(), ticketId);
                return;
            }
            FieldReasons wrong = new FieldReasons();
            String text = wrong.read(() -> submitted.text(Fields.TEXT, MOST));
            List<String> documentIds = wrong.read(() -> submitted.texts(Fields.DOCUMENT_IDS));
            wrong.refuseIfAny();
            tickets.reply(actor.get(), ticketId, task.getId(), text, documentIds);
        };
    }

    @Bean
    JavaDelegate escalateTicket(SupportTickets tickets) {
        return execution -> tickets.escalate(execution.getProcessBusinessKey());
    }

    @Bean
    JavaDelegate closeSilentTicket(SupportTickets tickets) {
        return execution -> tickets.closeSilent(execution.getProcessBusinessKey());
    }

    /** What the forms submit. */
    static final class Fields {
        static final String COMPANY_ID = "companyId";
        static final String KIND = "kind";
        static final String SUBJECT = "subject";
        static final String TEXT = "text";
        static final String DOCUMENT_IDS = "documentIds";
        static final String DECISION = "decision";

        private Fields() {
        }
    }
}
