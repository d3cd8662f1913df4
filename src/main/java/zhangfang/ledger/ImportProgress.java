package zhangfang.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import zhangfang.calendar.BusinessClock;
import zhangfang.refusal.Refusal;
import zhangfang.refusal.Refusal.Reason;

/**
 * How far the imports of this node are, readable while their transactions run. Kept in memory, for half an hour and at most
 * some hundred imports; what an import gave is in the books, whichever node is asked.
 */
@Component
public class ImportProgress {

    private static final Duration KEPT = Duration.ofMinutes(30);
    private static final int LIMIT = 500;

    /** What an import is doing. */
    public enum Phase {
        /** 等待: another writes into the same book. */
        WAITING,
        /** 读取. */
        READING,
        /** 检查. */
        CHECKING,
        /** 写入. */
        STORING,
        /** 记账. */
        POSTING,
        /** 收尾. */
        FINISHING
    }

    /** How it stands with an import. */
    public enum State {
        RUNNING,
        /** Everything is in the book. */
        DONE,
        /** Nothing is in the book, for reasons that a person can mend. */
        REFUSED,
        /** Nothing is in the book; the fault is not the file's. */
        FAILED
    }

    /**
     * @param done     rows of the file that are through the phase
     * @param total    rows of the file, 0 until they are counted
     * @param vouchers how many vouchers the file gave, {@code null} until it is done
     * @param reasons  why it was refused
     */
    public record Status(String key, State state, Phase phase, int done, int total, Integer vouchers,
            List<Reason> reasons) {
    }

    private record Key(String companyId, String key) {
    }

    /** A running import, which tells here how far it is. */
    static final class Running {

        private final String key;
        private final Instant startedAt;
        private volatile State state = State.RUNNING;
        private volatile Phase phase = Phase.WAITING;
        private volatile int done;
        private volatile int total;
        private volatile Integer vouchers;
        private volatile List<Reason> reasons = List.of();

        private Running(String key, Instant startedAt) {
            this.key = key;
            this.startedAt = startedAt;
        }

        void phase(Phase next, int rows) {
            done = 0;
            total = rows;
            phase = next;
        }

        void done(int rows) {
            done = rows;
        }

        void gave(int number) {
            vouchers = number;
            done = total;
        }

        void refused(Refusal refusal) {
            reasons = refusal.reasons();
        }

        private void ended(boolean committed) {
            if (committed) {
                state = State.DONE;
            } else {
                vouchers = null;
                state = reasons.isEmpty() ? State.FAILED : State.REFUSED;
            }
        }

        private Status status() {
            return new Status(key, state, phase, done, total, vouchers, reasons);
        }
    }

    private final BusinessClock clock;
    private final Map<Key, Running> imports = new LinkedHashMap<>();

    ImportProgress(BusinessClock clock) {
        this.clock = clock;
    }

    /**
     * Begins to watch the import of this transaction.
     *
     * @param key chosen by the caller, or {@code null} if nobody will ask. An import that repeats a key while the first
     *            runs, or after it succeeded, is not watched: the first one's answer is its own.
     */
    Running begin(String companyId, String key) {
        Running running = new Running(key, clock.now());
        if (key == null) {
            return running;
        }
        synchronized (imports) {
            forget();
            Running first = imports.get(new Key(companyId, key));
            if (first != null && (first.state == State.RUNNING || first.state == State.DONE)) {
                return running;
            }
            imports.put(new Key(companyId, key), running);
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCompletion(int status) {
                running.ended(status == STATUS_COMMITTED);
            }
        });
        return running;
    }

    /** For what nobody asks about. */
    static Running unwatched() {
        return new Running("", Instant.EPOCH);
    }

    Optional<Status> find(String companyId, String key) {
        synchronized (imports) {
            return Optional.ofNullable(imports.get(new Key(companyId, key))).map(Running::status);
        }
    }

    /** The oldest come first; those still running stay. */
    private void forget() {
        Instant before = clock.now().minus(KEPT);
        imports.values().removeIf(old -> old.state != State.RUNNING
                && (old.startedAt.isBefore(before) || imports.size() >= LIMIT));
    }
}
