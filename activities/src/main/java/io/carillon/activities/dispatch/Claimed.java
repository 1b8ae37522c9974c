package io.carillon.activities.dispatch;

import java.time.Duration;

/** How fast one campaign claimed lately, in calls per second; older time fades by a quarter. */
final class Claimed {
    private static final double FADES = 0.25;

    private final Duration often;
    private long since = System.nanoTime();
    private boolean anew = true;
    private int claims;
    private double perSecond;

    /**
     * @param often how long claims are summed up before they count
     */
    Claimed(Duration often) {
        this.often = often;
    }

    /** True when the figure is a new one: the first time, then each time the sum is full. */
    synchronized boolean add(int more) {
        claims += more;
        double full = often.toNanos() / 1e9;
        double seconds = (System.nanoTime() - since) / 1e9;
        if (seconds < full && !anew) {
            return false;
        }
        anew = false;
        perSecond += FADES * (claims / Math.max(seconds, full) - perSecond);
        claims = 0;
        since = System.nanoTime();
        return true;
    }

    synchronized double perSecond() {
        return perSecond;
    }
}
