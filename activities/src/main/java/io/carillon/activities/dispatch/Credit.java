package io.carillon.activities.dispatch;

import java.time.Duration;

/**
 * Claims a campaign is entitled to by its share and has not made yet. It grows with time and is
 * spent by claims, so one that was late catches up, whatever its share is; an even beat would give
 * a late one's turn away, and most of all the turns of those who have many. Pure.
 */
final class Credit {
    /** What nobody claimed for longer is gone: it was used by others. */
    static final Duration KEPT = Duration.ofMillis(500);

    private double left = 1;
    private long nanos;

    Credit(long nanos) {
        this.nanos = nanos;
    }

    /**
     * @param share calls per second
     * @param now by System.nanoTime
     * @return whole claims that may be made now
     */
    synchronized int grow(double share, long now) {
        double grown = left + share * (now - nanos) / 1e9;
        left = Math.min(grown, 1 + share * KEPT.toNanos() / 1e9);
        nanos = now;
        return (int) left;
    }

    synchronized void spend(int claims) {
        left = Math.max(0, left - claims);
    }
}
