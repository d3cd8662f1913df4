package zhangfang.flow.monthlybookkeeping;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.camunda.bpm.engine.TaskService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import zhangfang.engagement.Stage;
import zhangfang.flow.monthlybookkeeping.CompanyInService.Month;
import zhangfang.identity.Actor;
import zhangfang.intake.Mailing;
import zhangfang.intake.Mailing.HandoverRow;
import zhangfang.testing.AtOnce;
import zhangfang.testing.PostgresTest;
import zhangfang.testing.TimeMachineForTests.Time;
import zhangfang.workbench.WorkAction;
import zhangfang.workbench.WorkBatch;
import zhangfang.workbench.WorkBatch.Item;
import zhangfang.workbench.WorkBatch.State;
import zhangfang.workbench.WorkBatch.Wish;
import zhangfang.workbench.WorkBatches;

/** Two accountants do the same step for the same months at the same moment: each item is settled once, by one of them. */
@PostgresTest
class WorkBatchRacesTest {

    private static final int MONTHS = 4;

    @Autowired
    private ApplicationContext context;
    @Autowired
    private Time time;
    @Autowired
    private WorkBatches batches;
    @Autowired
    private TaskService tasks;

    private final List<CompanyInService> companies = new ArrayList<>();
    private final List<Month> months = new ArrayList<>();
    private Actor keeper;
    private Actor other;

    @BeforeEach
    void monthsOfferedToBoth() {
        time.is("2026-11-01T00:00:00");
        for (int i = 0; i < MONTHS; i++) {
            CompanyInService company = new CompanyInService(context, "2026-11", "竞速" + i,
                    companies.isEmpty() ? null : companies.get(0));
            companies.add(company);
            months.add(company.begins("2026-11"));
        }
        keeper = companies.get(0).actor(companies.get(0).keeper);
        other = companies.get(0).actor(companies.get(0).otherAccountant);
    }

    @AfterEach
    void sleep() {
        companies.forEach(CompanyInService::sleep);
    }

    @RepeatedTest(3)
    void closing() throws Exception {
        months.forEach(month -> month.hasNoDocuments().isKept().isReviewed());
        time.is("2026-12-01T10:00:00");
        months.forEach(month -> isOfferedToOther(month, "closeMonth"));

        race(WorkAction.CLOSE, months.stream().map(month -> Wish.of(month.id)).toList());

        months.forEach(month -> {
            assertThat(month.row().stage()).isEqualTo(Stage.ISSUING);
            assertThat(Collections.frequency(month.actions(), "closed")).isEqualTo(1);
        });
    }

    @RepeatedTest(3)
    void signing() throws Exception {
        List<Wish> wishes = new ArrayList<>();
        for (int i = 0; i < MONTHS; i++) {
            months.get(i).does(companies.get(i).customer, "mailDocuments", "choice", "MAIL", "way", "HAND_IN");
            Mailing mailing = companies.get(i).mailings().ofMonth(months.get(i).id).get(0);
            wishes.add(new Wish(months.get(i).id, mailing.id(), new HandoverRow("发票", 1, null), false));
            isOfferedToOther(months.get(i), "signMailing");
        }

        race(WorkAction.SIGN, wishes);

        for (int i = 0; i < MONTHS; i++) {
            Mailing mailing = companies.get(i).mailings().ofMonth(months.get(i).id).get(0);
            assertThat(mailing.state()).isEqualTo(Mailing.State.SIGNED);
            assertThat(mailing.handover()).hasSize(1);
            assertThat(Collections.frequency(months.get(i).actions(), "signed")).isEqualTo(1);
        }
    }

    /** One batch that is open in two windows. */
    @RepeatedTest(3)
    void oneBatchInTwoWindows() throws Exception {
        months.forEach(Month::hasNoDocuments);
        String batch = batches.ask(keeper, "two-windows", WorkAction.KEEP, months.stream().map(month ->
                Wish.of(month.id)).toList());

        assertThat(AtOnce.together(() -> run(keeper, batch), () -> run(keeper, batch))).allMatch(Objects::isNull);

        assertThat(batches.get(keeper, batch).count(State.DONE)).isEqualTo(MONTHS);
        months.forEach(month -> assertThat(Collections.frequency(month.actions(), "booksKept")).isEqualTo(1));
    }

    /** The form is sent twice at the same moment: one batch is made of it. */
    @RepeatedTest(3)
    void oneFormSentTwice() throws Exception {
        List<Wish> wishes = months.stream().map(month -> Wish.of(month.id)).toList();
        List<String> ids = Collections.synchronizedList(new ArrayList<>());

        assertThat(AtOnce.together(() -> ids.add(batches.ask(keeper, "pressed-twice", WorkAction.KEEP, wishes)),
                () -> ids.add(batches.ask(keeper, "pressed-twice", WorkAction.KEEP, wishes))))
                .allMatch(Objects::isNull);

        assertThat(ids).hasSize(2);
        assertThat(ids.get(0)).isEqualTo(ids.get(1));
        assertThat(batches.get(keeper, ids.get(0)).items()).hasSize(MONTHS);
    }

    private void race(WorkAction action, List<Wish> wishes) throws Exception {
        String one = batches.ask(keeper, "race-of-keeper", action, wishes);
        // from the other end, so that they meet
        List<Wish> backwards = new ArrayList<>(wishes);
        Collections.reverse(backwards);
        String two = batches.ask(other, "race-of-other", action, backwards);

        assertThat(AtOnce.together(() -> run(keeper, one), () -> run(other, two))).allMatch(Objects::isNull);

        List<Item> items = new ArrayList<>(batches.get(keeper, one).items());
        WorkBatch theirs = batches.get(other, two);
        items.addAll(theirs.items());
        assertThat(items).filteredOn(item -> item.state() == State.DONE).extracting(Item::monthId)
                .containsExactlyInAnyOrderElementsOf(months.stream().map(month -> month.id).toList());
        assertThat(items).filteredOn(item -> item.state() == State.REFUSED).hasSize(MONTHS)
                .allSatisfy(item -> assertThat(item.said()).isNotBlank().doesNotContain("出错"));
    }

    private void run(Actor actor, String batch) {
        batches.run(actor, batch, MONTHS, Locale.CHINESE);
    }

    /** Overdue, and the other accountant works on the company already: both have it on their workbench. */
    private void isOfferedToOther(Month month, String step) {
        tasks.addCandidateGroup(month.task(step).getId(), "accountants");
        CompanyInService company = companies.get(months.indexOf(month));
        Month next = company.begins("2026-12");
        tasks.setAssignee(next.task("endCollecting").getId(), other.id());
    }
}
