package zhangfang.ledger;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;
import zhangfang.audit.StateCheck;
import zhangfang.calendar.BusinessClock;
import zhangfang.identity.Actor;
import zhangfang.ledger.VoucherChain.Head;
import zhangfang.ledger.VoucherChain.Occasion;
import zhangfang.refusal.Refusal.Reason;
import zhangfang.refusal.RefusalText;

/** Whether a book still says what was posted (账簿完整性): its chain of vouchers, and the balances made of them. */
@Service
public class BookIntegrity implements StateCheck {

    /** The head of the chain when a month was closed or reported on. */
    public record Seal(Occasion occasion, YearMonth period, int length, String hash, Instant sealedAt) {
    }

    /**
     * @param head     where the chain ends; who keeps it elsewhere can tell later that nothing before it was changed
     * @param vouchers how many posted vouchers were looked at
     * @param seals    the latest first, at most 24
     * @param findings what is not as it was posted, naming the row; empty when all is well
     * @param parked   whether the book was locked before
     */
    public record Integrity(Head head, int vouchers, Instant checkedAt, List<Seal> seals, List<Reason> findings,
            boolean parked) {
    }

    private static final int SEALS = 24;

    private final JdbcClient jdbc;
    private final Books books;
    private final BookAccess access;
    private final ChainCheck chain;
    private final LedgerCheck ledger;
    private final BusinessClock clock;
    private final RefusalText texts;
    /** Books whose chain was found whole, with its end: only what was added since makes them worth another way. */
    private final Map<String, Head> whole = new HashMap<>();

    BookIntegrity(JdbcClient jdbc, Books books, BookAccess access, ChainCheck chain, LedgerCheck ledger,
            BusinessClock clock, RefusalText texts) {
        this.jdbc = jdbc;
        this.books = books;
        this.access = access;
        this.chain = chain;
        this.ledger = ledger;
        this.clock = clock;
        this.texts = texts;
    }

    /** Reads the whole book. */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public Integrity check(Actor actor, String companyId) {
        access.read(actor, companyId);
        boolean parked = books.get(companyId).parked();
        ChainCheck.Checked checked = chain.check(companyId);
        List<Reason> findings = new ArrayList<>(checked.findings());
        findings.addAll(ledger.findings(companyId));
        return new Integrity(checked.head(), checked.vouchers(), clock.now(), seals(companyId), List.copyOf(findings),
                parked);
    }

    private List<Seal> seals(String companyId) {
        return jdbc.sql("""
                select occasion, period, chain_length, chain_hash, sealed_at from chain_seal where company_id = ?
                order by sealed_at desc, chain_length desc fetch first %d rows only""".formatted(SEALS))
                .param(companyId)
                .query((rs, i) -> new Seal(Occasion.valueOf(rs.getString("occasion")),
                        YearMonth.parse(rs.getString("period")), rs.getInt("chain_length"), rs.getString("chain_hash"),
                        rs.getObject("sealed_at", OffsetDateTime.class).toInstant()))
                .list();
    }

    @Override
    public String name() {
        return "chain of vouchers";
    }

    @Override
    public synchronized void startOver() {
        whole.clear();
    }

    /** Follows the chains that have grown since they were last found whole; {@link #check} follows any. */
    @Override
    @Transactional(readOnly = true)
    public synchronized List<String> violations() {
        List<String> violations = new ArrayList<>();
        Map<String, Head> heads = new HashMap<>();
        jdbc.sql("select company_id, chain_length, chain_hash from book").query(rs -> {
            heads.put(rs.getString(1), new Head(rs.getInt(2), rs.getString(3)));
        });
        whole.entrySet().removeIf(known -> !known.getValue().equals(heads.get(known.getKey())));
        heads.keySet().removeAll(whole.keySet());
        heads.keySet().forEach(companyId -> {
            ChainCheck.Checked checked = chain.check(companyId);
            checked.findings().forEach(finding ->
                    violations.add(companyId + " " + texts.sentence(finding, Locale.ENGLISH)));
            if (checked.findings().isEmpty()) {
                whole.put(companyId, checked.head());
            }
        });
        return violations;
    }
}
