package zhangfang.flow.supportticket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import zhangfang.document.Document;
import zhangfang.document.Document.Category;
import zhangfang.document.Documents;
import zhangfang.document.NewDocument;
import zhangfang.identity.Actor;
import zhangfang.identity.Role;
import zhangfang.refusal.Refusal;
import zhangfang.support.NewTicket;
import zhangfang.support.SupportTicket.Kind;
import zhangfang.support.SupportTicket.Status;
import zhangfang.support.SupportTicketProcess;
import zhangfang.support.SupportTickets;
import zhangfang.support.TicketMessage;
import zhangfang.testing.IntegrationTest;
import zhangfang.testing.Purchases;
import zhangfang.testing.TimeMachineForTests.Time;

/** A ticket goes back and forth between the customer and finance until it is settled, or nobody says a word. */
@IntegrationTest
class SupportTicketTest {

    private static final String ANSWER = "userTask_answerTicket";
    private static final String REPLY = "userTask_replyTicket";

    @Autowired
    ApplicationContext context;
    @Autowired
    Time time;
    @Autowired
    SupportTickets tickets;
    @Autowired
    SupportTicketProcess process;
    @Autowired
    Documents documents;
    @Autowired
    JdbcClient jdbc;

    private Purchases shop;
    private String owner;

    @BeforeEach
    void itIsAFridayInNovember() {
        time.is("2026-11-13T16:00:00");
        shop = new Purchases(context);
        owner = shop.person("owner-of-" + shop.companyId, Role.PROCESS_OWNER);
    }

    @AfterEach
    void theRestSleeps() {
        shop.sleep();
    }

    private Actor customer() {
        return shop.actor(shop.customer);
    }

    private Actor finance() {
        return shop.actor(shop.finance);
    }

    private String opened() {
        return shop.start("supportTicket", Map.of("companyId", shop.companyId, "kind", "OVERSEAS_INVOICE",
                "subject", "香港公司开票", "text", "请为香港星河有限公司开具 invoice。"));
    }

    private String answered() {
        String ticket = opened();
        shop.complete(shop.finance, ticket, ANSWER, Map.of("text", "请提供商业登记证。"));
        return ticket;
    }

    private Status status(String ticket) {
        return tickets.get(ticket).status();
    }

    private Task task(String user, String ticket, String step) {
        return shop.taskOf(user, ticket, step).orElseThrow();
    }

    private List<String> told(String user) {
        return jdbc.sql("select message_key from notice where recipient_id = ? and company_id = ? order by id")
                .params(user, shop.companyId).query(String.class).list();
    }

    private List<String> texts(String ticket) {
        return tickets.messages(ticket).stream().map(TicketMessage::text).toList();
    }

    private String draft(String user, String taskId) {
        NewDocument file = new NewDocument("登记证.pdf", Category.TICKET, "%PDF-1.4 x".getBytes(StandardCharsets.US_ASCII));
        return (taskId == null ? documents.draftFor(shop.actor(user), shop.companyId, file)
                : documents.draft(shop.actor(user), taskId, file)).id();
    }

    @Test
    void isAnsweredByFinanceAndClosedByTheCustomer() {
        String ticket = opened();
        assertThat(ticket).startsWith("K");
        assertThat(task(shop.finance, ticket, ANSWER).getDueDate().toInstant())
                .isEqualTo(Time.instant("2026-11-18T00:00:00"));
        assertThat(shop.taskOf(shop.customer, ticket, ANSWER)).isEmpty();

        shop.complete(shop.finance, ticket, ANSWER, Map.of("text", "可以开具。"));

        assertThat(status(ticket)).isEqualTo(Status.ANSWERED);
        assertThat(told(shop.customer)).contains("flow.notice.taskWaiting");
        assertThat(shop.taskOf(shop.finance, ticket, REPLY)).isEmpty();
        assertThat(task(shop.customer, ticket, REPLY).getDueDate().toInstant())
                .isEqualTo(Time.instant("2026-11-29T00:00:00"));
        shop.complete(shop.customer, ticket, REPLY, Map.of("decision", "CLOSE"));

        assertThat(status(ticket)).isEqualTo(Status.CLOSED);
        assertThat(tickets.get(ticket).closedBy()).isEqualTo(shop.customer);
        assertThat(shop.hasPassed("supportTicket", ticket, "endEvent_ticketClosed")).isTrue();
    }

    @Test
    void theCustomerAnswersBackAndItIsFinancesTurnAgain() {
        String ticket = answered();
        time.is("2026-11-16T09:00:00");

        assertThatThrownBy(() -> shop.complete(shop.customer, ticket, REPLY, Map.of("decision", "REPLY")))
                .isInstanceOf(Refusal.class);
        shop.complete(shop.customer, ticket, REPLY, Map.of("decision", "REPLY", "text", "已附上。"));

        assertThat(status(ticket)).isEqualTo(Status.OPEN);
        assertThat(task(shop.finance, ticket, ANSWER).getDueDate().toInstant())
                .isEqualTo(Time.instant("2026-11-19T00:00:00"));
        shop.complete(shop.finance, ticket, ANSWER, Map.of("text", "收到。"));
        assertThat(texts(ticket)).containsExactly("请为香港星河有限公司开具 invoice。", "请提供商业登记证。", "已附上。",
                "收到。");
        assertThat(tickets.messages(ticket)).extracting(TicketMessage::side).containsExactly(
                TicketMessage.Side.CUSTOMER, TicketMessage.Side.AGENCY, TicketMessage.Side.CUSTOMER,
                TicketMessage.Side.AGENCY);
        assertThat(told(shop.customer)).filteredOn("flow.notice.taskWaiting"::equals).hasSize(2);
    }

    @Test
    void fifteenDaysWithoutAWordCloseIt() {
        String ticket = answered();

        time.passesUntil("2026-11-28T23:59:59");
        assertThat(status(ticket)).isEqualTo(Status.ANSWERED);
        time.passesUntil("2026-11-29T00:00:00");

        assertThat(status(ticket)).isEqualTo(Status.CLOSED);
        assertThat(tickets.get(ticket).closedBy()).isEqualTo("SYSTEM");
        assertThat(tickets.get(ticket).closedAt()).isEqualTo(Time.instant("2026-11-29T00:00:00"));
        assertThat(told(shop.customer)).contains("support.notice.closed");
        assertThat(shop.hasPassed("supportTicket", ticket, "endEvent_ticketSilent")).isTrue();
    }

    @Test
    void theLastSecondIsInTimeAndTheInstantItselfIsNot() {
        String early = answered();
        time.is("2026-11-28T23:59:59");
        shop.complete(shop.customer, early, REPLY, Map.of("decision", "REPLY", "text", "还有一问"));
        assertThat(status(early)).isEqualTo(Status.OPEN);

        time.is("2026-11-13T16:00:00");
        String late = shop.start("supportTicket", Map.of("companyId", shop.companyId, "kind", "OTHER",
                "subject", "另一个", "text", "另一个问题"));
        shop.complete(shop.finance, late, ANSWER, Map.of("text", "答复"));
        time.is("2026-11-29T00:00:00"); // the timer has not fired yet
        assertThatThrownBy(() -> shop.complete(shop.customer, late, REPLY, Map.of("decision", "REPLY", "text", "问")))
                .hasMessageContaining("15 天");
        assertThatThrownBy(() -> process.close(customer(), late)).isInstanceOf(Refusal.class);
    }

    @Test
    void afterDowntimeItIsClosedAsOfItsDeadline() {
        String ticket = answered();

        time.wasDownUntil("2026-12-05T10:00:00");

        assertThat(tickets.get(ticket).closedAt()).isEqualTo(Time.instant("2026-11-29T00:00:00"));
        assertThat(jdbc.sql("select count(*) from support_ticket where id = ? and processed_at > closed_at").param(ticket)
                .query(Integer.class).single()).isEqualTo(1);
    }

    @Test
    void theOwnersHearOfALateAnswerOnceAndFinanceMayStillGiveIt() {
        time.is("2026-09-30T12:00:00"); // 国庆, and a Saturday that is worked: the 9th is the 2nd working day
        String ticket = opened();

        time.passesUntil("2026-10-09T23:59:59");
        assertThat(told(owner)).isEmpty();
        time.passesUntil("2026-10-10T00:00:00");
        assertThat(told(owner)).containsExactly("support.notice.late");

        shop.complete(shop.finance, ticket, ANSWER, Map.of("text", "抱歉，晚了。"));
        assertThat(status(ticket)).isEqualTo(Status.ANSWERED);
        assertThat(shop.hasPassed("supportTicket", ticket, "endEvent_ticketEscalated")).isTrue();
    }

    @Test
    void theCustomerClosesWhatIsNotAnsweredYet() {
        String ticket = opened();

        process.close(customer(), ticket);
        process.close(customer(), ticket);

        assertThat(status(ticket)).isEqualTo(Status.CLOSED);
        assertThat(shop.hasPassed("supportTicket", ticket, "event_ticketClosed", "endEvent_ticketWithdrawn")).isTrue();
        assertThatThrownBy(() -> process.answer(finance(), ticket, "答复", List.of())).hasMessageContaining("taskGone");
        assertThatThrownBy(() -> process.reply(customer(), ticket, "问", List.of())).isInstanceOf(Refusal.class);
    }

    @Test
    void theCustomerAddsToAQuestionThatAwaitsItsAnswer() {
        String ticket = opened();
        Task task = task(shop.finance, ticket, ANSWER);
        time.is("2026-11-14T16:00:00");

        process.reply(customer(), ticket, "补充一句。", List.of());

        assertThat(texts(ticket)).hasSize(2).last().isEqualTo("补充一句。");
        assertThat(task(shop.finance, ticket, ANSWER).getId()).isEqualTo(task.getId());
        assertThat(tickets.get(ticket).answerDue()).hasToString("2026-11-17");
    }

    @Test
    void anOfficialCalendarMovesWhatAwaitsItsAnswer() {
        String first = opened();
        String second = process.open(customer(), new NewTicket(shop.companyId, Kind.OTHER, "另一个", "问", List.of()));
        process.answer(finance(), second, "答", List.of());
        time.is("2026-11-16T09:00:00");
        process.reply(customer(), second, "再问", List.of());
        process.reply(customer(), first, "补充", List.of());
        jdbc.sql("update support_ticket set answer_due = date '2026-12-31' where id in (?, ?)").params(first, second)
                .update();

        tickets.calendarLoaded(2026);

        assertThat(tickets.get(first).answerDue()).hasToString("2026-11-17");
        assertThat(tickets.get(second).answerDue()).hasToString("2026-11-18");
    }

    @Test
    void buttonsDoWhatTheTasksDo() {
        String ticket = process.open(customer(), new NewTicket(shop.companyId, Kind.OTHER, "发票抬头", "怎么改？",
                List.of()));
        process.answer(finance(), ticket, "在开票信息里改。", List.of());
        process.reply(customer(), ticket, "找到了，谢谢。", List.of());
        process.answer(finance(), ticket, "不客气。", List.of());
        process.close(customer(), ticket);

        assertThat(status(ticket)).isEqualTo(Status.CLOSED);
        assertThat(shop.hasPassed("supportTicket", ticket, ANSWER, REPLY, "endEvent_ticketClosed")).isTrue();
    }

    @Test
    void filesComeWithAMessageAndAreReadByThoseOfTheMoney() {
        String first = draft(shop.customer, null);
        String ticket = process.open(customer(), new NewTicket(shop.companyId, Kind.OTHER, "附件", "见附件",
                List.of(first)));
        String second = draft(shop.finance, task(shop.finance, ticket, ANSWER).getId());
        shop.complete(shop.finance, ticket, ANSWER, Map.of("text", "见附件", "documentIds", "[\"" + second + "\"]"));

        List<TicketMessage> messages = tickets.messages(ticket);
        assertThat(documents.of(messages.get(0).id())).extracting(Document::id).containsExactly(first);
        assertThat(documents.of(messages.get(1).id())).extracting(Document::id).containsExactly(second);
        assertThat(documents.download(customer(), second).content()).isNotEmpty();
        assertThatThrownBy(() -> documents.download(shop.actor(shop.accountant), second)).isInstanceOf(Refusal.class);
    }

    @Test
    void everyWrongFieldIsNamed() {
        assertThatThrownBy(() -> shop.start("supportTicket", Map.of("companyId", shop.companyId, "kind", "WHAT")))
                .isInstanceOfSatisfying(Refusal.class, refusal -> assertThat(refusal.reasons())
                        .extracting(Refusal.Reason::field).containsExactly("kind", "subject", "text"));
        assertThatThrownBy(() -> process.open(customer(), new NewTicket(shop.companyId, null, "x".repeat(101),
                "x".repeat(4001), null))).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> tickets.open(customer(), new NewTicket(shop.companyId, null, "x".repeat(101),
                "x".repeat(4001), Collections.nCopies(11, "D1"))))
                .isInstanceOfSatisfying(Refusal.class, refusal -> assertThat(refusal.reasons())
                        .extracting(Refusal.Reason::field).containsExactly("kind", "subject", "text", "documentIds"));
    }

    @Test
    void theSameIsNotAskedTwiceAndOnlySoMuchAtATime() {
        opened();
        assertThatThrownBy(this::opened).hasMessageContaining("已经提交");

        for (int i = 1; i < 20; i++) {
            process.open(customer(), new NewTicket(shop.companyId, Kind.OTHER, "问题" + i, "问", List.of()));
        }
        assertThatThrownBy(() -> process.open(customer(), new NewTicket(shop.companyId, Kind.OTHER, "问题", "问", List.of())))
                .hasMessageContaining("20 个工单");
    }

    @Test
    void strangersAndAccountantsHaveNoPartInIt() {
        String ticket = answered();
        Purchases other = new Purchases(context);
        for (String user : List.of(other.customer, shop.accountant, shop.advisor)) {
            Actor actor = shop.actor(user);
            assertThatThrownBy(() -> tickets.visible(actor, shop.companyId, ticket)).isInstanceOf(Refusal.class);
            assertThatThrownBy(() -> tickets.of(actor, shop.companyId, 10)).isInstanceOf(Refusal.class);
            assertThatThrownBy(() -> tickets.reply(actor, ticket, null, "问", List.of())).isInstanceOf(Refusal.class);
            assertThatThrownBy(() -> tickets.closeAnswered(actor, ticket)).isInstanceOf(Refusal.class);
            assertThatThrownBy(() -> tickets.answer(actor, ticket, null, "答", List.of())).isInstanceOf(Refusal.class);
            assertThat(shop.taskOf(user, ticket, REPLY)).isEmpty();
        }
        assertThatThrownBy(() -> tickets.visible(other.actor(other.customer), other.companyId, ticket))
                .isInstanceOf(Refusal.class);
        assertThat(tickets.of(finance(), shop.companyId, 10)).hasSize(1);
    }
}
