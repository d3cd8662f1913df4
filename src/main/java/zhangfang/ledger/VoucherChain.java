package zhangfang.ledger;

import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import zhangfang.calendar.BusinessClock;

/**
 * The chain of a book's posted vouchers (凭证链): each carries the hash of what it says and of the voucher posted before
 * it, so that none can be changed, removed or put in between without all later ones telling.
 */
@Component
public class VoucherChain {

    /** When the head of the chain is put down. */
    public enum Occasion {
        /** A month is closed. */
        CLOSING,
        /** Reports are issued. */
        ISSUE
    }

    /** Where the chain ends. @param length number of posted vouchers @param hash of the last one */
    public record Head(int length, String hash) {

        @Override
        public String toString() {
            return length + " " + hash;
        }
    }

    private record Link(String id, String number, int entries, int place, String hash) {
    }

    private final JdbcClient jdbc;
    private final BusinessClock clock;

    VoucherChain(JdbcClient jdbc, BusinessClock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    Head head(String companyId) {
        return jdbc.sql("select chain_length, chain_hash from book where company_id = ?").param(companyId)
                .query((rs, i) -> new Head(rs.getInt(1), rs.getString(2))).single();
    }

    /**
     * Posts vouchers, each following the one before. The book is locked.
     *
     * @param numbers id → voucher number, in the order of posting
     */
    void append(String companyId, String postingId, Map<String, Integer> numbers, String actorId) {
        OffsetDateTime now = clock.now().truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
        Map<String, Map<String, String>> vouchers = vouchers(postingId);
        Map<String, List<String>> entries = entries(postingId);
        Head head = head(companyId);
        List<Link> links = new ArrayList<>();
        for (Map.Entry<String, Integer> numbered : numbers.entrySet()) {
            Map<String, String> voucher = vouchers.get(numbered.getKey());
            List<String> hashes = entries.getOrDefault(numbered.getKey(), List.of());
            voucher.put("voucher_number", numbered.getValue().toString());
            voucher.put("state", Voucher.State.POSTED.name());
            voucher.put("posted_by", actorId);
            voucher.put("posted_at", ChainHash.text(now));
            voucher.put("entry_count", String.valueOf(hashes.size()));
            voucher.put("chain_no", String.valueOf(head.length + 1));
            head = new Head(head.length + 1, ChainHash.ofVoucher(head.hash, voucher, hashes));
            links.add(new Link(numbered.getKey(), numbered.getValue().toString(), hashes.size(), head.length, head.hash));
        }
        jdbc.sql("update book set chain_length = ?, chain_hash = ? where company_id = ?")
                .params(head.length, head.hash, companyId).update();
        store(links, actorId, now);
    }

    private void store(List<Link> links, String actorId, OffsetDateTime now) {
        ColumnArrays.of(links)
                .column("id", Link::id)
                .column("voucher_number", Link::number)
                .column("entry_count", Link::entries)
                .column("chain_no", Link::place)
                .column("chain_hash", Link::hash)
                .update(jdbc, """
                        merge into voucher t
                        using (select r.id, cast(r.voucher_number as integer) as voucher_number,
                            cast(r.entry_count as integer) as entry_count, cast(r.chain_no as integer) as chain_no,
                            r.chain_hash from {rows}) s
                        on (t.id = s.id)
                        when matched then update set state = 'POSTED', voucher_number = s.voucher_number,
                            posted_by = :actor, posted_at = :now, entry_count = s.entry_count, chain_no = s.chain_no,
                            chain_hash = s.chain_hash""", Map.of("actor", actorId, "now", now));
    }

    private Map<String, Map<String, String>> vouchers(String postingId) {
        Map<String, Map<String, String>> vouchers = new HashMap<>();
        jdbc.sql("select " + String.join(", ", ChainHash.VOUCHER) + " from voucher where posting_id = ?").param(postingId)
                .query(rs -> {
                    vouchers.put(rs.getString("id"), ChainHash.read(rs, ChainHash.VOUCHER));
                });
        return vouchers;
    }

    private Map<String, List<String>> entries(String postingId) {
        Map<String, List<String>> hashes = new HashMap<>();
        jdbc.sql("""
                select e.voucher_id, e.content_hash from voucher v join voucher_entry e on e.voucher_id = v.id
                where v.posting_id = ? order by e.voucher_id, e.line""").param(postingId)
                .query(rs -> {
                    hashes.computeIfAbsent(rs.getString(1), id -> new ArrayList<>()).add(rs.getString(2));
                });
        return hashes;
    }

    /**
     * Puts down the head of the chain, which no later chain can go around. The book is locked.
     *
     * @param period the month that is closed or reported on
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Head seal(String companyId, Occasion occasion, YearMonth period) {
        Head head = head(companyId);
        jdbc.sql("""
                merge into chain_seal t
                using (select company_id, chain_length, chain_hash from book where company_id = :company) s
                on (t.company_id = s.company_id and t.chain_length = s.chain_length and t.occasion = :occasion
                    and t.period = :period)
                when not matched then insert (company_id, chain_length, chain_hash, occasion, period, sealed_at)
                    values (s.company_id, s.chain_length, s.chain_hash, :occasion, :period, :now)""")
                .param("company", companyId)
                .param("occasion", occasion.name())
                .param("period", period.toString())
                .param("now", clock.now().atOffset(ZoneOffset.UTC))
                .update();
        return head;
    }
}
