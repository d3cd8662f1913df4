package zhangfang.flow.invoicereturn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.test.util.AopTestUtils;
import org.springframework.test.util.ReflectionTestUtils;
import zhangfang.document.Document.Category;
import zhangfang.invoicing.InvoiceReturn;
import zhangfang.invoicing.InvoiceReturn.Materials;
import zhangfang.invoicing.InvoiceReturns;
import zhangfang.invoicing.InvoiceStep.Kind;
import zhangfang.money.Money;
import zhangfang.refusal.Refusal;
import zhangfang.testing.IntegrationTest;
import zhangfang.testing.Invoicing;
import zhangfang.testing.Purchases;
import zhangfang.testing.SpecialTitles;
import zhangfang.testing.TimeMachineForTests.Time;

/** Invoices that are given back, from the reason to the red invoice. */
@IntegrationTest
class InvoiceReturnTest {

    @Autowired
    ApplicationContext context;
    @Autowired
    Time time;
    @Autowired
    InvoiceReturns returns;

    private Invoicing office;
    private Purchases shop;

    @BeforeEach
    void threeHundredYuanWereConsumed() {
        time.is("2026-11-10T09:00:00");
        office = new Invoicing(context);
        shop = office.shop;
        office.consume();
    }

    @AfterEach
    void theRestSleeps() {
        shop.sleep();
    }

    @Test
    void paperComesBackIsReviewedAndTakenBackByARedInvoice() {
        String id = mailed();
        String back = shop.start("invoiceReturn", paper(id, "WRONG_TAX_DETAILS"));
        assertThat(office.get(id).shown()).isEqualTo("RETURNING");
        assertThat(shop.hasEnded("invoiceApplication", id)).as("who sends it back has received it").isTrue();
        assertThat(returns.get(back).materials()).isEqualTo(Materials.INVOICE);

        time.passesUntil("2026-11-20T15:00:00"); // a Friday
        shop.complete(shop.finance, back, "userTask_receiveReturn", Map.of("decision", "ARRIVED"));
        assertThat(returns.get(back).reviewDue()).isEqualTo(Time.instant("2026-11-26T00:00:00"));
        shop.complete(shop.finance, back, "userTask_reviewReturn", Map.of("decision", "APPROVE"));
        assertThat(office.invoiceable()).isEqualTo(Money.ZERO);
        red(back, "300.00", Map.of());

        assertThat(office.invoiceable()).isEqualTo(Money.of("300.00"));
        assertThat(office.get(id).shown()).isEqualTo("RETURNED");
        assertThat(office.steps(id)).endsWith(Kind.SIGNED, Kind.RETURN_APPLIED, Kind.RETURN_ARRIVED,
                Kind.RETURN_APPROVED, Kind.RED_ISSUED);
        assertThat(shop.notices()).contains("invoicing.notice.returned");
        assertThat(shop.hasEnded("invoiceReturn", back)).isTrue();
        office.cancel(office.apply("300.00", office.postal)); // may be applied for anew
    }

    @Test
    void anElectronicInvoiceIsDueInAnHourAndAHalf() {
        String id = sent();
        String back = shop.start("invoiceReturn", electronic(id, "WRONG_AMOUNT"));
        assertThat(returns.get(back).reviewDue()).isEqualTo(Time.instant("2026-11-11T10:30:00"));
        time.passesUntil("2026-11-11T10:29:59");
        assertThat(office.steps(id)).doesNotContain(Kind.RETURN_OVERDUE);

        time.passesUntil("2026-11-11T10:30:00");

        assertThat(office.steps(id)).containsOnlyOnce(Kind.RETURN_OVERDUE);
        shop.complete(shop.finance, back, "userTask_reviewReturn", Map.of("decision", "APPROVE"));
        red(back, "300.00", Map.of());
        assertThat(shop.hasPassed("invoiceReturn", back, "endEvent_returnEscalated", "endEvent_returnSettled"))
                .isTrue();
    }

    @Test
    void aDeductedSpecialInvoiceNeedsItsRedConfirmationAndHasSeventyTwoHours() {
        String id = special(office.email);
        office.issue(id, Map.of("invoiceKind", "DIGITAL", "invoiceNumber", Invoicing.number(20), "documentIds",
                "[\"" + office.draft(id, "userTask_issueInvoice", Category.ISSUED_INVOICE, "<note/>") + "\"]",
                "differenceReason", "税务局平台的版式"));
        context.getBean(zhangfang.notice.Mailbox.class).deliver();
        String back = shop.start("invoiceReturn", Map.of("companyId", shop.companyId, "applicationId", id, "reason",
                "RENAMED", "deducted", true));
        assertThat(returns.get(back).reviewDue()).isEqualTo(Time.instant("2026-11-14T09:00:00"));
        shop.complete(shop.finance, back, "userTask_reviewReturn", Map.of("decision", "APPROVE"));

        assertThatThrownBy(() -> red(back, "300.00", Map.of())).hasMessageContaining("红字信息确认单");
        red(back, "300.00", Map.of("confirmationNumber", "31010226110000001"));

        assertThat(returns.get(back).red().confirmationNumber()).isEqualTo("31010226110000001");
    }

    @Test
    void whatComesBackOnPaperDependsOnKindAndDeduction() {
        String id = special(office.postal);
        office.issueOnPaper(id);
        office.mail(id);
        Map<String, Object> wish = new HashMap<>(paper(id, "RENAMED"));
        wish.put("deducted", true);

        String back = shop.start("invoiceReturn", wish);

        assertThat(returns.get(back).materials()).isEqualTo(Materials.RED_NOTICE_AND_COPY);
        assertThat(Materials.of(true, false)).isEqualTo(Materials.INVOICE_AND_DEDUCTION);
        assertThat(Materials.of(false, false)).isEqualTo(Materials.INVOICE);
    }

    @Test
    void theReviewMovesWithItsTimerWhenTheYearIsLoaded() {
        time.is("2034-09-26T09:00:00");
        office = new Invoicing(context);
        shop = office.shop;
        office.consume();
        String id = office.apply("300.00", office.postal);
        time.passesUntil("2034-09-27T09:00:00");
        office.issueOnPaper(id);
        office.mail(id);
        String back = shop.start("invoiceReturn", paper(id, "RENAMED"));
        time.is("2034-09-29T09:00:00"); // a Friday
        shop.complete(shop.finance, back, "userTask_receiveReturn", Map.of("decision", "ARRIVED"));
        java.time.Instant before = returns.get(back).reviewDue();

        context.getBean(zhangfang.calendar.StatutoryCalendar.class).load(2034, "date,type,name\n"
                + java.util.stream.IntStream.rangeClosed(1, 7).mapToObj("2034-10-%02d,OFF,国庆节"::formatted)
                        .collect(java.util.stream.Collectors.joining("\n")));

        java.time.Instant due = Time.instant("2034-10-12T00:00:00"); // 9, 10, 11
        assertThat(before).isBefore(due);
        assertThat(returns.get(back).reviewDue()).isEqualTo(due);
        assertThat(shop.engine.getManagementService().createJobQuery().activityId("timer_reviewOverdue")
                .processInstanceId(shop.instance(back).getId()).singleResult().getDuedate().toInstant()).isEqualTo(due);
    }

    @Test
    void aRejectedReturnLeavesTheInvoiceAsItWasAndMayBeAppliedForAgain() {
        String id = sent();
        String back = shop.start("invoiceReturn", electronic(id, "RENAMED"));
        assertThatThrownBy(() -> shop.start("invoiceReturn", electronic(id, "RENAMED"))).hasMessageContaining("在办理");

        assertThatThrownBy(() -> shop.complete(shop.finance, back, "userTask_reviewReturn",
                Map.of("decision", "REJECT"))).hasMessageContaining("驳回原因");
        shop.complete(shop.finance, back, "userTask_reviewReturn", Map.of("decision", "REJECT", "reason", "没有更名"));

        assertThat(office.get(id).shown()).isEqualTo("COMPLETED");
        assertThat(office.invoiceable()).isEqualTo(Money.ZERO);
        assertThat(shop.notices()).contains("invoicing.notice.returnRejected");
        shop.start("invoiceReturn", electronic(id, "RENAMED"));
    }

    @Test
    void paperThatNeverArrivesIsRejected() {
        String id = mailed();
        String back = shop.start("invoiceReturn", paper(id, "REFUNDED"));
        time.passesUntil("2026-12-10T09:00:00");

        shop.complete(shop.finance, back, "userTask_receiveReturn", Map.of("decision", "REJECT", "reason", "没有收到"));

        assertThat(returns.get(back).status()).isEqualTo(InvoiceReturn.Status.REJECTED);
        assertThat(shop.hasPassed("invoiceReturn", back, "endEvent_notArrived")).isTrue();
    }

    @Test
    void redInvoicesNeverTakeBackMoreThanTheOriginal() {
        String id = sent();
        String first = approved(id);
        assertThatThrownBy(() -> red(first, "300.01", Map.of())).hasMessageContaining("300.00");
        red(first, "100.00", Map.of());
        assertThat(office.invoiceable()).isEqualTo(Money.of("100.00"));
        assertThat(office.get(id).shown()).isEqualTo("COMPLETED");

        String second = approved(id);
        assertThatThrownBy(() -> red(second, "200.01", Map.of())).hasMessageContaining("200.00");
        red(second, "200.00", Map.of());

        assertThat(office.get(id).shown()).isEqualTo("RETURNED");
        assertThatThrownBy(() -> shop.start("invoiceReturn", electronic(id, "RENAMED"))).hasMessageContaining("全部红冲");
    }

    @Test
    void theRedInvoiceHasItsOwnNumberAndItsFileIsCompared() {
        String id = sent();
        String back = approved(id);
        String number = Invoicing.number(20);
        String file = office.draft(back, "userTask_issueRedInvoice", Category.RED_INVOICE,
                Invoicing.xml(number, "-200.00", office.buyerName(), office.taxNumber(), "2026-11-11"));

        assertThatThrownBy(() -> red(back, "300.00", Map.of("invoiceNumber", office.get(id).invoice().number())))
                .hasMessageContaining("已经登记过");
        assertThatThrownBy(() -> red(back, "300.00", Map.of("invoiceNumber", number, "documentIds",
                "[\"" + file + "\"]"))).hasMessageContaining("-200.00 元，应为 -300.00 元");
        assertThatThrownBy(() -> red(back, "300.00", Map.of("invoiceDate", "2026-11-10")))
                .hasMessageContaining("不能早于原发票");
        red(back, "200.00", Map.of("invoiceNumber", number, "documentIds", "[\"" + file + "\"]"));

        assertThat(returns.get(back).red().differences()).isNull();
    }

    @Test
    void onlyWhatIsIssuedAndReceivedIsGivenBack() {
        String id = office.apply("300.00", office.postal);
        assertThatThrownBy(() -> shop.start("invoiceReturn", paper(id, "RENAMED"))).hasMessageContaining("还没有开具");
        time.passesUntil("2026-11-11T09:00:00");
        office.issueOnPaper(id);
        assertThatThrownBy(() -> shop.start("invoiceReturn", paper(id, "RENAMED"))).hasMessageContaining("还没有寄出");
        Purchases stranger = new Purchases(context);
        assertThatThrownBy(() -> shop.start(stranger.customer, "invoiceReturn", paper(id, "RENAMED")))
                .hasMessageContaining("没有找到");
    }

    @Test
    void everyWrongFieldIsNamed() {
        String id = mailed();

        assertThatThrownBy(() -> shop.start("invoiceReturn", Map.of("companyId", shop.companyId, "applicationId", id,
                "reason", "RENAMED", "deducted", true)))
                .isInstanceOfSatisfying(Refusal.class, refusal -> assertThat(refusal.reasons())
                        .extracting(Refusal.Reason::field).containsExactly("deducted", "courier", "trackingNumber"));
    }

    @Test
    void wrongDetailsMayBeBarredByTheAgency() {
        String id = sent();
        Object target = AopTestUtils.getTargetObject(returns);
        ReflectionTestUtils.setField(target, "forWrongDetails", false);
        try {
            assertThatThrownBy(() -> shop.start("invoiceReturn", electronic(id, "WRONG_AMOUNT")))
                    .hasMessageContaining("不能重开");
            shop.start("invoiceReturn", electronic(id, "RENAMED"));
        } finally {
            ReflectionTestUtils.setField(target, "forWrongDetails", true);
        }
    }

    private String special(String addressId) {
        String title = new SpecialTitles(context, shop).approved(office.buyerName());
        Map<String, Object> wish = office.wish("300.00", addressId);
        wish.put("titleId", title);
        String id = shop.start("invoiceApplication", wish);
        time.passesUntil("2026-11-11T09:00:00");
        return id;
    }

    private String mailed() {
        String id = office.apply("300.00", office.postal);
        time.passesUntil("2026-11-11T09:00:00");
        office.issueOnPaper(id);
        office.mail(id);
        return id;
    }

    private String sent() {
        String id = office.apply("300.00", office.email);
        time.passesUntil("2026-11-11T09:00:00");
        office.issueDigital(id);
        context.getBean(zhangfang.notice.Mailbox.class).deliver();
        return id;
    }

    private String approved(String id) {
        String back = shop.start("invoiceReturn", electronic(id, "WRONG_AMOUNT"));
        shop.complete(shop.finance, back, "userTask_reviewReturn", Map.of("decision", "APPROVE"));
        return back;
    }

    private void red(String back, String amount, Map<String, Object> more) {
        Map<String, Object> submitted = new HashMap<>(Map.of("invoiceKind", "DIGITAL", "invoiceNumber",
                Invoicing.number(20), "invoiceDate", "2026-11-11", "amount", amount));
        submitted.putAll(more);
        shop.complete(shop.finance, back, "userTask_issueRedInvoice", submitted);
    }

    private Map<String, Object> electronic(String id, String reason) {
        return Map.of("companyId", shop.companyId, "applicationId", id, "reason", reason);
    }

    private Map<String, Object> paper(String id, String reason) {
        return Map.of("companyId", shop.companyId, "applicationId", id, "reason", reason, "courier", "顺丰速运",
                "trackingNumber", "SF999");
    }
}
