package zhangfang.document;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;

/**
 * A file of a company (资料).
 *
 * @param ownerId id of what it belongs to, such as a mailing or a top-up; {@code null} for a draft
 * @param keptAt  when the step that it is for made it the company's, or {@code null} for a draft
 * @param sha256  of its content, in hexadecimal
 */
public record Document(String id, String companyId, String ownerId, String uploadedBy, Instant uploadedAt,
        Instant keptAt, Category category, String fileName, FileKind kind, int size, String sha256) {

    /** What the sender says it is. */
    public enum Category {
        /** 电子发票. */
        INVOICE,
        /** 银行流水. */
        BANK_STATEMENT,
        /** 其他. */
        OTHER,
        /** 转账凭证, of a top-up. */
        TRANSFER_SLIP,
        /** 付款回单, of a withdrawal. */
        PAYOUT_SLIP,
        /** 税务登记证, of an invoice title. */
        TAX_REGISTRATION,
        /** 一般纳税人证明, of an invoice title. */
        TAXPAYER_CERTIFICATE,
        /** 开具的发票, which the agency issues for its fees. */
        ISSUED_INVOICE,
        /** 红字发票, which takes an issued one back. */
        RED_INVOICE,
        /** 工单附件. */
        TICKET;

        private static final Set<Category> OF_THE_BOOKS = EnumSet.of(INVOICE, BANK_STATEMENT, OTHER);

        /** Whether it is a source of the company's books; the others concern its money with the agency. */
        public boolean ofTheBooks() {
            return OF_THE_BOOKS.contains(this);
        }
    }
}
