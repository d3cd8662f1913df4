package zhangfang.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.springframework.context.MessageSource;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import zhangfang.calendar.BusinessClock;
import zhangfang.company.Companies;
import zhangfang.company.Company;
import zhangfang.identity.CurrentActor;
import zhangfang.money.Money;
import zhangfang.ordering.ExtraNeed;
import zhangfang.ordering.NewRequirement;
import zhangfang.ordering.Orders;
import zhangfang.ordering.Packages;
import zhangfang.ordering.PaymentClock;
import zhangfang.ordering.Requirement;
import zhangfang.ordering.RequirementProcess;
import zhangfang.ordering.Requirements;
import zhangfang.ordering.ServiceOrder;
import zhangfang.ordering.ServicePackage;
import zhangfang.refusal.Refusal;
import zhangfang.refusal.Refusal.Reason;

/** Packages, requirements and orders over HTTP: whoever sees the company reads, its members submit. */
@RestController
@RequestMapping("/api")
@Tag(name = "ordering 订购")
class OrderingApi {

    /** What a customer submits; amounts and numbers as text or number. */
    record RequirementInput(String packageCode, Integer monthlyDocuments, Money annualRevenue,
            List<String> extraNeeds, String note) {
    }

    record RequirementView(String id, String companyId, String companyName, Company.TaxpayerType taxpayerType,
            String packageCode, String packageName, int monthlyDocuments, Money annualRevenue,
            List<ExtraNeed> extraNeeds, List<String> extraNeedNames, String note, Requirement.Status status,
            String statusName, OffsetDateTime submittedAt, LocalDate assessmentDue, String proposedPackage,
            String proposedPackageName, Money proposedPrice, String recommendedPackage,
            String recommendedPackageName, Integer recommendedTermMonths, Money recommendedPrice,
            String recommendationReason, OffsetDateTime recommendedAt, OffsetDateTime offerEnds,
            Requirement.Outcome outcome, String declineReason, OffsetDateTime decidedAt, String orderId) {
    }

    record OrderView(String id, String companyId, String companyName, String packageCode, String packageName,
            int termMonths, Money price, String requirementId, ServiceOrder.Status status, String statusName,
            YearMonth firstMonth, YearMonth lastMonth, int monthsOpened, OffsetDateTime orderedAt,
            OffsetDateTime paymentDue, Boolean paymentResting, OffsetDateTime paidAt,
            OffsetDateTime confirmationEnds, OffsetDateTime confirmedAt, LocalDate claimDue, String claimedBy,
            OffsetDateTime claimedAt, OffsetDateTime endedAt) {
    }

    private final Packages packages;
    private final Requirements requirements;
    private final RequirementProcess process;
    private final Orders orders;
    private final Companies companies;
    private final CurrentActor actor;
    private final MessageSource messages;

    OrderingApi(Packages packages, Requirements requirements, RequirementProcess process, Orders orders,
            Companies companies, CurrentActor actor, MessageSource messages) {
        this.packages = packages;
        this.requirements = requirements;
        this.process = process;
        this.orders = orders;
        this.companies = companies;
        this.actor = actor;
        this.messages = messages;
    }

    @GetMapping("/packages")
    @Operation(summary = "The packages on offer, shortest term first")
    Rows<ServicePackage> packages() {
        return new Rows<>(packages.offered());
    }

    @GetMapping("/companies/{companyId}/requirements")
    @Operation(summary = "A company's requirements, newest first")
    Rows<RequirementView> requirements(@PathVariable String companyId, Locale locale) {
        return new Rows<>(requirements.of(actor.get(), companyId).stream().map(each -> view(each, locale)).toList());
    }

    @GetMapping("/companies/{companyId}/requirements/{requirementId}")
    @Operation(summary = "One requirement")
    RequirementView requirement(@PathVariable String companyId, @PathVariable String requirementId, Locale locale) {
        return view(requirements.visible(actor.get(), companyId, requirementId), locale);
    }

    @PostMapping("/companies/{companyId}/requirements")
    @Operation(summary = "A member of the company submits a requirement, which starts its process")
    ResponseEntity<RequirementView> submit(@PathVariable String companyId, @RequestBody RequirementInput input,
            Locale locale) {
        companies.visible(actor.get(), companyId);
        String id = process.start(actor.get(), read(companyId, input));
        return ResponseEntity.created(URI.create("/api/companies/" + companyId + "/requirements/" + id))
                .body(view(requirements.visible(actor.get(), companyId, id), locale));
    }

    @GetMapping("/companies/{companyId}/orders")
    @Operation(summary = "A company's orders, newest first")
    Rows<OrderView> orders(@PathVariable String companyId, Locale locale) {
        return new Rows<>(orders.of(actor.get(), companyId).stream().map(each -> view(each, locale)).toList());
    }

    @GetMapping("/companies/{companyId}/orders/{orderId}")
    @Operation(summary = "One order with its price and deadlines")
    OrderView order(@PathVariable String companyId, @PathVariable String orderId, Locale locale) {
        return view(orders.visible(actor.get(), companyId, orderId), locale);
    }

    private static NewRequirement read(String companyId, RequirementInput input) {
        List<Reason> wrong = new ArrayList<>();
        if (input.packageCode() == null || input.packageCode().isBlank()) {
            wrong.add(Reason.field("packageCode", "flow.field.required"));
        }
        if (input.monthlyDocuments() == null) {
            wrong.add(Reason.field("monthlyDocuments", "flow.field.required"));
        }
        if (input.annualRevenue() == null) {
            wrong.add(Reason.field("annualRevenue", "flow.field.required"));
        }
        Set<ExtraNeed> needs = EnumSet.noneOf(ExtraNeed.class);
        for (String need : input.extraNeeds() == null ? List.<String>of() : input.extraNeeds()) {
            try {
                needs.add(ExtraNeed.valueOf(String.valueOf(need)));
            } catch (IllegalArgumentException e) {
                wrong.add(Reason.field("extraNeeds", "flow.field.choice", String.valueOf(need)));
            }
        }
        if (!wrong.isEmpty()) {
            throw Refusal.invalid(wrong);
        }
        return new NewRequirement(companyId, input.packageCode(), input.monthlyDocuments(), input.annualRevenue(),
                needs, input.note());
    }

    private RequirementView view(Requirement requirement, Locale locale) {
        Company company = companies.get(requirement.companyId());
        ServicePackage recommended = packageOf(requirement.recommendedPackage());
        return new RequirementView(requirement.id(), company.id(), company.name(), company.taxpayerType(),
                requirement.packageCode(), name(packageOf(requirement.packageCode())),
                requirement.monthlyDocuments(), requirement.annualRevenue(), requirement.extraNeeds(),
                requirement.extraNeeds().stream().map(need -> text("ordering.extraNeed." + need, locale)).toList(),
                requirement.note(), requirement.status(),
                text("ordering.requirementStatus." + requirement.status(), locale), here(requirement.submittedAt()),
                requirement.assessmentDue(), requirement.proposedPackage(),
                name(packageOf(requirement.proposedPackage())), requirement.proposedPrice(),
                requirement.recommendedPackage(), name(recommended),
                recommended == null ? null : recommended.termMonths(), requirement.recommendedPrice(),
                requirement.recommendationReason(), here(requirement.recommendedAt()),
                here(requirement.offerEnds()), requirement.outcome(), requirement.declineReason(),
                here(requirement.decidedAt()), requirement.orderId());
    }

    private OrderView view(ServiceOrder order, Locale locale) {
        boolean unpaid = order.status() == ServiceOrder.Status.AWAITING_PAYMENT;
        PaymentClock payment = unpaid ? orders.paymentClock(order) : null;
        return new OrderView(order.id(), order.companyId(), companies.get(order.companyId()).name(),
                order.packageCode(), order.packageName(), order.termMonths(), order.price(), order.requirementId(),
                order.status(), text("ordering.orderStatus." + order.status(), locale), order.firstMonth(),
                order.lastMonth(), order.monthsOpened(), here(order.orderedAt()),
                unpaid ? here(payment.due()) : null, unpaid ? payment.resting() : null, here(order.paidAt()),
                here(order.confirmationEnds()), here(order.confirmedAt()), order.claimDue(), order.claimedBy(),
                here(order.claimedAt()), here(order.endedAt()));
    }

    private ServicePackage packageOf(String code) {
        return code == null ? null : packages.find(code).orElse(null);
    }

    private static String name(ServicePackage one) {
        return one == null ? null : one.name();
    }

    private String text(String key, Locale locale) {
        return messages.getMessage(key, null, locale);
    }

    static OffsetDateTime here(Instant instant) {
        return instant == null ? null : instant.atZone(BusinessClock.ZONE).toOffsetDateTime();
    }
}
