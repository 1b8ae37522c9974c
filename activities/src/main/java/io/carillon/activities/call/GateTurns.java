package io.carillon.activities.call;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Lets a few gates of a process be under way at a time, in the order they came. All meet at the
 * installation's pace, those of a campaign at its row before: more would only hold connections
 * while they stand in line, and callbacks and people on the line would have none.
 */
final class GateTurns {
    private static final int AT_ONCE = 3;

    /** As long as a connection is waited for. */
    private static final Duration LONGEST_LINE = Duration.ofSeconds(10);

    private final Semaphore turns;
    private final Duration longest;

    GateTurns() {
        this(AT_ONCE, LONGEST_LINE);
    }

    /**
     * @param longest that a turn is waited for
     */
    GateTurns(int atOnce, Duration longest) {
        this.turns = new Semaphore(atOnce, true);
        this.longest = longest;
    }

    /**
     * @return empty: there was no turn, and nothing was done
     */
    <T> Optional<T> take(Supplier<T> work) {
        try {
            if (!turns.tryAcquire(longest.toNanos(), TimeUnit.NANOSECONDS)) {
                return Optional.empty();
            }
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted before the gate", ending);
        }
        try {
            return Optional.of(work.get());
        } finally {
            turns.release();
        }
    }
}
