package zhangfang.flow.servicetermination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import zhangfang.identity.Actor;
import zhangfang.identity.Role;
import zhangfang.money.Money;
import zhangfang.ordering.ServiceOrder;
import zhangfang.refusal.Refusal;
import zhangfang.termination.Termination;
import zhangfang.termination.Termination.Status;
import zhangfang.testing.IntegrationTest;
import zhangfang.testing.Purchases;
import zhangfang.testing.TimeMachineForTests.Time;
import zhangfang.wallet.Balance;

/** Leaving: every way through the process, and every deadline of it. */
@IntegrationTest
class ServiceTerminationTest {

    @Autowired
    ApplicationContext context;
    @Autowired
    Time time;
    @Autowired
    JdbcClient jdbc;

    private Leaving leaving;
    private Purchases shop;

    @BeforeEach
    void itIsTheTenthOfNovember() {
        time.is("2026-11-10T09:00:00"); // a Tuesday
        leaving = new Leaving(context);
        shop = leaving.shop;
    }

    @AfterEach
    void theRestSleeps() {
        leaving.leave();
    }

    @Test
    void inMidTermUnstartedMonthsArePaidBackAndTheRunningOnesAreFinished() {
        String order = leaving.inService("YEAR");
        String id = leaving.ask(order, "2026-12");
        time.passesUntil("2026-11-12T10:00:00");

        leaving.approve(id, "2026-12", "2500.00", "AFTER_MONTHS");

        assertThat(shop.balance()).isEqualTo(Money.of("2500.00"));
        assertThat(leaving.order(order).monthsCancelled()).isEqualTo(10);
        assertThat(leaving.order(order).termMonths()).isEqualTo(12);
        assertThat(leaving.order(order).lastMonth()).isEqualTo(YearMonth.of(2026, 12));
        assertThat(leaving.order(order).status()).isEqualTo(ServiceOrder.Status.IN_SERVICE);
        time.passesUntil("2026-12-01T00:00:00");
        assertThat(leaving.openMonths()).hasSize(2);
        time.passesUntil("2027-01-10T00:00:00");
        assertThat(leaving.openMonths()).hasSize(2);
        assertThat(leaving.get(id).status()).isEqualTo(Status.APPROVED);

        leaving.endMonths();

        assertThat(leaving.order(order).status()).isEqualTo(ServiceOrder.Status.TERMINATED);
        assertThat(shop.hasEnded("serviceOrder", order)).isTrue();
        assertThat(shop.notices()).contains("termination.notice.approved");
        assertThat(leaving.get(id).status()).isEqualTo(Status.HANDING_OVER);
        assertThat(leaving.keeper()).isEqualTo(shop.accountant);
        leaving.handOver(shop.accountant, id);
        shop.complete(shop.customer, id, "userTask_confirmHandover", Map.of("remark", "账簿少一本"));

        assertThat(leaving.get(id).status()).isEqualTo(Status.COMPLETED);
        assertThat(leaving.get(id).handedOver()).extracting(Termination.Row::kind).containsExactly("记账凭证", "账簿");
        assertThat(leaving.get(id).receivedBy()).isEqualTo("王芳");
        assertThat(leaving.get(id).confirmedBy()).isEqualTo(shop.customer);
        assertThat(leaving.keeper()).isNull();
        assertThat(leaving.passed(id, "event_serviceEnded", "endEvent_serviceTerminated")).isTrue();
        assertThat(shop.notices()).contains("termination.notice.remark", "termination.notice.completed");
    }

    @Test
    void anOrderThatWaitsForItsNextMonthEndsAtOnceWhenTheRunningOnesAreDone() {
        String order = leaving.inService("QUARTER");
        leaving.endMonths();
        String id = leaving.ask(order, "2026-11");

        leaving.approve(id, "2026-11", "560.00", "AFTER_MONTHS");

        assertThat(leaving.order(order).status()).isEqualTo(ServiceOrder.Status.TERMINATED);
        assertThat(shop.hasPassed("serviceOrder", order, "event_monthsCancelled", "endEvent_monthsEnded")).isTrue();
        assertThat(leaving.get(id).status()).isEqualTo(Status.HANDING_OVER);
    }

    @Test
    void beforeAnAccountantTakesItTheWholeOrderGoesBackAndTheClaimIsGone() {
        String order = leaving.confirmed("QUARTER");
        String id = leaving.ask(order, "2026-10");

        leaving.approve(id, "2026-10", "840.00", "NONE");

        assertThat(shop.balance()).isEqualTo(Money.of("840.00"));
        assertThat(leaving.order(order).status()).isEqualTo(ServiceOrder.Status.TERMINATED);
        assertThat(leaving.order(order).monthsServed()).isZero();
        assertThat(shop.hasPassed("serviceOrder", order, "event_orderCancelled", "endEvent_terminated")).isTrue();
        assertThat(shop.taskOf(shop.accountant, order, "userTask_claimCompany")).isEmpty();
        assertThatThrownBy(() -> shop.orders.claim(shop.actor(shop.accountant), order))
                .hasMessageContaining("ordering.order.terminated");
        assertThat(leaving.get(id).status()).isEqualTo(Status.COMPLETED);
        assertThat(leaving.ended(id)).isTrue();
    }

    @Test
    void anOrderThatWaitsForAnAccountantMayBeShortenedAndIsStillTaken() {
        String order = leaving.confirmed("QUARTER");
        String id = leaving.ask(order, "2026-11");

        leaving.approve(id, "2026-11", "560.00", "AFTER_MONTHS");

        assertThat(leaving.order(order).status()).isEqualTo(ServiceOrder.Status.CONFIRMED);
        shop.claim(order);
        time.runDueJobs();
        assertThat(leaving.openMonths()).hasSize(1);
        leaving.endMonths();
        assertThat(leaving.order(order).status()).isEqualTo(ServiceOrder.Status.TERMINATED);
        assertThat(leaving.get(id).status()).isEqualTo(Status.HANDING_OVER);
    }

    @Test
    void beforeItsFirstMonthATakenOrderEndsAtOnce() {
        leaving.inService("MONTH");
        String later = leaving.confirmed("QUARTER");
        shop.claim(later);
        String id = leaving.ask(later, "2026-11");

        leaving.approve(id, "2026-11", "840.00", "NONE"); // the first order goes on

        assertThat(leaving.order(later).status()).isEqualTo(ServiceOrder.Status.TERMINATED);
        assertThat(leaving.order(later).monthsOpened()).isZero();
        assertThat(leaving.get(id).status()).isEqualTo(Status.COMPLETED);
        assertThat(leaving.keeper()).as("the first order is still served").isEqualTo(shop.accountant);
    }

    @Test
    void freedMonthsCanBeBoughtAgain() {
        String order = leaving.inService("YEAR");
        leaving.approve(leaving.ask(order, "2026-12"), "2026-12", "2500.00", "AFTER_MONTHS");

        String next = leaving.confirmed("QUARTER");

        assertThat(leaving.order(next).firstMonth()).isEqualTo(YearMonth.of(2027, 1));
    }

    @Test
    void untilTheLastInstantTheNextMonthCanBeCancelled() {
        String order = leaving.inService("QUARTER");
        String id = leaving.ask(order, "2026-11");
        time.passesUntil("2026-11-30T23:59:59");

        leaving.approve(id, "2026-11", "560.00", "AFTER_MONTHS");
        time.passesUntil("2026-12-01T00:00:00");

        assertThat(leaving.order(order).monthsOpened()).isEqualTo(1);
        leaving.endMonths();
        assertThat(leaving.order(order).status()).isEqualTo(ServiceOrder.Status.TERMINATED);
    }

    @Test
    void fromItsFirstInstantAMonthCanNotBeCancelledEvenIfItsTimerHasNotFired() {
        String order = leaving.inService("QUARTER");
        String id = leaving.ask(order, "2026-11");
        time.is("2026-12-01T00:00:00");

        assertThatThrownBy(() -> leaving.approve(id, "2026-11", "560.00", "AFTER_MONTHS"))
                .hasMessageContaining("最后服务月请选择");
        leaving.approve(id, "2026-12", "280.00", "AFTER_MONTHS");
        time.runDueJobs();

        assertThat(leaving.order(order).monthsOpened()).isEqualTo(2);
        assertThat(shop.balance()).isEqualTo(Money.of("280.00"));
        assertThat(leaving.openMonths()).hasSize(2);
        leaving.endMonths();
        assertThat(leaving.order(order).status()).isEqualTo(ServiceOrder.Status.TERMINATED);
    }

    @Test
    void theOwnerDecidesWithinThreeWorkingDaysOrAllOwnersAreTold() {
        String id = leaving.ask(leaving.inService("YEAR"), "2026-12");
        assertThat(leaving.get(id).decisionDue()).isEqualTo(LocalDate.of(2026, 11, 13));

        time.passesUntil("2026-11-13T23:59:59");
        assertThat(shop.notices()).doesNotContain("termination.notice.decisionOverdue");
        time.passesUntil("2026-11-14T00:00:00");

        assertThat(shop.notices()).contains("termination.notice.decisionOverdue");
        assertThat(leaving.passed(id, "timer_decisionOverdue", "endEvent_decisionEscalated")).isTrue();
        leaving.reject(id, "合同另有约定");
        assertThat(leaving.get(id).status()).isEqualTo(Status.REJECTED);
        assertThat(leaving.ended(id)).isTrue();
    }

    @Test
    void acrossNationalDayTheWorkingDaysCount() {
        time.is("2026-09-28T10:00:00");
        String id = leaving.ask(leaving.inService("YEAR"), "2026-10");

        assertThat(leaving.get(id).decisionDue())
                .isEqualTo(context.getBean(zhangfang.calendar.StatutoryCalendar.class)
                        .plusWorkingDays(LocalDate.of(2026, 9, 28), 3))
                .isAfter(LocalDate.of(2026, 9, 30));
    }

    @Test
    void aRejectedRequestChangesNothingAndMayBeAskedAgain() {
        String order = leaving.inService("YEAR");
        String id = leaving.ask(order, "2026-12");

        assertThatThrownBy(() -> leaving.reject(id, " ")).hasMessageContaining("请填写此项");
        leaving.reject(id, "请先结清费用");

        assertThat(leaving.order(order).monthsCancelled()).isZero();
        assertThat(shop.balance()).isEqualTo(Money.ZERO);
        assertThat(shop.notices()).contains("termination.notice.rejected");
        assertThat(leaving.passed(id, "endEvent_notTerminated")).isTrue();
        leaving.ask(order, "2026-12");
    }

    @Test
    void theAskerTakesItBackUntilItIsDecided() {
        String order = leaving.inService("YEAR");
        String id = leaving.ask(order, "2026-12");
        assertThat(shop.taskOf(shop.accountant, id, "userTask_cancelTermination")).isEmpty();

        shop.complete(shop.customer, id, "userTask_cancelTermination", Map.of());

        assertThat(leaving.get(id).status()).isEqualTo(Status.WITHDRAWN);
        assertThat(leaving.passed(id, "endEvent_withdrawn", "endEvent_notTerminated")).isTrue();
        assertThatThrownBy(() -> leaving.terminations.reject(shop.actor(leaving.owner), id, "x"))
                .hasMessageContaining("withdrawn");
        String again = leaving.ask(order, "2026-12");
        leaving.approve(again, "2026-12", "2500.00", "AFTER_MONTHS");
        assertThat(shop.taskOf(shop.customer, again, "userTask_cancelTermination")).isEmpty();
        assertThatThrownBy(() -> leaving.terminations.withdraw(shop.actor(shop.customer), again))
                .hasMessageContaining("already");
    }

    @Test
    void theAccountantAndTheOwnerAskForTheAgency() {
        String order = leaving.inService("YEAR");
        String id = leaving.ask(shop.accountant, order, "2026-12");

        assertThat(leaving.get(id).side()).isEqualTo(Termination.Side.AGENCY);
        assertThat(shop.notices()).contains("termination.notice.askedByAgency");
        assertThat(shop.taskOf(shop.customer, id, "userTask_cancelTermination")).isEmpty();
        shop.complete(shop.accountant, id, "userTask_cancelTermination", Map.of());
        leaving.reject(leaving.ask(leaving.owner, order, "2026-12"), "已续约");
        String last = leaving.ask(shop.accountant, order, "2026-12");
        leaving.approve(last, "2026-12", "2500.00", "AT_ONCE");
        assertThat(shop.notices()).contains("termination.notice.approvedToAsker");
    }

    @Test
    void nobodyElseAsksOrDecides() {
        String order = leaving.inService("YEAR");
        String stranger = shop.person("stranger-" + shop.customer, Role.CUSTOMER);
        assertThatThrownBy(() -> leaving.ask(stranger, order, "2026-12")).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> leaving.ask(shop.colleague, order, "2026-12")).isInstanceOf(Refusal.class);
        String id = leaving.ask(order, "2026-12");

        assertThat(shop.taskOf(shop.customer, id, "userTask_decideTermination")).isEmpty();
        assertThat(shop.taskOf(shop.finance, id, "userTask_decideTermination")).isEmpty();
        assertThatThrownBy(() -> leaving.terminations.reject(shop.actor(shop.customer), id, "x"))
                .hasMessageContaining("onlyOwners");
        assertThatThrownBy(() -> leaving.ask(order, "2026-12")).hasMessageContaining("已有终止服务申请");
    }

    @Test
    void whatIsWrongIsNamed() {
        String order = leaving.inService("YEAR");
        assertThatThrownBy(() -> leaving.ask(order, "2026-10")).hasMessageContaining("最后服务月请选择");
        assertThatThrownBy(() -> leaving.ask(order, "2027-11")).hasMessageContaining("最后服务月请选择");
        assertThatThrownBy(() -> leaving.ask("O-unknown", "2026-12")).hasMessageContaining("请选择一个待会计接手");
        String id = leaving.ask(order, "2026-12");

        assertThatThrownBy(() -> leaving.approve(id, "2026-12", "2500.01", "AFTER_MONTHS"))
                .hasMessageContaining("退款金额请填写");
        assertThatThrownBy(() -> leaving.approve(id, "2026-12", "-1.00", "AFTER_MONTHS"))
                .hasMessageContaining("退款金额请填写");
        assertThatThrownBy(() -> leaving.approve(id, "2026-12", "2000.00", "AFTER_MONTHS"))
                .hasMessageContaining("扣减原因");
        assertThatThrownBy(() -> leaving.approve(id, "2026-12", "2500.00", "NONE"))
                .hasMessageContaining("需要交接资料");
        assertThat(leaving.get(id).status()).isEqualTo(Status.REQUESTED);
    }

    @Test
    void aDeductionWithAReasonLowersTheRefund() {
        String order = leaving.inService("YEAR");
        String id = leaving.ask(order, "2026-12");

        leaving.approveWithDeduction(id, "2026-12", "2000.00", "按合同扣违约金两成");

        assertThat(shop.balance()).isEqualTo(Money.of("2000.00"));
        assertThat(leaving.get(id).monthsPrice()).isEqualTo(Money.of("2500.00"));
        assertThat(leaving.get(id).deductionReason()).isEqualTo("按合同扣违约金两成");
    }

    @Test
    void nothingMayGoBackAtAll() {
        String id = leaving.ask(leaving.inService("YEAR"), "2026-12");

        leaving.approveWithDeduction(id, "2026-12", "0", "合同约定不退");

        assertThat(shop.balance()).isEqualTo(Money.ZERO);
        assertThat(leaving.get(id).refund()).isEqualTo(Money.ZERO);
    }

    @Test
    void cashGoesBackFirstSinceGiftsWereSpentFirst() {
        shop.wallet.give(shop.actor(shop.finance), shop.companyId, "G-" + shop.companyId, Money.of("600.00"), "活动");
        String order = shop.order("QUARTER");
        shop.haveMoney("240.00");
        shop.pay(order);
        shop.confirmStart(order);
        shop.claim(order);
        time.runDueJobs();
        String id = leaving.ask(order, "2026-11");

        leaving.approve(id, "2026-11", "560.00", "AFTER_MONTHS");

        Balance balance = shop.wallet.balance(shop.companyId);
        assertThat(balance.total()).isEqualTo(Money.of("560.00"));
        assertThat(balance.gift()).isEqualTo(Money.of("320.00"));
        assertThat(balance.cashConsumed()).isEqualTo(Money.ZERO);
        assertThat(leaving.get(id).refundedGift()).isEqualTo(Money.of("320.00"));
    }

    @Test
    void theCompanyHearsWhenInvoicesExceedWhatIsConsumed() {
        String order = leaving.inService("YEAR");
        jdbc.sql("insert into invoice_account (company_id, invoiced, recurring) values (?, 3000, false)")
                .param(shop.companyId).update();
        String id = leaving.ask(order, "2026-12");

        leaving.approve(id, "2026-12", "2500.00", "AFTER_MONTHS");

        assertThat(shop.notices()).contains("termination.notice.owesInvoice");
        jdbc.sql("delete from invoice_account where company_id = ?").param(shop.companyId).update();
    }

    @Test
    void atTheEndOfTheTermNothingIsCancelledAndTheThingsAreHandedBack() {
        String order = leaving.inService("MONTH");
        String id = leaving.ask(order, "2026-11");

        leaving.approve(id, "2026-11", "0.00", "AFTER_MONTHS");
        assertThat(shop.notices()).contains("termination.notice.endsWithTerm");
        leaving.endMonths();

        assertThat(leaving.order(order).status()).isEqualTo(ServiceOrder.Status.COMPLETED);
        assertThat(leaving.get(id).status()).isEqualTo(Status.HANDING_OVER);
    }

    @Test
    void whatWasAskedBeforeTheOrderEndedByItselfIsStillDecided() {
        String order = leaving.inService("MONTH");
        String id = leaving.ask(order, "2026-11");
        leaving.endMonths();

        leaving.approve(id, "2026-11", "0.00", "AFTER_MONTHS");

        assertThat(leaving.get(id).status()).isEqualTo(Status.HANDING_OVER);
    }

    @Test
    void handedOverAtOnceItEndsWhenTheMonthsDo() {
        String order = leaving.inService("YEAR");
        String id = leaving.ask(order, "2026-11");
        leaving.approve(id, "2026-11", "2750.00", "AT_ONCE");
        assertThatThrownBy(() -> leaving.terminations.handOver(shop.actor(shop.colleague), id, null))
                .isInstanceOf(Refusal.class);
        leaving.handOver(shop.accountant, id);
        assertThat(shop.taskOf(shop.accountant, id, "userTask_confirmHandover")).isEmpty();
        shop.complete(shop.customer, id, "userTask_confirmHandover", Map.of());

        assertThat(leaving.get(id).status()).isEqualTo(Status.HANDED_OVER);
        assertThat(leaving.keeper()).isEqualTo(shop.accountant);
        leaving.endMonths();

        assertThat(leaving.get(id).status()).isEqualTo(Status.COMPLETED);
        assertThat(leaving.keeper()).isNull();
        assertThat(leaving.passed(id, "event_lastMonthEnded")).isTrue();
    }

    @Test
    void theThingsAreHandedOverWithinFiveWorkingDaysOrOwnersAreTold() {
        String id = leaving.ask(leaving.inService("YEAR"), "2026-11");
        leaving.approve(id, "2026-11", "2750.00", "AT_ONCE"); // Tuesday, so due on the next Tuesday

        time.passesUntil("2026-11-17T23:59:59");
        assertThat(shop.notices()).doesNotContain("termination.notice.handoverOverdue");
        time.passesUntil("2026-11-18T00:00:00");

        assertThat(shop.notices()).contains("termination.notice.handoverOverdue");
        leaving.handOver(shop.accountant, id);
        assertThat(leaving.get(id).status()).isEqualTo(Status.AWAITING_CONFIRMATION);
    }

    @Test
    void fifteenDaysOfSilenceConfirm() {
        String id = leaving.ask(leaving.inService("YEAR"), "2026-11");
        leaving.approve(id, "2026-11", "2750.00", "AT_ONCE");
        leaving.handOver(shop.accountant, id);
        Instant ends = Time.instant("2026-11-26T00:00:00");
        assertThat(leaving.get(id).confirmEnds()).isEqualTo(ends);

        time.passesUntil("2026-11-25T23:59:59");
        assertThat(leaving.get(id).status()).isEqualTo(Status.AWAITING_CONFIRMATION);
        time.is("2026-11-26T00:00:00");
        assertThatThrownBy(() -> shop.complete(shop.customer, id, "userTask_confirmHandover", Map.of()))
                .hasMessageContaining("已过确认期限");
        time.wasDownUntil("2026-11-28T08:00:00");

        assertThat(leaving.get(id).confirmedBy()).isEqualTo(Actor.SYSTEM.id());
        assertThat(leaving.get(id).confirmedAt()).isEqualTo(ends);
        assertThat(shop.notices()).contains("termination.notice.confirmedBySilence");
        assertThat(leaving.passed(id, "timer_confirmationEnds", "serviceTask_confirmBySilence")).isTrue();
    }

    @Test
    void theListNamesItsWrongRows() {
        String id = leaving.ask(leaving.inService("YEAR"), "2026-11");
        leaving.approve(id, "2026-11", "2750.00", "AT_ONCE");

        assertThatThrownBy(() -> shop.complete(shop.accountant, id, "userTask_handOverCompany",
                Map.of("receivedBy", "王芳", "rows", "[{\"kind\":\"账簿\",\"quantity\":0}]")))
                .hasMessageContaining("100000");
        assertThatThrownBy(() -> shop.complete(shop.accountant, id, "userTask_handOverCompany",
                Map.of("receivedBy", "王芳", "rows", "[]"))).hasMessageContaining("清单");
    }

    @Test
    void loadingTheCalendarMovesTheOpenDeadlines() {
        String asked = leaving.ask(leaving.inService("YEAR"), "2026-11");
        jdbc.sql("update service_termination set decision_due = date '2026-12-31' where id = ?").param(asked).update();

        leaving.terminations.calendarLoaded(2026);

        assertThat(leaving.get(asked).decisionDue()).isEqualTo(LocalDate.of(2026, 11, 13));
        leaving.approve(asked, "2026-11", "2750.00", "AT_ONCE");
        jdbc.sql("update service_termination set handover_due = date '2026-12-31' where id = ?").param(asked).update();
        leaving.terminations.calendarLoaded(2026);
        assertThat(leaving.get(asked).handoverDue()).isEqualTo(LocalDate.of(2026, 11, 17));
    }
}
