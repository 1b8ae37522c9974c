package io.carillon.activities.call;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Send instants a scope has given out, and where its even beat stands. Pure.
 *
 * <p>The limit itself looks back as many instants as a window may hold. Alone it would send a
 * window's calls in a bunch and then wait; the beat spreads them, and lets a late one be made up
 * for by squeezing those after it.
 *
 * @param recent of the two windows before the last given out, oldest first
 * @param beat where the last one would lie had all been in time, at most {@link Pace#MADE_UP}
 *     before it; null: none was given out yet
 */
public record Sent(List<Given> recent, @Nullable Instant beat) {
    /** Asked for beyond a window's: so many may be put between or given back meanwhile. */
    private static final int SPARE = 16;

    public static final Sent NOTHING = new Sent(List.of(), null);

    /**
     * An instant and the call it was given to; null: nobody knows.
     *
     * @param at whole microseconds, as the database keeps it
     */
    public record Given(Instant at, @Nullable UUID call) {}

    public Sent {
        recent = List.copyOf(recent);
    }

    /** Only the last instant is known. */
    static Sent last(Instant at) {
        return new Sent(List.of(new Given(at, null)), at);
    }

    /** As {@link #earliest(Instant, Pace, Map)} when nobody knows when requests really left. */
    Instant earliest(Instant from, Pace pace) {
        return earliest(from, pace, Map.of());
    }

    /**
     * The first instant not before {@code from} that the pace leaves room for, be it between two
     * that were given out: who may only leave later keeps nobody back who may leave now.
     *
     * @param left when requests really left, by call; one that is missing may have left up to
     *     {@link Pace#LATEST} after its instant
     */
    Instant earliest(Instant from, Pace pace, Map<UUID, Instant> left) {
        Instant at = Pace.micros(beat == null ? from : later(from, beat.plus(pace.gap())));
        for (int place = placeOf(at); ; place = placeOf(at)) {
            Instant next = Pace.micros(notBefore(at, place, pace, left));
            if (next.equals(at)) {
                return at;
            }
            at = next;
        }
    }

    /** How many were given out up to {@code at}. */
    private int placeOf(Instant at) {
        int place = recent.size();
        while (place > 0 && recent.get(place - 1).at().isAfter(at)) {
            place--;
        }
        return place;
    }

    /** {@code at} where it fits in that place; else the next instant worth a try. */
    private Instant notBefore(Instant at, int place, Pace pace, Map<UUID, Instant> left) {
        if (place > 0) {
            Instant apart = recent.get(place - 1).at().plus(pace.squeezedGap());
            if (apart.isAfter(at)) {
                return apart;
            }
        }
        if (place < recent.size() && recent.get(place).at().isBefore(at.plus(pace.squeezedGap()))) {
            return recent.get(place).at().plus(pace.squeezedGap());
        }
        if (place >= pace.calls()) {
            Instant out = outOfWindow(recent.get(place - pace.calls()), pace, left);
            if (out.isAfter(at)) {
                return out;
            }
        }
        return crowded(at, place, pace, left)
                ? recent.get(place).at().plus(pace.squeezedGap())
                : at;
    }

    /** One more at {@code at} would leave too little between those around it. */
    private boolean crowded(Instant at, int place, Pace pace, Map<UUID, Instant> left) {
        // The window's last is recent(last), its first is at, or recent(last - calls + 1).
        for (int last = place; last < Math.min(recent.size(), place + pace.calls()); last++) {
            int first = last - pace.calls() + 1;
            Instant out =
                    first == place
                            ? outOfWindow(new Given(at, null), pace, left)
                            : first >= 0 && first < place
                                    ? outOfWindow(recent.get(first), pace, left)
                                    : null;
            if (out != null && out.isAfter(recent.get(last).at())) {
                return true;
            }
        }
        return false;
    }

    private static Instant outOfWindow(Given given, Pace pace, Map<UUID, Instant> left) {
        Instant known = given.call() == null ? null : left.get(given.call());
        return known == null
                ? given.at().plus(pace.window()).plus(Pace.LATEST)
                : known.plus(pace.window()).plus(Pace.CLOCKS);
    }

    /**
     * The calls whose real departure {@link #earliest} may ask for: those that a window's calls
     * follow, or may follow once one is put between them. Of the newest nothing is known yet.
     */
    List<UUID> asked(Pace pace) {
        int end = Math.max(0, recent.size() - pace.calls() + SPARE);
        return recent.subList(0, Math.min(end, recent.size())).stream()
                .map(Given::call)
                .filter(java.util.Objects::nonNull)
                .toList();
    }

    /** After {@code at} was given out to that call. */
    Sent with(Instant at, @Nullable UUID call, Pace pace) {
        // One that is two windows old keeps nothing back any more, not even who is put before
        // others. By number they must not be dropped: after a stall many lie ahead, and before
        // them nobody would know what the window holds.
        Instant old = at.minus(pace.window()).minus(pace.window());
        int first = 0;
        while (first < recent.size() && recent.get(first).at().isBefore(old)) {
            first++;
        }
        var all = new ArrayList<>(recent.subList(first, recent.size()));
        all.add(Math.max(0, placeOf(at) - first), new Given(at, call));
        Instant next = beat == null ? at : beat.plus(pace.gap());
        return new Sent(all, later(next, at.minus(Pace.MADE_UP)));
    }

    /**
     * After {@code missed} was given back: nothing left at it, so it counts for nothing. Where that
     * would leave less than a window known, it goes on counting.
     */
    Sent without(Instant missed, Pace pace) {
        List<Given> left = recent.stream().filter(one -> !one.at().equals(missed)).toList();
        return beat == null || left.size() == recent.size() || left.size() < pace.calls()
                ? this
                : new Sent(left, beat.minus(pace.gap()));
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
            sent = sent.with(at, null, pace);
        }
        return most;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isBefore(other) ? other : one;
    }
}
