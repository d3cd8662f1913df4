package zhangfang.flow.invoiceapplication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.test.util.AopTestUtils;
import org.springframework.test.util.ReflectionTestUtils;
import org.springframework.transaction.support.TransactionTemplate;
import zhangfang.invoicing.InvoiceApplication.Status;
import zhangfang.invoicing.InvoiceStep.Kind;
import zhangfang.notice.DeliveryOutcome;
import zhangfang.notice.Mailbox;
import zhangfang.notice.Mails;
import zhangfang.testing.IntegrationTest;
import zhangfang.testing.Invoicing;
import zhangfang.testing.Purchases;
import zhangfang.testing.TimeMachineForTests.Time;

/** How electronic invoices reach their companies. */
@IntegrationTest
class ElectronicDeliveryTest {

    @Autowired
    ApplicationContext context;
    @Autowired
    Time time;
    @Autowired
    Mailbox mailbox;
    @Autowired
    Mails mails;
    @Autowired
    TransactionTemplate transaction;

    private Invoicing office;
    private Purchases shop;
    private String id;

    @BeforeEach
    void anElectronicInvoiceIsBeingIssued() {
        time.is("2026-11-10T09:00:00");
        office = new Invoicing(context);
        shop = office.shop;
        office.consume();
        id = office.apply("300.00", office.email);
        time.passesUntil("2026-11-11T09:00:00");
    }

    @AfterEach
    void theRestSleeps() {
        shop.sleep();
    }

    @Test
    void goesByMailWithItsFile() throws Exception {
        String number = office.issueDigital(id);
        assertThat(office.status(id)).isEqualTo(Status.ISSUED);

        mailbox.deliver();

        String to = office.get(id).address().email();
        assertThat(mailbox.subjectsOf(to)).singleElement().asString().contains(number);
        assertThat(mailbox.of(to).get(0).getContentType()).startsWith("multipart/mixed");
        assertThat(office.status(id)).isEqualTo(Status.COMPLETED);
        assertThat(office.steps(id)).containsExactly(Kind.APPLIED, Kind.ISSUING, Kind.ISSUED, Kind.SENDING, Kind.SENT);
        assertThat(shop.hasPassed("invoiceApplication", id, "endEvent_sent")).isTrue();
    }

    @Test
    void whatCannotBeSentIsSentAgainToACorrectedAddress() {
        office.issueDigital(id);
        String before = office.get(id).address().email();
        gaveUp("550 no such user");
        assertThat(office.status(id)).isEqualTo(Status.ISSUED);
        assertThat(shop.taskOf(shop.finance, id, "userTask_settleSending").orElseThrow().getDueDate().toInstant())
                .isEqualTo(Time.instant("2026-11-13T00:00:00"));

        assertThatThrownBy(() -> shop.complete(shop.finance, id, "userTask_settleSending",
                Map.of("decision", "RESEND", "email", "not an address"))).hasMessageContaining("电子邮箱");
        shop.complete(shop.finance, id, "userTask_settleSending",
                Map.of("decision", "RESEND", "email", "right-" + before));
        mailbox.deliver();

        assertThat(mailbox.of("right-" + before)).hasSize(1);
        assertThat(office.status(id)).isEqualTo(Status.COMPLETED);
        assertThat(office.get(id).address().email()).as("as it was applied for").isEqualTo(before);
    }

    @Test
    void whatCannotBeSentIsHandedOverInTheApplication() {
        office.issueDigital(id);
        gaveUp("550 no such user");

        shop.complete(shop.finance, id, "userTask_settleSending", Map.of("decision", "PROVIDE"));

        assertThat(office.status(id)).isEqualTo(Status.COMPLETED);
        assertThat(office.steps(id)).endsWith(Kind.SENDING, Kind.NOT_SENT, Kind.PROVIDED);
        assertThat(shop.notices()).contains("invoicing.notice.provided");
        gaveUp("again"); // an outcome that nobody waits for
        assertThat(shop.hasPassed("invoiceApplication", id, "endEvent_providedAfterFailure")).isTrue();
    }

    @Test
    void withoutAMailServerItIsHandedOverInTheApplication() {
        Object target = AopTestUtils.getTargetObject(mails);
        ReflectionTestUtils.setField(target, "enabled", false);
        try {
            office.issueDigital(id);
        } finally {
            ReflectionTestUtils.setField(target, "enabled", true);
        }

        assertThat(office.status(id)).isEqualTo(Status.COMPLETED);
        assertThat(shop.notices()).contains("invoicing.notice.provided");
        assertThat(shop.hasPassed("invoiceApplication", id, "endEvent_provided")).isTrue();
    }

    private void gaveUp(String reason) {
        DeliveryOutcome outcome = context.getBeansOfType(DeliveryOutcome.class).values().stream()
                .filter(each -> each.topic().equals("invoiceApplication")).findFirst().orElseThrow();
        transaction.executeWithoutResult(status -> outcome.gaveUp(id, reason));
    }
}
