package io.carillon.activities.simulation.oracle;

import io.carillon.activities.simulation.oracle.Journal.Span;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** When people of a few jurisdictions may be called, copied by hand from the laws named there. */
final class Statutes {
    private static final int MOST_ZONES = 5;

    private static final List<Span> NEVER = List.of();
    private static final Predicate<LocalDate> NO_HOLIDAYS = day -> false;

    /** {@code rests}: its holidays. */
    private record Statute(
            List<Span> weekday,
            List<Span> saturday,
            List<Span> sunday,
            Predicate<LocalDate> rests) {
        boolean open(LocalDateTime local) {
            int minute = local.getHour() * 60 + local.getMinute();
            List<Span> spans =
                    switch (local.getDayOfWeek()) {
                        case SATURDAY -> saturday;
                        case SUNDAY -> sunday;
                        default -> weekday;
                    };
            return spans.stream().anyMatch(span -> span.begin() <= minute && minute < span.end())
                    && !rests.test(local.toLocalDate());
        }
    }

    private static final Map<String, Statute> TABLE =
            Map.ofEntries(
                    // 47 CFR 64.1200(c)(1)
                    Map.entry("US", daily(from(8, 0, 21, 0))),
                    // Cal. Pub. Util. Code 2872(c)
                    Map.entry("US-CA", daily(from(9, 0, 21, 0))),
                    // Fla. Stat. 501.616(6)(a)
                    Map.entry("US-FL", daily(from(8, 0, 20, 0))),
                    // Ala. Code 8-19A-14, 1-3-8
                    Map.entry(
                            "US-AL",
                            new Statute(
                                    from(8, 0, 20, 0),
                                    from(8, 0, 20, 0),
                                    NEVER,
                                    LegalHolidays::alabama)),
                    // S.D. Codified Laws 37-30-28
                    Map.entry("US-SD", new Statute(from(9, 0, 21, 0), NEVER, NEVER, NO_HOLIDAYS)),
                    // Tex. Bus. & Com. Code 301.051
                    Map.entry(
                            "US-TX",
                            new Statute(
                                    from(9, 0, 21, 0),
                                    from(9, 0, 21, 0),
                                    from(12, 0, 21, 0),
                                    NO_HOLIDAYS)),
                    // Utah Code 13-25a-103(3), 63G-1-301
                    Map.entry(
                            "US-UT",
                            new Statute(
                                    from(8, 0, 21, 0),
                                    from(8, 0, 21, 0),
                                    NEVER,
                                    LegalHolidays::utah)),
                    // CRTC Unsolicited Telecommunications Rules, Part III
                    Map.entry(
                            "CA",
                            new Statute(
                                    from(9, 0, 21, 30),
                                    from(10, 0, 18, 0),
                                    from(10, 0, 18, 0),
                                    NO_HOLIDAYS)),
                    // the DMA's guide, of the versions the stricter
                    Map.entry(
                            "GB",
                            new Statute(
                                    from(8, 0, 21, 0),
                                    from(9, 0, 21, 0),
                                    NEVER,
                                    LegalHolidays::britain)),
                    // Code de la consommation, art. D. 223-9
                    Map.entry(
                            "FR",
                            new Statute(
                                    List.of(new Span(600, 780), new Span(840, 1200)),
                                    NEVER,
                                    NEVER,
                                    LegalHolidays::france)));

    private Statutes() {}

    /** Somebody knows where it is, and each place has a law. */
    static boolean ruled(Set<String> places) {
        return !places.isEmpty() && ruledEach(places);
    }

    static boolean ruledEach(Set<String> places) {
        return places.stream().allMatch(place -> TABLE.containsKey(country(place)));
    }

    /** The table has every law of these places, not only some of those of a whole country. */
    static boolean whole(Set<String> places) {
        return ruled(places) && Journal.NORTH_AMERICA.stream().noneMatch(places::contains);
    }

    /** Nothing that the table has for these places forbids the ring, from its begin to its end. */
    static boolean open(Set<String> places, Collection<ZoneId> zones, Instant at, Duration ring) {
        if (!ruled(places) || zones.isEmpty() || zones.size() > MOST_ZONES) {
            return false;
        }
        List<Statute> laws = places.stream().flatMap(Statutes::at).distinct().toList();
        for (Instant look = at; look.isBefore(at.plus(ring)); look = WallClock.nextMinute(look)) {
            for (ZoneId zone : zones) {
                LocalDateTime local = LocalDateTime.ofInstant(look, zone);
                if (!laws.stream().allMatch(law -> law.open(local))) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Of a country without its part: all that is known of any part. */
    private static Stream<Statute> at(String place) {
        return TABLE.entrySet().stream()
                .filter(
                        row ->
                                row.getKey().equals(country(place))
                                        || row.getKey().equals(place)
                                        || row.getKey().startsWith(place + "-"))
                .map(Map.Entry::getValue);
    }

    private static String country(String place) {
        return place.substring(0, 2);
    }

    private static Statute daily(List<Span> spans) {
        return new Statute(spans, spans, spans, NO_HOLIDAYS);
    }

    private static List<Span> from(int hour, int minute, int untilHour, int untilMinute) {
        return List.of(new Span(hour * 60 + minute, untilHour * 60 + untilMinute));
    }
}
