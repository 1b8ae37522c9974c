package io.carillon.workflows.schedule;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Several calling hours at once, each read on clocks of its own: open is what is open by all of
 * them. A campaign's hours in its zone and the law's in the lead's are such a pair.
 */
public final class JointHours {
    private static final Duration SOON = Duration.ofDays(2);

    private final List<Clock> clocks;

    private JointHours(List<Clock> clocks) {
        this.clocks = clocks;
    }

    /**
     * @param zones at least one
     */
    public static JointHours of(CallingHours hours, Collection<ZoneId> zones) {
        return new JointHours(List.of()).and(hours, zones);
    }

    /**
     * These, and those hours in those zones.
     *
     * @param zones at least one
     */
    public JointHours and(CallingHours hours, Collection<ZoneId> zones) {
        return and(new OpenMinutes(hours), zones);
    }

    static JointHours of(OpenMinutes minutes, Collection<ZoneId> zones) {
        return new JointHours(List.of()).and(minutes, zones);
    }

    private JointHours and(OpenMinutes minutes, Collection<ZoneId> zones) {
        if (zones.isEmpty()) {
            throw new IllegalArgumentException("calling hours in no zone (expected: at least one)");
        }
        var all = new ArrayList<>(clocks);
        zones.forEach(zone -> all.add(new Clock(minutes, zone)));
        return new JointHours(List.copyOf(all));
    }

    public boolean isOpen(Instant at) {
        return clocks.stream().allMatch(clock -> clock.isOpen(at));
    }

    /**
     * The first instant at or after {@code from} at which all are open and stay open for {@code
     * room}, so that a phone that begins to ring then has stopped ringing by closing time.
     *
     * @return empty when there is none within {@link Openings#HORIZON}
     */
    public Optional<Instant> nextOpening(Instant from, Duration room) {
        Instant limit = from.plus(Openings.HORIZON);
        Instant at = from;
        while (at != null && at.isBefore(limit)) {
            Instant open = allOpen(at, limit);
            if (open == null) {
                return Optional.empty();
            }
            Instant close = earliestClose(open, open.plus(room));
            if (close == null) {
                return Optional.of(open);
            }
            at = close;
        }
        return Optional.empty();
    }

    /**
     * When the first of them closes.
     *
     * @param at an instant at which all are open
     * @return empty when they stay open for the whole {@link Openings#HORIZON}
     */
    public Optional<Instant> closesAt(Instant at) {
        return Optional.ofNullable(earliestClose(at, at.plus(Openings.HORIZON)));
    }

    /** Each clock moves the candidate on until one round moves nothing. */
    private @Nullable Instant allOpen(Instant from, Instant limit) {
        Instant at = from;
        for (Instant before = null; !at.equals(before); ) {
            before = at;
            for (Clock clock : clocks) {
                at = clock.nextOpen(at, limit);
                if (at == null) {
                    return null;
                }
            }
        }
        return at;
    }

    /** Who never closes is followed through a year of days only when nobody else closes soon. */
    private @Nullable Instant earliestClose(Instant at, Instant before) {
        Instant soon = at.plus(SOON);
        Instant close = soon.isBefore(before) ? firstClose(at, soon) : null;
        return close == null ? firstClose(at, before) : close;
    }

    private @Nullable Instant firstClose(Instant at, Instant before) {
        Instant earliest = null;
        for (Clock clock : clocks) {
            Instant close = clock.nextClose(at, earliest == null ? before : earliest);
            earliest = close == null ? earliest : close;
        }
        return earliest;
    }
}
