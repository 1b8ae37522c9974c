package io.carillon.activities.call;

import java.time.Duration;

/**
 * How far ahead an instant must lie so that its request is ready when the turn comes: two commits
 * and the way to the carrier, from the clock's reading on. Learned from the requests before: on a
 * busy machine a fixed time is missed turn after turn, and each turn missed is an instant lost.
 */
final class Headroom {
    /** Enough on a machine with nothing else to do. */
    static final Duration LEAST = Duration.ofMillis(20);

    /** Well below {@link Pace#FURTHEST}; who needs more loses turns. */
    static final Duration MOST = Duration.ofMillis(250);

    // Up a quarter of what was missing, down a thirty-second of what was too much: it settles where
    // about one request in nine is not ready.
    private static final int UP = 4;
    private static final int DOWN = 32;

    private long nanos = LEAST.toNanos();

    synchronized Duration duration() {
        return Duration.ofNanos(nanos);
    }

    /**
     * @param took from the clock's reading to a request that was ready to leave
     */
    synchronized void learn(Duration took) {
        long missing = took.toNanos() - nanos;
        long moved = nanos + missing / (missing > 0 ? UP : DOWN);
        nanos = Math.clamp(moved, LEAST.toNanos(), MOST.toNanos());
    }
}
