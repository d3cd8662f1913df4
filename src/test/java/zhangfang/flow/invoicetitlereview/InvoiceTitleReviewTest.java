package zhangfang.flow.invoicetitlereview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
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
import zhangfang.identity.Role;
import zhangfang.invoicing.InvoiceTitle;
import zhangfang.invoicing.InvoiceTitle.Status;
import zhangfang.invoicing.NewTitle;
import zhangfang.invoicing.TitleRevision;
import zhangfang.refusal.Refusal;
import zhangfang.testing.IntegrationTest;
import zhangfang.testing.Purchases;
import zhangfang.testing.SpecialTitles;
import zhangfang.testing.TimeMachineForTests.Time;

/** A title for special invoices is reviewed within two working days, and anew whenever it is changed. */
@IntegrationTest
class InvoiceTitleReviewTest {

    private static final String REVIEW = "userTask_reviewTitle";

    @Autowired
    ApplicationContext context;
    @Autowired
    Time time;
    @Autowired
    JdbcClient jdbc;

    private Purchases shop;
    private SpecialTitles special;
    private String owner;

    @BeforeEach
    void itIsAFridayInNovember() {
        time.is("2026-11-13T16:00:00");
        shop = new Purchases(context);
        special = new SpecialTitles(context, shop);
        owner = shop.person("owner-of-" + shop.companyId, Role.PROCESS_OWNER);
    }

    @AfterEach
    void theRestSleeps() {
        shop.sleep();
    }

    private InvoiceTitle get(String titleId) {
        return special.titles.get(titleId);
    }

    private Task review(String titleId) {
        return shop.taskOf(shop.finance, titleId, REVIEW).orElseThrow();
    }

    private List<String> told(String user) {
        return jdbc.sql("select message_key from notice where recipient_id = ? and company_id = ? order by id")
                .params(user, shop.companyId).query(String.class).list();
    }

    private Map<String, Object> form(String titleId) {
        Map<String, Object> form = new HashMap<>(Map.of("companyId", shop.companyId, "name", "星河商贸",
                "taxNumber", "91350100M000100Y43", "registrationNumber", "91350100M000100Y43", "registeredAddress",
                "五四路 1 号", "registeredPhone", "0591-87654321", "bank", "中国银行", "bankAccount", "410000123456"));
        if (titleId != null) {
            form.put("titleId", titleId);
        }
        return form;
    }

    @Test
    void isUsableOnceFinanceHasApprovedIt() {
        String title = special.submitted("星河商贸");

        assertThat(get(title).status()).isEqualTo(Status.IN_REVIEW);
        assertThat(review(title).getName()).contains("星河商贸");
        assertThat(review(title).getDueDate().toInstant()).isEqualTo(Time.instant("2026-11-18T00:00:00"));
        assertThat(shop.taskOf(shop.customer, title, REVIEW)).isEmpty();
        assertThat(shop.taskOf(shop.accountant, title, REVIEW)).isEmpty();
        assertThatThrownBy(() -> special.titles.usable(shop.companyId, title)).hasMessageContaining("IN_REVIEW");

        special.approve(title);

        assertThat(special.titles.usable(shop.companyId, title).status()).isEqualTo(Status.APPROVED);
        assertThat(shop.hasPassed("invoiceTitleReview", title, "endEvent_titleApproved")).isTrue();
        assertThat(shop.notices()).contains("invoicing.notice.titleApproved");
    }

    @Test
    void isRejectedWithAReasonAndHandedInAgainAsItIsOrChanged() {
        String title = special.submitted("星河商贸");

        assertThatThrownBy(() -> special.decide(title, Map.of("decision", "REJECT", "revision", 1)))
                .hasMessageContaining("驳回原因");
        special.reject(title, "扫描件不清楚");

        assertThat(get(title).status()).isEqualTo(Status.REJECTED);
        assertThat(get(title).reason()).isEqualTo("扫描件不清楚");
        assertThat(shop.hasPassed("invoiceTitleReview", title, "endEvent_titleRejected")).isTrue();
        assertThatThrownBy(() -> special.titles.usable(shop.companyId, title)).hasMessageContaining("REJECTED");
        assertThat(told(shop.customer)).contains("invoicing.notice.titleRejected");

        special.save(title, SpecialTitles.title("星河商贸", List.of()));
        assertThat(get(title).status()).isEqualTo(Status.IN_REVIEW);
        assertThat(get(title).revision()).isEqualTo(2);
        special.approve(title);
        assertThat(special.titles.revisions(shop.actor(shop.finance), shop.companyId, title))
                .extracting(TitleRevision::approved).containsExactly(true, false);
    }

    @Test
    void twoWorkingDaysGoAroundTheHolidaysAndOnMakeUpDays() {
        time.is("2026-09-30T23:59:59");
        String before = special.submitted("节前");
        assertThat(get(before).reviewDue()).hasToString("2026-10-09");

        time.is("2026-10-08T00:00:00");
        String first = special.submitted("节后");
        assertThat(get(first).reviewDue()).hasToString("2026-10-10"); // a Saturday that is worked
        assertThat(review(first).getDueDate().toInstant()).isEqualTo(Time.instant("2026-10-11T00:00:00"));
    }

    @Test
    void theOwnersHearAtTheInstantThatItIsLateAndFinanceMayStillDecide() {
        String title = special.submitted("星河商贸");

        time.passesUntil("2026-11-17T23:59:59");
        assertThat(told(owner)).isEmpty();
        time.passesUntil("2026-11-18T00:00:00");
        assertThat(told(owner)).containsExactly("invoicing.notice.titleReviewLate");
        time.passesUntil("2026-11-20T00:00:00");
        assertThat(told(owner)).hasSize(1);

        special.approve(title);
        assertThat(get(title).status()).isEqualTo(Status.APPROVED);
        assertThat(shop.hasPassed("invoiceTitleReview", title, "endEvent_titleReviewEscalated")).isTrue();
    }

    @Test
    void aDecisionAtTheVeryInstantIsInTime() {
        String title = special.submitted("星河商贸");

        time.is("2026-11-18T00:00:00");
        special.approve(title);
        time.runDueJobs();

        assertThat(get(title).status()).isEqualTo(Status.APPROVED);
        assertThat(told(owner)).isEmpty();
    }

    @Test
    void anOfficialCalendarMovesWhatIsUnderReview() {
        String title = special.submitted("星河商贸");
        jdbc.sql("update invoice_title set review_due = date '2026-11-27' where id = ?").param(title).update();

        special.titles.calendarLoaded(2026);

        assertThat(get(title).reviewDue()).hasToString("2026-11-17");
    }

    @Test
    void aChangeDuringTheReviewBeginsItAnew() {
        String title = special.submitted("星河商贸");
        Task first = review(title);
        time.passesUntil("2026-11-17T10:00:00");

        special.save(title, SpecialTitles.title("星河商贸有限公司", List.of()));

        assertThat(get(title).revision()).isEqualTo(2);
        assertThat(get(title).status()).isEqualTo(Status.IN_REVIEW);
        Task second = review(title);
        assertThat(second.getId()).isNotEqualTo(first.getId());
        assertThat(second.getName()).contains("星河商贸有限公司");
        assertThat(second.getDueDate().toInstant()).isEqualTo(Time.instant("2026-11-20T00:00:00"));
        time.passesUntil("2026-11-19T23:59:59");
        assertThat(told(owner)).isEmpty();

        assertThatThrownBy(() -> special.decide(title, Map.of("decision", "APPROVE", "revision", 1)))
                .hasMessageContaining("第 2 版");
        special.approve(title);
        assertThat(shop.hasPassed("invoiceTitleReview", title, "event_titleChanged", "endEvent_titleApproved")).isTrue();
    }

    @Test
    void savingTheSameDuringTheReviewChangesNothing() {
        String title = special.submitted("星河商贸");
        Task first = review(title);

        special.save(title, SpecialTitles.title("星河商贸", List.of()));

        assertThat(get(title).revision()).isEqualTo(1);
        assertThat(review(title).getId()).isEqualTo(first.getId());
    }

    @Test
    void aTitleThatIsRemovedDuringTheReviewIsReviewedNoMore() {
        String title = special.submitted("星河商贸");

        special.remove(title);

        assertThat(get(title).status()).isEqualTo(Status.REMOVED);
        assertThat(shop.hasPassed("invoiceTitleReview", title, "event_titleRemoved", "endEvent_titleRemoved")).isTrue();
        assertThat(shop.taskOf(shop.finance, title, REVIEW)).isEmpty();
        assertThatThrownBy(() -> special.titles.decide(shop.actor(shop.finance), title, 1, true, null))
                .hasMessageContaining("decided");
    }

    @Test
    void anApprovedTitleThatIsChangedIsReviewedInAProcessOfItsOwn() {
        String title = special.approved("星河商贸");

        special.save(title, SpecialTitles.title("星河商贸有限公司", List.of()));

        assertThat(get(title).status()).isEqualTo(Status.IN_REVIEW);
        assertThatThrownBy(() -> special.titles.usable(shop.companyId, title)).isInstanceOf(Refusal.class);
        special.approve(title);
        assertThat(special.titles.usable(shop.companyId, title).name()).isEqualTo("星河商贸有限公司");
        assertThat(shop.engine.getHistoryService().createHistoricProcessInstanceQuery()
                .processInstanceBusinessKey(title).finished().count()).isEqualTo(2);
    }

    @Test
    void aRevisionWithoutNewScansRestsOnThoseBefore() {
        String title = special.approved("星河商贸");
        List<Document> before = special.titles.scans(shop.actor(shop.finance), shop.companyId, title, 1);
        String newer = special.scan(Category.TAXPAYER_CERTIFICATE);

        special.save(title, SpecialTitles.title("星河商贸", List.of(newer)));

        assertThat(before).extracting(Document::category)
                .containsExactlyInAnyOrder(Category.TAX_REGISTRATION, Category.TAXPAYER_CERTIFICATE);
        assertThat(special.titles.scans(shop.actor(shop.finance), shop.companyId, title, 2)).extracting(Document::id)
                .contains(newer).hasSize(2).containsAnyElementsOf(before.stream().map(Document::id).toList());
        assertThat(special.titles.scans(shop.actor(shop.finance), shop.companyId, title, 1)).isEqualTo(before);
    }

    @Test
    void bothScansAreNeededAndNothingElse() {
        assertThatThrownBy(() -> special.save(null, SpecialTitles.title("星河商贸",
                List.of(special.scan(Category.TAX_REGISTRATION)))))
                .isInstanceOfSatisfying(Refusal.class, refusal -> assertThat(refusal.reasons())
                        .extracting(Refusal.Reason::field).containsExactly("certificateScan"));
        List<String> scans = new ArrayList<>(special.scans());
        scans.add(special.scan(Category.OTHER));
        assertThatThrownBy(() -> special.save(null, SpecialTitles.title("星河商贸", scans)))
                .hasMessageContaining("只能是税务登记证");
        assertThat(special.titles.of(shop.actor(shop.customer), shop.companyId)).isEmpty();
    }

    @Test
    void theStartFormSubmitsANewTitleOrAChangedOne() {
        Map<String, Object> form = form(null);
        assertThatThrownBy(() -> shop.start("invoiceTitleReview", form)).hasMessageContaining("税务登记证");
        form.put("documentIds", special.scans().stream().map(id -> '"' + id + '"').toList().toString());
        form.put("makeDefault", true);
        String title = shop.start("invoiceTitleReview", form);
        assertThat(special.titles.defaultOf(shop.companyId)).map(InvoiceTitle::id).contains(title);

        assertThatThrownBy(() -> shop.start("invoiceTitleReview", form(title))).hasMessageContaining("与已保存的相同");
        Map<String, Object> changed = form(title);
        changed.put("bank", "工商银行");
        assertThatThrownBy(() -> shop.start("invoiceTitleReview", changed)).hasMessageContaining("正在审核");
        special.approve(title);
        assertThat(shop.start("invoiceTitleReview", changed)).isEqualTo(title);
        assertThat(get(title).revision()).isEqualTo(2);
        assertThatThrownBy(() -> special.titles.submit(shop.actor(shop.customer), shop.companyId, null,
                new NewTitle(InvoiceTitle.Type.PERSONAL_ORDINARY, "王芳", null, null, null, null, null,
                        null, false, null))).hasMessageContaining("onlySpecial");
    }

    @Test
    void everyWrongFieldOfTheStartFormIsNamed() {
        Map<String, Object> form = form(null);
        form.putAll(Map.of("taxNumber", "91350100M000100Y44", "bankAccount", "1", "registeredPhone", "无"));
        form.remove("bank");

        assertThatThrownBy(() -> shop.start("invoiceTitleReview", form))
                .isInstanceOfSatisfying(Refusal.class, refusal -> assertThat(refusal.reasons())
                        .extracting(Refusal.Reason::field)
                        .containsExactlyInAnyOrder("taxNumber", "bankAccount", "registeredPhone", "bank"));
    }

    @Test
    void onlyMembersSubmitAndOnlyFinanceDecides() {
        Purchases stranger = new Purchases(context);
        String title = special.submitted("星河商贸");

        assertThatThrownBy(() -> shop.start(stranger.customer, "invoiceTitleReview", form(null)))
                .hasMessageContaining("没有找到");
        assertThatThrownBy(() -> shop.start(shop.finance, "invoiceTitleReview", form(null)))
                .isInstanceOf(RuntimeException.class);
        for (String user : List.of(shop.customer, shop.accountant, stranger.customer, owner)) {
            assertThatThrownBy(() -> special.titles.decide(shop.actor(user), title, 1, true, null))
                    .hasMessageContaining("onlyFinance");
            assertThat(shop.taskOf(user, title, REVIEW).map(Task::getId).filter(id -> !user.equals(owner))).isEmpty();
        }
        assertThat(get(title).status()).isEqualTo(Status.IN_REVIEW);
    }

    @Test
    void isDecidedOnceOnly() {
        String title = special.approved("星河商贸");

        assertThatThrownBy(() -> special.titles.decide(shop.actor(shop.finance), title, 1, false, "重复"))
                .hasMessageContaining("decided");
        assertThat(get(title).status()).isEqualTo(Status.APPROVED);
    }

    @Test
    void nothingSubmittedStaysInTheEngine() {
        special.submitted("留痕商贸");

        assertThat(jdbc.sql("select count(*) from ACT_RU_VARIABLE where TEXT_ like '%410000123456%'")
                .query(Integer.class).single()).isZero();
    }
}
