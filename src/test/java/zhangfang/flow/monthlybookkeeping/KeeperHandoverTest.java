package zhangfang.flow.monthlybookkeeping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static zhangfang.flow.monthlybookkeeping.CollectDocumentsTest.refused;

import java.util.List;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.TaskService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import zhangfang.company.Companies;
import zhangfang.company.Company;
import zhangfang.engagement.KeeperHandover;
import zhangfang.engagement.KeeperHandovers;
import zhangfang.engagement.NewHandover;
import zhangfang.engagement.NewHandover.Row;
import zhangfang.flow.monthlybookkeeping.CompanyInService.Month;
import zhangfang.identity.Role;
import zhangfang.notice.Notices;
import zhangfang.notice.Worklist;
import zhangfang.refusal.Refusal;
import zhangfang.testing.IntegrationTest;
import zhangfang.testing.TimeMachineForTests.Time;

/** 换会计: the company and its open tasks pass to another accountant, against a list. */
@IntegrationTest
class KeeperHandoverTest {

    @Autowired
    private ApplicationContext context;
    @Autowired
    private Time time;
    @Autowired
    private KeeperHandovers handovers;
    @Autowired
    private Companies companies;
    @Autowired
    private TaskService tasks;
    @Autowired
    private Worklist worklist;
    @Autowired
    private Notices notices;

    private CompanyInService company;

    @BeforeEach
    void company() {
        time.is("2026-11-01T00:00:00");
        company = new CompanyInService(context, "2026-11");
    }

    @AfterEach
    void sleep() {
        company.sleep();
    }

    @Test
    void theCompanyAndItsOpenTasksPassToTheNewAccountant() {
        Month november = company.begins("2026-11").hasNoDocuments();
        Month december = company.begins("2026-12");
        tasks.claim(november.task("keepBooks").getId(), company.keeper);
        String before = company.keeper;
        String after = company.otherAccountant;
        assertThat(visible(after)).isFalse();

        KeeperHandover done = handovers.handOver(company.actor(company.reviewer), company.id, to(after));

        assertThat(done.tasks()).isEqualTo(2);
        assertThat(done.handedOverBy()).isEqualTo(before);
        assertThat(done.supervisedBy()).isEqualTo(company.reviewer);
        assertThat(companies.get(company.id).keeperId()).isEqualTo(after);
        assertThat(november.task("keepBooks").getAssignee()).isEqualTo(after);
        assertThat(visible(before)).isFalse();
        assertThat(visible(after)).isTrue();
        assertThat(worklist.count(company.actor(before))).isZero();
        assertThat(worklist.count(company.actor(after))).isEqualTo(2);
        assertThatThrownBy(() -> november.does(before, "keepBooks")).isInstanceOf(AuthorizationException.class);
        november.does(after, "keepBooks");
        assertThat(handovers.list(company.actor(company.customer), company.id)).singleElement()
                .satisfies(listed -> assertThat(listed.rows()).extracting(KeeperHandover.Row::kind,
                        KeeperHandover.Row::quantity).containsExactly(tuple("记账凭证", 12), tuple("银行U盾", 1)));
        for (String told : List.of(before, after, company.customer)) {
            assertThat(notices.of(told, 10)).as(told).anyMatch(notice -> company.id.equals(notice.companyId())
                    && notice.text().contains("星河商贸"));
        }
        november.isReviewed();
        assertThat(tasks.createTaskQuery().taskId(november.task("closeMonth").getId()).taskCandidateUser(after).count())
                .isEqualTo(1);
        assertThat(december.openTasks()).contains("endCollecting");
    }

    @Test
    void whatAThirdPersonHasClaimedStaysClaimed() {
        Month month = company.begins("2026-11").hasNoDocuments();
        String third = company.person("third", Role.ACCOUNTANT);
        tasks.setAssignee(month.task("keepBooks").getId(), third);

        handovers.handOver(company.actor(company.reviewer), company.id, to(company.otherAccountant));

        assertThat(month.task("keepBooks").getAssignee()).isEqualTo(third);
        month.does(third, "keepBooks");
        assertThat(visible(third)).isFalse();
    }

    @Test
    void theKeeperHandsOverUnderAnothersEyes() {
        var keeper = company.actor(company.keeper);
        refusedField("supervisorId", () -> handovers.handOver(keeper, company.id, to(company.otherAccountant)));
        NewHandover watched = new NewHandover(company.otherAccountant, company.reviewer, "休产假", rows());
        assertThat(handovers.handOver(keeper, company.id, watched).supervisedBy()).isEqualTo(company.reviewer);
        assertThatThrownBy(() -> handovers.handOver(keeper, company.id, watched))
                .isInstanceOfSatisfying(Refusal.class, refusal -> assertThat(refusal.kind())
                        .isEqualTo(Refusal.Kind.NOT_FOUND));
        refused("engagement.handover.sameKeeper",
                () -> handovers.handOver(company.actor(company.reviewer), company.id, to(company.otherAccountant)));
    }

    @Test
    void refusesWhoMayNotAndNamesEveryWrongField() {
        refused("engagement.handover.notAllowed",
                () -> handovers.handOver(company.actor(company.customer), company.id, to(company.otherAccountant)));
        assertThatThrownBy(() -> handovers.handOver(company.actor(company.otherAccountant), company.id,
                to(company.otherAccountant))).isInstanceOfSatisfying(Refusal.class,
                        refusal -> assertThat(refusal.kind()).isEqualTo(Refusal.Kind.NOT_FOUND));
        var reviewer = company.actor(company.reviewer);
        assertThatThrownBy(() -> handovers.handOver(reviewer, company.id, new NewHandover(null, null, " ",
                List.of(new Row("凭证", "0", null), new Row(null, "1", null)))))
                .isInstanceOfSatisfying(Refusal.class, refusal -> assertThat(refusal.reasons())
                        .extracting(Refusal.Reason::field)
                        .containsExactly("keeperId", "reason", "rows[0].quantity", "rows[1].kind"));
        refusedField("rows", () -> handovers.handOver(reviewer, company.id,
                new NewHandover(company.otherAccountant, null, "离职", List.of(new Row("", " ", null)))));
        refusedField("keeperId", () -> handovers.handOver(reviewer, company.id, to(company.customer)));
        assertThat(companies.get(company.id).keeperId()).isEqualTo(company.keeper);
        assertThat(handovers.list(reviewer, company.id)).isEmpty();
    }

    private static void refusedField(String field, Runnable command) {
        assertThatThrownBy(command::run).isInstanceOfSatisfying(Refusal.class, refusal ->
                assertThat(refusal.reasons()).extracting(Refusal.Reason::field).containsExactly(field));
    }

    private boolean visible(String user) {
        return companies.visibleTo(company.actor(user)).stream().map(Company::id).anyMatch(company.id::equals);
    }

    static NewHandover to(String accountant) {
        return new NewHandover(accountant, null, "离职", rows());
    }

    private static List<Row> rows() {
        return List.of(new Row("记账凭证", "12", "1 至 10 月"), new Row("银行U盾", "1", null));
    }
}
