package zhangfang.invoicing;

import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import zhangfang.money.Money;

/**
 * What became of a company in one month of recurring invoicing (定期开票).
 *
 * @param amount        what could be invoiced then; {@code null} where the attempt failed
 * @param applicationId the application that was made, or {@code null}
 * @param obstacles     why it was skipped; empty otherwise
 * @param detail        what the application was refused with, or {@code null}
 * @param effectiveAt   the 10th of the month, 00:00
 * @param processedAt   when it was really done, later after downtime
 */
public record RecurringRun(String companyId, YearMonth month, Outcome outcome, Money amount, String applicationId,
        List<Obstacle> obstacles, String detail, int attempts, Instant effectiveAt, Instant processedAt) {

    /** How it ended. */
    public enum Outcome {
        /** 已申请. */
        APPLIED,
        /** 已跳过. */
        SKIPPED,
        /** 失败,将重试. */
        FAILED
    }

    /** What stands in the way of an application. */
    public enum Obstacle {
        /** 没有可开票金额. */
        NO_AMOUNT,
        /** 欠票: more is invoiced than consumed. */
        OWED,
        /** 没有默认抬头. */
        NO_TITLE,
        /** 默认抬头在审核中或被驳回. */
        TITLE_NOT_USABLE,
        /** 没有默认邮寄信息. */
        NO_ADDRESS,
        /** 申请被拒绝, as the detail says. */
        REFUSED
    }
}
