package io.carillon.activities.simulation.oracle;

import io.carillon.activities.simulation.oracle.Journal.CampaignRules;
import io.carillon.activities.simulation.oracle.Journal.Hours;
import io.carillon.activities.simulation.oracle.Journal.Span;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;

/** Calling hours by looking at the clock on the wall, at the begin of the ring and through it. */
final class WallClock {
    private static final int MOST_ZONES = 5;

    private WallClock() {}

    /** Open in every zone that matters from {@code at} until the phone has rung out. */
    static boolean open(CampaignRules rules, List<ZoneId> candidates, Instant at) {
        boolean unknown = candidates.isEmpty() || candidates.size() > MOST_ZONES;
        if (rules.leadZone() && unknown) {
            // Around the clock the zone matters for closed dates only: it may be any on earth.
            return roundTheClock(rules.hours())
                    ? IntStream.rangeClosed(-12, 14)
                            .allMatch(hours -> open(rules, ZoneOffset.ofHours(hours), at))
                    : !rules.holdUnknownZone() && open(rules, rules.zone(), at);
        }
        return rules.leadZone()
                ? candidates.stream().allMatch(zone -> open(rules, zone, at))
                : open(rules, rules.zone(), at);
    }

    private static boolean open(CampaignRules rules, ZoneId zone, Instant at) {
        Instant until = at.plus(rules.ring());
        for (Instant look = at; look.isBefore(until); look = nextMinute(look)) {
            if (!openAt(rules.hours(), LocalDateTime.ofInstant(look, zone))) {
                return false;
            }
        }
        return true;
    }

    /** Openness changes on whole minutes, in every zone of our time. */
    static Instant nextMinute(Instant at) {
        return Instant.ofEpochSecond((Math.floorDiv(at.getEpochSecond(), 60) + 1) * 60);
    }

    private static boolean openAt(Hours hours, LocalDateTime local) {
        LocalDate today = local.toLocalDate();
        if (hours.closed().contains(today)) {
            return false;
        }
        int minute = local.getHour() * 60 + local.getMinute();
        for (Span span : hours.spans().getOrDefault(today.getDayOfWeek(), List.of())) {
            boolean overMidnight = span.end() < span.begin();
            if (span.begin() <= minute && (overMidnight || minute < span.end())) {
                return true;
            }
        }
        LocalDate yesterday = today.minusDays(1);
        if (hours.closed().contains(yesterday)) {
            return false;
        }
        for (Span span : hours.spans().getOrDefault(yesterday.getDayOfWeek(), List.of())) {
            if (span.end() < span.begin() && minute < span.end()) {
                return true;
            }
        }
        return false;
    }

    private static boolean roundTheClock(Hours hours) {
        return hours.spans().size() == 7
                && hours.spans().values().stream()
                        .allMatch(spans -> spans.contains(new Span(0, 1440)));
    }
}
