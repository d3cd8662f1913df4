package zhangfang.flow.monthlybookkeeping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static zhangfang.flow.monthlybookkeeping.CollectDocumentsTest.refused;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.test.assertions.ProcessEngineTests;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import zhangfang.engagement.Confirmations.Decided;
import zhangfang.engagement.Confirmations.Decision;
import zhangfang.engagement.FilingStatus;
import zhangfang.engagement.MonthStatus;
import zhangfang.engagement.Report;
import zhangfang.engagement.Stage;
import zhangfang.flow.monthlybookkeeping.CompanyInService.Month;
import zhangfang.identity.Actor;
import zhangfang.identity.Role;
import zhangfang.ledger.Appropriation;
import zhangfang.ledger.Closing;
import zhangfang.ledger.PeriodGate;
import zhangfang.ledger.YearEnd;
import zhangfang.money.Money;
import zhangfang.refusal.Refusal;
import zhangfang.statements.IssuedStatements;
import zhangfang.tax.IssuedTaxFigures;
import zhangfang.tax.TaxFilings;
import zhangfang.testing.IntegrationTest;
import zhangfang.testing.TimeMachineForTests;
import zhangfang.testing.TimeMachineForTests.Time;

/** 月度记账 from the books on: review, closing, confirmation by both ways, objection, filing. */
@IntegrationTest
class MonthlyBookkeepingTest {

    @Autowired
    private ApplicationContext context;
    @Autowired
    private Time time;
    @Autowired
    private ProcessEngine engine;
    @Autowired
    private Closing closing;
    @Autowired
    private PeriodGate gate;
    @Autowired
    private YearEnd yearEnd;
    @Autowired
    private IssuedStatements statements;
    @Autowired
    private IssuedTaxFigures taxFigures;
    @Autowired
    private TaxFilings filings;

    private CompanyInService company;

    @BeforeEach
    void company() {
        ProcessEngineTests.init(engine);
        time.is("2026-11-01T00:00:00");
        company = new CompanyInService(context, "2026-11");
    }

    @AfterEach
    void sleep() {
        company.sleep();
    }

    @Test
    void aMonthGoesFromDocumentsToReceipts() {
        Month month = company.begins("2026-11");
        month.hasNoDocuments();
        company.bookSale("2026-11-20");
        time.is("2026-12-08T10:00:00");
        month.isKept();
        assertThat(month.row().status()).isEqualTo(MonthStatus.IN_REVIEW);
        month.isReviewed();
        month.isClosed();
        assertThat(closing.isClosed(company.id, month.row().month())).isTrue();
        time.runDueJobs();

        assertThat(month.openTasks()).containsExactly("confirmStatements", "confirmTaxes");
        assertThat(month.row().status()).isEqualTo(MonthStatus.AWAITING_CONFIRMATION);
        assertThat(month.task("confirmTaxes").getDueDate()).isEqualTo("2026-12-14T23:59:59");
        assertThat(statements.latest(company.id, month.row().month())).get()
                .satisfies(issued -> assertThat(issued.revision()).isEqualTo(1));
        ProcessEngineTests.assertThat(month.instance()).isWaitingAt("userTask_confirmStatements",
                "userTask_confirmTaxes");

        month.isConfirmed();
        assertThat(month.row().status()).isEqualTo(MonthStatus.COMPLETED);
        assertThat(month.row().serviceCompletedAt()).isEqualTo(at("2026-12-08T10:00:00"));
        ProcessEngineTests.assertThat(month.instance()).hasPassed("event_completeService");
        assertThat(month.openTasks()).containsExactly("fileTaxes");

        month.isFiled("2026-12-08");
        assertThat(month.ended()).isTrue();
        assertThat(month.row().stage()).isEqualTo(Stage.ENDED);
        assertThat(month.row().filingStatus()).isEqualTo(FilingStatus.PAID);
        assertThat(filings.find(company.id, month.row().month())).get()
                .satisfies(filing -> assertThat(filing.isPaid()).isTrue());
        assertThat(month.actions()).containsExactly("open", "begin", "documentsNone", "documentsCollected",
                "booksKept", "reviewed", "closed", "issued", "confirmedStatements", "confirmedTaxes",
                "serviceCompleted", "filed", "paid", "end");
    }

    @Test
    void closingDecemberBooksTheYearEndAsDecidedForGood() {
        time.is("2026-12-01T00:00:00");
        company.sleep();
        company = new CompanyInService(context, "2026-12");
        Month month = company.begins("2026-12").hasNoDocuments();
        company.bookSale("2026-12-20");
        time.is("2027-01-08T10:00:00");
        month.isKept().isReviewed();
        Actor keeper = company.actor(company.keeper);
        Appropriation decided = new Appropriation(Money.of("100.00"), Money.ZERO, Money.of("300.00"));
        yearEnd.decide(keeper, company.id, 2026, decided);

        assertThat(gate.closeThroughService(keeper, company.id, month.row().month())).isTrue();

        assertThat(month.row().stage()).isEqualTo(Stage.ISSUING);
        YearEnd.Year year = yearEnd.get(keeper, company.id, 2026);
        assertThat(year.closed()).isTrue();
        assertThat(year.booked()).isEqualTo(decided);
        assertThat(year.vouchers()).extracting(voucher -> voucher.step().name()).containsExactly("CARRY_FORWARD",
                "PROFIT_TRANSFER", "RESERVES", "DISTRIBUTION", "COLLECTION");
        refused("ledger.yearEnd.closed", () -> yearEnd.decide(keeper, company.id, 2026, Appropriation.NONE));
        assertThat(yearEnd.get(keeper, company.id, 2026).booked()).isEqualTo(decided);
    }

    @Test
    void theReviewerSendsBackWithAReason() {
        Month month = company.begins("2026-11").hasNoDocuments().isKept();
        refused("flow.field.required", () -> month.does(company.reviewer, "reviewVouchers", "decision", "RETURN"));
        month.does(company.reviewer, "reviewVouchers", "decision", "RETURN", "reason", "缺少银行回单");

        assertThat(month.openTasks()).containsExactly("keepBooks");
        assertThat(month.row().status()).isEqualTo(MonthStatus.BOOKKEEPING);
        month.isKept().isReviewed();
        assertThat(month.openTasks()).containsExactly("closeMonth");
    }

    @Test
    void aReviewerDoesNotReopenWhatTheProcessGoesOnFrom() {
        Actor reviewer = company.actor(company.reviewer);
        Month month = company.begins("2026-11").goesThroughToClosed();
        YearMonth november = month.row().month();
        refused("engagement.reopen.ISSUING", () -> closing.reopenByReviewer(reviewer, company.id, november, "补记"));
        time.runDueJobs();
        refused("engagement.reopen.CONFIRMING", () -> closing.reopenByReviewer(reviewer, company.id, november, "补记"));
        month.isConfirmed();
        refused("engagement.reopen.FILING", () -> closing.reopenByReviewer(reviewer, company.id, november, "补记"));
        assertThat(closing.isClosed(company.id, november)).isTrue();
    }

    @Test
    void whoKeptTheBooksDoesNotReviewThem() {
        String both = company.person("both", Role.ACCOUNTANT, Role.REVIEWER);
        Month month = company.begins("2026-11").hasNoDocuments();
        engine.getTaskService().addCandidateUser(month.task("keepBooks").getId(), both);
        month.does(both, "keepBooks");

        refused("engagement.review.ownBooks",
                () -> month.does(both, "reviewVouchers", "decision", "APPROVE"));
        refused("engagement.review.ownBooks",
                () -> month.does(both, "reviewVouchers", "decision", "RETURN", "reason", "x"));
        assertThatThrownBy(() -> month.does(company.keeper, "reviewVouchers", "decision", "APPROVE"))
                .isInstanceOf(AuthorizationException.class);
        month.isReviewed();
        assertThat(month.openTasks()).containsExactly("closeMonth");
    }

    @Test
    void onClosingTheAccountantGoesBackForAdditions() {
        Month month = company.begins("2026-11").hasNoDocuments().isKept().isReviewed();
        month.does(company.keeper, "closeMonth", "decision", "RETURN", "reason", "漏记折旧");
        assertThat(month.openTasks()).containsExactly("keepBooks");
        month.isKept().isReviewed();
        time.is("2026-12-08T10:00:00");
        month.isClosed();
        assertThat(month.row().stage()).isEqualTo(Stage.ISSUING);
        time.runDueJobs();
        assertThat(month.row().stage()).isEqualTo(Stage.CONFIRMING);
    }

    @Test
    void issuedOnThe14thTheSystemConfirmsAtTheNextMidnight() {
        Month month = issuedAt("2026-12-14T12:00:00");
        assertThat(confirmBy(month)).isEqualTo(at("2026-12-15T00:00:00"));
        time.passesUntil("2026-12-14T23:59:59");
        assertThat(month.openTasks()).containsExactly("confirmStatements", "confirmTaxes");
        time.passesUntil("2026-12-15T00:00:00");

        assertThat(month.openTasks()).containsExactly("fileTaxes");
        assertThat(month.row().serviceCompletedAt()).isEqualTo(at("2026-12-15T00:00:00"));
        assertThat(company.confirmations().decisions(month.id)).hasSize(2)
                .allMatch(Decided::bySystem).allMatch(decided -> decided.decision() == Decision.CONFIRMED);
    }

    @Test
    void issuedAtTheVeryInstantOfThe15thWaitsForTheNext() {
        assertThat(confirmBy(issuedAt("2026-12-15T00:00:00"))).isEqualTo(at("2027-01-15T00:00:00"));
    }

    @Test
    void issuedOnThe16thTheAccountantMayFileWithoutConfirmation() {
        Month month = issuedAt("2026-11-16T09:00:00", "2026-10");
        assertThat(confirmBy(month)).isEqualTo(at("2026-12-15T00:00:00"));
        assertThat(month.openTasks()).containsExactly("confirmStatements", "confirmTaxes", "fileUnconfirmed");
        refused("flow.field.required", () -> month.does(company.keeper, "fileUnconfirmed", "filedOn", "2026-11-16",
                "reference", "SB-9"));
        month.does(company.keeper, "fileUnconfirmed", "reason", "申报期将止", "filedOn", "2026-11-16",
                "reference", "SB-9");

        assertThat(month.openTasks()).containsExactly("confirmStatements", "confirmTaxes");
        assertThat(month.row().filingStatus()).isEqualTo(FilingStatus.FILED);
        assertThat(month.row().unconfirmedFiling()).isEqualTo("申报期将止");
        refused("engagement.objection.filed", () -> month.does(company.customer, "confirmTaxes",
                "decision", "OBJECT", "reason", "税额不对"));

        month.isConfirmed();
        assertThat(month.openTasks()).containsExactly("recordReceipts");
        month.does(company.keeper, "recordReceipts", "paidOn", "2026-11-16", "reference", "WS-9");
        assertThat(month.ended()).isTrue();
    }

    @Test
    void confirmedInTimeAfterTheOfferToFileWithoutTheOfferIsWithdrawn() {
        Month month = issuedAt("2026-11-16T09:00:00", "2026-10");
        month.isConfirmed();
        assertThat(month.openTasks()).containsExactly("fileTaxes");
    }

    @Test
    void the15thOnAWeekendIsThe15th() {
        Month month = issuedAt("2026-11-10T09:00:00", "2026-10");
        assertThat(YearMonth.of(2026, 11).atDay(15).getDayOfWeek()).isEqualTo(DayOfWeek.SUNDAY);
        time.passesUntil("2026-11-15T00:00:00");
        assertThat(month.openTasks()).containsExactly("fileTaxes");
    }

    @Test
    void oneSecondBeforeTheInstantACustomerConfirmsAndAtTheInstantNoMore() {
        Month month = issuedAt("2026-12-10T12:00:00");
        time.is("2026-12-14T23:59:59");
        month.does(company.customer, "confirmStatements", "decision", "CONFIRM");
        time.is("2026-12-15T00:00:00");
        refused("engagement.confirmation.over",
                () -> month.does(company.customer, "confirmTaxes", "decision", "CONFIRM"));
        refused("engagement.confirmation.over", () -> month.does(company.customer, "confirmTaxes",
                "decision", "OBJECT", "reason", "太晚"));
        time.runDueJobs();

        assertThat(company.confirmations().decisions(month.id)).extracting(Decided::report, Decided::bySystem)
                .containsExactlyInAnyOrder(tuple(Report.STATEMENTS, false),
                        tuple(Report.TAXES, true));
        assertThat(month.openTasks()).containsExactly("fileTaxes");
    }

    @Test
    void afterDowntimeAcrossThe15thTheDeadlineCountsFromItsInstant() {
        Month month = issuedAt("2026-12-10T12:00:00");
        time.is("2026-12-17T08:30:00");
        refused("engagement.confirmation.over",
                () -> month.does(company.customer, "confirmStatements", "decision", "CONFIRM"));
        time.wasDownUntil("2026-12-17T08:30:00");

        assertThat(company.confirmations().decisions(month.id)).hasSize(2).allSatisfy(decided -> {
            assertThat(decided.effectiveAt()).isEqualTo(at("2026-12-15T00:00:00"));
            assertThat(decided.processedAt()).isEqualTo(at("2026-12-17T08:30:00"));
        });
        assertThat(month.row().serviceCompletedAt()).isEqualTo(at("2026-12-15T00:00:00"));
    }

    @Test
    void anObjectionWithdrawsTheOtherTaskVoidsItsConfirmationAndBothAreIssuedAnew() {
        Month month = issuedAt("2026-12-10T12:00:00");
        month.does(company.customer, "confirmStatements", "decision", "CONFIRM");
        refused("flow.field.required", () -> month.does(company.customer, "confirmTaxes", "decision", "OBJECT"));
        month.does(company.customer, "confirmTaxes", "decision", "OBJECT", "reason", "增值税多了");

        assertThat(month.openTasks()).containsExactly("keepBooks");
        assertThat(month.row().status()).isEqualTo(MonthStatus.OBJECTED);
        assertThat(closing.isClosed(company.id, month.row().month())).isFalse();
        assertThat(company.confirmations().decisions(month.id)).extracting(Decided::report, Decided::decision)
                .containsExactlyInAnyOrder(tuple(Report.STATEMENTS, Decision.CONFIRMED),
                        tuple(Report.STATEMENTS, Decision.VOIDED),
                        tuple(Report.TAXES, Decision.OBJECTED));

        company.bookSale("2026-11-25");
        time.is("2026-12-11T09:00:00");
        month.isKept().isReviewed().isClosed();
        time.runDueJobs();
        assertThat(month.row().revision()).isEqualTo(2);
        assertThat(statements.latest(company.id, month.row().month()).orElseThrow().revision()).isEqualTo(2);
        assertThat(taxFigures.latest(company.id, month.row().month()).orElseThrow().revision()).isEqualTo(2);
        assertThat(confirmBy(month)).isEqualTo(at("2026-12-15T00:00:00"));
        assertThat(month.openTasks()).containsExactly("confirmStatements", "confirmTaxes");
        month.isConfirmed();
        assertThat(month.openTasks()).containsExactly("fileTaxes");
    }

    @Test
    void anObjectionToTheStatementsWithdrawsTheTaxTaskAtOnce() {
        Month month = issuedAt("2026-12-10T12:00:00");
        String taxes = month.task("confirmTaxes").getId();
        month.does(company.customer, "confirmStatements", "decision", "OBJECT", "reason", "收入不对");
        assertThat(engine.getTaskService().createTaskQuery().taskId(taxes).count()).isZero();
        assertThat(month.openTasks()).containsExactly("keepBooks");
        time.passesUntil("2026-12-16T00:00:00");
        assertThat(company.confirmations().decisions(month.id)).hasSize(1);
    }

    @Test
    void reissuedOnThe14thAtNoonIsConfirmedInTheNextMonth() {
        Month month = issuedAt("2026-12-10T12:00:00");
        month.does(company.customer, "confirmStatements", "decision", "OBJECT", "reason", "收入不对");
        time.is("2026-12-14T12:00:00");
        month.isKept().isReviewed().isClosed();
        time.runDueJobs();
        assertThat(confirmBy(month)).isEqualTo(at("2027-01-15T00:00:00"));
        assertThat(month.openTasks()).containsExactly("confirmStatements", "confirmTaxes", "fileUnconfirmed");
        time.passesUntil("2027-01-15T00:00:00");
        assertThat(month.openTasks()).containsExactly("fileTaxes");
    }

    @Test
    void anObjectionThatCannotReopenTheMonthIsRefusedAsAWhole() {
        Month november = issuedAt("2026-12-10T12:00:00");
        Month december = company.begins("2026-12");
        december.hasNoDocuments().isKept().isReviewed().isClosed();
        refused("ledger.period.laterClosed", () -> november.does(company.customer, "confirmStatements",
                "decision", "OBJECT", "reason", "收入不对"));
        assertThat(november.openTasks()).containsExactly("confirmStatements", "confirmTaxes");
        assertThat(company.confirmations().decisions(november.id)).isEmpty();
    }

    @Test
    void aConfirmationOfAFinishedMonthIsAClearRefusal() {
        Month month = issuedAt("2026-12-10T12:00:00");
        month.isConfirmed().isFiled("2026-12-10");
        refused("engagement.month.elsewhere.ENDED", () -> company.confirmations()
                .confirm(company.actor(company.customer), month.id, Report.TAXES));
        refused("engagement.month.elsewhere.ENDED", () -> company.begins("2026-11"));
    }

    @Test
    void aPeriodWithAServiceMonthIsClosedAtItsStepOnly() {
        Actor keeper = company.actor(company.keeper);
        YearMonth november = YearMonth.parse("2026-11");
        assertThat(gate.closeThroughService(keeper, company.id, YearMonth.parse("2026-10"))).isFalse();
        Month month = company.begins("2026-11");
        refused("engagement.month.elsewhere.COLLECTING", () -> gate.closeThroughService(keeper, company.id, november));
        gate.requireOutsideService(company.id, YearMonth.parse("2026-10"));
        assertThatThrownBy(() -> gate.requireOutsideService(company.id, november))
                .hasMessageContaining("engagement.issue.byProcess")
                .hasMessageContaining("engagement.month.elsewhere.COLLECTING");
        month.hasNoDocuments().isKept().isReviewed();
        assertThatThrownBy(() -> gate.closeThroughService(company.actor(company.otherAccountant), company.id, november))
                .isInstanceOf(AuthorizationException.class);
        assertThat(gate.closeThroughService(keeper, company.id, november)).isTrue();

        assertThat(closing.isClosed(company.id, november)).isTrue();
        assertThat(month.row().stage()).isEqualTo(Stage.ISSUING);
        assertThat(month.actions()).contains("closed");
        refused("engagement.month.elsewhere.ISSUING", () -> gate.closeThroughService(keeper, company.id, november));
    }

    @Test
    void twelveMonthsOverlap() {
        time.is("2026-11-01T00:00:00");
        List<Month> months = new ArrayList<>();
        for (YearMonth month = YearMonth.parse("2026-11"); months.size() < 12; month = month.plusMonths(1)) {
            months.add(company.begins(month.toString()));
        }
        months.forEach(month -> month.hasNoDocuments().isKept().isReviewed());
        time.is("2027-11-10T10:00:00");
        // months close one after the other
        assertThatThrownBy(() -> months.get(5).isClosed()).isInstanceOf(Refusal.class);
        for (Month month : months) {
            month.isClosed();
        }
        time.runDueJobs();
        assertThat(months).allSatisfy(month -> assertThat(month.openTasks())
                .contains("confirmStatements", "confirmTaxes"));
        time.passesUntil("2027-11-15T00:00:00");
        months.forEach(month -> month.isFiled("2027-11-15"));
        assertThat(months).allMatch(Month::ended);
    }

    @Test
    void whoDoesNotBelongToTheCompanyDecidesNothing() {
        Month month = issuedAt("2026-12-10T12:00:00");
        String stranger = company.person("stranger", Role.CUSTOMER);
        assertThatThrownBy(() -> month.does(stranger, "confirmTaxes", "decision", "CONFIRM"))
                .isInstanceOf(AuthorizationException.class);
        engine.getTaskService().addCandidateUser(month.task("confirmTaxes").getId(), stranger);
        refused("refusal.notFound", () -> month.does(stranger, "confirmTaxes", "decision", "CONFIRM"));
    }

    private Month issuedAt(String instant) {
        return issuedAt(instant, "2026-11");
    }

    private Month issuedAt(String instant, String month) {
        if (!month.equals("2026-11")) {
            time.is(month + "-01T00:00:00");
            company = new CompanyInService(context, month);
        }
        Month begun = company.begins(month).hasNoDocuments().isKept().isReviewed();
        time.is(instant);
        begun.isClosed();
        time.runDueJobs();
        return begun;
    }

    private Instant confirmBy(Month month) {
        return company.confirmations().current(month.id).orElseThrow().confirmBy();
    }

    private static Instant at(String local) {
        return TimeMachineForTests.Time.instant(local);
    }
}
