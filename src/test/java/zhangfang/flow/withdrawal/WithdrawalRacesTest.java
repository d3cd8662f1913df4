package zhangfang.flow.withdrawal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import zhangfang.identity.Actor;
import zhangfang.money.Money;
import zhangfang.notice.Worklist;
import zhangfang.ordering.ServiceOrder;
import zhangfang.testing.AtOnce;
import zhangfang.testing.PostgresTest;
import zhangfang.testing.Purchases;
import zhangfang.testing.TimeMachineForTests.Time;
import zhangfang.wallet.Balance;
import zhangfang.wallet.Entry;
import zhangfang.wallet.NewWithdrawal;
import zhangfang.wallet.WalletStatement;
import zhangfang.wallet.WalletStatements;
import zhangfang.wallet.Withdrawal;
import zhangfang.wallet.Withdrawal.Status;
import zhangfang.wallet.WithdrawalProcess;
import zhangfang.wallet.Withdrawals;

/** Real threads on a real database: cash is spent, given back or paid out, never twice. */
@PostgresTest
class WithdrawalRacesTest {

    private static final int ROUNDS = 5;

    @Autowired
    ApplicationContext context;
    @Autowired
    Time time;
    @Autowired
    ManagementService management;
    @Autowired
    Withdrawals withdrawals;
    @Autowired
    WithdrawalProcess process;
    @Autowired
    WalletStatements statements;
    @Autowired
    Worklist worklist;
    @Autowired
    JdbcClient jdbc;

    private Purchases shop;

    @BeforeEach
    void itIsTheTenthOfNovember() {
        time.is("2026-11-10T09:00:00");
        shop = new Purchases(context);
    }

    @AfterEach
    void theRestSleeps() {
        shop.sleep();
    }

    @Test
    void fiftyWithdrawalsOfOneBalanceTakeWhatIsThereAndNoMore() throws Exception {
        shop.haveMoney("350.00");
        AtOnce.Action ask = () -> shop.withdraw("100.00");

        List<Throwable> failures = AtOnce.together(Collections.nCopies(50, ask).toArray(AtOnce.Action[]::new));

        assertThat(failures).filteredOn(failure -> failure == null).hasSize(3);
        assertThat(failures).filteredOn(failure -> failure != null)
                .allSatisfy(failure -> assertThat(failure).hasMessageContaining("可提现金额为 50.00 元"));
        assertThat(shop.balance()).isEqualTo(Money.of("50.00"));
        assertThat(count(Entry.Kind.WITHDRAWAL)).isEqualTo(3);
    }

    @Test
    void statementsAndWhatWaitsForFinanceAreReadThereAsWell() {
        shop.haveMoney("350.00");
        String withdrawal = shop.withdraw("100.00");
        String topUp = shop.topUp("5.00");
        Actor finance = shop.actor(shop.finance);

        WalletStatement statement = statements.newestFirst(finance, shop.companyId, LocalDate.of(2026, 11, 10), null, 1,
                1);
        assertThat(statement.rows()).singleElement().extracting(Entry::kind).isEqualTo(Entry.Kind.TOP_UP);
        assertThat(statement.closing()).isEqualTo(Money.of("250.00"));
        assertThat(statements.newestFirst(finance, shop.companyId, null, LocalDate.of(2026, 11, 9), 1, 0).closing())
                .isEqualTo(Money.ZERO);
        assertThat(withdrawals.open(finance, 500)).extracting(Withdrawal::id).contains(withdrawal);
        assertThat(worklist.tasksOf(finance, List.of(withdrawal, topUp, "none"))).containsOnlyKeys(withdrawal, topUp);
        assertThat(worklist.tasksOf(shop.actor(shop.customer), List.of(withdrawal, topUp)))
                .containsOnlyKeys(withdrawal); // to take it back
        assertThat(withdrawals.paidFrom(withdrawals.get(withdrawal))).isTrue();
    }

    @RepeatedTest(ROUNDS)
    void twoRequestsOfOneKeyAreOneWithdrawal() throws Exception {
        shop.haveMoney("350.00");
        NewWithdrawal wish = new NewWithdrawal(shop.companyId, Money.of("100.00"), "星河商贸", "工商银行", "6222000012345678",
                "key-" + shop.companyId);
        AtOnce.Action ask = () -> process.start(shop.actor(shop.customer), wish);

        List<Throwable> failures = AtOnce.together(ask, ask);

        assertThat(failures).filteredOn(failure -> failure != null)
                .allSatisfy(failure -> assertThat(failure).hasMessageContaining("已经提交过"));
        assertThat(withdrawals.of(shop.actor(shop.customer), shop.companyId, 10)).hasSize(1);
        assertThat(shop.balance()).isEqualTo(Money.of("250.00"));
        assertThat(process.start(shop.actor(shop.customer), wish))
                .isEqualTo(withdrawals.of(shop.actor(shop.customer), shop.companyId, 1).get(0).id());
    }

    @RepeatedTest(ROUNDS)
    void aWithdrawalAgainstThePaymentOfAnOrderHasOneWinner() throws Exception {
        shop.haveMoney("300.00");
        String order = shop.order("MONTH");

        List<Throwable> failures = AtOnce.together(() -> shop.pay(order), () -> shop.withdraw("300.00"));

        assertThat(failures).filteredOn(failure -> failure == null).hasSize(1);
        assertThat(shop.balance()).isEqualTo(Money.ZERO);
        assertThat(count(Entry.Kind.WITHDRAWAL) + count(Entry.Kind.PAYMENT)).isEqualTo(1);
    }

    @RepeatedTest(ROUNDS)
    void aWithdrawalThatNeedsTheRefundComesAfterItOrIsRefused() throws Exception {
        String order = shop.paidOrder("MONTH");
        shop.haveMoney("100.00");
        time.is("2026-12-01T00:00:00"); // not confirmed: the refund is due
        Job refund = job(order, "timer_monthEnd");

        List<Throwable> failures = AtOnce.together(() -> management.executeJob(refund.getId()),
                () -> shop.withdraw("400.00"));
        time.runDueJobs();

        assertThat(shop.get(order).status()).isEqualTo(ServiceOrder.Status.REFUNDED);
        assertThat(shop.balance()).isEqualTo(failures.get(1) == null ? Money.ZERO : Money.of("400.00"));
        assertThat(count(Entry.Kind.REFUND)).isEqualTo(1);
    }

    @RepeatedTest(ROUNDS)
    void noMoneyIsPaidOutBehindARefundOfInvoicedMoney() throws Exception {
        String order = shop.paidOrder("MONTH");
        shop.haveMoney("100.00");
        invoiced("300.00");
        String withdrawal = shop.withdraw("100.00");
        time.is("2026-12-01T00:00:00");
        Job refund = job(order, "timer_monthEnd");
        Task task = shop.taskOf(shop.finance, withdrawal, "userTask_payWithdrawal").orElseThrow();

        List<Throwable> failures = AtOnce.together(() -> management.executeJob(refund.getId()),
                payOut(task, "2026-12-01"));
        time.runDueJobs();

        assertThat(shop.get(order).status()).isEqualTo(ServiceOrder.Status.REFUNDED);
        boolean paid = failures.get(1) == null;
        assertThat(withdrawals.get(withdrawal).status()).isEqualTo(paid ? Status.PAID : Status.REQUESTED);
        if (!paid) {
            assertThat(failures.get(1)).hasMessageContaining("-300.00");
        }
        assertThat(shop.balance()).isEqualTo(Money.of("300.00"));
        invoiced("0.00");
    }

    @RepeatedTest(ROUNDS)
    void aGiftAgainstAPaymentIsSpentFirstOrNotAtAll() throws Exception {
        shop.haveMoney("300.00");
        String order = shop.order("MONTH");

        List<Throwable> failures = AtOnce.together(() -> shop.pay(order), () -> shop.wallet.give(
                shop.actor(shop.finance), shop.companyId, "G-" + shop.companyId, Money.of("120.00"), "开业活动"));

        assertThat(failures).containsOnlyNulls();
        Balance balance = shop.wallet.balance(shop.companyId);
        assertThat(balance.total()).isEqualTo(Money.of("120.00"));
        assertThat(balance.cashConsumed().plus(balance.withdrawable())).isEqualTo(Money.of("300.00"));
        assertThat(balance.gift()).isIn(Money.ZERO, Money.of("120.00"));
    }

    @RepeatedTest(ROUNDS)
    void oneGiftIsGivenOnceHoweverOftenAsked() throws Exception {
        AtOnce.Action give = () -> shop.wallet.give(shop.actor(shop.finance), shop.companyId, "G-" + shop.companyId,
                Money.of("10.00"), "开业活动");

        assertThat(AtOnce.together(give, give, give)).containsOnlyNulls();

        assertThat(shop.balance()).isEqualTo(Money.of("10.00"));
    }

    @RepeatedTest(ROUNDS)
    void takingBackAgainstPayingOutHasOneWinner() throws Exception {
        shop.haveMoney("100.00");
        String withdrawal = shop.withdraw("100.00");
        Task pay = shop.taskOf(shop.finance, withdrawal, "userTask_payWithdrawal").orElseThrow();
        Task cancel = shop.taskOf(shop.customer, withdrawal, "userTask_cancelWithdrawal").orElseThrow();

        List<Throwable> failures = AtOnce.together(payOut(pay, "2026-11-10"), () -> shop.as(shop.customer, () -> {
            shop.engine.getTaskService().complete(cancel.getId());
            return null;
        }));

        assertThat(failures).filteredOn(failure -> failure == null).hasSize(1);
        boolean paid = failures.get(0) == null;
        assertThat(withdrawals.get(withdrawal).status()).isEqualTo(paid ? Status.PAID : Status.CANCELLED);
        assertThat(shop.balance()).isEqualTo(paid ? Money.ZERO : Money.of("100.00"));
        assertThat(shop.hasEnded("withdrawal", withdrawal)).isTrue();
    }

    @RepeatedTest(ROUNDS)
    void twoDecisionsOfFinanceHaveOneWinner() throws Exception {
        shop.haveMoney("100.00");
        String withdrawal = shop.withdraw("100.00");
        Task task = shop.taskOf(shop.finance, withdrawal, "userTask_payWithdrawal").orElseThrow();

        List<Throwable> failures = AtOnce.together(payOut(task, "2026-11-10"), decide(task,
                Map.of("decision", "REJECT", "reason", "户名与账号不符")));

        assertThat(failures).filteredOn(failure -> failure == null).hasSize(1);
        assertThat(shop.balance()).isEqualTo(failures.get(0) == null ? Money.ZERO : Money.of("100.00"));
    }

    @Test
    void whatIsDecidedStaysInTheDatabase() {
        shop.haveMoney("100.00");
        String withdrawal = shop.withdraw("100.00");
        shop.payOut(withdrawal, "2026-11-10");

        assertThatThrownBy(() -> jdbc.sql("update withdrawal set amount = 1 where id = ?").param(withdrawal).update())
                .isInstanceOf(DataAccessException.class);
        assertThatThrownBy(() -> jdbc.sql("delete from withdrawal where id = ?").param(withdrawal).update())
                .isInstanceOf(DataAccessException.class);
    }

    private AtOnce.Action payOut(Task task, String day) {
        return decide(task, Map.of("decision", "PAID", "bankReference", "20261110-0001", "paidOn", day));
    }

    private AtOnce.Action decide(Task task, Map<String, Object> submitted) {
        return () -> shop.as(shop.finance, () -> {
            shop.engine.getTaskService().complete(task.getId(), submitted);
            return null;
        });
    }

    /** Stands for what applications for invoices have reserved. */
    private void invoiced(String amount) {
        jdbc.sql("delete from invoice_account where company_id = ?").param(shop.companyId).update();
        jdbc.sql("insert into invoice_account (company_id, invoiced, recurring) values (?, ?, false)")
                .params(shop.companyId, Money.of(amount).amount()).update();
    }

    private Job job(String businessKey, String activity) {
        return management.createJobQuery().processInstanceId(shop.instance(businessKey).getId()).activityId(activity)
                .singleResult();
    }

    private long count(Entry.Kind kind) {
        return shop.wallet.entries(shop.actor(shop.customer), shop.companyId, 100).stream()
                .filter(entry -> entry.kind() == kind).count();
    }
}
