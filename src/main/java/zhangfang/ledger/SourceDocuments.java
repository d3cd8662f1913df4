package zhangfang.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import zhangfang.calendar.BusinessClock;
import zhangfang.document.Document;
import zhangfang.document.Document.Category;
import zhangfang.document.Documents;
import zhangfang.document.FileKind;
import zhangfang.document.NewDocument;
import zhangfang.identity.Actor;
import zhangfang.ledger.Voucher.State;
import zhangfang.money.Money;
import zhangfang.refusal.Refusal;

/**
 * The source documents (原始凭证) of a company's books: what was sent for a month, what it says where it is an e-invoice, and
 * which vouchers rest on it. A document belongs to the month of its mailing, or to the one it was added to, or else to the
 * month in which it came.
 */
@Service
public class SourceDocuments {

    /**
     * What an e-invoice says, as it was read.
     *
     * @param item     of its first line
     * @param repeated whether another document of the company is the same invoice, which is booked once (财会〔2024〕11号)
     */
    public record Invoice(String key, String vatType, LocalDate date, String seller, String sellerTaxNumber, String buyer,
            String buyerTaxNumber, String item, Money amountWithoutTax, Money tax, Money total, boolean repeated) {
    }

    /** A voucher that rests on the document. */
    public record Use(String voucherId, YearMonth period, Integer number, LocalDate date, State state) {
    }

    /** @param invoice {@code null} where it is none, or was not read yet */
    public record Source(String id, String fileName, FileKind kind, Category category, int size, Instant keptAt,
            YearMonth period, Invoice invoice, List<Use> uses) {

        /** Whether a browser may show it by itself: pictures and PDF. */
        public boolean shown() {
            return kind == FileKind.PDF || kind == FileKind.PNG || kind == FileKind.JPEG;
        }
    }

    /** @param count how many there are in all; @param unused how many of the month no voucher rests on */
    public record Page(List<Source> rows, int count, int unused, int page, int pages) {
    }

    private static final String FROM = """

            from document d
                left join mailing m on m.id = d.owner_id
                left join invoice_reading i on i.document_id = d.id
            where d.company_id = :company and d.kept_at is not null and d.category in ('INVOICE', 'BANK_STATEMENT', 'OTHER')""";
    private static final String COLUMNS = """
            select d.id, d.file_name, d.kind, d.category, d.size, d.kept_at, d.owner_id, m.books_month, i.invoice_key,
                i.vat_type, i.issue_date, i.seller, i.seller_tax_number, i.buyer, i.buyer_tax_number, i.item,
                i.amount_without_tax, i.tax, i.total, case when exists (select 1 from invoice_reading o
                    join document od on od.id = o.document_id where o.invoice_key = i.invoice_key
                    and o.document_id <> d.id and od.company_id = d.company_id) then 1 else 0 end as repeated""";
    private static final String UNUSED = """

            and not exists (select 1 from voucher_document u where u.document_id = d.id)""";
    private static final String OF_MONTH = """

            and (m.books_month = :period or d.owner_id = :added
                or m.id is null and d.owner_id not like :company || '/%' and d.kept_at >= :from and d.kept_at < :until)""";
    private static final String FOUND = """

            and (lower(d.file_name) like :text escape '!' or lower(i.seller) like :text escape '!'
                or lower(i.buyer) like :text escape '!' or i.invoice_key like :text escape '!')""";

    private final JdbcClient jdbc;
    private final BookAccess access;
    private final Documents documents;

    SourceDocuments(JdbcClient jdbc, BookAccess access, Documents documents) {
        this.jdbc = jdbc;
        this.access = access;
        this.documents = documents;
    }

    /** The page of a company's documents. @param period {@code null} for all months; @param text {@code null} for all */
    public Page page(Actor actor, String companyId, YearMonth period, boolean unused, String text, int page, int size) {
        access.read(actor, companyId);
        String month = FROM + (period == null ? "" : OF_MONTH);
        String wanted = month + (unused ? UNUSED : "") + (text == null ? "" : FOUND);
        int count = params(jdbc.sql("select count(*)" + wanted), companyId, period, text).query(Integer.class).single();
        int open = params(jdbc.sql("select count(*)" + month + UNUSED), companyId, period, null).query(Integer.class)
                .single();
        int pages = Math.max(1, (count + size - 1) / size);
        int shown = Math.min(Math.max(page, 1), pages);
        List<Source> rows = params(jdbc.sql(COLUMNS + wanted + "\norder by d.kept_at desc, d.id offset " + (shown - 1) * size
                + " rows fetch next " + size + " rows only"), companyId, period, text).query(SourceDocuments::source).list();
        return new Page(withUses(rows), count, open, shown, pages);
    }

    /** These documents of the company, in their order; others are left out. */
    public List<Source> of(Actor actor, String companyId, Collection<String> documentIds) {
        access.read(actor, companyId);
        if (documentIds.isEmpty()) {
            return List.of();
        }
        Map<String, Source> found = new HashMap<>();
        jdbc.sql(COLUMNS + FROM + " and d.id in (:ids)").param("company", companyId).param("ids", documentIds)
                .query(SourceDocuments::source).list().forEach(source -> found.put(source.id(), source));
        return withUses(documentIds.stream().distinct().filter(found::containsKey).map(found::get).toList());
    }

    /** A document of the company's books with its bytes. @throws Refusal not found */
    public Documents.Download download(Actor actor, String companyId, String documentId) {
        access.read(actor, companyId);
        Documents.Download download = documents.get(documentId);
        Document document = download.document();
        if (!document.companyId().equals(companyId) || !document.category().ofTheBooks()) {
            throw Refusal.notFound();
        }
        return download;
    }

    /** Adds a file to a month's documents, by whoever keeps the books. */
    @Transactional
    public Document add(Actor actor, String companyId, YearMonth period, NewDocument file) {
        access.write(actor, companyId);
        return documents.keepDirectly(actor, companyId, companyId + "/" + period, file);
    }

    private JdbcClient.StatementSpec params(JdbcClient.StatementSpec sql, String companyId, YearMonth period, String text) {
        JdbcClient.StatementSpec statement = sql.param("company", companyId);
        if (period != null) {
            statement = statement.param("period", period.toString()).param("added", companyId + "/" + period)
                    .param("from", start(period))
                    .param("until", start(period.plusMonths(1)));
        }
        return text == null ? statement
                : statement.param("text", "%" + text.toLowerCase(Locale.ROOT).replaceAll("[!%_]", "!$0") + "%");
    }

    private static OffsetDateTime start(YearMonth month) {
        return month.atDay(1).atStartOfDay(BusinessClock.ZONE).toOffsetDateTime();
    }

    private List<Source> withUses(List<Source> rows) {
        Map<String, List<Use>> uses = new LinkedHashMap<>();
        ColumnArrays.of(rows.stream().map(Source::id).toList()).column("id", id -> id).query(jdbc, """
                select r.id, v.id as voucher_id, v.period, v.voucher_number, v.voucher_date, v.state
                from {rows} join voucher_document u on u.document_id = r.id join voucher v on v.id = u.voucher_id
                order by v.voucher_date, v.id""", Map.of(),
                rs -> uses.computeIfAbsent(rs.getString("id"), id -> new ArrayList<>()).add(new Use(
                        rs.getString("voucher_id"), YearMonth.parse(rs.getString("period")),
                        rs.getObject("voucher_number", Integer.class), rs.getObject("voucher_date", LocalDate.class),
                        State.valueOf(rs.getString("state")))));
        return rows.stream().map(row -> new Source(row.id, row.fileName, row.kind, row.category, row.size, row.keptAt,
                row.period, row.invoice, uses.getOrDefault(row.id, List.of()))).toList();
    }

    private static Source source(ResultSet rs, int row) throws SQLException {
        Instant kept = rs.getObject("kept_at", OffsetDateTime.class).toInstant();
        return new Source(rs.getString("id"), rs.getString("file_name"), FileKind.valueOf(rs.getString("kind")),
                Category.valueOf(rs.getString("category")), rs.getInt("size"), kept,
                period(rs.getString("books_month"), rs.getString("owner_id"), kept), invoice(rs), List.of());
    }

    private static YearMonth period(String booksMonth, String ownerId, Instant kept) {
        if (booksMonth != null) {
            return YearMonth.parse(booksMonth);
        }
        int slash = ownerId.indexOf('/');
        return slash > 0 ? YearMonth.parse(ownerId.substring(slash + 1)) : YearMonth.from(kept.atZone(BusinessClock.ZONE));
    }

    private static Invoice invoice(ResultSet rs) throws SQLException {
        return rs.getString("invoice_key") == null ? null : new Invoice(rs.getString("invoice_key"),
                rs.getString("vat_type"), rs.getObject("issue_date", LocalDate.class), rs.getString("seller"),
                rs.getString("seller_tax_number"), rs.getString("buyer"), rs.getString("buyer_tax_number"),
                rs.getString("item"), money(rs, "amount_without_tax"), money(rs, "tax"), money(rs, "total"),
                rs.getInt("repeated") == 1);
    }

    private static Money money(ResultSet rs, String column) throws SQLException {
        return rs.getBigDecimal(column) == null ? null : Money.of(rs.getBigDecimal(column));
    }
}
