package zhangfang.ledger;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import zhangfang.ledger.VoucherChain.Head;
import zhangfang.refusal.Refusal.Reason;

/**
 * Follows the chain of a book's posted vouchers from its beginning and says which rows are not what was posted. Reads some
 * hundred vouchers at a time, whatever the book's length.
 */
@Component
class ChainCheck {

    /** What has gone wrong beyond this number says no more. */
    private static final int FINDINGS = 500;
    private static final int VOUCHERS_AT_ONCE = 500;
    private static final String KEY = "ledger.integrity.";

    private final JdbcClient jdbc;
    private final VoucherChain chain;

    ChainCheck(JdbcClient jdbc, VoucherChain chain) {
        this.jdbc = jdbc;
        this.chain = chain;
    }

    /** @param vouchers how many posted vouchers were looked at @param findings sentences, naming the rows */
    record Checked(Head head, int vouchers, List<Reason> findings) {
    }

    Checked check(String companyId) {
        Walk walk = new Walk(companyId, chain.head(companyId));
        walk.run();
        return new Checked(walk.head, walk.seen, walk.findings.size() > FINDINGS
                ? List.copyOf(walk.findings.subList(0, FINDINGS)) : List.copyOf(walk.findings));
    }

    /** A stored voucher; entries by line. */
    private record Stored(Map<String, String> voucher, String hash, TreeMap<Integer, Entry> entries) {

        int place() {
            return Integer.parseInt(voucher.get("chain_no"));
        }

        String period() {
            return voucher.get("period");
        }

        String number() {
            return voucher.get("voucher_number") == null ? "—" : voucher.get("voucher_number");
        }

        List<String> entryHashes() {
            return entries.values().stream().map(Entry::hash).toList();
        }

        boolean isPosted(String previous) {
            return ChainHash.ofVoucher(previous, voucher, entryHashes()).equals(hash);
        }
    }

    private record Entry(Map<String, String> texts, String hash) {

        boolean isIntact() {
            return ChainHash.ofEntry(texts).equals(hash);
        }
    }

    /** One way along a book's chain. */
    private final class Walk {

        private final String companyId;
        private final Head head;
        private final List<Reason> findings = new ArrayList<>();
        private final Map<Integer, String> seals;
        private int seen;
        private int expected = 1;
        /** The hash that is stored at the last place, or {@code null} where the voucher is missing. */
        private String stored = ChainHash.NONE;
        /** The hash it should have by what it says. */
        private String computed = ChainHash.NONE;
        /** A voucher whose hash does not fit: whether it or only its hash was changed, the next one tells. */
        private Stored doubtful;
        private Stored last;
        private boolean headIsBehind;

        Walk(String companyId, Head head) {
            this.companyId = companyId;
            this.head = head;
            this.seals = seals(companyId);
        }

        void run() {
            long after = Long.MIN_VALUE;
            List<Stored> some = next(companyId, after);
            while (!some.isEmpty() && findings.size() <= FINDINGS) {
                some.forEach(this::follow);
                some = next(companyId, some.get(some.size() - 1).place());
            }
            end();
            outside();
        }

        private void follow(Stored voucher) {
            seen++;
            if (voucher.place() == expected && expected > head.length() && stored != null && voucher.isPosted(stored)) {
                headIsBehind = true;
            } else if (voucher.place() < expected || voucher.place() > head.length()) {
                found("voucherAdded", voucher.period(), voucher.number(), voucher.voucher.get("id"));
                return;
            }
            if (voucher.place() > expected) {
                settle(null);
                missing(expected, voucher.place() - 1, voucher);
                stored = null;
                computed = null;
            }
            boolean entriesIntact = entriesIntact(voucher);
            if (stored == null) {
                computed = voucher.hash;
            } else {
                link(voucher, entriesIntact);
            }
            stored = voucher.hash;
            sealed(voucher);
            last = voucher;
            expected = voucher.place() + 1;
        }

        private void link(Stored voucher, boolean entriesIntact) {
            String followed = voucher.isPosted(stored) ? stored : voucher.isPosted(computed) ? computed : null;
            settle(followed);
            if (followed != null) {
                computed = voucher.hash;
                return;
            }
            computed = ChainHash.ofVoucher(stored, voucher.voucher, voucher.entryHashes());
            if (entriesIntact) {
                doubtful = voucher;
            }
        }

        /** @param followed the hash that the next voucher follows, {@code null} if neither */
        private void settle(String followed) {
            if (doubtful != null) {
                boolean onlyHash = followed != null && followed.equals(computed) && !followed.equals(stored);
                found(onlyHash ? "hashChanged" : "voucherChanged", doubtful.period(), doubtful.number(),
                        doubtful.voucher.get("id"));
                doubtful = null;
            }
        }

        /** Whether each entry is what its hash says, and none is missing or too many. */
        private boolean entriesIntact(Stored voucher) {
            int count = voucher.voucher.get("entry_count") == null ? 0
                    : Integer.parseInt(voucher.voucher.get("entry_count"));
            if (count != voucher.entries.size() && stored != null && isPosted(voucher, voucher.entries.size())) {
                return true;
            }
            int before = findings.size();
            voucher.entries.forEach((line, entry) -> {
                if (line < 1 || line > count) {
                    found("entryAdded", voucher.period(), voucher.number(), line, voucher.voucher.get("id"));
                } else if (!entry.isIntact()) {
                    found("entryChanged", voucher.period(), voucher.number(), line, voucher.voucher.get("id"));
                }
            });
            for (int line = 1; line <= Math.min(count, voucher.entries.size() + FINDINGS); line++) {
                if (!voucher.entries.containsKey(line)) {
                    found("entryRemoved", voucher.period(), voucher.number(), line, voucher.voucher.get("id"));
                }
            }
            return findings.size() == before;
        }

        /** Whether only the number of entries is not what was posted. */
        private boolean isPosted(Stored voucher, int entries) {
            Map<String, String> texts = new HashMap<>(voucher.voucher);
            texts.put("entry_count", String.valueOf(entries));
            return ChainHash.ofVoucher(stored, texts, voucher.entryHashes()).equals(voucher.hash);
        }

        /** Where numbers are missing beside a gap, the gap has their names. */
        private void missing(int from, int to, Stored next) {
            String period = last == null ? next.period() : last.period();
            int number = last == null ? 1 : number(last) + 1;
            if (from == to && isMissing(period, number)) {
                found("voucherRemoved", period, number, from);
            } else if (from == to && isMissing(next.period(), number(next) - 1)) {
                found("voucherRemoved", next.period(), number(next) - 1, from);
            } else {
                found("vouchersRemoved", from, to, to - from + 1);
            }
        }

        private int number(Stored voucher) {
            return voucher.voucher.get("voucher_number") == null ? 0
                    : Integer.parseInt(voucher.voucher.get("voucher_number"));
        }

        private boolean isMissing(String period, int number) {
            return jdbc.sql("""
                    select count(*) from book_period p where p.company_id = ? and p.period = ? and ? between 1 and p.last_number
                        and not exists (select 1 from voucher v where v.company_id = p.company_id and v.period = p.period
                            and v.voucher_number = ?)""")
                    .params(companyId, period, number, number).query(Integer.class).single() == 1;
        }

        private void sealed(Stored voucher) {
            String seal = seals.remove(voucher.place());
            if (seal != null && !seal.equals(stored) && !seal.equals(computed)) {
                found("sealBroken", voucher.place(), voucher.period(), voucher.number());
            }
        }

        private void end() {
            settle(head.hash().equals(computed) ? computed : null);
            if (expected <= head.length()) {
                tail();
            } else if (headIsBehind || !head.hash().equals(stored) && !head.hash().equals(computed)) {
                found("headChanged", head.length());
            }
            seals.keySet().stream().filter(length -> length > head.length()).max(Integer::compare)
                    .ifPresent(length -> found("tailCut", length, head.length()));
        }

        private void tail() {
            String period = last == null ? null : last.period();
            if (expected == head.length() && period != null && isMissing(period, number(last) + 1)) {
                found("voucherRemoved", period, number(last) + 1, expected);
            } else {
                found("vouchersRemoved", expected, head.length(), head.length() - expected + 1);
            }
        }

        /** Posted vouchers that have no place in the chain, where the database was kept from refusing them. */
        private void outside() {
            jdbc.sql("""
                    select period, voucher_number, id from voucher
                    where company_id = ? and state = 'POSTED' and chain_no is null order by id""")
                    .param(companyId).query(rs -> {
                        found("voucherAdded", rs.getString(1), rs.getString(2), rs.getString(3));
                    });
        }

        private void found(String what, Object... args) {
            if (findings.size() <= FINDINGS) {
                findings.add(Reason.of(KEY + what, args));
            }
        }
    }

    private Map<Integer, String> seals(String companyId) {
        Map<Integer, String> seals = new HashMap<>();
        jdbc.sql("select chain_length, chain_hash from chain_seal where company_id = ? and chain_length > 0")
                .param(companyId).query(rs -> {
                    seals.put(rs.getInt(1), rs.getString(2));
                });
        return seals;
    }

    private List<Stored> next(String companyId, long after) {
        Map<String, Stored> vouchers = new HashMap<>();
        List<Stored> inOrder = new ArrayList<>();
        jdbc.sql("select chain_hash, " + String.join(", ", ChainHash.VOUCHER) + """
                 from voucher where company_id = ? and chain_no > ? order by chain_no, id
                fetch first %d rows only""".formatted(VOUCHERS_AT_ONCE))
                .params(companyId, after).query(rs -> {
                    Stored voucher = new Stored(ChainHash.read(rs, ChainHash.VOUCHER), rs.getString("chain_hash"),
                            new TreeMap<>());
                    vouchers.put(rs.getString("id"), voucher);
                    inOrder.add(voucher);
                });
        ColumnArrays.of(vouchers.keySet()).column("id", id -> id).query(jdbc,
                "select e.content_hash, e." + String.join(", e.", ChainHash.ENTRY)
                        + " from {rows} join voucher_entry e on e.voucher_id = r.id", Map.of(), rs ->
                        vouchers.get(rs.getString("voucher_id")).entries.put(rs.getInt("line"),
                                new Entry(ChainHash.read(rs, ChainHash.ENTRY), rs.getString("content_hash"))));
        return inOrder;
    }
}
