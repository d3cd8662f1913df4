package zhangfang.ledger;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import zhangfang.audit.Audit;
import zhangfang.calendar.BusinessClock;
import zhangfang.identity.Actor;
import zhangfang.ledger.Books.Book;
import zhangfang.ledger.Voucher.Origin;
import zhangfang.ledger.Voucher.State;
import zhangfang.ledger.VoucherLines.Parsed;
import zhangfang.ledger.VoucherLines.Submitted;
import zhangfang.numbering.Numbers;
import zhangfang.refusal.Refusal;
import zhangfang.refusal.Refusal.Reason;

/** Vouchers (记账凭证): draft → reviewed (审核) → posted (记账). The preparer never reviews. */
@Service
public class Vouchers {

    /** Who is recorded as the preparer of vouchers that come from other software and are posted at once. */
    public static final String EXTERNAL_IMPORT = "外部导入";

    private static final int REQUEST_KEY_LIMIT = 100;

    /** How many vouchers of a period are in which state. */
    public record Progress(int drafts, int reviewed, int posted) {
        public static final Progress NONE = new Progress(0, 0, 0);
    }

    /** A month of a book. */
    public record BookMonth(String companyId, YearMonth period) {
    }

    /** A voucher as somebody writes it; all fields as text, checked like the columns of a file. */
    public record Draft(String date, String reference, List<DraftEntry> entries) {
    }

    /**
     * @param accountName names a sub-account that does not exist yet; else of no matter
     * @param cashFlowLine line of the cash flow statement, on an entry opposite to cash; may be {@code null}
     */
    public record DraftEntry(String summary, String accountCode, String accountName, String debit, String credit,
            String counterparty, String cashFlowLine) {
    }

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

    Vouchers(JdbcClient jdbc, Books books, BookAccess access, AccountRows accounts, Periods periods, VoucherRows rows,
            Posting posting, Numbers numbers, BusinessClock clock, Audit audit) {
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
    }

    public Progress progress(String companyId, YearMonth period) {
        return jdbc.sql("""
                select coalesce(sum(case when state = 'DRAFT' then 1 else 0 end), 0) as drafts,
                    coalesce(sum(case when state = 'REVIEWED' then 1 else 0 end), 0) as reviewed,
                    coalesce(sum(case when state = 'POSTED' then 1 else 0 end), 0) as posted
                from voucher where company_id = ? and period = ?""")
                .params(companyId, period.toString())
                .query((rs, i) -> new Progress(rs.getInt("drafts"), rs.getInt("reviewed"), rs.getInt("posted")))
                .single();
    }

    /** The same of several books in several months, by book and month; nothing where there is no voucher. */
    public Map<BookMonth, Progress> progress(Collection<String> companyIds, Collection<YearMonth> periods) {
        if (companyIds.isEmpty() || periods.isEmpty()) {
            return Map.of();
        }
        Map<BookMonth, Progress> found = new HashMap<>();
        jdbc.sql("""
                select company_id, period, sum(case when state = 'DRAFT' then 1 else 0 end) as drafts,
                    sum(case when state = 'REVIEWED' then 1 else 0 end) as reviewed,
                    sum(case when state = 'POSTED' then 1 else 0 end) as posted
                from voucher where company_id in (:companies) and period in (:periods) group by company_id, period""")
                .param("companies", companyIds).param("periods", periods.stream().map(YearMonth::toString).toList())
                .query(row -> {
                    found.put(new BookMonth(row.getString("company_id"), YearMonth.parse(row.getString("period"))),
                            new Progress(row.getInt("drafts"), row.getInt("reviewed"), row.getInt("posted")));
                });
        return found;
    }

    /** The vouchers of a month: posted ones by number, then the others by date. */
    public List<Voucher> ofPeriod(Actor actor, String companyId, YearMonth period) {
        access.read(actor, companyId);
        books.get(companyId);
        return rows.ofPeriod(companyId, period);
    }

    public Voucher get(Actor actor, String companyId, String voucherId) {
        access.read(actor, companyId);
        return find(companyId, voucherId);
    }

    /** These vouchers, in the order of their numbers. @throws Refusal not found, if the book does not have all of them */
    public List<Voucher> all(Actor actor, String companyId, Collection<String> voucherIds) {
        access.read(actor, companyId);
        Map<String, Voucher> found = rows.find(companyId, Set.copyOf(voucherIds));
        if (!found.keySet().containsAll(voucherIds)) {
            throw Refusal.notFound();
        }
        return List.copyOf(found.values());
    }

    /**
     * Writes one voucher.
     *
     * @param post whether it is posted at once: by a reviewer, for a voucher that comes from other software
     */
    @Transactional
    public Voucher write(Actor actor, String companyId, Draft draft, boolean post) {
        return write(actor, companyId, draft, post, null);
    }

    /**
     * Writes one voucher, once: a repeated call with the same key answers the voucher of the first.
     *
     * @param requestKey chosen by the caller, or {@code null}
     * @throws Refusal conflict, if the key was used for a voucher that says something else
     */
    @Transactional
    public Voucher write(Actor actor, String companyId, Draft draft, boolean post, String requestKey) {
        Book book = books.lockForWriting(actor, companyId, post);
        requireGoodKey(requestKey);
        Optional<String> before = requestKey == null ? Optional.empty() : requested(companyId, requestKey);
        if (before.isPresent()) {
            return sameAsBefore(companyId, before.get(), draft);
        }
        Parsed content = parse(book, draft);
        String id = numbers.next("V");
        rows.insert(companyId, List.of(new VoucherRows.New(id, content, Origin.ENTERED, 1, null, null,
                post ? EXTERNAL_IMPORT : actor.id(), post ? actor.id() : null)));
        if (requestKey != null) {
            jdbc.sql("update voucher set request_key = ? where id = ?").params(requestKey, id).update();
        }
        if (post) {
            posting.post(book, List.of(id), actor.id());
        }
        audit.record(actor, post ? "voucher.post" : "voucher.write", companyId, id, content.date().toString());
        return find(companyId, id);
    }

    static void requireGoodKey(String requestKey) {
        if (requestKey != null && (requestKey.isBlank() || requestKey.length() > REQUEST_KEY_LIMIT)) {
            throw Refusal.field("Idempotency-Key", "ledger.voucher.badRequestKey", REQUEST_KEY_LIMIT);
        }
    }

    private Optional<String> requested(String companyId, String requestKey) {
        return jdbc.sql("select id from voucher where company_id = ? and request_key = ?").params(companyId, requestKey)
                .query(String.class).optional();
    }

    /** The month may be closed by now, so the draft is compared, not checked again. */
    private Voucher sameAsBefore(String companyId, String voucherId, Draft draft) {
        Voucher voucher = find(companyId, voucherId);
        String hash = jdbc.sql("select content_hash from voucher where id = ?").param(voucherId).query(String.class)
                .single();
        VoucherLines parser = new VoucherLines(accounts.chart(companyId), periods.calendar(books.get(companyId)));
        if (parser.read(submitted(draft)).stream().noneMatch(content -> content.hash().equals(hash))) {
            throw Refusal.conflict("ledger.voucher.requestKeyUsed", Posting.name(voucher));
        }
        return voucher;
    }

    /** Changes a voucher that is not posted; it becomes a draft of this person. */
    @Transactional
    public Voucher change(Actor actor, String companyId, String voucherId, Draft draft) {
        Book book = books.lockForWriting(actor, companyId, false);
        Voucher voucher = notPosted(companyId, voucherId);
        if (voucher.origin() == Origin.REVERSAL) {
            throw Refusal.conflict("ledger.voucher.reversalIsFixed");
        }
        rows.replace(companyId, voucherId, parse(book, draft), actor.id());
        audit.record(actor, "voucher.change", companyId, voucherId, draft.date());
        return find(companyId, voucherId);
    }

    /** Deletes a voucher that is not posted. */
    @Transactional
    public void delete(Actor actor, String companyId, String voucherId) {
        books.lockForWriting(actor, companyId, false);
        Voucher voucher = notPosted(companyId, voucherId);
        rows.delete(voucherId);
        audit.record(actor, "voucher.delete", companyId, voucherId, voucher.date() + " " + Posting.name(voucher));
    }

    /** Reviews drafts (审核); those reviewed already stay as they are. */
    @Transactional
    public List<Voucher> review(Actor actor, String companyId, Collection<String> voucherIds) {
        access.review(actor, companyId);
        books.lock(companyId);
        List<Voucher> vouchers = findAll(companyId, voucherIds);
        review(actor, companyId, vouchers);
        return findAll(companyId, voucherIds);
    }

    private void review(Actor actor, String companyId, List<Voucher> vouchers) {
        List<Voucher> drafts = vouchers.stream().filter(voucher -> voucher.state() == State.DRAFT).toList();
        List<Reason> own = drafts.stream().filter(voucher -> voucher.preparedBy().equals(actor.id()))
                .map(voucher -> Reason.of("ledger.voucher.ownReview", Posting.name(voucher)))
                .toList();
        if (!own.isEmpty()) {
            throw Refusal.conflict(own);
        }
        rows.review(drafts.stream().map(Voucher::id).toList(), actor.id());
        audit.recordAll(actor, "voucher.review", companyId,
                drafts.stream().collect(Collectors.toMap(Voucher::id, Posting::name)));
    }

    /** Posts reviewed vouchers (记账); those posted already stay as they are. */
    @Transactional
    public List<Voucher> post(Actor actor, String companyId, Collection<String> voucherIds) {
        access.review(actor, companyId);
        Book book = books.lock(companyId);
        List<Voucher> vouchers = findAll(companyId, voucherIds);
        List<Reason> drafts = vouchers.stream().filter(voucher -> voucher.state() == State.DRAFT)
                .map(voucher -> Reason.of("ledger.voucher.notReviewed", Posting.name(voucher)))
                .toList();
        if (!drafts.isEmpty()) {
            throw Refusal.conflict(drafts);
        }
        post(actor, book, vouchers.stream().filter(voucher -> voucher.state() == State.REVIEWED).toList());
        return findAll(companyId, voucherIds);
    }

    private List<Voucher> post(Actor actor, Book book, List<Voucher> reviewed) {
        List<Voucher> posted = posting.post(book, reviewed.stream().map(Voucher::id).toList(), actor.id());
        audit.recordAll(actor, "voucher.post", book.companyId(), posted.stream()
                .collect(Collectors.toMap(Voucher::id, voucher -> voucher.period() + " " + voucher.number())));
        return posted;
    }

    /**
     * Reviews and posts all of a period's vouchers that are not posted yet.
     *
     * @return how many were posted
     * @throws zhangfang.refusal.Refusal if one was prepared by this person, or is out of balance, naming it
     */
    @Transactional
    public int reviewAndPostAll(Actor actor, String companyId, YearMonth period) {
        access.review(actor, companyId);
        Book book = books.lock(companyId);
        List<Voucher> open = rows.ofPeriod(companyId, period).stream()
                .filter(voucher -> voucher.state() != State.POSTED).toList();
        review(actor, companyId, open);
        return post(actor, book, open).size();
    }

    /**
     * Reverses a posted voucher (红字冲销): the same lines with red figures, each voucher at most once.
     *
     * @param into the month of the reversal; {@code null} for the voucher's own month or, where that is closed, the first
     *             open month after it
     * @param post whether the reversal is posted at once, by a reviewer; it is then recorded as prepared by the system
     */
    @Transactional
    public Voucher reverse(Actor actor, String companyId, String voucherId, YearMonth into, boolean post) {
        Book book = books.lockForWriting(actor, companyId, post);
        Voucher original = find(companyId, voucherId);
        if (original.state() != State.POSTED) {
            throw Refusal.conflict("ledger.voucher.reverseDraft");
        }
        if (original.reversedBy() != null) {
            throw Refusal.conflict("ledger.voucher.reversedBefore", original.number(), original.reversedBy());
        }
        LocalDate date = reversalDate(companyId, original, into);
        String id = numbers.next("V");
        rows.insert(companyId, List.of(new VoucherRows.New(id, reversalOf(original, date), Origin.REVERSAL, 1, null,
                voucherId, post ? Actor.SYSTEM.id() : actor.id(), post ? actor.id() : null)));
        if (post) {
            posting.post(book, List.of(id), actor.id());
        }
        audit.record(actor, "voucher.reverse", companyId, voucherId, id);
        return find(companyId, id);
    }

    private LocalDate reversalDate(String companyId, Voucher original, YearMonth into) {
        Set<YearMonth> closed = periods.closed(companyId);
        YearMonth month = into;
        if (month == null) {
            month = Stream.iterate(original.period(), next -> next.plusMonths(1))
                    .filter(candidate -> !closed.contains(candidate)).findFirst().orElseThrow();
        }
        if (month.isBefore(original.period())) {
            throw Refusal.field("into", "ledger.voucher.reverseIntoPast", original.period());
        }
        if (closed.contains(month)) {
            throw Refusal.conflict("ledger.period.closed", month);
        }
        LocalDate today = clock.today();
        LocalDate earliest = month.equals(original.period()) ? original.date() : month.atDay(1);
        LocalDate latest = month.atEndOfMonth();
        return today.isBefore(earliest) ? earliest : today.isAfter(latest) ? latest : today;
    }

    /** The summary is what 会计基础工作规范 第五十一条 asks for. */
    private static Parsed reversalOf(Voucher original, LocalDate date) {
        LocalDate day = original.date();
        String year = day.getYear() == date.getYear() ? "" : day.getYear() + "年";
        String summary = "注销" + year + day.getMonthValue() + "月" + day.getDayOfMonth() + "日" + original.number() + "号凭证";
        List<VoucherLines.Line> lines = original.entries().stream()
                .map(entry -> new VoucherLines.Line(summary, entry.accountCode(), entry.debit().negated(),
                        entry.credit().negated(), entry.counterparty(), entry.cashFlowLine()))
                .toList();
        return new Parsed(date, "", lines, original.kind() == Voucher.Kind.CARRY_FORWARD,
                VoucherLines.sha256("reversal of " + original.id()));
    }

    private Voucher notPosted(String companyId, String voucherId) {
        Voucher voucher = find(companyId, voucherId);
        if (voucher.state() == State.POSTED) {
            throw Refusal.conflict("ledger.voucher.posted", voucher.number());
        }
        return voucher;
    }

    private Voucher find(String companyId, String voucherId) {
        return rows.find(companyId, voucherId).orElseThrow(Refusal::notFound);
    }

    private List<Voucher> findAll(String companyId, Collection<String> voucherIds) {
        Map<String, Voucher> found = rows.find(companyId, Set.copyOf(voucherIds));
        if (!found.keySet().containsAll(voucherIds)) {
            throw Refusal.notFound();
        }
        return voucherIds.stream().distinct().map(found::get).toList();
    }

    private Parsed parse(Book book, Draft draft) {
        ChartOfAccounts chart = accounts.chart(book.companyId());
        Parsed content = new VoucherLines(chart, periods.calendar(book)).parse(submitted(draft)).get(0);
        accounts.store(book.companyId(), chart);
        return content;
    }

    private static List<Submitted> submitted(Draft draft) {
        if (draft.entries() == null || draft.entries().isEmpty()) {
            throw Refusal.field("entries", "ledger.voucher.noEntries");
        }
        List<Submitted> lines = new ArrayList<>();
        for (DraftEntry entry : draft.entries()) {
            lines.add(submitted(draft, entry, lines.size()));
        }
        return lines;
    }

    private static Submitted submitted(Draft draft, DraftEntry entry, int index) {
        Map<String, String> names = Map.of("account_code", "accountCode", "account_name", "accountName",
                "cash_flow_line", "cashFlowLine", "voucher_no", "reference");
        VoucherLines.Place place = (field, key, args) -> {
            String name = names.getOrDefault(field, field);
            boolean ofVoucher = field.equals("date") || field.equals("voucher_no");
            return Reason.field(ofVoucher ? name : "entries[" + index + "]." + name, key, args);
        };
        return new Submitted(place, text(draft.date()), text(draft.reference()), text(entry.summary()),
                text(entry.accountCode()), text(entry.accountName()), text(entry.debit()), text(entry.credit()),
                text(entry.counterparty()), text(entry.cashFlowLine()));
    }

    private static String text(String value) {
        return value == null ? "" : value.strip();
    }
}
