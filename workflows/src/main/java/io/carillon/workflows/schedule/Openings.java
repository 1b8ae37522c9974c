package io.carillon.workflows.schedule;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.Collection;
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
        return minutes.isOpen(LocalDateTime.ofInstant(at, zone));
    }

    public boolean isOpen(Instant at, Collection<ZoneId> zones) {
        return zones.stream().allMatch(zone -> isOpen(at, zone));
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
        if (zones.isEmpty()) {
            throw new IllegalArgumentException("next opening in no zone (expected: at least one)");
        }
        Instant limit = from.plus(HORIZON);
        Instant at = from;
        while (at != null && at.isBefore(limit)) {
            Instant open = allOpen(at, zones, limit);
            if (open == null) {
                return Optional.empty();
            }
            Instant close = earliestClose(open, zones, open.plus(room));
            if (close == null) {
                return Optional.of(open);
            }
            at = close;
        }
        return Optional.empty();
    }

    /**
     * When the first of the zones closes.
     *
     * @param at an instant at which all zones are open
     * @return empty when they stay open for the whole {@link #HORIZON}
     */
    public Optional<Instant> closesAt(Instant at, Collection<ZoneId> zones) {
        return Optional.ofNullable(earliestClose(at, zones, at.plus(HORIZON)));
    }

    /** Each zone moves the candidate on until one round moves nothing. */
    private @Nullable Instant allOpen(Instant from, Collection<ZoneId> zones, Instant limit) {
        Instant at = from;
        for (Instant before = null; !at.equals(before); ) {
            before = at;
            for (ZoneId zone : zones) {
                at = nextOpen(at, zone, limit);
                if (at == null) {
                    return null;
                }
            }
        }
        return at;
    }

    private @Nullable Instant earliestClose(Instant at, Collection<ZoneId> zones, Instant before) {
        Instant earliest = null;
        for (ZoneId zone : zones) {
            Instant close = nextClose(at, zone, before);
            if (close != null && (earliest == null || close.isBefore(earliest))) {
                earliest = close;
            }
        }
        return earliest;
    }

    /**
     * Between two transitions local time runs like the time line, so each stretch is looked at
     * alone.
     */
    private @Nullable Instant nextOpen(Instant from, ZoneId zone, Instant limit) {
        for (Instant at = from; at.isBefore(limit); ) {
            ZoneOffset offset = zone.getRules().getOffset(at);
            Instant end = endOfStretch(at, zone, limit);
            LocalDateTime open = minutes.nextOpen(local(at, offset), lastDate(end, offset));
            if (open != null && open.toInstant(offset).isBefore(end)) {
                return open.toInstant(offset);
            }
            at = end;
        }
        return null;
    }

    private @Nullable Instant nextClose(Instant from, ZoneId zone, Instant before) {
        for (Instant at = from; at.isBefore(before); ) {
            if (!isOpen(at, zone)) {
                return at;
            }
            ZoneOffset offset = zone.getRules().getOffset(at);
            Instant end = endOfStretch(at, zone, before);
            LocalDateTime close = minutes.nextClosed(local(at, offset), lastDate(end, offset));
            if (close != null && close.toInstant(offset).isBefore(end)) {
                return close.toInstant(offset);
            }
            at = end;
        }
        return null;
    }

    private static Instant endOfStretch(Instant at, ZoneId zone, Instant limit) {
        ZoneOffsetTransition next = zone.getRules().nextTransition(at);
        return next == null || next.getInstant().isAfter(limit) ? limit : next.getInstant();
    }

    private static LocalDateTime local(Instant at, ZoneOffset offset) {
        return LocalDateTime.ofInstant(at, offset);
    }

    private static LocalDate lastDate(Instant end, ZoneOffset offset) {
        return local(end, offset).toLocalDate();
    }
}
