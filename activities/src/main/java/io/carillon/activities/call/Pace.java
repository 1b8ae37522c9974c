package io.carillon.activities.call;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Send instants so far apart that a limit per second holds in any sliding second, although a
 * request may leave up to {@link #LATEST} after its instant.
 */
public final class Pace {
    /** A request later than this is not sent; it reserves another instant. */
    static final Duration LATEST = Duration.ofMillis(25);

    /** Further ahead nobody waits with a worker's slot: the claim is given back. */
    public static final Duration FURTHEST = Duration.ofMillis(500);

    private Pace() {}

    /**
     * Between two instants of a scope with this limit. At one per second or more, N gaps are one
     * second and 25 ms, so that the (N+1)th leaves a full second after the first even when the
     * first was late; below, each gap alone must hold.
     */
    public static Duration gap(double callsPerSecond) {
        double seconds =
                callsPerSecond >= 1
                        ? (1 + seconds(LATEST)) / callsPerSecond
                        : 1 / callsPerSecond + seconds(LATEST);
        // Whole microseconds, as the database keeps instants.
        return Duration.of((long) Math.ceil(seconds * 1e6), ChronoUnit.MICROS);
    }

    /** The first instant not before {@code from} that is far enough from the scope's last one. */
    public static Instant after(Instant from, @Nullable Instant last, double callsPerSecond) {
        if (last == null) {
            return from;
        }
        Instant spaced = last.plus(gap(callsPerSecond));
        return spaced.isAfter(from) ? spaced : from;
    }

    /**
     * How many instants there are from {@code now} to the horizon. Instants not used are gone:
     * nothing is made up for.
     *
     * @param last the instant given out last; null: none
     */
    public static int instantsAhead(
            Instant now, @Nullable Instant last, double callsPerSecond, Duration horizon) {
        Duration room = Duration.between(after(now, last, callsPerSecond), now.plus(horizon));
        return room.isNegative()
                ? 0
                : Math.toIntExact(1 + room.toNanos() / gap(callsPerSecond).toNanos());
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
