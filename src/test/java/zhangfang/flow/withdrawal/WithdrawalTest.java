package zhangfang.flow.withdrawal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.variable.Variables;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import zhangfang.calendar.Deadlines;
import zhangfang.document.Document;
import zhangfang.document.Documents;
import zhangfang.document.NewDocument;
import zhangfang.identity.Role;
import zhangfang.money.Money;
import zhangfang.refusal.Refusal;
import zhangfang.testing.IntegrationTest;
import zhangfang.testing.Purchases;
import zhangfang.testing.TimeMachineForTests.Time;
import zhangfang.wallet.Entry;
import zhangfang.wallet.PayOut;
import zhangfang.wallet.SentSlip;
import zhangfang.wallet.Withdrawal;
import zhangfang.wallet.Withdrawal.Status;
import zhangfang.wallet.WithdrawalProcess;
import zhangfang.wallet.Withdrawals;

/** From the balance back to the bank. */
@IntegrationTest
class WithdrawalTest {

    private static final byte[] PDF = "%PDF-1.4 receipt".getBytes(StandardCharsets.US_ASCII);

    @Autowired
    ApplicationContext context;
    @Autowired
    Time time;
    @Autowired
    Withdrawals withdrawals;
    @Autowired
    WithdrawalProcess process;
    @Autowired
    Documents documents;
    @Autowired
    JdbcClient jdbc;

    private Purchases shop;

    @BeforeEach
    void itIsATuesdayInNovember() {
        time.is("2026-11-10T09:00:00");
        shop = new Purchases(context);
    }

    @AfterEach
    void theRestSleeps() {
        shop.sleep();
    }

    @Test
    void leavesTheBalanceAtOnceAndIsPaidOutByFinance() {
        shop.haveMoney("1000.00");

        String withdrawal = shop.withdraw("400.00");

        assertThat(withdrawal).startsWith("W");
        assertThat(shop.balance()).isEqualTo(Money.of("600.00"));
        var task = shop.taskOf(shop.finance, withdrawal, "userTask_payWithdrawal").orElseThrow();
        assertThat(task.getDueDate().toInstant()).isEqualTo(Time.instant("2026-11-13T00:00:00"));
        assertThat(shop.taskOf(shop.customer, withdrawal, "userTask_payWithdrawal")).isEmpty();
        assertThat(shop.taskOf(shop.finance, withdrawal, "userTask_cancelWithdrawal")).isEmpty();

        shop.payOut(withdrawal, "2026-11-10");

        Withdrawal paid = withdrawals.get(withdrawal);
        assertThat(paid.status()).isEqualTo(Status.PAID);
        assertThat(paid.bankReference()).isEqualTo("20261110-0001");
        assertThat(paid.paidOn()).hasToString("2026-11-10");
        assertThat(shop.balance()).isEqualTo(Money.of("600.00"));
        assertThat(kinds()).containsExactly(Entry.Kind.WITHDRAWAL, Entry.Kind.TOP_UP);
        assertThat(shop.hasPassed("withdrawal", withdrawal, "endEvent_withdrawalSettled")).isTrue();
        assertThat(shop.hasEnded("withdrawal", withdrawal)).isTrue();
        assertThat(shop.notices()).contains("wallet.notice.withdrawalPaid");
    }

    @Test
    void aRejectionSaysWhyAndPutsTheMoneyBack() {
        shop.haveMoney("1000.00");
        String withdrawal = shop.withdraw("400.00");

        assertThatThrownBy(() -> shop.complete(shop.finance, withdrawal, "userTask_payWithdrawal",
                Map.of("decision", "REJECT"))).hasMessageContaining("驳回原因");
        shop.complete(shop.finance, withdrawal, "userTask_payWithdrawal",
                Map.of("decision", "REJECT", "reason", "户名与账号不符"));

        assertThat(withdrawals.get(withdrawal).status()).isEqualTo(Status.REJECTED);
        assertThat(withdrawals.get(withdrawal).reason()).isEqualTo("户名与账号不符");
        assertThat(shop.balance()).isEqualTo(Money.of("1000.00"));
        assertThat(kinds()).containsExactly(Entry.Kind.WITHDRAWAL_RETURNED, Entry.Kind.WITHDRAWAL, Entry.Kind.TOP_UP);
        assertThat(shop.hasPassed("withdrawal", withdrawal, "endEvent_withdrawalRejected")).isTrue();
        assertThat(shop.hasEnded("withdrawal", withdrawal)).isTrue();
        assertThat(shop.notices()).contains("wallet.notice.withdrawalRejected");
    }

    @Test
    void theCustomerTakesItBackInTasklistOrByTheButton() {
        shop.haveMoney("1000.00");
        String one = shop.withdraw("400.00");
        String other = shop.withdraw("500.00");

        shop.complete(shop.customer, one, "userTask_cancelWithdrawal", Map.of());
        process.cancel(shop.actor(shop.customer), other);

        assertThat(shop.balance()).isEqualTo(Money.of("1000.00"));
        for (String withdrawal : List.of(one, other)) {
            assertThat(withdrawals.get(withdrawal).status()).isEqualTo(Status.CANCELLED);
            assertThat(shop.hasPassed("withdrawal", withdrawal, "endEvent_withdrawalCancelled")).isTrue();
            assertThat(shop.taskOf(shop.finance, withdrawal, "userTask_payWithdrawal")).isEmpty();
        }
        assertThatThrownBy(() -> process.cancel(shop.actor(shop.customer), other)).hasMessageContaining("flow.taskGone");
        assertThatThrownBy(() -> withdrawals.cancel(shop.actor(shop.customer), other)).hasMessageContaining("decided");
    }

    @Test
    void afterFinanceHasDecidedItStays() {
        shop.haveMoney("1000.00");
        String withdrawal = shop.withdraw("400.00");
        shop.payOut(withdrawal, "2026-11-10");

        assertThat(shop.taskOf(shop.customer, withdrawal, "userTask_cancelWithdrawal")).isEmpty();
        assertThatThrownBy(() -> process.cancel(shop.actor(shop.customer), withdrawal))
                .hasMessageContaining("flow.taskGone");
        assertThatThrownBy(() -> withdrawals.reject(shop.actor(shop.finance), withdrawal, "x"))
                .hasMessageContaining("decided");
        assertThatThrownBy(() -> withdrawals.pay(shop.actor(shop.finance), withdrawal,
                new PayOut("1", Time.instant("2026-11-10T00:00:00").atZone(ZoneOffset.ofHours(8))
                        .toLocalDate(), null, SentSlip.NONE))).hasMessageContaining("decided");
        assertThat(shop.balance()).isEqualTo(Money.of("600.00"));
    }

    @Test
    void giftsAreNeverWithdrawn() {
        shop.haveMoney("300.00");
        shop.wallet.give(shop.actor(shop.finance), shop.companyId, "G-" + shop.companyId, Money.of("200.00"), "开业活动");

        assertThatThrownBy(() -> shop.withdraw("300.01")).hasMessageContaining("可提现金额为 300.00 元")
                .hasMessageContaining("赠送 200.00 元");
        shop.withdraw("300.00");

        assertThat(shop.wallet.balance(shop.companyId).withdrawable()).isEqualTo(Money.ZERO);
        assertThat(shop.balance()).isEqualTo(Money.of("200.00"));
        assertThatThrownBy(() -> shop.withdraw("0.01")).hasMessageContaining("可提现金额为 0.00 元");
    }

    @Test
    void whatIsAskedBackPaysNoOrder() {
        shop.haveMoney("300.00");
        shop.withdraw("100.00");
        String order = shop.order("MONTH");

        assertThatThrownBy(() -> shop.pay(order)).hasMessageContaining("还差 100.00 元");
    }

    @Test
    void isRefusedWhileInvoicesAreOwedWithTheFiguresThatSayWhy() {
        shop.haveMoney("500.00");
        invoiced("120.00");

        assertThatThrownBy(() -> shop.withdraw("100.00")).isInstanceOf(Refusal.class)
                .hasMessageContaining("-120.00").hasMessageContaining("现金消耗 0.00 元")
                .hasMessageContaining("已开票 120.00 元");
        assertThat(shop.balance()).isEqualTo(Money.of("500.00"));

        invoiced("0.00");
        shop.withdraw("100.00");
    }

    @Test
    void isNotPaidOutWhenInvoicesAreOwedByThen() {
        String order = shop.paidOrder("MONTH"); // 300.00 from cash
        shop.haveMoney("500.00");
        invoiced("300.00");
        String withdrawal = shop.withdraw("100.00");
        shop.haveMoney("1.00");
        time.passesUntil("2026-12-01T00:00:00"); // not confirmed: refunded, the invoices stay

        assertThat(shop.get(order).status().name()).isEqualTo("REFUNDED");
        assertThatThrownBy(() -> shop.payOut(withdrawal, "2026-12-01")).hasMessageContaining("-300.00");
        assertThat(withdrawals.get(withdrawal).status()).isEqualTo(Status.REQUESTED);

        invoiced("0.00"); // the invoice was returned
        shop.payOut(withdrawal, "2026-12-01");
        assertThat(withdrawals.get(withdrawal).status()).isEqualTo(Status.PAID);
    }

    @Test
    void theOwnersAreToldAtTheFirstInstantAfterTwoWorkingDays() {
        String owner = shop.person("owner-of-" + shop.companyId, Role.PROCESS_OWNER);
        shop.haveMoney("500.00");
        String late = shop.withdraw("100.00");
        String done = shop.withdraw("100.00");

        time.passesUntil("2026-11-12T23:59:59");
        assertThat(told(owner, late)).isZero();
        shop.payOut(done, "2026-11-12");
        time.passesUntil("2026-11-13T00:00:00");

        assertThat(told(owner, late)).isEqualTo(1);
        assertThat(told(owner, done)).isZero();
        assertThat(shop.hasPassed("withdrawal", late, "serviceTask_escalateWithdrawal", "endEvent_withdrawalEscalated"))
                .isTrue();
        withdrawals.escalate(late);
        assertThat(told(owner, late)).isEqualTo(1);
        shop.payOut(late, "2026-11-13"); // finance may still do it
        withdrawals.escalate(late);
    }

    @Test
    void twoWorkingDaysPassOverTheNationalHolidayAndItsMakeUpDay() {
        shop.haveMoney("500.00");
        time.is("2026-09-30T15:00:00");
        String withdrawal = shop.withdraw("100.00");

        // 10-01 to 10-07 are off; 10-08 and 10-09 are the next working days
        assertThat(withdrawals.get(withdrawal).payDue()).hasToString("2026-10-09");
        assertThat(shop.taskOf(shop.finance, withdrawal, "userTask_payWithdrawal").orElseThrow().getDueDate())
                .isEqualTo(Date.from(Deadlines.endOf(withdrawals.get(withdrawal).payDue())));
    }

    @Test
    void anOfficialCalendarMovesWhatIsOpen() {
        shop.haveMoney("500.00");
        String open = shop.withdraw("100.00");
        jdbc.sql("update withdrawal set pay_due = date '2026-11-20' where id = ?").param(open).update();

        withdrawals.calendarLoaded(2026);

        assertThat(withdrawals.get(open).payDue()).hasToString("2026-11-12");
    }

    @Test
    void everyWrongFieldIsNamed() {
        assertThatThrownBy(() -> shop.start("withdrawal", Map.of("companyId", shop.companyId, "amount", "0",
                "payeeName", "x", "bank", "x", "account", "1234-567")))
                .isInstanceOfSatisfying(Refusal.class, refusal -> assertThat(refusal.reasons())
                        .extracting(Refusal.Reason::field).containsExactly("amount", "account"));
        assertThatThrownBy(() -> shop.start("withdrawal", Map.of("companyId", shop.companyId, "amount", "1.005")))
                .isInstanceOfSatisfying(Refusal.class, refusal -> assertThat(refusal.reasons())
                        .extracting(Refusal.Reason::field)
                        .containsExactly("amount", "payeeName", "bank", "account"));
        shop.haveMoney("10.00");
        String withdrawal = shop.withdraw("10.00");
        assertThatThrownBy(() -> shop.complete(shop.finance, withdrawal, "userTask_payWithdrawal",
                Map.of("decision", "PAID", "paidOn", "soon")))
                .isInstanceOfSatisfying(Refusal.class, refusal -> assertThat(refusal.reasons())
                        .extracting(Refusal.Reason::field).containsExactly("bankReference", "paidOn"));
        for (String day : List.of("2026-11-09", "2026-11-11")) {
            assertThatThrownBy(() -> shop.payOut(withdrawal, day)).hasMessageContaining("2026-11-10");
        }
    }

    @Test
    void onlyMembersAskAndOnlyFinancePays() {
        Purchases stranger = new Purchases(context);
        shop.haveMoney("500.00");
        String withdrawal = shop.withdraw("100.00");

        assertThatThrownBy(() -> shop.start(stranger.customer, "withdrawal", Map.of("companyId", shop.companyId,
                "amount", "1", "payeeName", "x", "bank", "x", "account", "12345678"))).hasMessageContaining("没有找到");
        assertThatThrownBy(() -> withdrawals.cancel(shop.actor(shop.finance), withdrawal))
                .hasMessageContaining("onlyMembers");
        assertThatThrownBy(() -> withdrawals.cancel(shop.actor(stranger.customer), withdrawal))
                .hasMessageContaining("notFound");
        assertThatThrownBy(() -> withdrawals.reject(shop.actor(shop.customer), withdrawal, "x"))
                .hasMessageContaining("onlyFinance");
    }

    @Test
    void onlySoManyWaitAtATime() {
        shop.haveMoney("500.00");
        for (int i = 0; i < 10; i++) {
            shop.withdraw("1.00");
        }

        assertThatThrownBy(() -> shop.withdraw("1.00")).hasMessageContaining("10 笔");
    }

    @Test
    void theReceiptIsKeptForThoseWhoReadTheMoney() {
        shop.haveMoney("500.00");
        String withdrawal = shop.withdraw("100.00");
        var task = shop.taskOf(shop.finance, withdrawal, "userTask_payWithdrawal").orElseThrow();
        Document draft = documents.draft(shop.actor(shop.finance), task.getId(),
                new NewDocument("回单.pdf", Document.Category.PAYOUT_SLIP, PDF));

        shop.complete(shop.finance, withdrawal, "userTask_payWithdrawal", Map.of("decision", "PAID", "bankReference",
                "1", "paidOn", "2026-11-10", "documentIds", "[\"" + draft.id() + "\"]"));

        assertThat(documents.of(withdrawal)).singleElement().extracting(Document::fileName).isEqualTo("回单.pdf");
        assertThat(documents.download(shop.actor(shop.customer), draft.id()).content()).isEqualTo(PDF);
        assertThatThrownBy(() -> documents.download(shop.actor(shop.advisor), draft.id())).isInstanceOf(Refusal.class);
    }

    @Test
    void aFileOfARestClientIsMovedOutOfTheEngine() {
        shop.haveMoney("500.00");
        String withdrawal = shop.withdraw("100.00");

        shop.complete(shop.finance, withdrawal, "userTask_payWithdrawal", Map.of("decision", "PAID", "bankReference",
                "1", "paidOn", "2026-11-10", "file",
                Variables.fileValue("回单.pdf").file(PDF).mimeType("application/pdf").create()));

        assertThat(documents.of(withdrawal)).singleElement().extracting(Document::category)
                .isEqualTo(Document.Category.PAYOUT_SLIP);
        assertThat(jdbc.sql("select count(*) from ACT_GE_BYTEARRAY where NAME_ = 'file' or NAME_ = '回单.pdf'")
                .query(Integer.class).single()).isZero();
    }

    /** Stands for what applications for invoices have reserved. */
    private void invoiced(String amount) {
        jdbc.sql("delete from invoice_account where company_id = ?").param(shop.companyId).update();
        jdbc.sql("insert into invoice_account (company_id, invoiced, recurring) values (?, ?, false)")
                .params(shop.companyId, Money.of(amount).amount()).update();
    }

    private List<Entry.Kind> kinds() {
        return shop.wallet.entries(shop.actor(shop.customer), shop.companyId, 10).stream().map(Entry::kind).toList();
    }

    private int told(String owner, String withdrawal) {
        return jdbc.sql("select count(*) from notice where recipient_id = ? and once_key = ?")
                .params(owner, "withdrawal.overdue/" + withdrawal).query(Integer.class).single();
    }
}
