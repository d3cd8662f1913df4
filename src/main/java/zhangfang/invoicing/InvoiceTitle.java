package zhangfang.invoicing;

import java.time.Instant;
import java.time.LocalDate;

/**
 * To whom a company has its invoices made out (开票信息, 发票抬头), as it stands: its newest revision.
 *
 * @param revision           counts the saved states from 1
 * @param taxNumber          the taxpayer's number (纳税人识别号); {@code null} for a person who gives none
 * @param registrationNumber number on the tax registration (税务登记证号); special titles only
 * @param savedBy            who saved this revision
 * @param reviewDue          by when finance decides; {@code null} unless under review
 * @param reason             why this revision was rejected, or {@code null}
 * @param decidedBy          who decided on this revision, or {@code null}
 */
public record InvoiceTitle(String id, String companyId, Type type, int revision, Status status, String name,
        String taxNumber, String registrationNumber, String registeredAddress, String registeredPhone, String bank,
        String bankAccount, String savedBy, Instant savedAt, LocalDate reviewDue, String reason, String decidedBy,
        Instant decidedAt) {

    /** Which invoices a title is for; each has its own fields. */
    public enum Type {
        /** 企业增值税普通发票. */
        COMPANY_ORDINARY,
        /** 企业增值税专用发票, which finance reviews first. */
        COMPANY_SPECIAL,
        /** 个人增值税普通发票. */
        PERSONAL_ORDINARY,
        /** 组织增值税普通发票. */
        ORGANIZATION_ORDINARY;

        public boolean isSpecial() {
            return this == COMPANY_SPECIAL;
        }
    }

    /** Whether invoices can be made out to it. */
    public enum Status {
        /** 可用: an ordinary title. */
        USABLE,
        /** 审核中. */
        IN_REVIEW,
        /** 已通过. */
        APPROVED,
        /** 已驳回. */
        REJECTED,
        /** 已删除. */
        REMOVED
    }

    /** Whether invoices can be made out to it now. */
    public boolean isUsable() {
        return status == Status.USABLE || status == Status.APPROVED;
    }

    TitleDetails details() {
        return new TitleDetails(name, taxNumber, registrationNumber, registeredAddress, registeredPhone, bank,
                bankAccount);
    }
}
