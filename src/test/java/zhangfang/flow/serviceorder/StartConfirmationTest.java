package zhangfang.flow.serviceorder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import zhangfang.money.Money;
import zhangfang.ordering.ServiceOrder;
import zhangfang.ordering.ServiceOrder.Status;
import zhangfang.testing.IntegrationTest;
import zhangfang.testing.Purchases;
import zhangfang.testing.TimeMachineForTests.Time;
import zhangfang.wallet.Entry;

/** From the payment to the confirmed start, or to the refund at the end of the month. */
@IntegrationTest
class StartConfirmationTest {

    @Autowired
    ApplicationContext context;
    @Autowired
    Time time;

    private final TimeZone zone = TimeZone.getDefault();
    private Purchases shop;

    @BeforeEach
    void itIsTheTenthOfNovember() {
        time.is("2026-11-10T09:00:00");
        shop = new Purchases(context);
    }

    @AfterEach
    void theRestSleeps() {
        TimeZone.setDefault(zone);
        shop.sleep();
    }

    @Test
    void aConfirmedStartFixesTheMonthsAndGoesToTheAccountants() {
        String order = shop.paidOrder("QUARTER");

        shop.confirmStart(order);

        assertThat(shop.get(order).status()).isEqualTo(Status.CONFIRMED);
        assertThat(shop.get(order).firstMonth()).isEqualTo(YearMonth.of(2026, 11));
        assertThat(shop.get(order).lastMonth()).isEqualTo(YearMonth.of(2027, 1));
        assertThat(shop.taskOf(shop.accountant, order, "userTask_claimCompany")).isPresent();
        assertThat(shop.balance()).isEqualTo(Money.ZERO);
    }

    @Test
    void refundsInFullWhenStartIsNotConfirmedByMonthEnd() {
        String order = shop.paidOrder("MONTH");

        time.passesUntil("2026-11-30T23:59:59");
        assertThat(shop.get(order).status()).isEqualTo(Status.PAID);
        time.passesUntil("2026-12-01T00:00:00");

        assertRefundedOnce(order, "2026-12-01T00:00:00", "2026-12-01T00:00:00");
        assertThat(shop.hasPassed("serviceOrder", order, "timer_monthEnd", "serviceTask_refundOrder",
                "endEvent_refunded")).isTrue();
        assertThat(shop.taskOf(shop.customer, order, "userTask_confirmStart")).isEmpty();
        assertThat(shop.notices()).contains("ordering.notice.startReminder", "ordering.notice.refunded");
    }

    @ParameterizedTest
    @CsvSource({
            "2026-11-30T23:50:00, 2026-12-01T00:00:00", // the last day of a month
            "2028-02-29T10:00:00, 2028-03-01T00:00:00", // a leap day
            "2027-02-28T23:59:59, 2027-03-01T00:00:00",
            "2026-12-31T20:00:00, 2027-01-01T00:00:00"  // the end of a year
    })
    void refundsAtTheFirstInstantOfTheMonthAfterThePayment(String bought, String refunded) {
        time.is(bought);
        String order = shop.paidOrder("MONTH");
        assertThat(shop.get(order).confirmationEnds()).isEqualTo(Time.instant(refunded));

        time.passesUntil(refunded);

        assertRefundedOnce(order, refunded, refunded);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTC", "America/New_York", "Pacific/Kiritimati"})
    void theMachinesZoneDoesNotMatter(String machine) {
        TimeZone.setDefault(TimeZone.getTimeZone(machine));
        String order = shop.paidOrder("MONTH");

        time.passesUntil("2026-11-30T23:59:59");
        assertThat(shop.get(order).status()).isEqualTo(Status.PAID);
        time.passesUntil("2026-12-01T00:00:00");

        assertRefundedOnce(order, "2026-12-01T00:00:00", "2026-12-01T00:00:00");
    }

    @Test
    void paidInTheMonthAfterTheOrderHasThatMonthToConfirm() {
        time.is("2026-11-30T20:00:00");
        String order = shop.order("MONTH");
        shop.haveMoney("300.00");
        time.passesUntil("2026-12-01T10:00:00");

        shop.pay(order);

        assertThat(shop.get(order).confirmationEnds()).isEqualTo(Time.instant("2027-01-01T00:00:00"));
        shop.confirmStart(order);
        assertThat(shop.get(order).firstMonth()).isEqualTo(YearMonth.of(2026, 12));
    }

    @Test
    void aClickOneSecondBeforeTheDeadlineWins() {
        String order = shop.paidOrder("MONTH");
        time.is("2026-11-30T23:59:59");

        shop.confirmStart(order);
        time.passesUntil("2026-12-01T00:00:00");

        assertThat(shop.get(order).confirmedAt()).isEqualTo(Time.instant("2026-11-30T23:59:59"));
        assertThat(shop.get(order).firstMonth()).isEqualTo(YearMonth.of(2026, 11));
        assertThat(shop.balance()).isEqualTo(Money.ZERO);
    }

    @Test
    void aClickAtTheDeadlinesInstantIsRefusedEvenIfTheTimerHasNotFired() {
        String order = shop.paidOrder("MONTH");
        time.is("2026-12-01T00:00:00");

        assertThatThrownBy(() -> shop.confirmStart(order)).hasMessageContaining("已过确认期限");

        assertThat(shop.get(order).status()).isEqualTo(Status.PAID);
        time.runDueJobs();
        assertRefundedOnce(order, "2026-12-01T00:00:00", "2026-12-01T00:00:00");
    }

    @Test
    void afterDowntimeAcrossTheDeadlineItIsRefundedOnceForTheDeadlinesInstant() {
        String order = shop.paidOrder("MONTH");

        time.wasDownUntil("2026-12-05T08:00:00");

        assertRefundedOnce(order, "2026-12-01T00:00:00", "2026-12-05T08:00:00");
        assertThat(shop.notices()).doesNotContain("ordering.notice.startReminder");
    }

    @Test
    void remindsThreeDaysBeforeTheEndOfTheMonth() {
        String order = shop.paidOrder("MONTH");

        time.passesUntil("2026-11-27T23:59:59");
        assertThat(shop.notices()).doesNotContain("ordering.notice.startReminder");
        time.passesUntil("2026-11-28T00:00:00");

        assertThat(shop.notices()).containsOnlyOnce("ordering.notice.startReminder");
        assertThat(shop.taskOf(shop.customer, order, "userTask_confirmStart")).isPresent();
    }

    @Test
    void remindsAtOnceWhenBoughtInTheLastThreeDays() {
        time.is("2026-11-29T15:00:00");
        shop.paidOrder("MONTH");

        time.runDueJobs();

        assertThat(shop.notices()).containsOnlyOnce("ordering.notice.startReminder");
    }

    @Test
    void theTaskSaysWhoseItIsAndWhenItIsDue() {
        String order = shop.paidOrder("MONTH");
        var task = shop.taskOf(shop.customer, order, "userTask_confirmStart").orElseThrow();

        assertThat(task.getName()).startsWith("确认开始服务 · 星河商贸").endsWith(order);
        assertThat(task.getDueDate().toInstant()).isEqualTo(Time.instant("2026-12-01T00:00:00"));
        assertThat(task.getFollowUpDate().toInstant()).isEqualTo(Time.instant("2026-11-28T00:00:00"));
    }

    @Test
    void aRefundGivesGiftsBackAsGiftsAndCashAsCash() {
        shop.wallet.give(shop.actor(shop.finance), shop.companyId, "G-" + shop.companyId, Money.of("120.00"), "开业活动");
        shop.haveMoney("200.00");
        String order = shop.order("MONTH");
        shop.pay(order);
        assertThat(shop.wallet.balance(shop.companyId).gift()).isEqualTo(Money.ZERO);
        assertThat(shop.wallet.balance(shop.companyId).cashConsumed()).isEqualTo(Money.of("180.00"));

        time.passesUntil("2026-12-01T00:00:00");

        assertThat(shop.balance()).isEqualTo(Money.of("320.00"));
        assertThat(shop.wallet.balance(shop.companyId).gift()).isEqualTo(Money.of("120.00"));
        assertThat(shop.wallet.balance(shop.companyId).cashConsumed()).isEqualTo(Money.ZERO);
    }

    @Test
    void aFurtherOrderStartsAfterTheLastMonthOfTheFirst() {
        String first = shop.paidOrder("QUARTER");
        shop.confirmStart(first);
        String second = shop.paidOrder("MONTH");
        assertThat(shop.get(second).firstMonth()).isEqualTo(YearMonth.of(2027, 2));

        shop.confirmStart(second);

        assertThat(shop.get(second).firstMonth()).isEqualTo(YearMonth.of(2027, 2));
    }

    @Test
    void anOrderThatWasRefundedLeavesItsMonthsToTheNext() {
        String first = shop.paidOrder("QUARTER");
        time.passesUntil("2026-12-01T00:00:00");
        assertThat(shop.get(first).status()).isEqualTo(Status.REFUNDED);
        String second = shop.order("MONTH");
        shop.pay(second);

        shop.confirmStart(second);

        assertThat(shop.get(second).firstMonth()).isEqualTo(YearMonth.of(2026, 12));
    }

    @Test
    void aLaterFirstMonthIsKept() {
        shop.haveMoney("300.00");
        String order = shop.start("serviceOrder", Map.of("companyId", shop.companyId, "packageCode", "MONTH",
                "firstMonth", "2027-03"));
        shop.pay(order);

        shop.confirmStart(order);

        assertThat(shop.get(order).firstMonth()).isEqualTo(YearMonth.of(2027, 3));
    }

    private void assertRefundedOnce(String orderId, String effective, String processed) {
        ServiceOrder order = shop.get(orderId);
        assertThat(order.status()).isEqualTo(Status.REFUNDED);
        assertThat(order.endedAt()).isEqualTo(Time.instant(effective));
        assertThat(shop.balance()).isEqualTo(order.price());
        List<Entry> refunds = shop.wallet.entries(shop.actor(shop.customer), shop.companyId, 100).stream()
                .filter(entry -> entry.kind() == Entry.Kind.REFUND).toList();
        assertThat(refunds).singleElement().satisfies(refund -> {
            assertThat(refund.amount()).isEqualTo(order.price());
            assertThat(refund.reference()).isEqualTo(orderId);
            assertThat(refund.effectiveAt()).isEqualTo(Time.instant(effective));
            assertThat(refund.processedAt()).isEqualTo(Time.instant(processed));
        });
        assertThat(shop.hasEnded("serviceOrder", orderId)).isTrue();
    }
}
