package zhangfang.ledger;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import zhangfang.calendar.BusinessClock;
import zhangfang.ledger.Voucher.CashShare;
import zhangfang.ledger.Voucher.Entry;
import zhangfang.ledger.Voucher.Kind;
import zhangfang.ledger.Voucher.Origin;
import zhangfang.ledger.Voucher.State;
import zhangfang.money.Money;

/** The rows of vouchers and their entries. */
@Component
class VoucherRows {

    /** A voucher to be stored, not posted yet. @param reviewedBy {@code null} for a draft */
    record New(String id, VoucherLines.Parsed content, Origin origin, int seq, String importId, String reverses,
            String preparedBy, String reviewedBy) {
    }

    private static final String COLUMNS = """
            v.id, v.period, v.voucher_date, v.voucher_number, v.state, v.kind, v.origin, v.reference, v.reverses,
                (select r.id from voucher r where r.reverses = v.id) as reversed_by,
                v.prepared_by, v.prepared_at, v.reviewed_by, v.reviewed_at, v.posted_by, v.posted_at,
                e.line, e.summary, e.account_code, a.name as account_name, e.counterparty, e.debit, e.credit,
                e.cash_flow_line, f.cash_flow_line as share_line, f.amount as share_amount, f.chosen""";
    private static final String JOINS = """

                join voucher_entry e on e.voucher_id = v.id
                join account a on a.company_id = e.company_id and a.code = e.account_code
                left join cash_flow f on f.voucher_id = e.voucher_id and f.line = e.line
            """;
    private static final String SELECT = "select " + COLUMNS + " from voucher v" + JOINS + "where v.company_id = ? and ";
    private static final String ORDER = """

            order by v.period, case when v.voucher_number is null then 1 else 0 end, v.voucher_number, v.voucher_date,
                v.prepared_at, v.seq, v.id, e.line""";

    private final JdbcClient jdbc;
    private final BusinessClock clock;

    VoucherRows(JdbcClient jdbc, BusinessClock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    void insert(String companyId, List<New> vouchers) {
        ColumnArrays.of(vouchers)
                .column("id", New::id)
                .column("period", voucher -> voucher.content.period())
                .column("voucher_date", voucher -> voucher.content.date())
                .column("state", voucher -> voucher.reviewedBy == null ? State.DRAFT : State.REVIEWED)
                .column("kind", voucher -> kind(voucher.content))
                .column("origin", New::origin)
                .column("reference", voucher -> reference(voucher.content))
                .column("seq", New::seq)
                .column("content_hash", voucher -> voucher.content.hash())
                .column("import_id", New::importId)
                .column("reverses", New::reverses)
                .column("prepared_by", New::preparedBy)
                .column("reviewed_by", New::reviewedBy)
                .update(jdbc, """
                        insert into voucher (id, company_id, period, voucher_date, state, kind, origin, reference, seq,
                            content_hash, import_id, reverses, prepared_by, prepared_at, reviewed_by, reviewed_at)
                        select r.id, :company, r.period, cast(r.voucher_date as date), r.state, r.kind, r.origin,
                            r.reference, cast(r.seq as integer), r.content_hash, r.import_id, r.reverses, r.prepared_by,
                            :now, r.reviewed_by, case when r.reviewed_by is not null then :now end
                        from {rows}""", Map.of("company", companyId, "now", now()));
        insertEntries(companyId, vouchers.stream().collect(LinkedHashMap::new,
                (map, voucher) -> map.put(voucher.id, voucher.content), Map::putAll));
    }

    private record Row(String voucherId, int line, YearMonth period, VoucherLines.Line content) {
    }

    private void insertEntries(String companyId, Map<String, VoucherLines.Parsed> vouchers) {
        List<Row> rows = new ArrayList<>();
        vouchers.forEach((id, content) -> {
            for (int i = 0; i < content.lines().size(); i++) {
                rows.add(new Row(id, i + 1, content.period(), content.lines().get(i)));
            }
        });
        ColumnArrays.of(rows)
                .column("voucher_id", Row::voucherId)
                .column("line", Row::line)
                .column("period", Row::period)
                .column("summary", row -> row.content.summary())
                .column("account_code", row -> row.content.accountCode())
                .column("counterparty", row -> row.content.counterparty())
                .column("debit", row -> row.content.debit())
                .column("credit", row -> row.content.credit())
                .column("cash_flow_line", row -> row.content.tag())
                .column("content_hash", row ->
                        ChainHash.ofEntry(row.voucherId, row.line, companyId, row.period, row.content))
                .update(jdbc, """
                        insert into voucher_entry (voucher_id, line, company_id, period, summary, account_code,
                            counterparty, debit, credit, cash_flow_line, content_hash)
                        select r.voucher_id, cast(r.line as integer), :company, r.period, r.summary, r.account_code,
                            r.counterparty, cast(r.debit as numeric(18, 2)), cast(r.credit as numeric(18, 2)),
                            cast(r.cash_flow_line as smallint), r.content_hash
                        from {rows}""", Map.of("company", companyId));
    }

    /** Replaces what a draft says; it has to be reviewed again. */
    void replace(String companyId, String id, VoucherLines.Parsed content, String preparedBy) {
        jdbc.sql("delete from voucher_entry where voucher_id = ?").param(id).update();
        jdbc.sql("""
                update voucher set period = ?, voucher_date = ?, kind = ?, reference = ?, content_hash = ?, state = 'DRAFT',
                    prepared_by = ?, prepared_at = ?, reviewed_by = null, reviewed_at = null
                where id = ?""")
                .param(content.period().toString())
                .param(content.date())
                .param(kind(content).name())
                .param(reference(content))
                .param(content.hash())
                .param(preparedBy)
                .param(now())
                .param(id)
                .update();
        insertEntries(companyId, Map.of(id, content));
    }

    /** Deletes a draft; an import of which nothing is left can be imported again. */
    void delete(String id) {
        Optional<String> importId = jdbc.sql("select import_id from voucher where id = ?").param(id)
                .query((rs, i) -> Optional.ofNullable(rs.getString(1))).single();
        for (String table : List.of("voucher_document", "voucher_sheets")) {
            jdbc.sql("delete from " + table + " where voucher_id = ?").param(id).update();
        }
        jdbc.sql("delete from voucher_entry where voucher_id = ?").param(id).update();
        jdbc.sql("delete from voucher where id = ?").param(id).update();
        importId.ifPresent(gone -> jdbc.sql("""
                delete from voucher_import i where i.id = ?
                    and not exists (select 1 from voucher v where v.import_id = i.id)""").param(gone).update());
    }

    void review(Collection<String> ids, String reviewer) {
        ColumnArrays.of(ids).column("id", id -> id).update(jdbc, """
                merge into voucher t using (select r.id from {rows}) s on (t.id = s.id)
                when matched then update set state = 'REVIEWED', reviewed_by = :reviewer, reviewed_at = :now""",
                Map.of("reviewer", reviewer, "now", now()));
    }

    /** Marks vouchers as those that are posted together. */
    void collect(Collection<String> ids, String postingId) {
        ColumnArrays.of(ids).column("id", id -> id).update(jdbc, """
                merge into voucher t using (select r.id from {rows}) s on (t.id = s.id)
                when matched then update set posting_id = :posting""", Map.of("posting", postingId));
    }

    /** Those of these vouchers that the book has, by id. */
    Map<String, Voucher> find(String companyId, Collection<String> ids) {
        Map<String, Voucher> vouchers = new LinkedHashMap<>();
        ColumnArrays.of(ids).column("id", id -> id).query(jdbc,
                "select " + COLUMNS + " from {rows} join voucher v on v.id = r.id" + JOINS
                        + "where v.company_id = :company" + ORDER,
                Map.of("company", companyId), rs -> add(rs, vouchers));
        return vouchers;
    }

    Optional<Voucher> find(String companyId, String id) {
        return list(SELECT + "v.id = ?" + ORDER, companyId, id).stream().findFirst();
    }

    List<Voucher> ofPeriod(String companyId, YearMonth period) {
        return list(SELECT + "v.period = ?" + ORDER, companyId, period.toString());
    }

    /** The posted vouchers of some months, by month and number. */
    List<Voucher> posted(String companyId, YearMonth from, YearMonth to) {
        Map<String, Voucher> vouchers = new LinkedHashMap<>();
        jdbc.sql(SELECT + "v.period >= ? and v.period <= ? and v.state = 'POSTED'" + ORDER)
                .params(companyId, from.toString(), to.toString()).query(rs -> {
                    add(rs, vouchers);
                });
        return List.copyOf(vouchers.values());
    }

    List<Voucher> ofImport(String companyId, String importId) {
        return list(SELECT + "v.import_id = ?" + ORDER, companyId, importId);
    }

    List<Voucher> ofPosting(String companyId, String postingId) {
        return list(SELECT + "v.posting_id = ?" + ORDER, companyId, postingId);
    }

    private List<Voucher> list(String sql, String companyId, String key) {
        Map<String, Voucher> vouchers = new LinkedHashMap<>();
        jdbc.sql(sql).params(companyId, key).query(rs -> {
            add(rs, vouchers);
        });
        return List.copyOf(vouchers.values());
    }

    private static void add(ResultSet rs, Map<String, Voucher> vouchers) throws SQLException {
        Voucher voucher = vouchers.get(rs.getString("id"));
        if (voucher == null) {
            voucher = voucher(rs);
            vouchers.put(voucher.id(), voucher);
        }
        voucher.entries().add(entry(rs));
    }

    private static Voucher voucher(ResultSet rs) throws SQLException {
        return new Voucher(rs.getString("id"), YearMonth.parse(rs.getString("period")),
                rs.getObject("voucher_date", LocalDate.class), rs.getObject("voucher_number", Integer.class),
                State.valueOf(rs.getString("state")), Kind.valueOf(rs.getString("kind")),
                Origin.valueOf(rs.getString("origin")), rs.getString("reference"), rs.getString("reverses"),
                rs.getString("reversed_by"), rs.getString("prepared_by"),
                rs.getObject("prepared_at", OffsetDateTime.class), rs.getString("reviewed_by"),
                rs.getObject("reviewed_at", OffsetDateTime.class), rs.getString("posted_by"),
                rs.getObject("posted_at", OffsetDateTime.class), new ArrayList<>());
    }

    private static Entry entry(ResultSet rs) throws SQLException {
        BigDecimal share = rs.getBigDecimal("share_amount");
        int tag = rs.getInt("cash_flow_line");
        Integer chosen = rs.wasNull() ? null : tag;
        return new Entry(rs.getInt("line"), rs.getString("summary"), rs.getString("account_code"),
                rs.getString("account_name"), rs.getString("counterparty"), Money.of(rs.getBigDecimal("debit")),
                Money.of(rs.getBigDecimal("credit")), chosen,
                share == null ? null : new CashShare(rs.getInt("share_line"), Money.of(share), rs.getBoolean("chosen")));
    }

    private static String reference(VoucherLines.Parsed content) {
        return content.reference().isEmpty() ? null : content.reference();
    }

    private static Kind kind(VoucherLines.Parsed content) {
        return content.carryForward() ? Kind.CARRY_FORWARD : Kind.GENERAL;
    }

    private OffsetDateTime now() {
        return clock.now().atOffset(ZoneOffset.UTC);
    }
}
