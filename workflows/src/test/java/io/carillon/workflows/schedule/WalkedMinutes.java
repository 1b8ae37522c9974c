package io.carillon.workflows.schedule;

import io.carillon.workflows.schedule.CallingHours.Window;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * Every rule of calling hours as the contract words it, asked of one minute after the other on a
 * wall clock. Shares nothing with {@link Openings}; slow and plain on purpose.
 *
 * <p>Between 2026 and 2028 every clock on earth differs from UTC by whole minutes, so openness
 * changes on whole minutes only.
 */
final class WalkedMinutes {
    private final Instant first;
    private final int minutes;
    private final BitSet open = new BitSet();

    WalkedMinutes(CallingHours hours, List<ZoneId> zones, Instant from, Duration length) {
        first = from.truncatedTo(ChronoUnit.MINUTES);
        minutes = Math.toIntExact(length.toMinutes());
        for (int i = 0; i < minutes; i++) {
            Instant at = minute(i);
            open.set(i, zones.stream().allMatch(zone -> open(hours, zone, at)));
        }
    }

    boolean isOpen(Instant at) {
        return open.get(index(at));
    }

    /** Nothing is known of this instant and those after it. */
    Instant end() {
        return minute(minutes);
    }

    /** The first instant from which all stay open for {@code room}. */
    Optional<Instant> nextOpening(Instant from, Duration room) {
        Instant at = from;
        while (at.isBefore(end())) {
            int begin = open.nextSetBit(index(at));
            if (begin < 0) {
                return Optional.empty();
            }
            Instant opening = minute(begin).isAfter(at) ? minute(begin) : at;
            Instant close = minute(open.nextClearBit(begin));
            if (!close.isBefore(opening.plus(room))) {
                return Optional.of(opening);
            }
            at = close;
        }
        return Optional.empty();
    }

    Optional<Instant> closesAt(Instant at) {
        int close = open.nextClearBit(index(at));
        return close < minutes ? Optional.of(minute(close)) : Optional.empty();
    }

    private int index(Instant at) {
        return Math.toIntExact(Duration.between(first, at).toMinutes());
    }

    private Instant minute(int index) {
        return first.plus(index, ChronoUnit.MINUTES);
    }

    private static boolean open(CallingHours hours, ZoneId zone, Instant at) {
        LocalDateTime local = LocalDateTime.ofInstant(at, zone);
        LocalDate today = local.toLocalDate();
        int minute = local.getHour() * 60 + local.getMinute();
        return opened(hours, today, minute, today)
                || opened(hours, today.minusDays(1), minute + 1440, today);
    }

    /** Whether a window opened on {@code date} holds that minute, counted from its midnight. */
    private static boolean opened(CallingHours hours, LocalDate date, int minute, LocalDate today) {
        if (hours.closedDates().contains(date) || hours.closedDates().contains(today)) {
            return false;
        }
        for (Window window : hours.windows().getOrDefault(date.getDayOfWeek(), List.of())) {
            int end = window.endMinute() + (window.endMinute() < window.beginMinute() ? 1440 : 0);
            if (window.beginMinute() <= minute && minute < end) {
                return true;
            }
        }
        return false;
    }
}
