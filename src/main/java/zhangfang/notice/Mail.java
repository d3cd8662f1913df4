package zhangfang.notice;

import java.util.List;

/**
 * A mail to one receiver, as it lies in the outbox.
 *
 * @param to          address
 * @param subject     one line
 * @param text        plain text
 * @param language    of the text, such as {@code zh}
 * @param documentIds what is attached: kept documents
 */
public record Mail(String to, String subject, String text, String language, List<String> documentIds) {

    public Mail {
        documentIds = List.copyOf(documentIds);
    }

    /** In Chinese, with attachments. */
    public static Mail of(String to, String subject, String text, String... documentIds) {
        return new Mail(to, subject, text, "zh", List.of(documentIds));
    }
}
