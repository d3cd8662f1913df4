package zhangfang.ordering;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import zhangfang.money.Money;

/**
 * A company asks what would suit it (需求).
 *
 * @param packageCode         the package that the customer had in mind
 * @param proposedPackage     what the decision table proposed, or {@code null}
 * @param proposedPrice       its price, or {@code null}
 * @param recommendedPackage  what the advisor recommends; {@code null} before the assessment
 * @param recommendationReason why the advisor departed from the proposal, or {@code null}
 * @param assessmentDue       by when the advisor should have assessed
 * @param offerEnds           from this instant on the recommendation can't be bought
 * @param orderId             the order that was bought, or {@code null}
 */
public record Requirement(String id, String companyId, String packageCode, int monthlyDocuments, Money annualRevenue,
        List<ExtraNeed> extraNeeds, String note, Status status, String submittedBy, Instant submittedAt,
        LocalDate assessmentDue, String proposedPackage, Money proposedPrice, String recommendedPackage,
        Money recommendedPrice, String recommendationReason, String recommendedBy, Instant recommendedAt,
        Instant offerEnds, Outcome outcome, String declineReason, Instant decidedAt, String orderId) {

    Requirement withNeeds(List<ExtraNeed> needs) {
        return new Requirement(id, companyId, packageCode, monthlyDocuments, annualRevenue, needs, note, status,
                submittedBy, submittedAt, assessmentDue, proposedPackage, proposedPrice, recommendedPackage,
                recommendedPrice, recommendationReason, recommendedBy, recommendedAt, offerEnds, outcome,
                declineReason, decidedAt, orderId);
    }

    /** Where a requirement stands. */
    public enum Status {
        /** 待评估. */
        SUBMITTED,
        /** 已推荐. */
        RECOMMENDED,
        /** 已购买. */
        PURCHASED,
        /** 已关闭. */
        CLOSED
    }

    /** How it ended. */
    public enum Outcome {
        BOUGHT, DECLINED, EXPIRED
    }
}
