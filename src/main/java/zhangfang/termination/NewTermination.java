package zhangfang.termination;

import java.time.YearMonth;

/** A request to end an order. @param lastMonth the last service month wished; the one before the first means none */
public record NewTermination(String companyId, String orderId, String reason, YearMonth lastMonth) {

    public NewTermination {
        reason = reason == null || reason.isBlank() ? null : reason.strip();
    }
}
