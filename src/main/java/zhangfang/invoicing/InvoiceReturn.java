package zhangfang.invoicing;

import java.time.Instant;
import java.time.LocalDate;
import zhangfang.intake.EInvoice;
import zhangfang.money.Money;

/**
 * An invoice that a company gives back (退票).
 *
 * @param onPaper     whether the paper comes back by courier
 * @param deducted    whether the buyer has used it for deduction (用途确认)
 * @param materials   what has to come back; {@code null} unless on paper
 * @param arrivalDue  by when the paper is expected, or {@code null}
 * @param reviewDue   the instant at which it should be settled; {@code null} until that is known
 * @param decision    why finance decided so, or {@code null}
 * @param red         the red invoice that took it back, or {@code null}
 */
public record InvoiceReturn(String id, String companyId, String applicationId, Reason reason, String note,
        boolean onPaper, boolean deducted, Materials materials, String courier, String trackingNumber, Status status,
        String appliedBy, Instant appliedAt, LocalDate arrivalDue, Instant arrivedAt, Instant reviewDue,
        String decidedBy, Instant decidedAt, String decision, Red red, Instant endedAt) {

    /** Why. */
    public enum Reason {
        /** 类型错误. */
        WRONG_TYPE,
        /** 税号、开户行账号错误. */
        WRONG_TAX_DETAILS,
        /** 主体更名. */
        RENAMED,
        /** 金额有误. */
        WRONG_AMOUNT,
        /** 退货退票. */
        REFUNDED;

        /** Whether the customer's own entry was wrong, which {@code zhangfang.invoicing.returns-for-wrong-details} may bar. */
        boolean isWrongEntry() {
            return this == WRONG_TYPE || this == WRONG_TAX_DETAILS || this == WRONG_AMOUNT;
        }
    }

    /** What comes back on paper. */
    public enum Materials {
        /** 红字信息确认单（通知单）and a copy of the invoice: a special one that was deducted. */
        RED_NOTICE_AND_COPY,
        /** 发票联 and 抵扣联: a special one that was not. */
        INVOICE_AND_DEDUCTION,
        /** 发票联: an ordinary one. */
        INVOICE;

        public static Materials of(boolean special, boolean deducted) {
            return !special ? INVOICE : deducted ? RED_NOTICE_AND_COPY : INVOICE_AND_DEDUCTION;
        }
    }

    /** Where it stands. */
    public enum Status {
        /** 退票寄回中. */
        SENT_BACK,
        /** 退票审核中. */
        IN_REVIEW,
        /** 待开红字发票. */
        APPROVED,
        /** 已退票. */
        RETURNED,
        /** 退票已驳回. */
        REJECTED
    }

    /**
     * The red invoice (红字发票).
     *
     * @param amount             what it took back, positive
     * @param confirmationNumber of the red confirmation (红字信息确认单), or {@code null}
     */
    public record Red(EInvoice.Kind kind, String code, String number, LocalDate date, Money amount,
            String confirmationNumber, String documentId, String differences, String differenceReason, String issuedBy) {

        /** Code and number as people read them. */
        public String fullNumber() {
            return code == null ? number : code + "-" + number;
        }
    }

    public boolean isOpen() {
        return endedAt == null;
    }
}
