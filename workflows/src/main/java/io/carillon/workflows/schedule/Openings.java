package io.carillon.workflows.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Calling hours on the time line. An instant is open when its local time is, so a window inside a
 * repeated hour is open twice, and an opening inside a clock gap is the first instant after the
 * gap. Whoever must wait for several zones waits until all of them are open.
 */
public final class Openings {
    /** How far an opening is looked for; hours without one in this time are closed for good. */
    public static final Duration HORIZON = Duration.ofDays(400);

    private final OpenMinutes minutes;

    public Openings(CallingHours hours) {
        this.minutes = new OpenMinutes(hours);
    }

    public boolean isOpen(Instant at, ZoneId zone) {
        return isOpen(at, List.of(zone));
    }

    public boolean isOpen(Instant at, Collection<ZoneId> zones) {
        return zones.isEmpty() || in(zones).isOpen(at);
    }

    /**
     * The first instant at or after {@code from} at which every zone is open.
     *
     * @param zones at least one
     * @return empty when there is none within {@link #HORIZON}
     */
    public Optional<Instant> nextOpening(Instant from, Collection<ZoneId> zones) {
        return nextOpening(from, zones, Duration.ZERO);
    }

    /**
     * The first instant at or after {@code from} at which every zone is open and stays open for
     * {@code room}, so that a phone that begins to ring then has stopped ringing by closing time.
     */
    public Optional<Instant> nextOpening(Instant from, Collection<ZoneId> zones, Duration room) {
        return in(zones).nextOpening(from, room);
    }

    /**
     * When the first of the zones closes.
     *
     * @param at an instant at which all zones are open
     * @return empty when they stay open for the whole {@link #HORIZON}
     */
    public Optional<Instant> closesAt(Instant at, Collection<ZoneId> zones) {
        return in(zones).closesAt(at);
    }

    private JointHours in(Collection<ZoneId> zones) {
        return JointHours.of(minutes, zones);
    }
}
