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
    private final AccountRows accounts;
    private final Periods periods;
    private final VoucherRows rows;
    private final Posting posting;
    private final Numbers numbers;
    private final BusinessClock clock;
    private final Audit audit;
    private final ImportPreviews previews;

    VoucherImports(JdbcClient jdbc, Books books, AccountRows accounts, Periods periods, VoucherRows rows, Posting posting,
            Numbers numbers, BusinessClock clock, Audit audit, ImportPreviews previews) {
        this.jdbc = jdbc;
        this.books = books;
        this.accounts = accounts;
        this.periods = periods;
        this.rows = rows;
        this.posting = posting;
        this.numbers = numbers;
        this.clock = clock;
        this.audit = audit;
        this.previews = previews;
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
        Book book = books.lockForWriting(actor, companyId, post);
        VoucherPlan plan = plan(book, file);
        plan.refusal().ifPresent(refusal -> {
            throw refusal;
        });
        List<Parsed> contents = plan.contents();
        String importId = recordImport(actor, companyId, contents);
        accounts.store(companyId, plan.chart());
        String preparer = post ? Vouchers.EXTERNAL_IMPORT : actor.id();
        List<VoucherRows.New> vouchers = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (Parsed content : contents) {
            String id = Stream.generate(() -> numbers.next("V")).filter(ids::add).findFirst().orElseThrow();
            vouchers.add(new VoucherRows.New(id, content, Origin.IMPORTED, vouchers.size() + 1, importId, null, preparer,
                    post ? actor.id() : null));
        }
        rows.insert(companyId, vouchers);
        if (post) {
            posting.post(book, vouchers.stream().map(VoucherRows.New::id).toList(), actor.id());
        }
        audit.record(actor, post ? "voucher.importAndPost" : "voucher.import", companyId, importId,
                contents.size() + " vouchers");
        return inFileOrder(companyId, importId, vouchers);
    }

    private List<Voucher> inFileOrder(String companyId, String importId, List<VoucherRows.New> order) {
        Map<String, Voucher> stored = new HashMap<>();
        rows.ofImport(companyId, importId).forEach(voucher -> stored.put(voucher.id(), voucher));
        return order.stream().map(voucher -> stored.get(voucher.id())).toList();
    }

    /** What importing a file would do, of which nothing is stored; whoever may import it may ask. */
    @Transactional(readOnly = true)
    public ImportPreview preview(Actor actor, String companyId, byte[] file, boolean post) {
        books.mayWrite(actor, companyId, post);
        Book book = books.get(companyId);
        try {
            return previews.of(plan(book, file));
        } catch (Refusal unreadable) {
            return ImportPreviews.unreadable(ImportPreview.Kind.VOUCHERS, unreadable);
        }
    }

    private VoucherPlan plan(Book book, byte[] file) {
        List<CsvTable.Row> rows = CsvTable.read(file, REQUIRED_COLUMNS, READ_COLUMNS);
        if (rows.isEmpty()) {
            throw Refusal.invalid("ledger.file.noRows");
        }
        AccountCodes codes = AccountCodes.of(rows.stream().map(row -> row.get("account_code")).toList());
        List<Submitted> lines = rows.stream().map(row -> submitted(row, codes)).toList();
        ChartOfAccounts chart = accounts.chart(book.companyId());
        chart.expect(codes);
        VoucherLines parser = new VoucherLines(chart, periods.calendar(book));
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

    private String recordImport(Actor actor, String companyId, List<Parsed> contents) {
        String id = numbers.next("I");
        jdbc.sql("""
                insert into voucher_import (id, company_id, content_hash, vouchers, imported_by, imported_at)
                values (?, ?, ?, ?, ?, ?)""")
                .params(id, companyId, hash(contents), contents.size(), actor.id(),
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
