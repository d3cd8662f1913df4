package zhangfang.flow.topup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.camunda.bpm.engine.variable.Variables;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
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
import zhangfang.wallet.TopUp.Status;
import zhangfang.wallet.TopUps;

/** From the announced transfer to the balance. */
@IntegrationTest
class TopUpTest {

    private static final byte[] PDF = "%PDF-1.4 slip".getBytes(StandardCharsets.US_ASCII);

    @Autowired
    ApplicationContext context;
    @Autowired
    Time time;
    @Autowired
    TopUps topUps;
    @Autowired
    Documents documents;
    @Autowired
    JdbcClient jdbc;

    private Purchases shop;

    @BeforeEach
    void itIsAFridayInNovember() {
        time.is("2026-11-13T16:00:00");
        shop = new Purchases(context);
    }

    @AfterEach
    void theRestSleeps() {
        shop.sleep();
    }

    @Test
    void isCreditedOnceFinanceHasConfirmedIt() {
        String topUp = shop.topUp("1000.50");
        assertThat(shop.balance()).isEqualTo(Money.ZERO);
        var task = shop.taskOf(shop.finance, topUp, "userTask_confirmReceipt").orElseThrow();
        assertThat(task.getDueDate().toInstant()).isEqualTo(Time.instant("2026-11-17T00:00:00"));
        assertThat(shop.taskOf(shop.customer, topUp, "userTask_confirmReceipt")).isEmpty();

        shop.confirmTopUp(topUp, "1000.50");

        assertThat(shop.balance()).isEqualTo(Money.of("1000.50"));
        assertThat(shop.wallet.entries(shop.actor(shop.customer), shop.companyId, 10)).singleElement()
                .satisfies(entry -> assertThat(entry.kind()).isEqualTo(Entry.Kind.TOP_UP));
        assertThat(shop.hasPassed("topUp", topUp, "endEvent_credited")).isTrue();
        assertThat(shop.notices()).containsExactly("wallet.notice.topUpConfirmed");
    }

    @Test
    void anotherAmountNeedsAReason() {
        String topUp = shop.topUp("1000.00");

        assertThatThrownBy(() -> shop.confirmTopUp(topUp, "990.00")).hasMessageContaining("1000.00");
        assertThat(shop.balance()).isEqualTo(Money.ZERO);
        shop.complete(shop.finance, topUp, "userTask_confirmReceipt",
                Map.of("decision", "CONFIRM", "receivedAmount", "990.00", "reason", "手续费 10 元"));

        assertThat(shop.balance()).isEqualTo(Money.of("990.00"));
        assertThat(topUps.get(topUp).reason()).isEqualTo("手续费 10 元");
    }

    @Test
    void aRejectionNeedsAReasonAndCreditsNothing() {
        String topUp = shop.topUp("1000.00");

        assertThatThrownBy(() -> shop.complete(shop.finance, topUp, "userTask_confirmReceipt",
                Map.of("decision", "REJECT"))).hasMessageContaining("驳回原因");
        shop.complete(shop.finance, topUp, "userTask_confirmReceipt",
                Map.of("decision", "REJECT", "reason", "查无此款"));

        assertThat(topUps.get(topUp).status()).isEqualTo(Status.REJECTED);
        assertThat(shop.balance()).isEqualTo(Money.ZERO);
        assertThat(shop.hasPassed("topUp", topUp, "endEvent_rejected")).isTrue();
        assertThat(shop.notices()).containsExactly("wallet.notice.topUpRejected");
    }

    @Test
    void isDecidedOnceOnly() {
        String topUp = shop.topUp("1000.00");
        shop.confirmTopUp(topUp, "1000.00");

        assertThatThrownBy(() -> topUps.confirm(shop.actor(shop.finance), topUp, Money.of("1000.00"), null))
                .hasMessageContaining("decided");
        assertThatThrownBy(() -> topUps.reject(shop.actor(shop.finance), topUp, "查无此款"))
                .hasMessageContaining("decided");

        assertThat(shop.balance()).isEqualTo(Money.of("1000.00"));
    }

    @Test
    void onlyFinanceConfirms() {
        String topUp = shop.topUp("1000.00");

        assertThatThrownBy(() -> topUps.confirm(shop.actor(shop.customer), topUp, Money.of("1000.00"), null))
                .hasMessageContaining("onlyFinance");
    }

    @Test
    void everyWrongFieldIsNamed() {
        assertThatThrownBy(() -> shop.start("topUp", Map.of("companyId", shop.companyId, "amount", "0",
                "payerName", "x", "payerAccount", "abc", "orderId", "O-none")))
                .isInstanceOfSatisfying(Refusal.class, refusal -> assertThat(refusal.reasons())
                        .extracting(Refusal.Reason::field).containsExactly("amount", "payerAccount", "orderId"));
        assertThatThrownBy(() -> shop.start("topUp", Map.of("companyId", shop.companyId, "amount", "1.005")))
                .isInstanceOfSatisfying(Refusal.class, refusal -> assertThat(refusal.reasons())
                        .extracting(Refusal.Reason::field).containsExactly("amount", "payerName", "payerAccount"));
    }

    @Test
    void aTransferForAnotherCompanyOrItsOrderIsRefused() {
        Purchases stranger = new Purchases(context);
        String order = shop.order("MONTH");

        assertThatThrownBy(() -> shop.start(stranger.customer, "topUp", Map.of("companyId", shop.companyId, "amount",
                "100", "payerName", "x", "payerAccount", "123456"))).hasMessageContaining("没有找到");
        assertThatThrownBy(() -> shop.start(stranger.customer, "topUp", Map.of("companyId", stranger.companyId,
                "amount", "100", "payerName", "x", "payerAccount", "123456", "orderId", order)))
                .hasMessageContaining("不是本企业的待付款订单");
    }

    @Test
    void theSlipIsKeptForFinanceToLookAt() {
        Document draft = documents.draftFor(shop.actor(shop.customer), shop.companyId,
                new NewDocument("转账回单.pdf", Document.Category.TRANSFER_SLIP, PDF));

        String topUp = shop.start("topUp", slip("documentIds", "[\"" + draft.id() + "\"]"));

        assertThat(documents.of(topUp)).singleElement().extracting(Document::fileName).isEqualTo("转账回单.pdf");
        assertThat(documents.download(shop.actor(shop.finance), draft.id()).content()).isEqualTo(PDF);
        assertThatThrownBy(() -> documents.download(shop.actor(shop.accountant), draft.id()))
                .isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> shop.start("topUp", slip("documentIds", "[\"" + draft.id() + "\"]")))
                .hasMessageContaining("请重新上传");
    }

    @Test
    void aSlipThatWasSentAsSomethingElseIsRefusedSinceOthersWouldReadIt() {
        Document draft = documents.draftFor(shop.actor(shop.customer), shop.companyId,
                new NewDocument("转账回单.pdf", Document.Category.OTHER, PDF));

        assertThatThrownBy(() -> shop.start("topUp", slip("documentIds", "[\"" + draft.id() + "\"]")))
                .hasMessageContaining("转账凭证");
    }

    @Test
    void aFileOfARestClientIsMovedOutOfTheEngine() {
        String topUp = shop.start("topUp", slip("file",
                Variables.fileValue("转账回单.pdf").file(PDF).mimeType("application/pdf").create()));

        assertThat(documents.of(topUp)).singleElement().extracting(Document::category)
                .isEqualTo(Document.Category.TRANSFER_SLIP);
        assertThat(jdbc.sql("select count(*) from ACT_GE_BYTEARRAY where NAME_ = 'file' or NAME_ = '转账回单.pdf'")
                .query(Integer.class).single()).isZero();
    }

    private Map<String, Object> slip(String name, Object value) {
        return Map.of("companyId", shop.companyId, "amount", "100.00", "payerName", "星河商贸", "payerAccount", "123456",
                name, value);
    }

    @Test
    void theOwnersAreToldAtTheFirstInstantAfterOneWorkingDay() {
        String owner = shop.person("owner-of-" + shop.companyId, Role.PROCESS_OWNER);
        String late = shop.topUp("100.00");
        String done = shop.topUp("100.00");

        time.passesUntil("2026-11-16T23:59:59"); // announced on a Friday: due on Monday
        assertThat(told(owner, late)).isZero();
        shop.confirmTopUp(done, "100.00");
        time.passesUntil("2026-11-17T00:00:00");

        assertThat(told(owner, late)).isEqualTo(1);
        assertThat(told(owner, done)).isZero();
        assertThat(shop.hasPassed("topUp", late, "serviceTask_escalateTopUp", "endEvent_topUpEscalated")).isTrue();
        shop.confirmTopUp(late, "100.00");
        topUps.escalate(late);
        assertThat(told(owner, late)).isEqualTo(1);
    }

    private int told(String owner, String topUp) {
        return jdbc.sql("select count(*) from notice where recipient_id = ? and once_key = ?")
                .params(owner, "topUp.overdue/" + topUp).query(Integer.class).single();
    }

    @Test
    void onlySoManyWaitAtATime() {
        for (int i = 0; i < 10; i++) {
            shop.topUp("10.00");
        }

        assertThatThrownBy(() -> shop.topUp("10.00")).hasMessageContaining("10 笔");
    }
}
