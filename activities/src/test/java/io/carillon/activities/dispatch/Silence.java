package io.carillon.activities.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/**
 * A time in which nothing may leave.
 *
 * @param asked when a pause or stop was asked for
 * @param acknowledged when its answer was there: no dial may be later
 * @param ended when it was asked to go on; {@link Instant#MAX}: never
 */
public record Silence(Instant asked, Instant acknowledged, Instant ended) {
    /** It was no pause: the campaign was stopped. */
    boolean forGood() {
        return ended.equals(Instant.MAX);
    }

    /** Those that broke it. */
    List<Instant> broken(Collection<Instant> dials) {
        return dials.stream().filter(at -> at.isAfter(acknowledged) && at.isBefore(ended)).toList();
    }

    /** Those on their way when it was asked for, which the answer waited for. */
    List<Instant> waitedFor(Collection<Instant> dials) {
        return dials.stream().filter(at -> at.isAfter(asked) && !at.isAfter(acknowledged)).toList();
    }

    /** Those that left at most this long before it was asked for. */
    List<Instant> justBefore(Collection<Instant> dials, Duration time) {
        return dials.stream()
                .filter(at -> !at.isAfter(asked) && !at.isBefore(asked.minus(time)))
                .toList();
    }

    /** Claims that came to the gate in vain. */
    List<Instant> turnedAway(Collection<Instant> claims) {
        return claims.stream().filter(at -> at.isAfter(asked) && at.isBefore(ended)).toList();
    }

    Duration untilAcknowledged() {
        return Duration.between(asked, acknowledged);
    }
}
