package io.carillon.activities.dryrun;

import io.carillon.activities.dryrun.DryRun.Window;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How long dialing takes: groups of leads whose hours open and close share one pace, and a cap of
 * the day may end a day early. Pure. Of groups that are open at once the one that opened first is
 * dialed first, as the dispatcher does.
 *
 * @param apart between two dials at the full pace
 * @param callsPerDay null: no cap
 * @param dayZone where the capped day begins at midnight
 */
record EndEstimate(Duration apart, @Nullable Integer callsPerDay, ZoneId dayZone) {
    /** A campaign that takes longer is not estimated. */
    static final Duration HORIZON = Duration.ofDays(400);

    // Each step reaches a border of hours or of a day, or finishes a group; a year of hundreds of
    // groups is far below it.
    private static final int STEPS_MOST = 1_000_000;

    private static final double NOTHING = 1e-6;

    private static final Comparator<Left> IN_TURN =
            Comparator.comparing(Left::opensAt).thenComparing(Left::closesAt);

    /** When a group may be dialed. */
    @FunctionalInterface
    interface Hours {
        /** The window open at {@code from}, or else the next; empty: none. */
        Optional<Window> windowAt(Instant from);
    }

    /** Leads with the same hours. */
    record Group(double dials, Hours hours) {
        Group times(double factor) {
            return new Group(dials * factor, hours);
        }
    }

    /** The first instant at which any group may be dialed. */
    static Optional<Instant> firstDial(Instant from, List<Group> groups) {
        return groups.stream()
                .filter(group -> group.dials() > 0)
                .flatMap(group -> group.hours().windowAt(from).stream())
                .map(window -> later(window.opensAt(), from))
                .min(Instant::compareTo);
    }

    /** When the last dial has left; empty: not within the horizon. */
    Optional<Instant> lastDial(Instant from, List<Group> groups) {
        List<Left> left = new ArrayList<>();
        groups.stream()
                .filter(group -> group.dials() > NOTHING)
                .forEach(group -> left.add(new Left(group)));
        Instant limit = from.plus(HORIZON);
        Instant at = from;
        Instant day = nextDay(at);
        double today = 0;
        for (int step = 0; step < STEPS_MOST && at.isBefore(limit); step++) {
            left.removeIf(group -> group.dials <= NOTHING);
            if (left.isEmpty()) {
                return Optional.of(at);
            }
            if (!at.isBefore(day)) {
                day = nextDay(at);
                today = 0;
            }
            double allowed = callsPerDay == null ? Double.MAX_VALUE : callsPerDay - today;
            if (allowed <= NOTHING) {
                at = day;
                continue;
            }
            Instant border = border(at, left);
            if (border == null) {
                return Optional.empty();
            }
            List<Left> open = left.stream().filter(Left::isOpen).sorted(IN_TURN).toList();
            double waiting = open.stream().mapToDouble(group -> group.dials).sum();
            border = callsPerDay != null && day.isBefore(border) ? day : border;
            double room = seconds(Duration.between(at, border)) / seconds(apart);
            double dials = Math.min(Math.min(room, allowed), waiting);
            take(dials, open);
            today += dials;
            at =
                    dials < room && dials > 0
                            ? at.plusNanos((long) Math.ceil(dials * apart.toNanos()))
                            : border;
        }
        return Optional.empty();
    }

    /**
     * The next opening or closing after {@code at}; each group notes whether it is open. Null: one
     * of them never opens again.
     */
    private static @Nullable Instant border(Instant at, List<Left> left) {
        Instant border = null;
        for (Left group : left) {
            Instant next = group.look(at);
            if (next == null) {
                return null;
            }
            border = border == null || next.isBefore(border) ? next : border;
        }
        return border;
    }

    private static void take(double dials, List<Left> inTurn) {
        double rest = dials;
        for (Left group : inTurn) {
            double taken = Math.min(rest, group.dials);
            group.dials -= taken;
            rest -= taken;
        }
    }

    private Instant nextDay(Instant at) {
        return at.atZone(dayZone).toLocalDate().plusDays(1).atStartOfDay(dayZone).toInstant();
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }

    /** What is left of a group, and the window it was last seen in or before. */
    private static final class Left {
        private final Hours hours;
        private double dials;
        private @Nullable Window window;
        private boolean open;

        Left(Group group) {
            this.hours = group.hours();
            this.dials = group.dials();
        }

        boolean isOpen() {
            return open;
        }

        Instant opensAt() {
            return Objects.requireNonNull(window).opensAt();
        }

        Instant closesAt() {
            return Objects.requireNonNull(window).closesAt();
        }

        /** When it opens, or closes if it is open; null: never again. */
        @Nullable Instant look(Instant at) {
            if (window == null || !at.isBefore(window.closesAt())) {
                window = hours.windowAt(at).orElse(null);
            }
            if (window == null) {
                return null;
            }
            open = !window.opensAt().isAfter(at);
            return open ? window.closesAt() : window.opensAt();
        }
    }
}
