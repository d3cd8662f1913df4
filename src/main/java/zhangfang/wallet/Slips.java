package zhangfang.wallet;

import java.util.List;
import org.springframework.stereotype.Component;
import zhangfang.document.Document;
import zhangfang.document.Document.Category;
import zhangfang.document.Documents;
import zhangfang.identity.Actor;
import zhangfang.refusal.Refusal;

/** Keeps the papers of transfers (转账凭证, 付款回单) with the top-up or withdrawal that they belong to. */
@Component
class Slips {

    private static final int MOST = 5;

    private final Documents documents;

    Slips(Documents documents) {
        this.documents = documents;
    }

    /** @throws Refusal where a draft is gone, or was sent as something else, which other people would read */
    void keep(Actor actor, String companyId, String ownerId, Category category, SentSlip sent) {
        if (sent.documentIds().size() > MOST) {
            throw Refusal.field("documentIds", "wallet.slip.tooMany", MOST);
        }
        documents.keep(actor, companyId, sent.taskId(), ownerId, sent.documentIds());
        if (sent.file() != null) {
            documents.keepDirectly(actor, companyId, ownerId, sent.file());
        }
        List<Document> kept = documents.of(ownerId);
        if (kept.stream().anyMatch(document -> document.category() != category)) {
            throw Refusal.field("documentIds", "wallet.slip.category." + category);
        }
    }
}
