package zhangfang.flow.monthlybookkeeping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import zhangfang.engagement.Stage;
import zhangfang.engagement.Step;
import zhangfang.flow.monthlybookkeeping.CompanyInService.Month;
import zhangfang.identity.Role;
import zhangfang.intake.Mailing;
import zhangfang.intake.Mailing.HandoverRow;
import zhangfang.intake.Mailing.State;
import zhangfang.testing.IntegrationTest;
import zhangfang.testing.TimeMachineForTests.Time;
import zhangfang.workbench.WorkAction;
import zhangfang.workbench.WorkBatch.Wish;
import zhangfang.workbench.WorkBatches;

/** One step for many months (批量办理): each by itself, by the same task as in Tasklist, with the reason where it can't. */
@IntegrationTest
class WorkBatchTest {

    @LocalServerPort
    private int port;
    @Autowired
    private ApplicationContext context;
    @Autowired
    private Time time;

    private final List<CompanyInService> companies = new ArrayList<>();
    private final List<Month> months = new ArrayList<>();
    private Desk keeper;
    private Desk reviewer;

    @BeforeEach
    void threeCompanies() {
        time.is("2026-11-01T00:00:00");
        CompanyInService first = null;
        for (String name : List.of("甲商贸", "乙商贸", "丙商贸")) {
            CompanyInService company = new CompanyInService(context, "2026-11", name, first);
            first = first == null ? company : first;
            companies.add(company);
            months.add(company.begins("2026-11"));
        }
        keeper = new Desk(port, first.keeper);
        reviewer = new Desk(port, first.reviewer);
    }

    @AfterEach
    void sleep() {
        companies.forEach(CompanyInService::sleep);
    }

    @Test
    void manyMailingsAreSignedForWithARowEachInThePersonsName() {
        months.get(0).does(companies.get(0).customer, "mailDocuments", "choice", "MAIL", "way", "HAND_IN");
        months.get(1).does(companies.get(1).customer, "mailDocuments", "choice", "MAIL", "way", "COURIER",
                "courier", "顺丰", "trackingNumber", "SF1234567");
        Mailing one = mailing(0);
        Mailing two = mailing(1);

        String form = keeper.submit("/workbench/selection", "action", "SIGN", "ids", String.join(",", ids())).body();
        assertThat(form).contains("甲商贸").contains("当面交付").contains("顺丰 SF1234567").contains("在途")
                .contains("以下服务月没有待签收的寄件").contains("丙商贸 2026-11");

        String batch = keeper.batchOf(keeper.submit("/workbench/batches", "action", "SIGN", "requestKey", "sign-many-1",
                "ids", one.monthId() + "/" + one.id(), "ids", two.monthId() + "/" + two.id(),
                "kind-" + one.id(), "进项发票", "quantity-" + one.id(), "12", "remark-" + one.id(), "含专票",
                "kind-" + two.id(), "银行回单", "quantity-" + two.id(), "3"));
        keeper.finishes(batch);

        assertThat(keeper.page(batch)).contains("成功 2 项，未能办理 0 项，等待 0 项").contains("第 1 次寄件");
        assertThat(mailing(0).state()).isEqualTo(State.SIGNED);
        assertThat(mailing(0).settledBy()).isEqualTo(companies.get(0).keeper);
        assertThat(mailing(0).handover()).containsExactly(new HandoverRow("进项发票", 12, "含专票"));
        assertThat(mailing(1).handover()).containsExactly(new HandoverRow("银行回单", 3, null));
        assertThat(months.get(0).openTasks()).containsExactly("endCollecting", "mailDocuments");
    }

    @Test
    void aWrongHandOverListKeepsWhatWasTypedAndSignsNothing() {
        months.get(0).does(companies.get(0).customer, "mailDocuments", "choice", "MAIL", "way", "HAND_IN");
        Mailing one = mailing(0);

        HttpResponse<String> refused = keeper.submit("/workbench/batches", "action", "SIGN", "requestKey", "sign-wrong-1",
                "months", one.monthId(), "ids", one.monthId() + "/" + one.id(),
                "kind-" + one.id(), "进项发票二三", "quantity-" + one.id(), "0");

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("份数须为 1 到 100000 的整数").contains("进项发票二三")
                .contains("value=\"sign-wrong-1\"");
        assertThat(mailing(0).state()).isEqualTo(State.ARRIVED);
    }

    @Test
    void aMailingThatIsSignedForMeanwhileSaysSo() {
        months.get(0).does(companies.get(0).customer, "mailDocuments", "choice", "MAIL", "way", "HAND_IN");
        Mailing one = mailing(0);
        months.get(0).does(companies.get(0).keeper, "signMailing", "choice", "RECEIVED", "handover",
                "[{\"kind\":\"发票\",\"quantity\":1}]");

        String batch = keeper.batchOf(keeper.submit("/workbench/batches", "action", "SIGN", "requestKey", "sign-late-1",
                "ids", one.monthId() + "/" + one.id(), "kind-" + one.id(), "发票", "quantity-" + one.id(), "1"));
        keeper.finishes(batch);

        assertThat(keeper.page(batch)).contains("未能办理").contains("这次寄件已处理，无需重复签收");
    }

    @Test
    void manyMonthsGoThroughKeepingReviewAndClosing() {
        months.forEach(Month::hasNoDocuments);
        companies.forEach(company -> company.bookSale("2026-11-05"));

        assertThat(keeper.submit("/workbench/selection", "action", "KEEP", "ids", String.join(",", ids())).body())
                .contains("确认提交审核").contains("已记账 0、已审核 0、草稿 1");
        assertThat(keeper.does("KEEP", ids())).contains("成功 3 项");
        assertThat(reviewer.does("APPROVE", ids())).contains("成功 3 项");
        time.is("2026-12-01T10:00:00");
        assertThat(keeper.does("CLOSE", ids())).contains("成功 3 项");

        for (int i = 0; i < 3; i++) {
            assertThat(months.get(i).row().stage()).isEqualTo(Stage.ISSUING);
            assertThat(doer(months.get(i), "booksKept")).isEqualTo(companies.get(0).keeper);
            assertThat(doer(months.get(i), "reviewed")).isEqualTo(companies.get(0).reviewer);
            assertThat(doer(months.get(i), "closed")).isEqualTo(companies.get(0).keeper);
        }
    }

    @Test
    void whatCanNotBeClosedSaysWhyAndTheOthersAreClosed() {
        months.forEach(Month::hasNoDocuments);
        months.subList(0, 2).forEach(month -> month.isKept().isReviewed());
        companies.get(1).bookSale("2026-11-20");
        time.is("2026-12-01T10:00:00");

        String results = keeper.does("CLOSE", ids());

        assertThat(results).contains("成功 1 项，未能办理 2 项").contains("检查未通过：全部凭证已审核并记账（未记账 1 张）")
                .contains("2026-11 正在录入凭证，请先完成“录入凭证”");
        assertThat(months.stream().map(month -> month.row().stage()))
                .containsExactly(Stage.ISSUING, Stage.CLOSING, Stage.BOOKKEEPING);
        assertThat(months.get(1).openTasks()).containsExactly("closeMonth");
    }

    @Test
    void nobodyApprovesOwnBooks() {
        CompanyInService company = companies.get(0);
        String both = company.person("both", Role.ACCOUNTANT, Role.REVIEWER);
        months.forEach(Month::hasNoDocuments);
        months.get(0).isKept();
        months.get(1).isKept();
        // who reviews has kept the books of the third
        context.getBean(org.camunda.bpm.engine.TaskService.class).addCandidateUser(
                months.get(2).task("keepBooks").getId(), both);
        months.get(2).does(both, "keepBooks");

        String results = new Desk(port, both).does("APPROVE", ids());

        assertThat(results).contains("成功 2 项，未能办理 1 项").contains("本月账由您本人录入，须由其他审核会计审核");
        assertThat(months.get(2).row().stage()).isEqualTo(Stage.REVIEW);
    }

    @Test
    void sendingTheFormTwiceDoesItOnce() {
        months.forEach(Month::hasNoDocuments);
        String first = keeper.asks("KEEP", "pressed-twice", ids());
        String second = keeper.asks("KEEP", "pressed-twice", ids());
        assertThat(second).isEqualTo(first);
        keeper.finishes(first);
        keeper.submit(first + "/run");

        assertThat(keeper.page(first)).contains("成功 3 项");
        months.forEach(month -> assertThat(Collections.frequency(month.actions(), "booksKept")).isEqualTo(1));
        assertThat(keeper.does("KEEP", ids())).contains("未能办理 3 项").contains("2026-11 正在审核");
    }

    @Test
    void whoGoesAwayFindsTheRestWaiting() {
        for (int i = 4; i <= 7; i++) {
            CompanyInService company = new CompanyInService(context, "2026-11", "第" + i + "家", companies.get(0));
            companies.add(company);
            months.add(company.begins("2026-11"));
        }
        months.forEach(Month::hasNoDocuments);
        String batch = keeper.asks("KEEP", "lost-browser", ids());
        keeper.submit(batch + "/run");

        assertThat(months.stream().map(month -> month.row().stage()).filter(Stage.REVIEW::equals).count()).isEqualTo(5);
        assertThat(keeper.page("/workbench")).contains("您有一批还没有办完").contains(batch);
        keeper.finishes(batch);
        assertThat(months.stream().map(month -> month.row().stage())).containsOnly(Stage.REVIEW);
        assertThat(keeper.page("/workbench")).doesNotContain("您有一批还没有办完");
    }

    @Test
    void aBatchTakesTwoHundredAtMost() {
        HttpResponse<String> none = keeper.submit("/workbench/batches", "action", "KEEP", "requestKey", "none-chosen");
        assertThat(none.statusCode()).isEqualTo(302);
        assertThat(none.headers().firstValue("Location").orElseThrow()).endsWith("/workbench");

        List<Wish> many = IntStream.rangeClosed(1, 201).mapToObj(i -> Wish.of("M" + i)).toList();
        assertThatThrownBy(() -> context.getBean(WorkBatches.class).ask(
                companies.get(0).actor(companies.get(0).keeper), "too-many-1", WorkAction.KEEP, many))
                .hasMessageContaining("workbench.batch.tooMany");
    }

    @Test
    void aBatchIsItsAskersAndReachesNoOthersCompanies() {
        months.forEach(Month::hasNoDocuments);
        String batch = keeper.asks("KEEP", "own-batch-1", ids());
        Desk other = new Desk(port, companies.get(0).otherAccountant);

        assertThat(other.look(batch).statusCode()).isEqualTo(404);
        assertThat(other.submit(batch + "/run").statusCode()).isEqualTo(404);
        assertThat(other.submit("/workbench/batches", "action", "KEEP", "requestKey", "not-mine-1",
                "ids", months.get(0).id).statusCode()).isEqualTo(404);
        assertThat(reviewer.submit("/workbench/batches", "action", "KEEP", "requestKey", "not-my-role",
                "ids", months.get(0).id).statusCode()).isEqualTo(403);
        assertThat(new Desk(port, companies.get(0).customer).submit("/workbench/selection", "action", "KEEP",
                "ids", months.get(0).id).statusCode()).isEqualTo(403);
        assertThat(months.stream().map(month -> month.row().stage())).containsOnly(Stage.BOOKKEEPING);
    }

    private List<String> ids() {
        return months.stream().map(month -> month.id).toList();
    }

    private Mailing mailing(int company) {
        return companies.get(company).mailings().ofMonth(months.get(company).id).get(0);
    }

    private static String doer(Month month, String action) {
        return month.steps().stream().filter(step -> step.action().equals(action)).map(Step::actorId)
                .reduce((first, last) -> last).orElseThrow();
    }
}
