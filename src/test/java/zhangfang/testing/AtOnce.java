package zhangfang.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Runs actions at the same moment, each in a thread of its own. */
public final class AtOnce {

    /** What one of them does. */
    public interface Action {
        void run() throws Exception;
    }

    private AtOnce() {
    }

    /** @return what each failed with, in their order; {@code null} where it did not */
    public static List<Throwable> together(Action... actions) throws Exception {
        CyclicBarrier barrier = new CyclicBarrier(actions.length);
        ExecutorService threads = Executors.newFixedThreadPool(actions.length);
        try {
            List<Future<Throwable>> results = new ArrayList<>();
            for (Action action : actions) {
                results.add(threads.submit(() -> {
                    barrier.await(20, TimeUnit.SECONDS);
                    try {
                        action.run();
                        return null;
                    } catch (RuntimeException | AssertionError e) {
                        return e;
                    }
                }));
            }
            List<Throwable> failures = new ArrayList<>();
            for (Future<Throwable> result : results) {
                failures.add(result.get(60, TimeUnit.SECONDS));
            }
            return failures;
        } finally {
            threads.shutdownNow();
        }
    }
}
