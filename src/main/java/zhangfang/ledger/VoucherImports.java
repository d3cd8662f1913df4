package zhangfang.ledger;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import zhangfang.audit.Audit;
import zhangfang.calendar.BusinessClock;
import zhangfang.identity.Actor;
import zhangfang.ledger.Books.Book;
import zhangfang.ledger.ImportProgress.Phase;
import zhangfang.ledger.Voucher.Origin;
import zhangfang.ledger.VoucherLines.Parsed;
import zhangfang.ledger.VoucherLines.Submitted;
import zhangfang.numbering.Numbers;
import zhangfang.refusal.Refusal;
import zhangfang.refusal.Refusal.Reason;

/** Takes vouchers from files (凭证导入): whole or not at all, each file once. */
@Service
public class VoucherImports {

    static final List<String> REQUIRED_COLUMNS = List.of("date", "voucher_no", "summary", "account_code",
            "account_name", "debit", "credit");
    static final List<String> OPTIONAL_COLUMNS = List.of("counterparty", "cash_flow_line");
    private static final String WORD_COLUMN = "voucher_word";
    private static final List<String> READ_COLUMNS = List.of("counterparty", "cash_flow_line", WORD_COLUMN);

    private final JdbcClient jdbc;
    private final Books books;
    private final BookAccess access;
    private final AccountRows accounts;
    private final Periods periods;
    private final VoucherRows rows;
    private final Posting posting;
    private final Numbers numbers;
    private final BusinessClock clock;
    private final Audit audit;
    private final ImportPreviews previews;
    private final ImportProgress progress;

    VoucherImports(JdbcClient jdbc, Books books, BookAccess access, AccountRows accounts, Periods periods, VoucherRows rows,
            Posting posting, Numbers numbers, BusinessClock clock, Audit audit, ImportPreviews previews,
            ImportProgress progress) {
        this.jdbc = jdbc;
        this.books = books;
        this.access = access;
        this.accounts = accounts;
        this.periods = periods;
        this.rows = rows;
        this.posting = posting;
        this.numbers = numbers;
        this.clock = clock;
        this.audit = audit;
        this.previews = previews;
        this.progress = progress;
    }

    /**
     * Imports vouchers from a CSV file, all or none.
     *
     * @param post whether they are posted at once, by a reviewer: the preparer is then recorded as
     *             {@link Vouchers#EXTERNAL_IMPORT}
     * @return the vouchers in the order of the file
     * @throws Refusal invalid, with line, field and reason of every wrong row; conflict, if the file was imported before
     */
    @Transactional
    public List<Voucher> importFile(Actor actor, String companyId, byte[] file, boolean post) {
        return importFile(actor, companyId, file, post, null);
    }

    /**
     * Imports vouchers from a CSV file, all or none, once: a repeated call with the same key answers the vouchers of the
     * first. Meanwhile {@link #progress} says how far it is.
     *
     * @param requestKey chosen by the caller, or {@code null}
     * @throws Refusal conflict, if the key was used for another file
     */
    @Transactional
    public List<Voucher> importFile(Actor actor, String companyId, byte[] file, boolean post, String requestKey) {
        access.write(actor, companyId);
        Vouchers.requireGoodKey(requestKey);
        ImportProgress.Running report = progress.begin(companyId, requestKey);
        try {
            Book book = books.lockForWriting(actor, companyId, post);
            Optional<String> before = requested(companyId, requestKey);
            return before.isPresent() ? sameAsBefore(book, before.get(), file)
                    : importFile(actor, book, file, post, requestKey, report);
        } catch (Refusal refusal) {
            report.refused(refusal);
            throw refusal;
        }
    }

    private List<Voucher> importFile(Actor actor, Book book, byte[] file, boolean post, String requestKey,
            ImportProgress.Running report) {
        String companyId = book.companyId();
        report.phase(Phase.READING, 0);
        VoucherPlan plan = plan(book, file, report);
        plan.refusal().ifPresent(refusal -> {
            throw refusal;
        });
        List<Parsed> contents = plan.contents();
        int lines = contents.stream().mapToInt(content -> content.lines().size()).sum();
        report.phase(Phase.STORING, lines);
        String importId = recordImport(actor, companyId, contents, requestKey);
        accounts.store(companyId, plan.chart());
        List<String> ids = insert(actor, companyId, contents, importId, post);
        if (post) {
            report.phase(Phase.POSTING, lines);
            posting.post(book, ids, actor.id());
        }
        report.phase(Phase.FINISHING, lines);
        audit.record(actor, post ? "voucher.importAndPost" : "voucher.import", companyId, importId,
                contents.size() + " vouchers");
        List<Voucher> vouchers = inFileOrder(companyId, importId, ids);
        report.gave(vouchers.size());
        return vouchers;
    }

    private List<String> insert(Actor actor, String companyId, List<Parsed> contents, String importId, boolean post) {
        String preparer = post ? Vouchers.EXTERNAL_IMPORT : actor.id();
        List<VoucherRows.New> vouchers = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (Parsed content : contents) {
            String id = Stream.generate(() -> numbers.next("V")).filter(ids::add).findFirst().orElseThrow();
            vouchers.add(new VoucherRows.New(id, content, Origin.IMPORTED, vouchers.size() + 1, importId, null, preparer,
                    post ? actor.id() : null));
        }
        rows.insert(companyId, vouchers);
        return vouchers.stream().map(VoucherRows.New::id).toList();
    }

    private List<Voucher> inFileOrder(String companyId, String importId, List<String> order) {
        Map<String, Voucher> stored = new HashMap<>();
        rows.ofImport(companyId, importId).forEach(voucher -> stored.put(voucher.id(), voucher));
        return order.stream().map(stored::get).toList();
    }

    /** How far an import is, or what became of it; after a while only of those that succeeded. */
    public ImportProgress.Status progress(Actor actor, String companyId, String requestKey) {
        access.read(actor, companyId);
        return progress.find(companyId, requestKey).or(() -> finished(companyId, requestKey))
                .orElseThrow(Refusal::notFound);
    }

    private Optional<ImportProgress.Status> finished(String companyId, String requestKey) {
        return jdbc.sql("""
                select i.vouchers, (select count(*) from voucher_entry e join voucher v on v.id = e.voucher_id
                    where v.import_id = i.id) as entries
                from voucher_import i where i.company_id = ? and i.request_key = ?""")
                .params(companyId, requestKey)
                .query((rs, i) -> new ImportProgress.Status(requestKey, ImportProgress.State.DONE, Phase.FINISHING,
                        rs.getInt("entries"), rs.getInt("entries"), rs.getInt("vouchers"), List.of()))
                .optional();
    }

    private Optional<String> requested(String companyId, String requestKey) {
        return requestKey == null ? Optional.empty()
                : jdbc.sql("select id from voucher_import where company_id = ? and request_key = ?")
                        .params(companyId, requestKey).query(String.class).optional();
    }

    /** The months may be closed by now, so the file is compared, not checked again. */
    private List<Voucher> sameAsBefore(Book book, String importId, byte[] file) {
        String hash = jdbc.sql("select content_hash from voucher_import where id = ?").param(importId)
                .query(String.class).single();
        if (!hash(plan(book, file, ImportProgress.unwatched()).contents()).equals(hash)) {
            throw Refusal.conflict("ledger.import.requestKeyUsed", importId);
        }
        List<String> order = jdbc.sql("select id from voucher where import_id = ? order by seq").param(importId)
                .query(String.class).list();
        return inFileOrder(book.companyId(), importId, order);
    }

    /** What importing a file would do, of which nothing is stored; whoever may import it may ask. */
    @Transactional(readOnly = true)
    public ImportPreview preview(Actor actor, String companyId, byte[] file, boolean post) {
        books.mayWrite(actor, companyId, post);
        Book book = books.get(companyId);
        try {
            return previews.of(plan(book, file, ImportProgress.unwatched()));
        } catch (Refusal unreadable) {
            return ImportPreviews.unreadable(ImportPreview.Kind.VOUCHERS, unreadable);
        }
    }

    private VoucherPlan plan(Book book, byte[] file, ImportProgress.Running report) {
        List<CsvTable.Row> rows = CsvTable.read(file, REQUIRED_COLUMNS, READ_COLUMNS);
        if (rows.isEmpty()) {
            throw Refusal.invalid("ledger.file.noRows");
        }
        report.phase(Phase.CHECKING, rows.size());
        AccountCodes codes = AccountCodes.of(rows.stream().map(row -> row.get("account_code")).toList());
        List<Submitted> lines = rows.stream().map(row -> submitted(row, codes)).toList();
        ChartOfAccounts chart = accounts.chart(book.companyId());
        chart.expect(codes);
        VoucherLines parser = new VoucherLines(chart, periods.calendar(book)).reportingTo(report::done);
        List<Parsed> contents = parser.read(lines);
        parser.requireReferences(lines);
        return new VoucherPlan(book, chart, VoucherPlan.lines(rows, parser.readings()), contents, parser.reasons(),
                parser.readEveryLine() ? importedBefore(book.companyId(), contents) : Optional.empty());
    }

    private Optional<Refusal> importedBefore(String companyId, List<Parsed> contents) {
        return jdbc.sql("select id, imported_at, imported_by from voucher_import where company_id = ? and content_hash = ?")
                .params(companyId, hash(contents))
                .query((rs, i) -> Refusal.conflict("ledger.import.again", rs.getString("id"),
                        rs.getObject("imported_at", OffsetDateTime.class)
                                .atZoneSameInstant(BusinessClock.ZONE).toLocalDate(),
                        rs.getString("imported_by")))
                .optional();
    }

    private String recordImport(Actor actor, String companyId, List<Parsed> contents, String requestKey) {
        String id = numbers.next("I");
        jdbc.sql("""
                insert into voucher_import (id, company_id, content_hash, vouchers, request_key, imported_by, imported_at)
                values (?, ?, ?, ?, ?, ?, ?)""")
                .params(id, companyId, hash(contents), contents.size(), requestKey, actor.id(),
                        clock.now().atOffset(ZoneOffset.UTC))
                .update();
        return id;
    }

    private static String hash(List<Parsed> contents) {
        return VoucherLines.sha256(String.join("\n", contents.stream().map(Parsed::hash).toList()));
    }

    private static Submitted submitted(CsvTable.Row row, AccountCodes codes) {
        VoucherLines.Place place = (field, key, args) -> new Reason(field, row.line(), key, List.of(args));
        return new Submitted(place, row.get("date"), number(row), row.get("summary"), codes.plain(row.get("account_code")),
                row.get("account_name"), row.get("debit"), row.get("credit"), row.get("counterparty"),
                WrittenText.halfWidth(row.get("cash_flow_line")));
    }

    /** Some software writes 记 and 12 into two columns; 收12 and 付12 are two vouchers. */
    private static String number(CsvTable.Row row) {
        String word = row.get(WORD_COLUMN);
        String number = row.get("voucher_no");
        return number.isEmpty() || number.startsWith(word) ? number : word + number;
    }
}
