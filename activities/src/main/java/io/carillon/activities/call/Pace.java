package io.carillon.activities.call;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A limit on dial instants: at most {@code calls} within any {@code window}.
 *
 * @param calls how many; at least 1
 * @param window a second; for a limit below one per second the time one call takes
 */
public record Pace(int calls, Duration window) {
    private static final long NANOS_OF_MICRO = 1_000;

    /** A request later than this is not sent; it reserves another instant. */
    static final Duration LATEST = Duration.ofMillis(25);

    /**
     * Added to a window between instants that are known: what two readings of a clock may differ.
     */
    static final Duration CLOCKS = Duration.ofMillis(2);

    /** Further ahead nobody waits with a worker's slot: the claim is given back. */
    public static final Duration FURTHEST = Duration.ofMillis(500);

    /**
     * Campaigns look less far ahead, so that a single call always finds an instant not yet given
     * out.
     */
    public static final Duration FURTHEST_OF_CAMPAIGNS = Duration.ofMillis(300);

    /**
     * How far instants may fall behind an even beat and be made up for. A pause of a machine costs
     * nothing up to this; a campaign that had nothing to dial does not make up for more.
     */
    static final Duration MADE_UP = Duration.ofMillis(500);

    /**
     * A second holds whole calls only, so above one per second a fraction is cut off: with 2.5 no
     * sliding second holds three.
     */
    public static Pace perSecond(double callsPerSecond) {
        return callsPerSecond >= 1
                ? new Pace((int) callsPerSecond, Duration.ofSeconds(1))
                : new Pace(1, seconds(1 / callsPerSecond));
    }

    /** Between two instants of an even beat. */
    public Duration gap() {
        return micros(window.plus(CLOCKS).toNanos() / calls);
    }

    /** The least between two instants while time is made up for: half the beat. */
    Duration squeezedGap() {
        return micros(gap().toNanos() / 2);
    }

    /**
     * Whole microseconds, as the database keeps instants; never less than asked. By numbers: a
     * duration divides itself as a decimal of any length, and gaps are asked for by the hundred.
     */
    private static Duration micros(long nanos) {
        return Duration.ofNanos(NANOS_OF_MICRO * Math.ceilDiv(nanos, NANOS_OF_MICRO));
    }

    static Instant micros(Instant at) {
        Instant whole = at.truncatedTo(ChronoUnit.MICROS);
        return whole.equals(at) ? whole : whole.plus(1, ChronoUnit.MICROS);
    }

    private static Duration seconds(double seconds) {
        return Duration.of((long) Math.ceil(seconds * 1e6), ChronoUnit.MICROS);
    }
}
