package zhangfang.flow.requirement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.camunda.bpm.engine.test.assertions.bpmn.AbstractAssertions.init;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import zhangfang.company.Company.TaxpayerType;
import zhangfang.money.Money;
import zhangfang.ordering.ExtraNeed;
import zhangfang.ordering.NewRequirement;
import zhangfang.ordering.Requirement;
import zhangfang.ordering.Requirement.Outcome;
import zhangfang.ordering.Requirement.Status;
import zhangfang.ordering.RequirementProcess;
import zhangfang.ordering.Requirements;
import zhangfang.ordering.ServiceOrder;
import zhangfang.refusal.Refusal;
import zhangfang.testing.IntegrationTest;
import zhangfang.testing.Purchases;
import zhangfang.testing.TimeMachineForTests.Time;

/** From the submitted requirement to the order, or to its end without one. */
@IntegrationTest
class RequirementTest {

    @Autowired
    ApplicationContext context;
    @Autowired
    Time time;
    @Autowired
    Requirements requirements;
    @Autowired
    RequirementProcess process;

    private Purchases shop;

    @BeforeEach
    void itIsATuesdayInNovember() {
        time.is("2026-11-10T09:00:00");
        shop = new Purchases(context);
        init(shop.engine);
    }

    @AfterEach
    void theRestSleeps() {
        shop.sleep();
    }

    @Test
    void goesToTheAdvisorsWithTheProposalOfTheDecisionTable() {
        String id = submit();

        Requirement requirement = requirements.get(id);
        assertThat(requirement.status()).isEqualTo(Status.SUBMITTED);
        assertThat(requirement.proposedPackage()).isEqualTo("YEAR");
        assertThat(requirement.proposedPrice()).isEqualTo(Money.of("6000.00"));
        assertThat(requirement.extraNeeds()).containsExactly(ExtraNeed.PAYROLL);
        assertThat(instance(id)).isWaitingAt("userTask_assessRequirement");
        var task = shop.taskOf(shop.advisor, id, "userTask_assessRequirement").orElseThrow();
        assertThat(task.getDueDate().toInstant()).isEqualTo(Time.instant("2026-11-12T00:00:00"));
        assertThat(shop.taskOf(shop.customer, id, "userTask_assessRequirement")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
            "SMALL_SCALE,   5,    50000, 0, QUARTER,   840.00",
            "SMALL_SCALE,  20,   800000, 0, YEAR,     3000.00",
            "SMALL_SCALE,  20,  3000000, 0, YEAR,     4800.00",
            "SMALL_SCALE,  90,   500000, 2, YEAR,     7200.00",
            "SMALL_SCALE, 101,   500000, 0, YEAR,     9600.00",
            "GENERAL,      50,  5000000, 0, YEAR,     7200.00",
            "GENERAL,      50,  5000001, 0, YEAR,     9600.00",
            "GENERAL,     200,  9000000, 1, YEAR,    14400.00",
            "GENERAL,     201, 90000000, 3, YEAR,    24000.00"})
    void theProposalFollowsTaxpayerTypeDocumentsRevenueAndNeeds(TaxpayerType type, int documents, String revenue,
            int needs, String packageCode, String price) {
        Purchases other = new Purchases(context, type);
        Set<ExtraNeed> extra = Set.copyOf(java.util.List.of(ExtraNeed.values()).subList(0, needs));

        String id = process.start(other.actor(other.customer), new NewRequirement(other.companyId, "MONTH", documents,
                Money.of(revenue), extra, null));

        assertThat(requirements.get(id).proposedPackage()).isEqualTo(packageCode);
        assertThat(requirements.get(id).proposedPrice()).isEqualTo(Money.of(price));
    }

    @Test
    void buyingStartsTheOrderAtTheRecommendedPrice() {
        String id = submit();
        recommend(id, "YEAR", "6000.00");

        shop.complete(shop.customer, id, "userTask_decideRecommendation",
                Map.of("decision", "BUY", "price", "1.00", "packageCode", "MONTH"));

        Requirement requirement = requirements.get(id);
        assertThat(requirement.status()).isEqualTo(Status.PURCHASED);
        ServiceOrder order = shop.get(requirement.orderId());
        assertThat(order.price()).isEqualTo(Money.of("6000.00"));
        assertThat(order.termMonths()).isEqualTo(12);
        assertThat(order.begun()).isTrue();
        assertThat(shop.taskOf(shop.customer, order.id(), "userTask_payOrder")).isPresent();
        assertThat(shop.hasPassed("requirement", id, "serviceTask_startServiceOrder", "endEvent_purchased")).isTrue();
    }

    @Test
    void theOrderOfARequirementIsPlacedOnce() {
        String id = submit();
        recommend(id, "YEAR", "6000.00");
        shop.complete(shop.customer, id, "userTask_decideRecommendation", Map.of("decision", "BUY"));

        ServiceOrder again = shop.orders.placeRecommended(shop.actor(shop.customer), id);

        assertThat(again.id()).isEqualTo(requirements.get(id).orderId());
        assertThat(shop.orders.of(shop.actor(shop.customer), shop.companyId)).hasSize(1);
    }

    @Test
    void anAdvisorMayChangePackageAndPriceButSaysWhy() {
        String id = submit();

        assertThatThrownBy(() -> recommend(id, "QUARTER", "1500.00"))
                .isInstanceOfSatisfying(Refusal.class, refusal -> assertThat(refusal.reasons())
                        .extracting(Refusal.Reason::field).containsExactly("reason"));
        shop.complete(shop.advisor, id, "userTask_assessRequirement",
                Map.of("packageCode", "QUARTER", "price", "1500.00", "reason", "先试用一个季度"));

        Requirement requirement = requirements.get(id);
        assertThat(requirement.status()).isEqualTo(Status.RECOMMENDED);
        assertThat(requirement.recommendedPrice()).isEqualTo(Money.of("1500.00"));
        assertThat(requirement.recommendationReason()).isEqualTo("先试用一个季度");
        shop.complete(shop.customer, id, "userTask_decideRecommendation", Map.of("decision", "BUY"));
        assertThat(shop.get(requirements.get(id).orderId()).price()).isEqualTo(Money.of("1500.00"));
    }

    @Test
    void aWrongRecommendationNamesEveryField() {
        String id = submit();

        assertThatThrownBy(() -> shop.complete(shop.advisor, id, "userTask_assessRequirement",
                Map.of("packageCode", "FREE", "price", "-1")))
                .isInstanceOfSatisfying(Refusal.class, refusal -> assertThat(refusal.reasons())
                        .extracting(Refusal.Reason::field).containsExactly("packageCode", "price", "reason"));
        assertThat(requirements.get(id).status()).isEqualTo(Status.SUBMITTED);
    }

    @Test
    void aDeclinedRecommendationClosesTheRequirement() {
        String id = submit();
        recommend(id, "YEAR", "6000.00");

        shop.complete(shop.customer, id, "userTask_decideRecommendation",
                Map.of("decision", "DECLINE", "reason", "价格偏高"));

        assertThat(requirements.get(id).status()).isEqualTo(Status.CLOSED);
        assertThat(requirements.get(id).outcome()).isEqualTo(Outcome.DECLINED);
        assertThat(requirements.get(id).orderId()).isNull();
        assertThat(shop.hasPassed("requirement", id, "endEvent_declined")).isTrue();
    }

    @Test
    void aRecommendationThatNobodyTakesIsClosedAfterThirtyDays() {
        String id = submit();
        recommend(id, "YEAR", "6000.00");

        time.passesUntil("2026-12-10T23:59:59");
        assertThat(requirements.get(id).status()).isEqualTo(Status.RECOMMENDED);
        time.wasDownUntil("2026-12-12T08:00:00");

        assertThat(requirements.get(id).status()).isEqualTo(Status.CLOSED);
        assertThat(requirements.get(id).outcome()).isEqualTo(Outcome.EXPIRED);
        assertThat(requirements.get(id).decidedAt()).isEqualTo(Time.instant("2026-12-11T00:00:00"));
        assertThat(shop.hasPassed("requirement", id, "timer_offerEnds", "endEvent_expired")).isTrue();
        assertThat(shop.notices()).contains("ordering.notice.recommended", "ordering.notice.requirementExpired");
    }

    @Test
    void buyingFromTheDeadlinesInstantOnIsRefused() {
        String id = submit();
        recommend(id, "YEAR", "6000.00");
        time.is("2026-12-11T00:00:00");

        assertThatThrownBy(() -> shop.complete(shop.customer, id, "userTask_decideRecommendation",
                Map.of("decision", "BUY"))).hasMessageContaining("已过有效期");

        assertThat(requirements.get(id).status()).isEqualTo(Status.RECOMMENDED);
    }

    @Test
    void startingForAnotherCompanyIsRefusedAndNothingIsStored() {
        Purchases stranger = new Purchases(context);

        assertThatThrownBy(() -> shop.start(stranger.customer, "requirement", Map.of("companyId", shop.companyId,
                "packageCode", "YEAR", "monthlyDocuments", 10, "annualRevenue", "1000")))
                .hasMessage("没有找到这条记录，或您无权查看。");

        assertThat(requirements.of(shop.actor(shop.customer), shop.companyId)).isEmpty();
        assertThat(shop.engine.getRuntimeService().createProcessInstanceQuery().processDefinitionKey("requirement")
                .active().count()).isZero();
    }

    @Test
    void everyWrongFieldOfTheStartFormIsNamed() {
        assertThatThrownBy(() -> shop.start("requirement", Map.of("companyId", shop.companyId, "packageCode", "YEAR",
                "monthlyDocuments", "viele", "annualRevenue", "1.234", "extraNeeds", "[\"GARDENING\"]")))
                .isInstanceOfSatisfying(Refusal.class, refusal -> assertThat(refusal.reasons())
                        .extracting(Refusal.Reason::field)
                        .containsExactly("monthlyDocuments", "annualRevenue", "extraNeeds"));
    }

    private String submit() {
        return shop.start("requirement", Map.of("companyId", shop.companyId, "packageCode", "MONTH",
                "monthlyDocuments", 40, "annualRevenue", "900000.00", "extraNeeds", "[\"PAYROLL\"]", "note", "希望尽快"));
    }

    private void recommend(String id, String packageCode, String price) {
        shop.complete(shop.advisor, id, "userTask_assessRequirement",
                Map.of("packageCode", packageCode, "price", price));
    }

    private ProcessInstance instance(String id) {
        return shop.instance(id);
    }
}
