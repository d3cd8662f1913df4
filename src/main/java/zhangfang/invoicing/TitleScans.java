package zhangfang.invoicing;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import zhangfang.document.Document;
import zhangfang.document.Document.Category;
import zhangfang.document.Documents;
import zhangfang.identity.Actor;
import zhangfang.refusal.Refusal;

/** The scans of special titles: of the tax registration (税务登记证) and the general taxpayer's certificate (一般纳税人证明). */
@Component
class TitleScans {

    private static final int MOST = 10;

    private final JdbcClient jdbc;
    private final Documents documents;

    TitleScans(JdbcClient jdbc, Documents documents) {
        this.jdbc = jdbc;
        this.documents = documents;
    }

    /** Those of a revision. */
    List<Document> of(String titleId, int revision) {
        Set<String> ids = jdbc.sql("select document_id from invoice_title_scan where title_id = ? and revision = ?")
                .params(titleId, revision).query(String.class).set();
        return ids.isEmpty() ? List.of()
                : documents.of(titleId).stream().filter(document -> ids.contains(document.id())).toList();
    }

    /**
     * Keeps the scans that came with a revision, and those of the one before where none of a category came.
     *
     * @throws Refusal where a special title lacks one, or another brings one
     */
    void keep(Actor actor, String companyId, String titleId, int revision, NewTitle title) {
        if (!title.type().isSpecial()) {
            if (!title.documentIds().isEmpty()) {
                throw Refusal.field("documentIds", "invoicing.title.otherField");
            }
            return;
        }
        List<Document> before = of(titleId, revision - 1);
        List<String> fresh = new ArrayList<>(title.documentIds());
        fresh.removeAll(before.stream().map(Document::id).toList());
        documents.keep(actor, companyId, null, titleId, fresh);
        List<Document> sent = documents.of(titleId).stream()
                .filter(document -> title.documentIds().contains(document.id())).toList();
        WrittenFields fields = new WrittenFields();
        List<Document> all = new ArrayList<>(chosen(fields, "registrationScan", Category.TAX_REGISTRATION, sent, before));
        all.addAll(chosen(fields, "certificateScan", Category.TAXPAYER_CERTIFICATE, sent, before));
        if (all.size() < sent.size()) {
            fields.refuse("documentIds", "invoicing.title.scan.category");
        } else if (all.size() > MOST) {
            fields.refuse("documentIds", "invoicing.title.scan.tooMany", MOST);
        }
        fields.refuseIfAny();
        all.stream().map(Document::id).collect(Collectors.toSet()).forEach(id ->
                jdbc.sql("insert into invoice_title_scan (title_id, revision, document_id) values (?, ?, ?)")
                        .params(titleId, revision, id).update());
    }

    private static List<Document> chosen(WrittenFields fields, String field, Category category, List<Document> sent,
            List<Document> before) {
        List<Document> fresh = sent.stream().filter(document -> document.category() == category).toList();
        List<Document> chosen = fresh.isEmpty()
                ? before.stream().filter(document -> document.category() == category).toList() : fresh;
        if (chosen.isEmpty()) {
            fields.refuse(field, "invoicing.title.scan." + category);
        }
        return chosen;
    }
}
