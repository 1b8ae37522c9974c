package io.carillon.activities.upkeep;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/** Looks at several things side by side; one that cannot be mended now leaves the others alone. */
final class Each {
    private static final Logger LOG = LoggerFactory.getLogger(Each.class);

    // A carrier may take 15 s to say nothing. More at once would take connections to the database
    // from the calls.
    private static final int AT_ONCE = 8;

    private Each() {}

    /** Returns when all were looked at. */
    static <T> void of(List<T> all, Consumer<T> mend) {
        var room = new Semaphore(AT_ONCE);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (T one : all) {
                room.acquireUninterruptibly();
                threads.execute(
                        () -> {
                            try {
                                alone(one, mend);
                            } finally {
                                room.release();
                            }
                        });
            }
        }
    }

    private static <T> void alone(T one, Consumer<T> mend) {
        try {
            mend.accept(one);
        } catch (RuntimeException failed) {
            LOG.atWarn()
                    .addKeyValue("subject", one)
                    .addKeyValue("cause", failed.toString())
                    .log("sweep.left_for_next");
        }
    }
}
