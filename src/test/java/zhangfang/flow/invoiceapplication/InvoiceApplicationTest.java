package zhangfang.flow.invoiceapplication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import zhangfang.document.Document.Category;
import zhangfang.invoicing.InvoiceApplication.Origin;
import zhangfang.invoicing.InvoiceApplication.Status;
import zhangfang.invoicing.InvoiceApplicationProcess;
import zhangfang.invoicing.InvoiceIssuing;
import zhangfang.invoicing.InvoiceStep.Kind;
import zhangfang.invoicing.InvoiceableBreakdown.Figure;
import zhangfang.invoicing.NewApplication;
import zhangfang.money.Money;
import zhangfang.refusal.Refusal;
import zhangfang.testing.IntegrationTest;
import zhangfang.testing.Invoicing;
import zhangfang.testing.Purchases;
import zhangfang.testing.TimeMachineForTests.Time;

/** From the application to the invoice on paper, and every way it can end before. */
@IntegrationTest
class InvoiceApplicationTest {

    @Autowired
    ApplicationContext context;
    @Autowired
    Time time;
    @Autowired
    InvoiceApplicationProcess process;
    @Autowired
    InvoiceIssuing issuing;

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
    void reservesAtOnceAndIsIssuedMailedAndSignedFor() {
        String id = office.apply("200.00", office.postal);
        assertThat(office.invoiceable()).isEqualTo(Money.of("100.00"));
        assertThat(shop.taskOf(shop.finance, id, "userTask_issueInvoice")).isEmpty();

        time.passesUntil("2026-11-11T09:00:00");
        String number = office.issueOnPaper(id);
        office.mail(id);
        office.sign(id);

        assertThat(office.status(id)).isEqualTo(Status.COMPLETED);
        assertThat(office.get(id).invoice().fullNumber()).isEqualTo(number);
        assertThat(office.steps(id)).containsExactly(Kind.APPLIED, Kind.ISSUING, Kind.ISSUED, Kind.MAILED, Kind.SIGNED);
        assertThat(office.invoiceable()).isEqualTo(Money.of("100.00"));
        assertThat(shop.hasEnded("invoiceApplication", id)).isTrue();
        assertThat(shop.notices()).contains("invoicing.notice.issued", "invoicing.notice.mailed");
    }

    @Test
    void isCancelledUntilTheLastSecondOfTheDay() {
        String id = office.apply("300.00", office.email);

        time.is("2026-11-10T23:59:59");
        office.cancel(id);

        assertThat(office.status(id)).isEqualTo(Status.CANCELLED);
        assertThat(office.invoiceable()).isEqualTo(Money.of("300.00"));
        assertThat(shop.hasPassed("invoiceApplication", id, "endEvent_cancelledByCustomer")).isTrue();
    }

    @Test
    void fromMidnightOnCancellingIsRefusedAlsoBeforeTheTimerHasFired() {
        String id = office.apply("300.00", office.postal);

        time.is("2026-11-11T00:00:00");

        assertThatThrownBy(() -> office.cancel(id)).hasMessageContaining("24:00 前取消");
        time.wasDownUntil("2026-11-11T08:00:00");
        assertThat(office.status(id)).isEqualTo(Status.ISSUING);
        assertThat(office.applications.steps(id).get(1).effectiveAt()).isEqualTo(Time.instant("2026-11-11T00:00:00"));
        assertThat(office.applications.steps(id).get(1).processedAt()).isEqualTo(Time.instant("2026-11-11T08:00:00"));
        assertThatThrownBy(() -> process.cancel(shop.actor(shop.customer), id)).hasMessageContaining("cancelOver");
    }

    @Test
    void aPageCancelsTheSameStep() {
        String id = office.apply("300.00", office.postal);

        process.cancel(shop.actor(shop.customer), id);
        process.cancel(shop.actor(shop.customer), id); // again changes nothing

        assertThat(shop.hasPassed("invoiceApplication", id, "userTask_cancelInvoice")).isTrue();
        assertThat(office.invoiceable()).isEqualTo(Money.of("300.00"));
    }

    @Test
    void theAmountIsMoreThanNothingAndAtMostWhatMayBeInvoiced() {
        assertThatThrownBy(() -> office.apply("300.01", office.postal)).hasMessageContaining("300.00");
        assertThatThrownBy(() -> office.apply("0.00", office.postal)).hasMessageContaining("必须大于 0");
        assertThatThrownBy(() -> office.apply("1.005", office.postal)).hasMessageContaining("有效金额");
        office.apply("300.00", office.postal);
        assertThatThrownBy(() -> office.apply("0.01", office.postal)).hasMessageContaining("0.00 元");
    }

    @Test
    void everyWrongFieldIsNamed() {
        assertThatThrownBy(() -> shop.start("invoiceApplication", Map.of("companyId", shop.companyId, "amount", "500",
                "titleId", "none", "addressId", "none", "confirmed", true)))
                .isInstanceOfSatisfying(Refusal.class, refusal -> assertThat(refusal.reasons())
                        .extracting(Refusal.Reason::field).containsExactly("amount", "titleId", "addressId"));
        assertThatThrownBy(() -> shop.start("invoiceApplication", Map.of("companyId", shop.companyId)))
                .isInstanceOfSatisfying(Refusal.class, refusal -> assertThat(refusal.reasons())
                        .extracting(Refusal.Reason::field)
                        .containsExactly("amount", "titleId", "addressId", "confirmed"));
    }

    @Test
    void anotherCompanysTitlesAndPeopleAreNoUse() {
        Invoicing stranger = new Invoicing(context);
        Map<String, Object> theirs = office.wish("10.00", office.postal);
        theirs.put("titleId", stranger.titleId);

        assertThatThrownBy(() -> shop.start("invoiceApplication", theirs)).hasMessageContaining("没有这条开票信息");
        assertThatThrownBy(() -> shop.start(stranger.shop.customer, "invoiceApplication",
                office.wish("10.00", office.postal))).hasMessageContaining("没有找到");
        assertThatThrownBy(() -> shop.start(shop.accountant, "invoiceApplication",
                office.wish("10.00", office.postal))).isNotNull();
    }

    @Test
    void aTitleThatWasRemovedIsRefused() {
        office.removeTitle();

        assertThatThrownBy(() -> office.apply("10.00", office.postal)).hasMessageContaining("已经删除");
    }

    @Test
    void oneWishIsTakenOnce() {
        NewApplication wish = new NewApplication(shop.companyId, Money.of("100.00"), office.titleId, office.postal,
                Origin.MANUAL, "page-1");

        String first = process.start(shop.actor(shop.customer), wish);
        String again = process.start(shop.actor(shop.customer), wish);

        assertThat(again).isEqualTo(first);
        assertThat(office.invoiceable()).isEqualTo(Money.of("200.00"));
        Map<String, Object> submitted = office.wish("100.00", office.postal);
        submitted.put("requestKey", "page-1");
        assertThatThrownBy(() -> shop.start("invoiceApplication", submitted)).hasMessageContaining("已经受理");
    }

    @Test
    void nobodyAppliesInTheSystemsNameForARecurringInvoice() {
        NewApplication wish = new NewApplication(shop.companyId, Money.of("300.00"), office.titleId, office.email,
                Origin.RECURRING, "recurring-2026-11");

        assertThatThrownBy(() -> process.start(shop.actor(shop.customer), wish)).hasMessageContaining("onlyMembers");
    }

    @Test
    void detailsStandAsTheyWereWhenItWasApplied() {
        String id = office.apply("300.00", office.postal);
        String before = office.buyerName();

        office.changeTitle("改名后的公司");

        assertThat(office.get(id).buyer().name()).isEqualTo(before);
        assertThat(office.get(id).address().detail()).isEqualTo("世纪大道 1 号");
    }

    @Test
    void aFailureKeepsTheAmountReservedUntilFinanceDecides() {
        String id = office.apply("300.00", office.postal);
        time.passesUntil("2026-11-11T09:00:00");

        assertThatThrownBy(() -> office.issue(id, Map.of("decision", "FAIL"))).hasMessageContaining("失败的原因");
        office.issue(id, Map.of("decision", "FAIL", "reason", "税控盘离线"));
        assertThat(office.status(id)).isEqualTo(Status.FAILED);
        assertThat(office.invoiceable()).isEqualTo(Money.ZERO);
        shop.complete(shop.finance, id, "userTask_settleIssueFailure", Map.of("decision", "RETRY"));
        assertThat(office.status(id)).isEqualTo(Status.ISSUING);
        office.issue(id, Map.of("decision", "FAIL", "reason", "额度不足"));
        shop.complete(shop.finance, id, "userTask_settleIssueFailure", Map.of("decision", "REJECT", "reason", "资料不全"));

        assertThat(office.status(id)).isEqualTo(Status.REJECTED);
        assertThat(office.invoiceable()).isEqualTo(Money.of("300.00"));
        assertThat(office.steps(id)).containsExactly(Kind.APPLIED, Kind.ISSUING, Kind.ISSUE_FAILED, Kind.RETRIED,
                Kind.ISSUE_FAILED, Kind.REJECTED);
        assertThat(shop.hasPassed("invoiceApplication", id, "endEvent_applicationRejected")).isTrue();
        assertThat(shop.notices()).contains("invoicing.notice.rejected");
    }

    @Test
    void financeMayRejectAtOnce() {
        String id = office.apply("300.00", office.postal);
        time.passesUntil("2026-11-11T09:00:00");

        office.issue(id, Map.of("decision", "REJECT", "reason", "抬头与合同不符"));

        assertThat(office.status(id)).isEqualTo(Status.REJECTED);
        assertThat(office.invoiceable()).isEqualTo(Money.of("300.00"));
        assertThat(shop.hasEnded("invoiceApplication", id)).isTrue();
    }

    @Test
    void numbersHaveTheFormOfTheirKindAndAreRecordedOnce() {
        String id = office.apply("100.00", office.postal);
        String other = office.apply("100.00", office.postal);
        time.passesUntil("2026-11-11T09:00:00");

        assertThatThrownBy(() -> office.issue(id, Map.of("invoiceKind", "PAPER", "invoiceCode", "310",
                "invoiceNumber", "1234", "invoiceDate", "2026-11-12")))
                .isInstanceOfSatisfying(Refusal.class, refusal -> assertThat(refusal.reasons())
                        .extracting(Refusal.Reason::field)
                        .containsExactly("invoiceCode", "invoiceNumber", "invoiceDate"));
        assertThatThrownBy(() -> office.issue(id, Map.of("invoiceKind", "DIGITAL", "invoiceNumber",
                Invoicing.number(20)))).hasMessageContaining("请开具纸质发票");
        String number = office.issueOnPaper(id);
        assertThatThrownBy(() -> office.issue(other, Map.of("invoiceKind", "PAPER", "invoiceCode", "3100263130",
                "invoiceNumber", number.substring(11)))).hasMessageContaining("已经登记过");

        assertThat(office.status(other)).isEqualTo(Status.ISSUING);
    }

    @Test
    void everyDifferenceOfTheFileIsSaidAndNeedsAReason() {
        String id = office.apply("300.00", office.email);
        time.passesUntil("2026-11-11T09:00:00");
        String number = Invoicing.number(20);
        String file = office.draft(id, "userTask_issueInvoice", Category.ISSUED_INVOICE,
                Invoicing.xml(number, "299.00", "别的公司", "91350100M000100Y43", "2026-11-11"));
        Map<String, Object> invoice = Map.of("invoiceKind", "DIGITAL", "invoiceNumber", Invoicing.number(20),
                "documentIds", "[\"" + file + "\"]");

        assertThatThrownBy(() -> office.issue(id, invoice))
                .hasMessageContaining("文件的价税合计是 299.00 元，应为 300.00 元")
                .hasMessageContaining("文件的购买方是“别的公司”")
                .hasMessageContaining("文件的购买方税号是“91350100M000100Y43”")
                .hasMessageContaining("文件的发票号码是 " + number)
                .hasMessageContaining("填写仍然登记的原因");
        assertThat(office.status(id)).isEqualTo(Status.ISSUING);
        assertThat(issuing.compare(shop.actor(shop.finance), id, file).differences()).hasSize(3);
        Map<String, Object> explained = new java.util.HashMap<>(invoice);
        explained.put("differenceReason", "客户来电更改抬头，已核实");
        office.issue(id, explained);

        assertThat(office.get(id).invoice().differences()).contains("299.00").contains("别的公司");
        assertThat(office.get(id).invoice().differenceReason()).isEqualTo("客户来电更改抬头，已核实");
    }

    @Test
    void aFileThatCannotBeReadIsTakenWithAReason() {
        String id = office.apply("300.00", office.email);
        time.passesUntil("2026-11-11T09:00:00");
        String file = office.draft(id, "userTask_issueInvoice", Category.ISSUED_INVOICE, "<note>no invoice</note>");
        Map<String, Object> invoice = new java.util.HashMap<>(Map.of("invoiceKind", "DIGITAL", "invoiceNumber",
                Invoicing.number(20), "documentIds", "[\"" + file + "\"]"));

        assertThatThrownBy(() -> office.issue(id, invoice)).hasMessageContaining("文件未能读取");
        invoice.put("differenceReason", "税务局平台导出的格式");
        office.issue(id, invoice);

        assertThat(office.get(id).invoice().differences()).contains("文件未能读取");
    }

    @Test
    void anElectronicInvoiceNeedsItsFile() {
        String id = office.apply("300.00", office.email);
        time.passesUntil("2026-11-11T09:00:00");

        assertThatThrownBy(() -> office.issue(id, Map.of("invoiceKind", "DIGITAL", "invoiceNumber",
                Invoicing.number(20)))).hasMessageContaining("请上传文件");
    }

    @Test
    void isDueInFiveWorkingDaysAndThenProcessOwnersAreTold() {
        String owner = shop.person("owner-" + shop.companyId, zhangfang.identity.Role.PROCESS_OWNER);
        String id = office.apply("300.00", office.postal);
        assertThat(office.get(id).issueDue()).isEqualTo("2026-11-17");
        time.passesUntil("2026-11-17T23:59:59");
        assertThat(office.steps(id)).doesNotContain(Kind.OVERDUE);

        time.passesUntil("2026-11-18T00:00:00");

        assertThat(office.steps(id)).containsOnlyOnce(Kind.OVERDUE);
        assertThat(context.getBean(zhangfang.notice.Notices.class).of(owner, 5)).isNotEmpty();
        assertThat(shop.taskOf(shop.finance, id, "userTask_issueInvoice").orElseThrow().getDueDate().toInstant())
                .isEqualTo(Time.instant("2026-11-18T00:00:00"));
        office.issueOnPaper(id);
        office.mail(id);
    }

    @Test
    void workingDaysAreThoseOfTheOfficialCalendarWithItsMakeUpDays() {
        // 国庆 2026 is off from 1 to 7 October, and Saturday the 10th is worked: 30, 8, 9, 10, 12
        time.is("2026-09-29T09:00:00");
        String id = office.apply("300.00", office.postal);

        assertThat(office.get(id).issueDue()).isEqualTo("2026-10-12");
        office.cancel(id);
    }

    @Test
    void theDueDateAndItsTimerMoveWhenTheYearIsLoaded() {
        time.is("2035-09-28T10:00:00");
        office = new Invoicing(context);
        shop = office.shop;
        office.consume();
        String id = office.apply("300.00", office.postal);
        time.passesUntil("2035-09-29T09:00:00");
        // estimated: 1 to 3 October are off by law, 29 and 30 September and 6 and 7 October are weekends
        assertThat(office.get(id).issueDue()).isEqualTo("2035-10-10");

        context.getBean(zhangfang.calendar.StatutoryCalendar.class).load(2035, "date,type,name\n"
                + java.util.stream.IntStream.rangeClosed(1, 7).mapToObj("2035-10-%02d,OFF,国庆节"::formatted)
                        .collect(java.util.stream.Collectors.joining("\n")));

        assertThat(office.get(id).issueDue()).isEqualTo("2035-10-12");
        java.time.Instant due = Time.instant("2035-10-13T00:00:00");
        assertThat(shop.taskOf(shop.finance, id, "userTask_issueInvoice").orElseThrow().getDueDate().toInstant())
                .isEqualTo(due);
        assertThat(shop.engine.getManagementService().createJobQuery().activityId("timer_issueOverdue")
                .processInstanceId(shop.instance(id).getId()).singleResult().getDuedate().toInstant()).isEqualTo(due);
    }

    @Test
    void isCompletedByItselfAtTheEndOfTheFifteenthDayAfterItWasMailed() {
        String id = office.apply("300.00", office.postal);
        time.passesUntil("2026-11-11T09:00:00");
        office.issueOnPaper(id);
        office.mail(id);
        assertThat(office.get(id).shipment().signUntil()).isEqualTo(Time.instant("2026-11-27T00:00:00"));
        time.passesUntil("2026-11-26T23:59:59");
        assertThat(office.status(id)).isEqualTo(Status.MAILED);

        time.is("2026-11-27T00:00:00");
        assertThatThrownBy(() -> office.sign(id)).hasMessageContaining("不用再签收");
        time.wasDownUntil("2026-11-28T10:00:00");

        assertThat(office.status(id)).isEqualTo(Status.COMPLETED);
        assertThat(office.get(id).endedAt()).isEqualTo(Time.instant("2026-11-27T00:00:00"));
        assertThat(shop.hasPassed("invoiceApplication", id, "endEvent_completedByTime")).isTrue();
    }

    @Test
    void aPageSignsTheSameStep() {
        String id = office.apply("300.00", office.postal);
        time.passesUntil("2026-11-11T09:00:00");
        office.issueOnPaper(id);
        assertThatThrownBy(() -> process.sign(shop.actor(shop.customer), id)).hasMessageContaining("notMailed");
        office.mail(id);

        process.sign(shop.actor(shop.customer), id);
        process.sign(shop.actor(shop.customer), id); // again changes nothing

        assertThat(shop.hasPassed("invoiceApplication", id, "userTask_signInvoice", "endEvent_signed")).isTrue();
    }

    @Test
    void onlyFinanceIssues() {
        String id = office.apply("300.00", office.postal);
        time.passesUntil("2026-11-11T09:00:00");

        assertThatThrownBy(() -> issuing.reject(shop.actor(shop.customer), id, "x")).hasMessageContaining("onlyFinance");
        assertThat(shop.taskOf(shop.customer, id, "userTask_issueInvoice")).isEmpty();
        assertThat(shop.taskOf(shop.accountant, id, "userTask_issueInvoice")).isEmpty();
    }

    @Test
    void theInvoiceableAmountSaysWhatItIsMadeOf() {
        String cancelled = office.apply("50.00", office.postal);
        office.cancel(cancelled);
        String issued = office.apply("120.00", office.postal);
        office.apply("30.00", office.postal);
        time.passesUntil("2026-11-11T09:00:00");
        office.issueOnPaper(issued);
        shop.haveMoney("40.00");

        var amount = office.amount();

        assertThat(amount.amount()).isEqualTo(Money.of("150.00"));
        assertThat(amount.cashConsumed()).isEqualTo(Money.of("300.00"));
        assertThat(amount.invoiced()).isEqualTo(Money.of("150.00"));
        assertThat(amount.parts()).extracting(part -> part.figure() + " " + part.amount() + " " + part.count())
                .containsExactly("PAID 300.00 1", "REFUNDED 0.00 0", "UNDER_WAY 30.00 1", "ISSUED 120.00 1",
                        "RED 0.00 0");
        assertThat(amount.beside()).extracting(part -> part.figure() + " " + part.amount())
                .containsExactly("CANCELLED 50.00", "REJECTED 0.00", "UNSPENT 40.00");
        assertThat(amount.parts().get(3).rows()).extracting("reference").isEqualTo(List.of(issued));
        Money sum = amount.parts().stream().map(part -> part.figure().sign() > 0 ? part.amount()
                : part.amount().negated()).reduce(Money.ZERO, Money::plus);
        assertThat(sum).isEqualTo(amount.amount());
    }

    @Test
    void refundingInvoicedMoneyMakesTheAmountNegativeAndSaysWhy() {
        String id = office.apply("300.00", office.postal);
        time.passesUntil("2026-11-11T09:00:00");
        office.issueOnPaper(id);

        time.passesUntil("2026-12-01T00:00:00"); // the order's start was not confirmed: it is refunded in full

        var amount = office.amount();
        assertThat(amount.amount()).isEqualTo(Money.of("-300.00"));
        assertThat(amount.isOwing()).isTrue();
        assertThat(amount.causes()).singleElement().satisfies(cause ->
                assertThat(cause.amount()).isEqualTo(Money.of("300.00")));
        assertThat(amount.parts()).filteredOn(part -> part.figure() == Figure.REFUNDED).singleElement()
                .satisfies(part -> assertThat(part.count()).isEqualTo(1));
        assertThatThrownBy(() -> office.apply("1.00", office.postal)).hasMessageContaining("欠票 300.00 元");
    }
}
