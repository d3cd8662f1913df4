package zhangfang.intake;

import java.time.Instant;

/**
 * A file of a company (资料).
 *
 * @param mailingId the consignment it came with, or {@code null} for a draft
 * @param keptAt    when completing the task made it the company's, or {@code null} for a draft
 * @param sha256    of its content, in hexadecimal
 */
public record Document(String id, String companyId, String mailingId, String uploadedBy, Instant uploadedAt,
        Instant keptAt, Category category, String fileName, FileKind kind, int size, String sha256) {

    /** What the sender says it is. */
    public enum Category {
        /** 电子发票. */
        INVOICE,
        /** 银行流水. */
        BANK_STATEMENT,
        /** 其他. */
        OTHER
    }
}
