package zhangfang.intake;

import java.time.Duration;
import java.util.function.LongSupplier;
import zhangfang.refusal.Refusal;

/**
 * What reading one file may cost. Whoever reads counts here as he goes, so that a file made to keep the machine busy is
 * dropped in the midst of the work, not only waited for.
 */
final class ReadingBudget {

    /** A real invoice is read in a fraction of a second; starting a process for a PDF takes several on a busy machine. */
    static final Duration TIME = Duration.ofSeconds(20);
    /** What a file of 10 MB may unpack to, all parts together. */
    static final long MAX_UNPACKED = 64_000_000;


    private final LongSupplier nanoTime;
    private final long started;
    private long unpacked;
    private long steps;

    ReadingBudget(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.started = nanoTime.getAsLong();
    }

    /** @throws Refusal when the time is over or the work has become too much */
    void step() {
        steps++;
        if (nanoTime.getAsLong() - started > TIME.toNanos()) {
            throw Refusal.field("file", "einvoice.tooLong", TIME.toSeconds());
        }
    }

    /** @throws Refusal when the parts of the file have become too large */
    void unpacked(long bytes) {
        step();
        unpacked += bytes;
        if (unpacked > MAX_UNPACKED) {
            throw Refusal.field("file", "einvoice.unpackedTooLarge", MAX_UNPACKED / 1_000_000);
        }
    }

    long steps() {
        return steps;
    }

    long unpacked() {
        return unpacked;
    }
}
