package zhangfang.invoicing;

import java.util.List;

/**
 * A title as it was written into a form; nothing of it is checked yet.
 *
 * @param makeDefault whether it becomes the company's default title
 * @param documentIds scans sent before as drafts, their category saying what they are; where a special title that
 *                    exists brings none of a category, those of its last revision stay
 */
public record NewTitle(InvoiceTitle.Type type, String name, String taxNumber, String registrationNumber,
        String registeredAddress, String registeredPhone, String bank, String bankAccount, boolean makeDefault,
        List<String> documentIds) {

    public NewTitle {
        documentIds = documentIds == null ? List.of() : List.copyOf(documentIds);
    }
}
