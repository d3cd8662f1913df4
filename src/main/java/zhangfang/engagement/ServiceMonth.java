package zhangfang.engagement;

import java.time.Instant;
import java.time.YearMonth;

/**
 * One month of a running service (服务月).
 *
 * @param orderId            the order it belongs to, or {@code null}
 * @param documentsDeclared  how collecting ended or, with mailings still to be signed for, will end; {@code null} before
 * @param revision           revision of the reports issued last; 0 before the first issue
 * @param unconfirmedFiling  why the taxes were filed without confirmation, or {@code null}
 * @param serviceCompletedAt when the second of both confirmations took effect (服务完成), or {@code null}
 * @param endedAt            when its process was done, or {@code null}
 */
public record ServiceMonth(String id, String orderId, String companyId, YearMonth month, Stage stage,
        MonthStatus status, FilingStatus filingStatus, Declaration documentsDeclared, int revision,
        String unconfirmedFiling, Instant openedAt, Instant serviceCompletedAt, Instant endedAt) {
}
