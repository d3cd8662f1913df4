package zhangfang.support;

import java.util.List;

/**
 * A ticket as it was written into a form; nothing of it is checked yet.
 *
 * @param documentIds files sent before as drafts
 */
public record NewTicket(String companyId, SupportTicket.Kind kind, String subject, String text,
        List<String> documentIds) {

    public NewTicket {
        documentIds = documentIds == null ? List.of() : List.copyOf(documentIds);
    }
}
