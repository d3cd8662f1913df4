package zhangfang.flow.monthlybookkeeping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.variable.Variables;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import zhangfang.engagement.Declaration;
import zhangfang.engagement.MonthStatus;
import zhangfang.engagement.Stage;
import zhangfang.flow.engine.ProcessVariables;
import zhangfang.flow.monthlybookkeeping.CompanyInService.Month;
import zhangfang.identity.Role;
import zhangfang.intake.Mailing;
import zhangfang.intake.Mailing.HandoverRow;
import zhangfang.intake.Mailing.State;
import zhangfang.intake.NewMailing;
import zhangfang.notice.Notices;
import zhangfang.refusal.Refusal;
import zhangfang.testing.IntegrationTest;
import zhangfang.testing.TimeMachineForTests.Time;

/** 收集票据: mailings, signing for them, and how collecting ends. */
@IntegrationTest
class CollectDocumentsTest {

    private static final String HANDOVER = "[{\"kind\":\"发票\",\"quantity\":12,\"remark\":\"含两张专票\"}]";

    @Autowired
    private ApplicationContext context;
    @Autowired
    private Time time;
    @Autowired
    private Notices notices;
    @Autowired
    private ProcessEngine engine;
    @Autowired
    private JdbcClient jdbc;

    private CompanyInService company;
    private Month month;

    @BeforeEach
    void november() {
        time.is("2026-11-01T00:00:00");
        company = new CompanyInService(context, "2026-11");
        month = company.begins("2026-11");
    }

    @AfterEach
    void sleep() {
        company.sleep();
    }

    @Test
    void beginsByAwaitingDocuments() {
        assertThat(month.row().status()).isEqualTo(MonthStatus.AWAITING_DOCUMENTS);
        assertThat(month.openTasks()).containsExactly("endCollecting", "mailDocuments");
        assertThat(month.task("mailDocuments").getName()).isEqualTo("邮寄票据 · 星河商贸 · 2026-11");
        assertThat(month.task("mailDocuments").getDueDate()).isEqualTo("2026-12-03T23:59:59");
    }

    @Test
    void eachMailingHasItsOwnSignOffAndTheLeastAdvancedShows() {
        courier("SF0001");
        assertThat(month.row().status()).isEqualTo(MonthStatus.DOCUMENTS_UNDERWAY);
        month.does(company.customer, "mailDocuments", "choice", "MAIL", "way", "HAND_IN");

        assertThat(month.openTasks()).containsExactly("endCollecting", "mailDocuments", "signMailing", "signMailing");
        assertThat(month.row().status()).isEqualTo(MonthStatus.DOCUMENTS_UNDERWAY);

        sign();
        assertThat(month.row().status()).isEqualTo(MonthStatus.AWAITING_SIGN_OFF);
        sign();
        assertThat(month.row().status()).isEqualTo(MonthStatus.AWAITING_DOCUMENTS);
        assertThat(company.mailings().ofMonth(month.id)).extracting(Mailing::state)
                .containsExactly(State.SIGNED, State.SIGNED);
        assertThat(company.mailings().ofMonth(month.id).get(0).handover())
                .containsExactly(new HandoverRow("发票", 12, "含两张专票"));

        month.does(company.customer, "mailDocuments", "choice", "COMPLETE");
        assertThat(month.openTasks()).containsExactly("keepBooks");
        assertThat(month.row().status()).isEqualTo(MonthStatus.BOOKKEEPING);
    }

    @Test
    void anArrivalThatIsRecordedAwaitsSignOff() {
        courier("SF0002");
        company.mailings().arrived(company.actor(company.keeper), company.mailings().ofMonth(month.id).get(0).id());
        assertThat(month.row().status()).isEqualTo(MonthStatus.AWAITING_SIGN_OFF);
    }

    @Test
    void waitsForTheLastSignOffAfterTheCustomerDeclaredAllSent() {
        courier("SF0003");
        month.does(company.customer, "mailDocuments", "choice", "COMPLETE");
        assertThat(month.openTasks()).containsExactly("endCollecting", "signMailing");
        assertThat(month.row().status()).isEqualTo(MonthStatus.DOCUMENTS_UNDERWAY);

        sign();
        assertThat(month.openTasks()).containsExactly("keepBooks");
    }

    @Test
    void aMailingThatNeverArrivedDoesNotHoldUpTheMonth() {
        courier("SF0004");
        month.does(company.customer, "mailDocuments", "choice", "COMPLETE");
        refused("intake.sign.whyNotReceived",
                () -> month.does(company.keeper, "signMailing", "choice", "NOT_RECEIVED"));
        month.does(company.keeper, "signMailing", "choice", "NOT_RECEIVED", "remark", "快递丢失");

        assertThat(month.openTasks()).containsExactly("keepBooks");
        assertThat(company.mailings().ofMonth(month.id).get(0).state()).isEqualTo(State.NOT_RECEIVED);
    }

    @Test
    void noDocumentsThisMonthGoesStraightToTheBooks() {
        month.hasNoDocuments();
        assertThat(month.openTasks()).containsExactly("keepBooks");
        assertThat(month.row().documentsDeclared()).isEqualTo(Declaration.NONE);
    }

    @Test
    void theAccountantDeclaresCompleteOnlyWhenAllIsSignedFor() {
        courier("SF0005");
        refused("engagement.documents.unsigned",
                () -> month.does(company.keeper, "endCollecting", "choice", "COMPLETE"));
        sign();
        month.does(company.keeper, "endCollecting", "choice", "COMPLETE");
        assertThat(month.openTasks()).containsExactly("keepBooks");
    }

    @Test
    void fromThe6thTheAccountantGoesOnWithoutDocuments() {
        time.is("2026-12-05T23:59:59");
        refused("engagement.documents.tooEarly", () -> month.does(company.keeper, "endCollecting",
                "choice", "WITHOUT", "reason", "客户未寄票"));
        time.is("2026-12-06T00:00:00");
        refused("flow.field.required",
                () -> month.does(company.keeper, "endCollecting", "choice", "WITHOUT"));
        month.does(company.keeper, "endCollecting", "choice", "WITHOUT", "reason", "客户未寄票");

        assertThat(month.openTasks()).containsExactly("keepBooks");
        assertThat(month.row().documentsDeclared()).isEqualTo(Declaration.WITHOUT);
        assertThat(month.actions()).contains("documentsWithout", "documentsCollected");
    }

    @Test
    void aMailingStillUnderwayIsSignedForLaterAndGoesToTheNextMonthUnlessTaken() {
        courier("SF0006");
        courier("SF0007");
        time.is("2026-12-06T08:00:00");
        month.does(company.keeper, "endCollecting", "choice", "WITHOUT", "reason", "在途");
        assertThat(month.openTasks()).containsExactly("keepBooks", "signMailing", "signMailing");

        month.does(company.keeper, "signMailing", "choice", "RECEIVED", "handover", HANDOVER, "intoThisMonth", true);
        sign();
        assertThat(company.mailings().ofMonth(month.id)).extracting(Mailing::booksMonth)
                .containsExactly(YearMonth.parse("2026-11"), YearMonth.parse("2026-12"));
        assertThat(month.row().status()).isEqualTo(MonthStatus.BOOKKEEPING);
    }

    @Test
    void aLaterMailingGetsItsSignOffUntilTheMonthIsClosed() {
        NewMailing later = new NewMailing(Mailing.Way.HAND_IN, null, null, null, null, null, "补寄", List.of());
        refused("intake.mailing.useTask", () -> announceLate(later));
        month.hasNoDocuments();
        Mailing announced = announceLate(later);
        assertThat(announced.late()).isTrue();
        assertThat(month.openTasks()).containsExactly("keepBooks", "signMailing");

        time.is("2026-12-08T10:00:00");
        month.isKept().isReviewed().isClosed();
        refused("intake.mailing.monthClosed", () -> announceLate(later));
        refused("intake.sign.monthClosed", () -> month.does(company.keeper, "signMailing", "choice", "RECEIVED",
                "handover", HANDOVER, "intoThisMonth", true));
        sign();
        assertThat(company.mailings().ofMonth(month.id).get(0).booksMonth()).hasToString("2026-12");
        time.runDueJobs();
        assertThat(month.openTasks()).containsExactly("confirmStatements", "confirmTaxes");
    }

    @Test
    void remindsDailyFromThe3rdAndOnceAfterDowntime() {
        time.passesUntil("2026-12-03T08:59:59");
        assertThat(reminders()).isZero();
        time.passesUntil("2026-12-05T12:00:00");
        assertThat(reminders()).isEqualTo(3);

        time.wasDownUntil("2026-12-09T12:00:00");
        assertThat(reminders()).isEqualTo(4);
        time.passesUntil("2026-12-10T12:00:00");
        assertThat(reminders()).isEqualTo(5);

        month.hasNoDocuments();
        time.passesUntil("2026-12-12T12:00:00");
        assertThat(reminders()).isEqualTo(5);
    }

    @Test
    void anOverdueTaskIsOfferedToAllAccountants() {
        refusedByEngine(() -> month.does(company.otherAccountant, "endCollecting", "choice", "NONE"));
        time.passesUntil("2026-12-07T00:00:00");
        month.does(company.otherAccountant, "endCollecting", "choice", "NONE");
        assertThat(month.openTasks()).containsExactly("keepBooks");
    }

    @Test
    void refusesBadInputBesideItsField() {
        refusedFields(() -> month.does(company.customer, "mailDocuments", "choice", "MAIL", "way", "COURIER",
                "trackingNumber", "?"), "courier", "trackingNumber");
        refusedFields(() -> month.does(company.customer, "mailDocuments", "choice", "MAIL", "way", "PICKUP",
                "pickupFrom", "2026-11-02T16:00", "pickupUntil", "2026-11-02T14:00"), "pickupAddress", "pickupUntil");
        refusedFields(() -> month.does(company.customer, "mailDocuments", "choice", "MAIL", "way", "PICKUP",
                "pickupAddress", "人民路 1 号", "pickupFrom", "昨天"), "pickupFrom");
        refusedFields(() -> month.does(company.customer, "mailDocuments", "choice", "MAIL", "way", "UPLOAD"),
                "documentIds");
        refusedFields(() -> month.does(company.customer, "mailDocuments", "choice", "TELEPATHY"), "choice");
        refusedFields(() -> month.does(company.customer, "mailDocuments"), "choice");
        month.does(company.customer, "mailDocuments", "choice", "MAIL", "way", "HAND_IN");
        refusedFields(() -> month.does(company.keeper, "signMailing", "choice", "RECEIVED"), "handover");
        refusedFields(() -> month.does(company.keeper, "signMailing", "choice", "RECEIVED", "handover",
                "[{\"kind\":\"\",\"quantity\":1},{\"kind\":\"发票\",\"quantity\":0}]"), "handover", "handover");
        refused("engagement.documents.noneButMailed",
                () -> month.does(company.customer, "mailDocuments", "choice", "NONE"));
        assertThat(company.mailings().ofMonth(month.id)).hasSize(1);
    }

    @Test
    void acceptsAPickupWithItsWindow() {
        month.does(company.customer, "mailDocuments", "choice", "MAIL", "way", "PICKUP", "pickupAddress", "人民路 1 号",
                "pickupFrom", "2026-11-02T14:00", "pickupUntil", "2026-11-02T16:00");
        assertThat(month.row().status()).isEqualTo(MonthStatus.DOCUMENTS_UNDERWAY);
    }

    @Test
    void strangersAreRefused() {
        String stranger = company.person("stranger", Role.CUSTOMER);
        refusedByEngine(() -> month.does(stranger, "mailDocuments", "choice", "NONE"));
    }

    @Test
    void roguesSubmitVariablesInVain() {
        month.does(company.customer, "mailDocuments", "choice", "MAIL", "way", "HAND_IN",
                "serviceMonthId", "M-other", "stage", "ENDED", "monthFacts", "nonsense", "documentsDeclared", true);
        assertThat(month.row().stage()).isEqualTo(Stage.COLLECTING);
        assertThat(month.openTasks()).containsExactly("endCollecting", "mailDocuments", "signMailing");
        assertThat(engine.getRuntimeService().createVariableInstanceQuery()
                .processInstanceIdIn(month.instance().getId()).list())
                .allMatch(variable -> ProcessVariables.KEPT.contains(variable.getName()));
    }

    @Test
    void aSubmittedFileIsKeptByTheDomainAndNotByTheEngine() {
        byte[] secret = "%PDF-1.7 秘密内容-4711".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        company.as(company.customer, () -> {
            engine.getTaskService().complete(month.task("mailDocuments").getId(), Map.of("choice", "MAIL",
                    "way", "UPLOAD", "file", Variables.fileValue("流水.pdf").file(secret).create()));
            return null;
        });
        assertThat(jdbc.sql("select count(*) from document where company_id = ? and kept_at is not null")
                .param(company.id).query(Integer.class).single()).isEqualTo(1);
        assertThat(jdbc.sql("select count(*) from ACT_GE_BYTEARRAY where NAME_ in ('file', '流水.pdf')")
                .query(Integer.class).single()).isZero();
        assertThat(jdbc.sql("select count(*) from ACT_HI_VARINST where NAME_ = 'file'")
                .query(Integer.class).single()).isZero();
    }

    @Test
    void openingTwiceAnswersTheSameMonthAndStartingTwiceIsRefused() {
        String again = company.months().open(zhangfang.identity.Actor.SYSTEM, null, company.id,
                YearMonth.parse("2026-11"));
        assertThat(again).isEqualTo(month.id);
        refused("engagement.month.elsewhere.COLLECTING", () -> company.begins("2026-11"));
        assertThatThrownBy(() -> engine.getRuntimeService()
                .startProcessInstanceByKey(MonthlyBookkeepingFlow.PROCESS, "M-unknown")).isInstanceOf(Refusal.class);
    }

    private Mailing announceLate(NewMailing mailing) {
        return company.mailings().announceLate(company.actor(company.customer), month.id, mailing);
    }

    private void courier(String number) {
        month.does(company.customer, "mailDocuments", "choice", "MAIL", "way", "COURIER", "courier", "顺丰",
                "trackingNumber", number);
    }

    private void sign() {
        month.does(company.keeper, "signMailing", "choice", "RECEIVED", "handover", HANDOVER);
    }

    private long reminders() {
        return notices.of(company.customer, 100).stream()
                .filter(notice -> notice.text().contains("2026-12-03") && notice.taskId() == null).count();
    }

    static void refused(String key, ThrowingCallable what) {
        assertThatThrownBy(what).isInstanceOfSatisfying(Refusal.class, refusal ->
                assertThat(refusal.reasons()).extracting(Refusal.Reason::key).contains(key));
    }

    private static void refusedFields(ThrowingCallable what, String... fields) {
        assertThatThrownBy(what).isInstanceOfSatisfying(Refusal.class, refusal ->
                assertThat(refusal.reasons()).extracting(Refusal.Reason::field).containsExactly(fields));
    }

    private static void refusedByEngine(ThrowingCallable what) {
        assertThatThrownBy(what).isInstanceOf(org.camunda.bpm.engine.AuthorizationException.class);
    }
}
