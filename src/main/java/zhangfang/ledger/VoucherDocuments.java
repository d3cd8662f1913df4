package zhangfang.ledger;

import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import zhangfang.audit.Audit;
import zhangfang.calendar.BusinessClock;
import zhangfang.document.Document;
import zhangfang.identity.Actor;
import zhangfang.ledger.Voucher.State;
import zhangfang.ledger.Vouchers.Draft;
import zhangfang.refusal.Refusal;

/**
 * Which source documents (原始凭证) a voucher rests on, and how many sheets are attached to it (附件张数). What a posted voucher
 * rests on stays; more may be added to it, which is recorded.
 */
@Service
public class VoucherDocuments {

    private static final String SHEETS = "\\d{1,4}";

    /** What comes with a voucher. @param sheets how many sheets were counted, as typed; empty where nobody counted */
    public record Evidence(List<String> documentIds, String sheets) {

        public static final Evidence NONE = new Evidence(List.of(), "");
    }

    private final JdbcClient jdbc;
    private final Books books;
    private final BookAccess access;
    private final Vouchers vouchers;
    private final BusinessClock clock;
    private final Audit audit;

    VoucherDocuments(JdbcClient jdbc, Books books, BookAccess access, Vouchers vouchers, BusinessClock clock, Audit audit) {
        this.jdbc = jdbc;
        this.books = books;
        this.access = access;
        this.vouchers = vouchers;
        this.clock = clock;
        this.audit = audit;
    }

    /** Writes a voucher with what it rests on, once for each request key; see {@link Vouchers#write}. */
    @Transactional
    public Voucher write(Actor actor, String companyId, Draft draft, String requestKey, Evidence evidence) {
        Voucher written = vouchers.write(actor, companyId, draft, false, requestKey);
        count(written, evidence.sheets());
        add(actor, companyId, written, evidence.documentIds());
        return written;
    }

    /** Changes a voucher that is not posted, and what it rests on. */
    @Transactional
    public Voucher change(Actor actor, String companyId, String voucherId, Draft draft, Evidence evidence) {
        Voucher changed = vouchers.change(actor, companyId, voucherId, draft);
        count(changed, evidence.sheets());
        jdbc.sql("delete from voucher_document where voucher_id = ?").param(voucherId).update();
        add(actor, companyId, changed, evidence.documentIds());
        return changed;
    }

    /** Adds documents to a voucher, also to a posted one; those it has already stay as they are. */
    @Transactional
    public void link(Actor actor, String companyId, String voucherId, Collection<String> documentIds) {
        books.lockForWriting(actor, companyId, false);
        add(actor, companyId, vouchers.get(actor, companyId, voucherId), documentIds);
    }

    /** Takes a document away from a voucher that is not posted. */
    @Transactional
    public void unlink(Actor actor, String companyId, String voucherId, String documentId) {
        books.lockForWriting(actor, companyId, false);
        Voucher voucher = vouchers.get(actor, companyId, voucherId);
        if (voucher.state() == State.POSTED) {
            throw Refusal.conflict("ledger.document.stays", voucher.number());
        }
        jdbc.sql("delete from voucher_document where voucher_id = ? and document_id = ?").params(voucherId, documentId)
                .update();
        audit.record(actor, "voucher.unlink", companyId, voucherId, documentId);
    }

    /** The ids of the documents that a voucher rests on, in the order in which they were linked. */
    public List<String> of(Actor actor, String companyId, String voucherId) {
        access.read(actor, companyId);
        return jdbc.sql("""
                select document_id from voucher_document where voucher_id = ? and company_id = ?
                order by linked_at, document_id""")
                .params(voucherId, companyId).query(String.class).list();
    }

    /** What was counted on a voucher; empty where nobody counted. */
    public Optional<Integer> sheets(Actor actor, String companyId, String voucherId) {
        vouchers.get(actor, companyId, voucherId);
        return jdbc.sql("select sheets from voucher_sheets where voucher_id = ?").param(voucherId).query(Integer.class)
                .optional();
    }

    /** How many sheets are attached to each of these vouchers (附件张数): as counted, and at least the documents linked. */
    public Map<String, Integer> counts(Collection<String> voucherIds) {
        Map<String, Integer> counts = new HashMap<>();
        ColumnArrays.of(voucherIds).column("id", id -> id).query(jdbc, """
                select r.id, coalesce(max(s.sheets), 0) as sheets, count(d.document_id) as documents
                from {rows} left join voucher_sheets s on s.voucher_id = r.id
                    left join voucher_document d on d.voucher_id = r.id
                group by r.id""", Map.of(),
                rs -> counts.put(rs.getString("id"), Math.max(rs.getInt("sheets"), rs.getInt("documents"))));
        return counts;
    }

    private void count(Voucher voucher, String sheets) {
        String typed = sheets == null ? "" : sheets.strip();
        if (!typed.isEmpty() && !typed.matches(SHEETS)) {
            throw Refusal.field("sheets", "ledger.document.badSheets");
        }
        if (voucher.state() == State.POSTED) {
            return;
        }
        jdbc.sql("delete from voucher_sheets where voucher_id = ?").param(voucher.id()).update();
        if (!typed.isEmpty()) {
            jdbc.sql("insert into voucher_sheets (voucher_id, sheets) values (?, ?)")
                    .params(voucher.id(), Integer.valueOf(typed)).update();
        }
    }

    private void add(Actor actor, String companyId, Voucher voucher, Collection<String> documentIds) {
        Set<String> wanted = new LinkedHashSet<>(documentIds);
        requireOfTheBooks(companyId, wanted);
        wanted.removeAll(of(actor, companyId, voucher.id()));
        if (wanted.isEmpty()) {
            return;
        }
        ColumnArrays.of(wanted).column("document_id", id -> id).update(jdbc, """
                insert into voucher_document (voucher_id, document_id, company_id, linked_by, linked_at)
                select :voucher, r.document_id, :company, :by, :now from {rows}""",
                Map.of("voucher", voucher.id(), "company", companyId, "by", actor.id(),
                        "now", clock.now().atOffset(ZoneOffset.UTC)));
        audit.record(actor, voucher.state() == State.POSTED ? "voucher.linkAfterPosting" : "voucher.link", companyId,
                voucher.id(), String.join(" ", wanted));
    }

    /** Drafts, other companies' documents, and what concerns the company's money with the agency are no source. */
    private void requireOfTheBooks(String companyId, Set<String> wanted) {
        Set<String> found = new LinkedHashSet<>();
        ColumnArrays.of(wanted).column("id", id -> id).query(jdbc, """
                select d.id, d.category from {rows} join document d on d.id = r.id
                where d.company_id = :company and d.kept_at is not null""", Map.of("company", companyId), rs -> {
                    if (Document.Category.valueOf(rs.getString("category")).ofTheBooks()) {
                        found.add(rs.getString("id"));
                    }
                });
        if (!found.containsAll(wanted)) {
            throw Refusal.field("documents", "ledger.document.notOfTheBooks");
        }
    }
}
