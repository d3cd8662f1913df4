package zhangfang.document;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.SqlParameterValue;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import zhangfang.audit.Audit;
import zhangfang.calendar.BusinessClock;
import zhangfang.company.Companies;
import zhangfang.company.MoneyReaders;
import zhangfang.identity.Actor;
import zhangfang.numbering.Numbers;
import zhangfang.refusal.Refusal;

/**
 * Files (资料). They are sent before the step that they belong to is done: as drafts, bound to task and person. Doing the
 * step makes them the company's, with the SHA-256 of their content; they never pass through the process engine.
 */
@Service
public class Documents {

    /** The largest file: 10 MB. */
    public static final int MAX_BYTES = 10_000_000;

    private static final int MAX_DRAFTS = 100;
    private static final int MAX_NAME = 200;
    private static final Duration DRAFTS_LIVE = Duration.ofDays(7);
    private static final String COLUMNS = """
            id, company_id, owner_id, uploaded_by, uploaded_at, kept_at, category, file_name, kind, size, sha256""";

    /** A document with its bytes. */
    public record Download(Document document, byte[] content) {
    }

    private final JdbcClient jdbc;
    private final Numbers numbers;
    private final BusinessClock clock;
    private final Audit audit;
    private final Companies companies;
    private final MoneyReaders moneyReaders;
    private final ObjectProvider<TaskCompanies> tasks;

    Documents(JdbcClient jdbc, Numbers numbers, BusinessClock clock, Audit audit, Companies companies,
            MoneyReaders moneyReaders, ObjectProvider<TaskCompanies> tasks) {
        this.jdbc = jdbc;
        this.numbers = numbers;
        this.clock = clock;
        this.audit = audit;
        this.companies = companies;
        this.moneyReaders = moneyReaders;
        this.tasks = tasks;
    }

    /**
     * Takes a draft for a task that this person may work on.
     *
     * @throws Refusal not found, where the task is not this person's; invalid, for a kind of file that is not taken
     */
    @Transactional
    public Document draft(Actor actor, String taskId, NewDocument file) {
        String companyId = Optional.ofNullable(tasks.getIfAvailable())
                .flatMap(open -> open.companyOfTask(actor, taskId)).orElseThrow(Refusal::notFound);
        return draft(actor, companyId, taskId, file);
    }

    /**
     * Takes a draft for a step that is no task yet, such as starting a process.
     *
     * @throws Refusal not found, where this person does not see the company; invalid, for a kind of file that is not
     *     taken
     */
    @Transactional
    public Document draftFor(Actor actor, String companyId, NewDocument file) {
        companies.visible(actor, companyId);
        return draft(actor, companyId, null, file);
    }

    private Document draft(Actor actor, String companyId, String taskId, NewDocument file) {
        removeOldDrafts(actor);
        int drafts = jdbc.sql("select count(*) from document where uploaded_by = ? and kept_at is null")
                .param(actor.id()).query(Integer.class).single();
        if (drafts >= MAX_DRAFTS) {
            throw Refusal.conflict("document.file.tooMany", MAX_DRAFTS);
        }
        return insert(actor, companyId, taskId, file);
    }

    /** Removes one's own draft; a second time changes nothing. */
    @Transactional
    public void discard(Actor actor, String documentId) {
        jdbc.sql("delete from document where id = ? and uploaded_by = ? and kept_at is null")
                .params(documentId, actor.id()).update();
    }

    /**
     * Drafts become the company's: all of them are this person's, for this company, and for no other task.
     *
     * @param taskId  the task that is completed with them, or {@code null} where there is none
     * @param ownerId id of what they belong to from now on, such as a mailing
     * @throws Refusal invalid, where one is no such draft (any more)
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void keep(Actor actor, String companyId, String taskId, String ownerId, List<String> documentIds) {
        for (String id : documentIds) {
            int kept = jdbc.sql("""
                    update document set owner_id = ?, kept_at = ?
                    where id = ? and company_id = ? and uploaded_by = ? and kept_at is null
                      and (task_id is null or task_id = cast(? as varchar(64)))""")
                    .params(ownerId, timestamp(clock.now()), id, companyId, actor.id(), taskId).update();
            if (kept == 0) {
                throw Refusal.field("documentIds", "document.file.noDraft");
            }
            Document document = find(id).orElseThrow();
            audit.record(actor, "document.keep", companyId, id, document.fileName() + " sha256=" + document.sha256());
        }
    }

    /** Keeps a file that came with the step itself. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Document keepDirectly(Actor actor, String companyId, String ownerId, NewDocument file) {
        Document draft = insert(actor, companyId, null, file);
        keep(actor, companyId, null, ownerId, List.of(draft.id()));
        return find(draft.id()).orElseThrow();
    }

    /** The documents that belong to one thing, such as a mailing, oldest first. */
    @Transactional(readOnly = true)
    public List<Document> of(String ownerId) {
        return jdbc.sql("select " + COLUMNS + " from document where owner_id = ? order by id").param(ownerId)
                .query(Documents::document).list();
    }

    /** The documents of several things at once, by their owner's id; nothing for an owner without any. */
    @Transactional(readOnly = true)
    public Map<String, List<Document>> ofAll(Collection<String> ownerIds) {
        if (ownerIds.isEmpty()) {
            return Map.of();
        }
        return jdbc.sql("select " + COLUMNS + " from document where owner_id in (:owners) order by id")
                .param("owners", ownerIds).query(Documents::document).list().stream()
                .collect(Collectors.groupingBy(Document::ownerId));
    }

    /**
     * One's own draft with its bytes, for a command that looks into a file before it keeps it.
     *
     * @throws Refusal invalid, where it is no draft of this person for this company (any more)
     */
    @Transactional(readOnly = true)
    public Download draftOf(Actor actor, String companyId, String documentId) {
        return find(documentId)
                .filter(document -> document.keptAt() == null && document.companyId().equals(companyId)
                        && document.uploadedBy().equals(actor.id()))
                .map(this::withContent)
                .orElseThrow(() -> Refusal.field("documentIds", "document.file.noDraft"));
    }

    /** All documents of a company's books, oldest first, for code that has already checked who asks. */
    @Transactional(readOnly = true)
    public List<Document> ofTheBooks(String companyId) {
        return jdbc.sql("select " + COLUMNS + " from document where company_id = ? and kept_at is not null "
                + "order by kept_at, id").param(companyId).query(Documents::document).list().stream()
                .filter(document -> document.category().ofTheBooks()).toList();
    }

    /** A kept document with its bytes, for code that has already checked who asks. @throws Refusal not found */
    @Transactional(readOnly = true)
    public Download get(String documentId) {
        return find(documentId).filter(document -> document.keptAt() != null).map(this::withContent)
                .orElseThrow(Refusal::notFound);
    }

    /**
     * The bytes: of a draft for its sender alone, of a source of the books for who may see the books, of any other for
     * who may see the company's money.
     */
    @Transactional(readOnly = true)
    public Download download(Actor actor, String documentId) {
        Document document = find(documentId).orElseThrow(Refusal::notFound);
        if (document.keptAt() == null) {
            if (!document.uploadedBy().equals(actor.id())) {
                throw Refusal.notFound();
            }
        } else if (document.category().ofTheBooks()) {
            companies.booksVisible(actor, document.companyId());
        } else {
            moneyReaders.readable(actor, document.companyId());
        }
        return withContent(document);
    }

    private Download withContent(Document document) {
        byte[] content = jdbc.sql("select content from document where id = ?").param(document.id())
                .query((row, n) -> row.getBytes(1)).single();
        return new Download(document, content);
    }

    private Document insert(Actor actor, String companyId, String taskId, NewDocument file) {
        String name = sanitized(file.fileName());
        if (file.content().length == 0) {
            throw Refusal.field("file", "document.file.empty", name);
        }
        if (file.content().length > MAX_BYTES) {
            throw Refusal.field("file", "document.file.tooLarge", name, MAX_BYTES / 1_000_000);
        }
        FileKind kind = FileKind.of(name, file.content())
                .orElseThrow(() -> Refusal.field("file", "document.file.kind", name));
        String id = numbers.next("D");
        jdbc.sql("""
                insert into document (id, company_id, task_id, uploaded_by, uploaded_at, category, file_name, kind,
                    size, sha256, content)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(id, companyId, taskId, actor.id(), timestamp(clock.now()), file.category().name(), name,
                        kind.name(), file.content().length, sha256(file.content()),
                        new SqlParameterValue(Types.VARBINARY, file.content()))
                .update();
        return find(id).orElseThrow();
    }

    private void removeOldDrafts(Actor actor) {
        jdbc.sql("delete from document where uploaded_by = ? and kept_at is null and uploaded_at < ?")
                .params(actor.id(), timestamp(clock.now().minus(DRAFTS_LIVE))).update();
    }

    private Optional<Document> find(String documentId) {
        return jdbc.sql("select " + COLUMNS + " from document where id = ?").param(documentId)
                .query(Documents::document).optional();
    }

    /** The last part of a path, without control characters and what file systems don't take. */
    static String sanitized(String fileName) {
        String name = fileName == null ? "" : fileName;
        name = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1)
                .replaceAll("[\\p{Cntrl}\\p{Cf}\"*:<>?|]", "").strip();
        while (name.startsWith(".")) {
            name = name.substring(1);
        }
        if (name.isBlank()) {
            return "file";
        }
        return name.length() <= MAX_NAME ? name : name.substring(name.length() - MAX_NAME);
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Document document(ResultSet row, int n) throws SQLException {
        OffsetDateTime kept = row.getObject("kept_at", OffsetDateTime.class);
        return new Document(row.getString("id"), row.getString("company_id"), row.getString("owner_id"),
                row.getString("uploaded_by"), row.getObject("uploaded_at", OffsetDateTime.class).toInstant(),
                kept == null ? null : kept.toInstant(), Document.Category.valueOf(row.getString("category")),
                row.getString("file_name"), FileKind.valueOf(row.getString("kind")), row.getInt("size"),
                row.getString("sha256"));
    }

    private static OffsetDateTime timestamp(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
