package zhangfang.termination;

import java.time.YearMonth;
import zhangfang.money.Money;

/**
 * How a process owner ends an order.
 *
 * @param lastMonth       the last service month
 * @param refund          what goes back, at most the price of the cancelled months
 * @param deductionReason why less than that goes back; {@code null} where all of it does
 */
public record Approval(YearMonth lastMonth, Money refund, String deductionReason, Termination.Handover handover) {

    public Approval {
        deductionReason = deductionReason == null || deductionReason.isBlank() ? null : deductionReason.strip();
    }
}
