package zhangfang.document;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import zhangfang.notice.Attachments;

/** Documents that go out with mails. */
@Component
class MailedDocuments implements Attachments {

    private final JdbcClient jdbc;

    MailedDocuments(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Attachment attachment(String documentId) {
        return jdbc.sql("select file_name, kind, content from document where id = ? and kept_at is not null")
                .param(documentId)
                .query((row, n) -> new Attachment(row.getString(1), FileKind.valueOf(row.getString(2)).mediaType(),
                        row.getBytes(3)))
                .single();
    }
}
