package io.carillon.activities.webhook;

import java.time.Duration;

/**
 * Slows down for an endpoint that keeps failing: one delivery at a time feels whether it is back,
 * the others wait without using up their tries.
 */
final class Breaker {
    /** This many failures and no success end a round. */
    static final int ENOUGH = 5;

    private static final Duration FIRST = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private Breaker() {}

    /**
     * How long nothing is tried after a round in which every try failed.
     *
     * @param rounds failed in a row, this one included
     * @param failures in this round
     */
    static Duration hold(int rounds, int failures) {
        if (rounds <= 1) {
            return failures >= ENOUGH ? FIRST : Duration.ZERO;
        }
        int doublings = Math.min(rounds - 2, 10);
        Duration hold = FIRST.multipliedBy(1L << doublings);
        return hold.compareTo(LONGEST) > 0 ? LONGEST : hold;
    }
}
