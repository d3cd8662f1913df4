package zhangfang.ledger;

import java.sql.Types;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.SqlParameterValue;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import zhangfang.audit.Audit;
import zhangfang.calendar.BusinessClock;
import zhangfang.identity.Actor;
import zhangfang.ledger.ImportPreview.Kind;
import zhangfang.refusal.Refusal;

/**
 * Files between their upload and being taken (待导入的文件), so that what is imported is what was previewed. One per
 * person, book and kind: the next upload takes the last one's place; after a week a file is forgotten.
 */
@Service
public class ImportFiles {

    private static final Duration KEPT = Duration.ofDays(7);
    private static final int NAME_LIMIT = 200;

    /** A file that somebody is looking at. */
    public record ImportFile(Kind kind, String name, OffsetDateTime uploadedAt, byte[] content) {
    }

    private final JdbcClient jdbc;
    private final Books books;
    private final BookAccess access;
    private final BusinessClock clock;
    private final Audit audit;

    ImportFiles(JdbcClient jdbc, Books books, BookAccess access, BusinessClock clock, Audit audit) {
        this.jdbc = jdbc;
        this.books = books;
        this.access = access;
        this.clock = clock;
        this.audit = audit;
    }

    /** Keeps a file for this person in place of the last one. */
    @Transactional
    public void keep(Actor actor, String companyId, Kind kind, String name, byte[] content) {
        access.write(actor, companyId);
        books.lock(companyId);
        if (content.length == 0) {
            throw Refusal.field("file", "ledger.file.empty");
        }
        OffsetDateTime now = clock.now().atOffset(ZoneOffset.UTC);
        jdbc.sql("delete from import_file where uploaded_at < ?").param(now.minus(KEPT)).update();
        delete(actor, companyId, kind);
        jdbc.sql("""
                insert into import_file (company_id, kind, uploaded_by, uploaded_at, file_name, content)
                values (?, ?, ?, ?, ?, ?)""")
                .params(companyId, kind.name(), actor.id(), now,
                        name.substring(Math.max(0, name.length() - NAME_LIMIT)),
                        new SqlParameterValue(Types.VARBINARY, content))
                .update();
        audit.record(actor, "import.upload", companyId, kind.name(), name);
    }

    /** This person's file of that kind, if there is one. */
    @Transactional(readOnly = true)
    public Optional<ImportFile> find(Actor actor, String companyId, Kind kind) {
        access.write(actor, companyId);
        return jdbc.sql("""
                select file_name, uploaded_at, content from import_file
                where company_id = ? and kind = ? and uploaded_by = ?""")
                .params(companyId, kind.name(), actor.id())
                .query((rs, i) -> new ImportFile(kind, rs.getString("file_name"),
                        rs.getObject("uploaded_at", OffsetDateTime.class)
                                .atZoneSameInstant(BusinessClock.ZONE).toOffsetDateTime(), rs.getBytes("content")))
                .optional();
    }

    /** Forgets this person's file, taken or not. */
    @Transactional
    public void drop(Actor actor, String companyId, Kind kind) {
        access.write(actor, companyId);
        delete(actor, companyId, kind);
    }

    private void delete(Actor actor, String companyId, Kind kind) {
        jdbc.sql("delete from import_file where company_id = ? and kind = ? and uploaded_by = ?")
                .params(companyId, kind.name(), actor.id())
                .update();
    }
}
