package io.carillon.activities.call;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Send instants a scope has given out, and where its even beat stands. Pure.
 *
 * <p>The limit itself looks back as many instants as a window may hold. Alone it would send a
 * window's calls in a bunch and then wait; the beat spreads them, and lets a late one be made up
 * for by squeezing those after it.
 *
 * @param recent as many as the pace holds in a window and a few more, oldest first
 * @param beat where the last one would lie had all been in time, at most {@link Pace#MADE_UP}
 *     before it; null: none was given out yet
 */
public record Sent(List<Instant> recent, @Nullable Instant beat) {
    /** Kept beyond a window's, so that those given back leave a whole window known. */
    private static final int SPARE = 16;

    public static final Sent NOTHING = new Sent(List.of(), null);

    public Sent {
        recent = List.copyOf(recent);
    }

    /** Only the last instant is known. */
    static Sent last(Instant at) {
        return new Sent(List.of(at), at);
    }

    /** The first instant not before {@code from} that the pace leaves room for. */
    Instant earliest(Instant from, Pace pace) {
        if (recent.isEmpty()) {
            return Pace.micros(from);
        }
        Instant at = later(from, recent.getLast().plus(pace.squeezedGap()));
        if (beat != null) {
            at = later(at, beat.plus(pace.gap()));
        }
        if (recent.size() >= pace.calls()) {
            at = later(at, recent.get(recent.size() - pace.calls()).plus(pace.window()));
        }
        return Pace.micros(at);
    }

    /** After {@code at} was given out. */
    Sent with(Instant at, Pace pace) {
        var all = new ArrayList<>(recent);
        all.add(at);
        Instant next = beat == null ? at : beat.plus(pace.gap());
        return new Sent(
                all.subList(Math.max(0, all.size() - pace.calls() - SPARE), all.size()),
                later(next, at.minus(Pace.MADE_UP)));
    }

    /** After {@code missed} was given back: nothing left at it, so it counts for nothing. */
    Sent without(Instant missed, Pace pace) {
        if (!recent.contains(missed)) {
            return this;
        }
        List<Instant> left = recent.stream().filter(at -> !at.equals(missed)).toList();
        return left.isEmpty() || beat == null ? NOTHING : new Sent(left, beat.minus(pace.gap()));
    }

    /**
     * How many instants there are from {@code now} to the horizon.
     *
     * @param most no more are counted
     */
    public int instantsAhead(Instant now, Pace pace, Duration horizon, int most) {
        Instant end = now.plus(horizon);
        Sent sent = this;
        for (int count = 0; count < most; count++) {
            Instant at = sent.earliest(now, pace);
            if (at.isAfter(end)) {
                return count;
            }
            sent = sent.with(at, pace);
        }
        return most;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isBefore(other) ? other : one;
    }
}
