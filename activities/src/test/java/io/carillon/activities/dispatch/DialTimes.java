package io.carillon.activities.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Instants at which requests left, in order; counted apart from the code that spaced them. */
public final class DialTimes {
    private final List<Instant> instants;

    public DialTimes(Collection<Instant> instants) {
        this.instants = instants.stream().sorted().toList();
    }

    public int count() {
        return instants.size();
    }

    /** The most in any window of this length, its begin counted and its end not. */
    public int mostWithin(Duration window) {
        int most = 0;
        for (int first = 0, last = 0; last < instants.size(); last++) {
            while (!instants.get(first).plus(window).isAfter(instants.get(last))) {
                first++;
            }
            most = Math.max(most, last - first + 1);
        }
        return most;
    }

    /**
     * Calls per second from the first dial after the ramp to the last dial.
     *
     * @param ramp after the first dial; not counted
     */
    public double perSecond(Duration ramp) {
        return instants.isEmpty()
                ? 0
                : perSecond(instants.getFirst().plus(ramp), instants.getLast());
    }

    /** Calls per second between the first and the last dial of a span. */
    public double perSecond(Instant from, Instant to) {
        List<Instant> counted =
                instants.stream().filter(at -> !at.isBefore(from) && !at.isAfter(to)).toList();
        if (counted.size() < 2) {
            return 0;
        }
        Duration span = Duration.between(counted.getFirst(), counted.getLast());
        return (counted.size() - 1) / (span.toNanos() / 1e9);
    }

    /** The longest time between two dials after the ramp. */
    public Duration longestPause(Duration ramp) {
        Duration longest = Duration.ZERO;
        for (int i = 1; i < instants.size(); i++) {
            Duration pause = Duration.between(instants.get(i - 1), instants.get(i));
            boolean counts = instants.get(i - 1).isAfter(instants.getFirst().plus(ramp));
            longest = counts && pause.compareTo(longest) > 0 ? pause : longest;
        }
        return longest;
    }

    /** A call's time on the line. */
    public record Line(Instant from, Instant to) {}

    /** The most at once; one that ends at the instant another begins is gone by then. */
    public static int mostAtOnce(Collection<Line> lines) {
        record Change(Instant at, int by) {}
        var changes = new ArrayList<Change>();
        lines.forEach(
                line -> {
                    changes.add(new Change(line.from(), 1));
                    changes.add(new Change(line.to(), -1));
                });
        changes.sort(Comparator.comparing(Change::at).thenComparing(Change::by));
        int most = 0;
        int now = 0;
        for (Change change : changes) {
            now += change.by();
            most = Math.max(most, now);
        }
        return most;
    }
}
