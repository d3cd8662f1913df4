package zhangfang.ledger;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import zhangfang.audit.Audit;
import zhangfang.identity.Actor;
import zhangfang.ledger.Books.Book;
import zhangfang.ledger.CashAllocation.Share;
import zhangfang.money.Money;
import zhangfang.refusal.Refusal;
import zhangfang.refusal.Refusal.Reason;

/**
 * Which line of the cash flow statement the cash of posted vouchers is booked to (现金流量归类): by the rules at posting, by
 * people where they know better. What somebody chose, no rule changes; a closed month stays as it is.
 */
@Service
public class CashFlows {

    /** Longer ranges are read in pieces. */
    private static final int MONTHS_AT_ONCE = 12;
    private static final int ROWS_AT_ONCE = 1000;
    private static final int ROWS_ON_A_PAGE = 50;
    private static final int LARGEST_PAGE = 500;
    private static final int AUDITED_TOGETHER = 40;

    /**
     * One entry's share of its voucher's cash.
     *
     * @param amount       received positive, paid negative
     * @param cashFlowLine where it is booked, 0 for nowhere yet
     * @param chosen       whether somebody chose that line
     * @param proposedLine what the rules say now, or {@code null} where they say nothing
     * @param closed       whether its month is closed, so that it stays
     */
    public record Row(String voucherId, YearMonth period, LocalDate date, int number, int line, String summary,
            String accountCode, String accountName, String counterparty, Money amount, int cashFlowLine, boolean chosen,
            Integer proposedLine, boolean closed) {

        private Row with(Integer proposal) {
            return new Row(voucherId, period, date, number, line, summary, accountCode, accountName, counterparty, amount,
                    cashFlowLine, chosen, proposal, closed);
        }
    }

    /**
     * What a line of the statement is made of. Outflow lines count as paid, as in the statement.
     *
     * @param byRule  booked there by the rules
     * @param byHand  chosen by somebody
     */
    public record LineTotal(int cashFlowLine, int entries, Money amount, int entriesByRule, Money byRule,
            int entriesByHand, Money byHand) {
    }

    /**
     * @param line   the line asked for, 0 for what is nowhere yet, or {@code null} for all
     * @param count  how many rows there are on all pages
     * @param totals of all lines in the range, whichever was asked for
     */
    public record Page(YearMonth from, YearMonth to, Integer line, int page, int pages, int count, List<Row> rows,
            List<LineTotal> totals) {
    }

    /**
     * Where an entry's cash is to go.
     *
     * @param line         the entry's line in its voucher
     * @param cashFlowLine line of the cash flow statement, 0 to take it off, {@code null} to go by the rules again
     */
    public record Tag(String voucherId, int line, Integer cashFlowLine) {
    }

    private final JdbcClient jdbc;
    private final Books books;
    private final BookAccess access;
    private final Periods periods;
    private final AccountRows accounts;
    private final VoucherRows vouchers;
    private final Posting posting;
    private final Audit audit;

    CashFlows(JdbcClient jdbc, Books books, BookAccess access, Periods periods, AccountRows accounts,
            VoucherRows vouchers, Posting posting, Audit audit) {
        this.jdbc = jdbc;
        this.books = books;
        this.access = access;
        this.periods = periods;
        this.accounts = accounts;
        this.vouchers = vouchers;
        this.posting = posting;
        this.audit = audit;
    }

    /**
     * The cash of a range of months, by voucher, and what it amounts to by line.
     *
     * @param from first month; {@code null} for the first open one, or for {@code to} where that is earlier
     * @param to   last month, at most a year from the first; {@code null} for the last one with vouchers
     * @param line only what is booked to this line, 0 for what is nowhere yet; {@code null} for all
     * @param page counted from 1; one beyond the last answers the last
     * @param size rows on a page; {@code null} for 50
     */
    @Transactional(readOnly = true)
    public Page page(Actor actor, String companyId, YearMonth from, YearMonth to, Integer line, int page, Integer size) {
        access.read(actor, companyId);
        Book book = books.get(companyId);
        YearMonth first = first(book, from, to);
        YearMonth last = to != null ? to : last(book, first);
        if (first.isAfter(last)) {
            throw Refusal.field("from", "ledger.range.backwards", first, last);
        }
        if (first.plusMonths(MONTHS_AT_ONCE).isBefore(last.plusMonths(1))) {
            throw Refusal.field("to", "ledger.range.tooLong", MONTHS_AT_ONCE);
        }
        CashFlowLines lines = CashFlowLines.of(book.standard());
        if (line != null && line != CashFlowLines.UNTAGGED && !lines.isTaggable(line)) {
            throw Refusal.field("line", "ledger.voucher.badCashFlowLine", String.valueOf(line));
        }
        int onAPage = Math.min(Math.max(size == null ? ROWS_ON_A_PAGE : size, 1), LARGEST_PAGE);
        List<LineTotal> totals = totals(companyId, lines, first, last);
        int count = totals.stream().filter(total -> line == null || total.cashFlowLine == line)
                .mapToInt(LineTotal::entries).sum();
        int pages = Math.max(1, (count + onAPage - 1) / onAPage);
        int shown = Math.min(Math.max(page, 1), pages);
        List<Row> rows = rows(companyId, first, last, line, onAPage, (shown - 1) * onAPage);
        return new Page(first, last, line, shown, pages, count, proposed(companyId, lines, rows), totals);
    }

    private YearMonth first(Book book, YearMonth from, YearMonth to) {
        if (from != null) {
            return from;
        }
        YearMonth open = periods.lastClosed(book.companyId()).map(closed -> closed.plusMonths(1))
                .orElse(book.startPeriod());
        return to != null && to.isBefore(open) ? to : open;
    }

    private YearMonth last(Book book, YearMonth first) {
        YearMonth last = jdbc.sql("select max(period) from book_period where company_id = ?").param(book.companyId())
                .query((rs, i) -> rs.getString(1) == null ? first : YearMonth.parse(rs.getString(1)))
                .single();
        YearMonth furthest = first.plusMonths(MONTHS_AT_ONCE - 1L);
        return last.isBefore(first) ? first : last.isAfter(furthest) ? furthest : last;
    }

    private List<LineTotal> totals(String companyId, CashFlowLines lines, YearMonth from, YearMonth to) {
        return jdbc.sql("""
                select cash_flow_line, count(*) as entries, sum(amount) as amount,
                    sum(case when chosen then 1 else 0 end) as entries_by_hand,
                    sum(case when chosen then amount else 0 end) as by_hand
                from cash_flow where company_id = ? and period between ? and ?
                group by cash_flow_line order by cash_flow_line""")
                .params(companyId, from.toString(), to.toString())
                .query((rs, i) -> {
                    int line = rs.getInt("cash_flow_line");
                    Money all = Figures.shown(lines, line, Money.of(rs.getBigDecimal("amount")));
                    Money byHand = Figures.shown(lines, line, Money.of(rs.getBigDecimal("by_hand")));
                    int entries = rs.getInt("entries");
                    int entriesByHand = rs.getInt("entries_by_hand");
                    return new LineTotal(line, entries, all, entries - entriesByHand, all.minus(byHand), entriesByHand,
                            byHand);
                })
                .list();
    }

    private List<Row> rows(String companyId, YearMonth from, YearMonth to, Integer line, int limit, int offset) {
        JdbcClient.StatementSpec query = jdbc.sql("""
                select f.voucher_id, f.period, v.voucher_date, v.voucher_number, f.line, e.summary, e.account_code,
                    a.name, e.counterparty, f.amount, f.cash_flow_line, f.chosen,
                    case when p.state = 'CLOSED' then 1 else 0 end as closed
                from cash_flow f
                    join voucher v on v.id = f.voucher_id
                    join voucher_entry e on e.voucher_id = f.voucher_id and e.line = f.line
                    join account a on a.company_id = f.company_id and a.code = e.account_code
                    left join book_period p on p.company_id = f.company_id and p.period = f.period
                where f.company_id = :company and f.period between :from and :to %s
                order by f.period, v.voucher_number, f.line
                limit :limit offset :offset""".formatted(line == null ? "" : "and f.cash_flow_line = :line"))
                .param("company", companyId)
                .param("from", from.toString())
                .param("to", to.toString())
                .param("limit", limit)
                .param("offset", offset);
        return (line == null ? query : query.param("line", line))
                .query((rs, i) -> new Row(rs.getString("voucher_id"), YearMonth.parse(rs.getString("period")),
                        rs.getObject("voucher_date", LocalDate.class), rs.getInt("voucher_number"), rs.getInt("line"),
                        rs.getString("summary"), rs.getString("account_code"), rs.getString("name"),
                        rs.getString("counterparty"), Money.of(rs.getBigDecimal("amount")), rs.getInt("cash_flow_line"),
                        rs.getBoolean("chosen"), null, rs.getInt("closed") == 1))
                .list();
    }

    private List<Row> proposed(String companyId, CashFlowLines lines, List<Row> rows) {
        Map<String, Account> chart = chart(companyId);
        Map<String, Map<Integer, Integer>> proposals = new HashMap<>();
        vouchers.find(companyId, rows.stream().map(Row::voucherId).collect(Collectors.toSet()))
                .forEach((id, voucher) -> proposals.put(id, proposals(voucher, chart, lines)));
        return rows.stream().map(row -> {
            int proposal = proposals.get(row.voucherId).getOrDefault(row.line, CashFlowLines.UNTAGGED);
            return row.with(proposal == CashFlowLines.UNTAGGED ? null : Integer.valueOf(proposal));
        }).toList();
    }

    private static Map<Integer, Integer> proposals(Voucher voucher, Map<String, Account> chart, CashFlowLines lines) {
        return CashAllocation.proposals(CashAllocation.entries(voucher, chart, Map.of()), lines);
    }

    private Map<String, Account> chart(String companyId) {
        return accounts.of(companyId).stream().collect(Collectors.toMap(Account::code, account -> account));
    }

    /**
     * Books cash to other lines, all or none, while its months are open. The vouchers stay as they were posted; a reversal
     * goes with what it reverses. Where somebody has chosen a line for every entry of a voucher that is not cash, each
     * counts with its own amount instead of its share.
     *
     * @return how many entries were asked about
     * @throws Refusal invalid or conflict, naming each entry's voucher that can't be booked so
     */
    @Transactional
    public int tag(Actor actor, String companyId, List<Tag> tags) {
        Book book = books.lockForWriting(actor, companyId, false);
        if (tags == null || tags.isEmpty()) {
            throw Refusal.field("rows", "ledger.cash.noneChosen");
        }
        if (tags.size() > ROWS_AT_ONCE) {
            throw Refusal.field("rows", "ledger.cash.tooMany", ROWS_AT_ONCE);
        }
        new Command(book, tags).run();
        recordInAudit(actor, companyId, tags);
        return tags.size();
    }

    private void recordInAudit(Actor actor, String companyId, List<Tag> tags) {
        for (int from = 0; from < tags.size(); from += AUDITED_TOGETHER) {
            List<Tag> some = tags.subList(from, Math.min(from + AUDITED_TOGETHER, tags.size()));
            String subject = some.stream().map(Tag::voucherId).distinct().count() == 1 ? some.get(0).voucherId : companyId;
            audit.record(actor, "voucher.retag", companyId, subject, some.stream()
                    .map(tag -> tag.voucherId + "/" + tag.line + " -> " + tag.cashFlowLine)
                    .collect(Collectors.joining(", ")));
        }
    }

    /** One command to book cash to other lines: reads all it concerns, checks it, and writes only what changes. */
    private final class Command {

        private final String companyId;
        private final CashFlowLines lines;
        private final Map<String, List<Tag>> wanted;
        private final Map<String, Voucher> concerned = new LinkedHashMap<>();
        private final Map<String, Account> chart;
        private final List<Reason> invalid = new ArrayList<>();
        private final List<Reason> conflicts = new ArrayList<>();
        /** By voucher: the shares as they become, by line. */
        private final Map<String, Map<Integer, Share>> changed = new LinkedHashMap<>();

        Command(Book book, List<Tag> tags) {
            this.companyId = book.companyId();
            this.lines = CashFlowLines.of(book.standard());
            this.wanted = tags.stream().collect(Collectors.groupingBy(tag -> Objects.toString(tag.voucherId, ""),
                    LinkedHashMap::new, Collectors.toList()));
            this.chart = chart(companyId);
            read(wanted.keySet());
            read(concerned.values().stream().map(Voucher::reversedBy).filter(Objects::nonNull)
                    .filter(id -> !concerned.containsKey(id)).collect(Collectors.toSet()));
        }

        private void read(Collection<String> ids) {
            concerned.putAll(vouchers.find(companyId, ids));
        }

        void run() {
            if (!concerned.keySet().containsAll(wanted.keySet())) {
                throw Refusal.notFound();
            }
            Set<YearMonth> closed = periods.closed(companyId);
            wanted.forEach((id, tags) -> {
                Voucher voucher = concerned.get(id);
                if (!Posting.isPosted(voucher)) {
                    conflicts.add(Reason.of("ledger.voucher.retagDraft"));
                } else if (closed.contains(voucher.period())) {
                    conflicts.add(Reason.of("ledger.period.closed", voucher.period()));
                } else {
                    change(voucher, tags);
                }
            });
            if (!invalid.isEmpty()) {
                throw Refusal.invalid(invalid);
            }
            if (!conflicts.isEmpty()) {
                throw Refusal.conflict(conflicts.stream().distinct().toList());
            }
            takeReversalsAlong();
            write();
        }

        private void change(Voucher voucher, List<Tag> tags) {
            Map<Integer, Integer> booked = new HashMap<>();
            shares(voucher).forEach((line, share) -> booked.put(line, share.cashFlowLine()));
            Map<Integer, Integer> chosen = alreadyChosen(voucher);
            Map<Integer, Integer> proposals = proposals(voucher, chart, lines);
            tags.forEach(tag -> {
                Integer line = tag.cashFlowLine == null ? proposals.get(tag.line) : tag.cashFlowLine;
                if (!problem(voucher, tag, line)) {
                    booked.put(tag.line, line);
                    chosen.remove(tag.line);
                    if (tag.cashFlowLine != null && line != CashFlowLines.UNTAGGED) {
                        chosen.put(tag.line, line);
                    }
                }
            });
            Map<Integer, Share> shares = new TreeMap<>();
            CashAllocation.of(CashAllocation.entries(voucher, chart, chosen), lines).forEach(share ->
                    shares.put(share.line(), new Share(share.line(), booked.getOrDefault(share.line(), share.cashFlowLine()),
                            share.amount(), share.chosen())));
            tags.stream().filter(tag -> !shares.containsKey(tag.line)).forEach(tag ->
                    invalid.add(reason("line", tag.line, "ledger.voucher.noCashOnLine")));
            changed.put(voucher.id(), shares);
        }

        private boolean problem(Voucher voucher, Tag tag, Integer line) {
            if (tag.cashFlowLine == null && (line == null || line == CashFlowLines.UNTAGGED)) {
                return invalid.add(reason("cashFlowLine", tag.line, "ledger.cash.noProposal", Posting.name(voucher)));
            }
            return line != CashFlowLines.UNTAGGED && !lines.isTaggable(line)
                    && invalid.add(reason("cashFlowLine", tag.line, "ledger.voucher.badCashFlowLine",
                            String.valueOf(line)));
        }

        private static Reason reason(String field, int line, String key, Object... args) {
            return new Reason(field, line, key, List.of(args));
        }

        /** Entry line to the line chosen for it, at posting or since. */
        private static Map<Integer, Integer> alreadyChosen(Voucher voucher) {
            Map<Integer, Integer> chosen = new HashMap<>();
            for (Voucher.Entry entry : voucher.entries()) {
                if (entry.cash() != null && entry.cash().chosen()) {
                    chosen.put(entry.line(), entry.cash().cashFlowLine());
                } else if (entry.cash() == null && entry.cashFlowLine() != null) {
                    chosen.put(entry.line(), entry.cashFlowLine());
                }
            }
            return chosen;
        }

        private void takeReversalsAlong() {
            new LinkedHashMap<>(changed).forEach((id, shares) -> {
                Voucher reversal = Optional.ofNullable(concerned.get(id).reversedBy()).map(concerned::get).orElse(null);
                boolean asTheOriginalWas = reversal != null && Posting.isPosted(reversal)
                        && !wanted.containsKey(reversal.id())
                        && shares(reversal).equals(negated(shares(concerned.get(id))));
                if (asTheOriginalWas) {
                    changed.put(reversal.id(), negated(shares));
                }
            });
        }

        private void write() {
            List<Posting.CashRow> before = new ArrayList<>();
            List<Posting.CashRow> now = new ArrayList<>();
            changed.forEach((id, shares) -> {
                Voucher voucher = concerned.get(id);
                before.addAll(rows(voucher, shares(voucher)));
                now.addAll(rows(voucher, shares));
            });
            posting.rebookCash(companyId, before, now);
        }

        private static List<Posting.CashRow> rows(Voucher voucher, Map<Integer, Share> shares) {
            return shares.values().stream().filter(share -> !share.amount().isZero())
                    .map(share -> new Posting.CashRow(voucher.id(), voucher.period(), share)).toList();
        }
    }

    private static Map<Integer, Share> shares(Voucher voucher) {
        return voucher.entries().stream().filter(entry -> entry.cash() != null)
                .map(entry -> new Share(entry.line(), entry.cash().cashFlowLine(), entry.cash().amount(),
                        entry.cash().chosen()))
                .collect(Collectors.toMap(Share::line, Function.identity(), (one, same) -> one, TreeMap::new));
    }

    private static Map<Integer, Share> negated(Map<Integer, Share> shares) {
        Map<Integer, Share> negated = new TreeMap<>();
        shares.forEach((line, share) -> negated.put(line, share.negated()));
        return negated;
    }
}
