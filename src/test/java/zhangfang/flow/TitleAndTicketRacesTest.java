package zhangfang.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import zhangfang.invoicing.InvoiceTitle.Status;
import zhangfang.support.SupportTicket;
import zhangfang.support.SupportTicketProcess;
import zhangfang.support.SupportTickets;
import zhangfang.testing.AtOnce;
import zhangfang.testing.PostgresTest;
import zhangfang.testing.Purchases;
import zhangfang.testing.SpecialTitles;
import zhangfang.testing.TimeMachineForTests.Time;

/** Reviewers, customers and deadlines at the same moment, on a real database: one wins. */
@PostgresTest
class TitleAndTicketRacesTest {

    private static final int ROUNDS = 5;

    @Autowired
    ApplicationContext context;
    @Autowired
    Time time;
    @Autowired
    ManagementService management;
    @Autowired
    SupportTickets tickets;
    @Autowired
    SupportTicketProcess process;

    private Purchases shop;
    private SpecialTitles special;

    @BeforeEach
    void itIsTheTenthOfNovember() {
        time.is("2026-11-10T09:00:00");
        shop = new Purchases(context);
        special = new SpecialTitles(context, shop);
    }

    @AfterEach
    void theRestSleeps() {
        shop.sleep();
    }

    private AtOnce.Action decide(Task task, Map<String, Object> decision) {
        return () -> shop.as(shop.finance, () -> {
            shop.engine.getTaskService().complete(task.getId(), decision);
            return null;
        });
    }

    private Task task(String user, String key, String step) {
        return shop.taskOf(user, key, step).orElseThrow();
    }

    @RepeatedTest(ROUNDS)
    void ofTwoReviewersOneDecides() throws Exception {
        String title = special.submitted("星河商贸");
        Task task = task(shop.finance, title, "userTask_reviewTitle");

        List<Throwable> failures = AtOnce.together(
                decide(task, Map.of("decision", "APPROVE", "revision", 1)),
                decide(task, Map.of("decision", "REJECT", "revision", 1, "reason", "不清楚")));

        assertThat(failures).filteredOn(failure -> failure == null).hasSize(1);
        assertThat(special.titles.get(title).status())
                .isEqualTo(failures.get(0) == null ? Status.APPROVED : Status.REJECTED);
        assertThat(shop.hasEnded("invoiceTitleReview", title)).isTrue();
    }

    @RepeatedTest(ROUNDS)
    void aChangeAgainstTheDecisionLeavesTheNewRevisionUnderReview() throws Exception {
        String title = special.submitted("星河商贸");
        Task task = task(shop.finance, title, "userTask_reviewTitle");

        List<Throwable> failures = AtOnce.together(
                decide(task, Map.of("decision", "APPROVE", "revision", 1)),
                () -> special.save(title, SpecialTitles.title("星河商贸有限公司", List.of())));

        assertThat(special.titles.get(title).revision()).isEqualTo(failures.get(1) == null ? 2 : 1);
        boolean decided = failures.get(0) == null;
        assertThat(special.titles.revisions(shop.actor(shop.finance), shop.companyId, title))
                .filteredOn(revision -> revision.approved() != null).hasSize(decided ? 1 : 0);
        // decided first: the change begins a review of its own; changed first: what was looked at is decided no more
        assertThat(special.titles.get(title).status())
                .isEqualTo(failures.get(1) == null ? Status.IN_REVIEW : Status.APPROVED);
        assertThat(failures).filteredOn(failure -> failure == null).isNotEmpty();
    }

    @RepeatedTest(ROUNDS)
    void aRemovalAgainstTheDecisionLeavesNoReview() throws Exception {
        String title = special.submitted("星河商贸");
        Task task = task(shop.finance, title, "userTask_reviewTitle");

        List<Throwable> failures = AtOnce.together(
                decide(task, Map.of("decision", "APPROVE", "revision", 1)), () -> special.remove(title));

        assertThat(failures.get(1)).isNull();
        assertThat(special.titles.get(title).status()).isEqualTo(Status.REMOVED);
    }

    @RepeatedTest(ROUNDS)
    void twoChangesAtOnceAreBothKept() throws Exception {
        String title = special.approved("星河商贸");

        List<Throwable> failures = AtOnce.together(
                () -> special.save(title, SpecialTitles.title("甲公司", List.of())),
                () -> special.save(title, SpecialTitles.title("乙公司", List.of())));

        long kept = failures.stream().filter(failure -> failure == null).count();
        assertThat(kept).isPositive();
        assertThat(special.titles.get(title).revision()).isEqualTo(1 + (int) kept);
        assertThat(special.titles.get(title).status()).isEqualTo(Status.IN_REVIEW);
        task(shop.finance, title, "userTask_reviewTitle");
    }

    @RepeatedTest(ROUNDS)
    void aReplyAgainstTheClosingTimerIsTooLate() throws Exception {
        String ticket = shop.start("supportTicket", Map.of("companyId", shop.companyId, "kind", "OTHER", "subject", "问",
                "text", "问题"));
        process.answer(shop.actor(shop.finance), ticket, "答复", List.of());
        time.is("2026-11-26T00:00:00");
        Job timer = management.createJobQuery().processInstanceId(shop.instance(ticket).getId())
                .activityId("timer_ticketSilent").singleResult();

        List<Throwable> failures = AtOnce.together(
                () -> process.reply(shop.actor(shop.customer), ticket, "还有", List.of()),
                () -> management.executeJob(timer.getId()));
        time.runDueJobs();

        assertThat(failures.get(0)).isNotNull();
        assertThat(tickets.get(ticket).status()).isEqualTo(SupportTicket.Status.CLOSED);
        assertThat(tickets.messages(ticket)).hasSize(2);
        assertThat(shop.hasEnded("supportTicket", ticket)).isTrue();
    }

    @RepeatedTest(ROUNDS)
    void closingAgainstTheAnswerHasOneOutcome() throws Exception {
        String ticket = shop.start("supportTicket", Map.of("companyId", shop.companyId, "kind", "OTHER", "subject", "问",
                "text", "问题"));

        List<Throwable> failures = AtOnce.together(
                () -> process.close(shop.actor(shop.customer), ticket),
                () -> process.answer(shop.actor(shop.finance), ticket, "答复", List.of()));

        assertThat(failures).filteredOn(failure -> failure == null).isNotEmpty();
        assertThat(tickets.get(ticket).status()).isEqualTo(
                failures.get(0) == null ? SupportTicket.Status.CLOSED : SupportTicket.Status.ANSWERED);
    }
}
