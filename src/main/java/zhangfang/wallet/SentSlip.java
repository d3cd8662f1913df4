package zhangfang.wallet;

import java.util.List;
import zhangfang.document.NewDocument;

/**
 * The paper of a transfer, as it was sent with a step.
 *
 * @param taskId      the task that drafts may belong to, or {@code null} where a process starts
 * @param documentIds drafts that were sent before
 * @param file        a file that came with the step itself, or {@code null}
 */
public record SentSlip(String taskId, List<String> documentIds, NewDocument file) {

    public static final SentSlip NONE = new SentSlip(null, List.of(), null);

    public SentSlip {
        documentIds = documentIds == null ? List.of() : List.copyOf(documentIds);
    }
}
