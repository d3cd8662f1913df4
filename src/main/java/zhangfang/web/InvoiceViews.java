package zhangfang.web;

import static zhangfang.web.OrderingApi.here;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import zhangfang.calendar.BusinessClock;
import zhangfang.identity.Actor;
import zhangfang.identity.People;
import zhangfang.intake.EInvoice;
import zhangfang.invoicing.DeliveryAddress;
import zhangfang.invoicing.InvoiceApplication;
import zhangfang.invoicing.InvoiceApplication.Buyer;
import zhangfang.invoicing.InvoiceApplication.Status;
import zhangfang.invoicing.InvoiceReturn;
import zhangfang.invoicing.InvoiceReturns;
import zhangfang.invoicing.InvoiceStep;
import zhangfang.invoicing.InvoiceTitle;
import zhangfang.invoicing.InvoiceableBreakdown;
import zhangfang.money.AmountInWords;
import zhangfang.money.Money;

/** Applications, returns and the invoiceable amount as pages, API and files show them. */
@Component
class InvoiceViews {

    record BuyerView(InvoiceTitle.Type type, String typeName, String name, String taxNumber, String registeredAddress,
            String registeredPhone, String bank, String bankAccount) {
    }

    record AddressView(DeliveryAddress.Kind kind, String kindName, String recipient, String phone, String line,
            String postcode, String email) {
    }

    record InvoiceView(EInvoice.Kind kind, String kindName, String code, String number, String fullNumber,
            LocalDate date, String documentId, List<String> differences, String differenceReason) {
    }

    record ShipmentView(String courier, String trackingNumber, OffsetDateTime mailedAt, OffsetDateTime signUntil) {
    }

    /** @param problem why the last mail did not arrive, or {@code null} */
    record SendingView(String to, boolean underway, String problem) {
    }

    /** @param effectiveAt the instant that it counts for, such as a deadline; {@code processedAt} is when it was done */
    record StepView(InvoiceStep.Kind kind, String name, OffsetDateTime effectiveAt, OffsetDateTime processedAt,
            String actorName, String detail, String returnId) {
    }

    /**
     * @param status      as people are told: a return shows before where the application itself stands
     * @param cancellable whether it can still be cancelled
     * @param left        what red invoices have not taken back
     * @param returnable  whether it could be given back now
     */
    record ApplicationView(String id, String companyId, String companyName, InvoiceApplication.Origin origin,
            String originName, Money amount, String amountInWords, BuyerView title, AddressView address,
            boolean onPaper, String status, String statusName, OffsetDateTime appliedAt, OffsetDateTime cancelUntil,
            boolean cancellable, LocalDate issueDue, String reason, InvoiceView invoice, ShipmentView shipment,
            SendingView sending, OffsetDateTime endedAt, Money redTotal, Money left, boolean returnable,
            String openReturnId, List<StepView> steps) {
    }

    record RedView(EInvoice.Kind kind, String kindName, String fullNumber, LocalDate date, Money amount,
            String confirmationNumber, String documentId, List<String> differences, String differenceReason) {
    }

    /** @param left what red invoices have not taken back of the original */
    record ReturnView(String id, String companyId, String companyName, String applicationId, InvoiceView invoice,
            String buyerName, Money amount, Money left, InvoiceReturn.Reason reason, String reasonName, String note,
            boolean onPaper, boolean deducted, InvoiceReturn.Materials materials, String materialsName, String courier,
            String trackingNumber, InvoiceReturn.Status status, String statusName, OffsetDateTime appliedAt,
            LocalDate arrivalDue, OffsetDateTime arrivedAt, OffsetDateTime reviewDue, OffsetDateTime decidedAt,
            String decision, RedView red, OffsetDateTime endedAt) {
    }

    record RowView(String reference, String applicationId, Money amount, OffsetDateTime at) {
    }

    /** @param sign 1 adds to the amount, −1 takes from it, 0 does not count */
    record PartView(InvoiceableBreakdown.Figure figure, String name, int sign, Money amount, int count,
            List<RowView> rows) {
    }

    /** @param causes where the amount is negative (欠票), the refunds that made it so, newest first */
    record AmountView(Money invoiceable, Money cashConsumed, Money invoiced, boolean owing, List<PartView> parts,
            List<PartView> beside, List<RowView> causes) {
    }

    private final InvoiceReturns returns;
    private final People people;
    private final BusinessClock clock;
    private final MessageSource messages;

    InvoiceViews(InvoiceReturns returns, People people, BusinessClock clock, MessageSource messages) {
        this.returns = returns;
        this.people = people;
        this.clock = clock;
        this.messages = messages;
    }

    ApplicationView application(InvoiceApplication one, String companyName, List<InvoiceStep> steps, Locale locale) {
        return application(one, companyName, steps, new HashMap<>(), locale);
    }

    /** @param names of people by id, read once each for all the rows that share them */
    ApplicationView application(InvoiceApplication one, String companyName, List<InvoiceStep> steps,
            Map<String, String> names, Locale locale) {
        return new ApplicationView(one.id(), one.companyId(), companyName, one.origin(),
                text("invoicing.origin." + one.origin(), locale), one.amount(), AmountInWords.of(one.amount()),
                buyer(one.buyer(), locale), address(one.address(), locale), one.onPaper(), one.shown(),
                text("invoicing.applicationStatus." + one.shown(), locale), here(one.appliedAt()),
                here(one.cancelUntil()),
                one.status() == Status.APPLIED && clock.now().isBefore(one.cancelUntil()), one.issueDue(),
                one.reason(), one.invoice() == null ? null : invoice(one.invoice(), locale), shipment(one),
                sending(one, steps), here(one.endedAt()), one.redTotal(), one.left(), returns.isReturnable(one),
                one.openReturnId(), steps(steps, names, locale));
    }

    ReturnView giveBack(InvoiceReturn one, InvoiceApplication original, String companyName, Locale locale) {
        return new ReturnView(one.id(), one.companyId(), companyName, original.id(),
                invoice(original.invoice(), locale), original.buyer().name(), original.amount(), original.left(),
                one.reason(), text("invoicing.returnReason." + one.reason(), locale), one.note(), one.onPaper(),
                one.deducted(), one.materials(),
                one.materials() == null ? null : text("invoicing.materials." + one.materials(), locale), one.courier(),
                one.trackingNumber(), one.status(), text("invoicing.returnStatus." + one.status(), locale),
                here(one.appliedAt()), one.arrivalDue(), here(one.arrivedAt()), here(one.reviewDue()),
                here(one.decidedAt()), one.decision(), red(one.red(), locale), here(one.endedAt()));
    }

    AmountView amount(InvoiceableBreakdown amount, Locale locale) {
        return new AmountView(amount.amount(), amount.cashConsumed(), amount.invoiced(), amount.isOwing(),
                parts(amount.parts(), locale), parts(amount.beside(), locale), rows(amount.causes()));
    }

    /** What is said before an application is confirmed. */
    String warning(Locale locale) {
        return text(returns.forWrongDetails() ? "invoicing.warning.returnsAllowed" : "invoicing.warning.wrongDetails",
                locale);
    }

    String text(String key, Locale locale) {
        return messages.getMessage(key, null, locale);
    }

    private List<PartView> parts(List<InvoiceableBreakdown.Part> parts, Locale locale) {
        return parts.stream().map(part -> new PartView(part.figure(), text("invoicing.figure." + part.figure(), locale),
                part.figure().sign(), part.amount(), part.count(), rows(part.rows()))).toList();
    }

    private static List<RowView> rows(List<InvoiceableBreakdown.Row> rows) {
        return rows.stream().map(row -> new RowView(row.reference(), row.applicationId(), row.amount(), here(row.at())))
                .toList();
    }

    private BuyerView buyer(Buyer buyer, Locale locale) {
        return new BuyerView(buyer.type(), text("invoicing.buyerType." + buyer.type(), locale), buyer.name(),
                buyer.taxNumber(), buyer.registeredAddress(), buyer.registeredPhone(), buyer.bank(),
                buyer.bankAccount());
    }

    private AddressView address(DeliveryAddress to, Locale locale) {
        return new AddressView(to.kind(), text("invoicing.deliveryKind." + to.kind(), locale), to.recipient(),
                to.phone(), to.line(), to.postcode(), to.email());
    }

    private InvoiceView invoice(InvoiceApplication.Invoice invoice, Locale locale) {
        return new InvoiceView(invoice.kind(), text("invoicing.invoiceKind." + invoice.kind(), locale), invoice.code(),
                invoice.number(), invoice.fullNumber(), invoice.date(), invoice.documentId(),
                lines(invoice.differences()), invoice.differenceReason());
    }

    private RedView red(InvoiceReturn.Red red, Locale locale) {
        return red == null ? null : new RedView(red.kind(), text("invoicing.invoiceKind." + red.kind(), locale),
                red.fullNumber(), red.date(), red.amount(), red.confirmationNumber(), red.documentId(),
                lines(red.differences()), red.differenceReason());
    }

    private static ShipmentView shipment(InvoiceApplication one) {
        return one.shipment() == null ? null : new ShipmentView(one.shipment().courier(),
                one.shipment().trackingNumber(), here(one.shipment().mailedAt()), here(one.shipment().signUntil()));
    }

    private static SendingView sending(InvoiceApplication one, List<InvoiceStep> steps) {
        if (one.onPaper()) {
            return null;
        }
        String problem = one.sending().due() == null ? null : steps.stream()
                .filter(step -> step.kind() == InvoiceStep.Kind.NOT_SENT).reduce((earlier, later) -> later)
                .map(InvoiceStep::detail).orElse(null);
        return new SendingView(one.sending().to(), one.sending().underway(), problem);
    }

    private List<StepView> steps(List<InvoiceStep> steps, Map<String, String> names, Locale locale) {
        return steps.stream().map(step -> new StepView(step.kind(), text("invoicing.step." + step.kind(), locale),
                here(step.effectiveAt()), here(step.processedAt()),
                names.computeIfAbsent(step.actorId(), id -> actorName(id, locale)), step.detail(), step.returnId()))
                .toList();
    }

    private String actorName(String actorId, Locale locale) {
        return actorId.equals(Actor.SYSTEM.id()) ? text("web.system", locale) : people.nameOf(actorId);
    }

    private static List<String> lines(String text) {
        return text == null ? List.of() : text.lines().toList();
    }
}
