package io.carillon.activities.simulation.oracle;

import io.carillon.activities.simulation.oracle.Journal.Span;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** When people of a few jurisdictions may be called, copied by hand from the laws named there. */
final class Statutes {
    private static final int MOST_ZONES = 5;

    /** Place, Monday to Friday, Saturday, Sunday, and the law that says so. */
    private static final String ROWS =
            """
            US    | 08:00-21:00             | 08:00-21:00 | 08:00-21:00 | 47 CFR 64.1200(c)(1)
            US-CA | 09:00-21:00             | 09:00-21:00 | 09:00-21:00 | Cal. Pub. Util. Code 2872(c)
            US-FL | 08:00-20:00             | 08:00-20:00 | 08:00-20:00 | Fla. Stat. 501.616(6)(a)
            US-AL | 08:00-20:00             | 08:00-20:00 | -           | Ala. Code 8-19A-14, 1-3-8
            US-SD | 09:00-21:00             | -           | -           | S.D. Codified Laws 37-30-28
            US-TX | 09:00-21:00             | 09:00-21:00 | 12:00-21:00 | Tex. Bus. & Com. Code 301.051
            US-UT | 08:00-21:00             | 08:00-21:00 | -           | Utah Code 13-25a-103(3), 63G-1-301
            CA    | 09:00-21:30             | 10:00-18:00 | 10:00-18:00 | CRTC Unsolicited Telecommunications Rules, Part III
            GB    | 08:00-21:00             | 09:00-21:00 | -           | the DMA's guide, of the versions the stricter
            FR    | 10:00-13:00 14:00-20:00 | -           | -           | Code de la consommation, art. D. 223-9
            """;

    /** Places that have holidays on which nobody is called. */
    private static final Map<String, Predicate<LocalDate>> HOLIDAYS =
            Map.of(
                    "US-AL", LegalHolidays::alabama,
                    "US-UT", LegalHolidays::utah,
                    "GB", LegalHolidays::britain,
                    "FR", LegalHolidays::france);

    private static final Map<String, Statute> TABLE =
            ROWS.lines()
                    .map(row -> row.split("\\|"))
                    .collect(Collectors.toMap(row -> row[0].strip(), Statutes::statute));

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

    private static Statute statute(String[] row) {
        return new Statute(
                spans(row[1]),
                spans(row[2]),
                spans(row[3]),
                HOLIDAYS.getOrDefault(row[0].strip(), day -> false));
    }

    private static List<Span> spans(String cell) {
        return Arrays.stream(cell.strip().split(" "))
                .filter(span -> !span.equals("-"))
                .map(span -> new Span(minute(span.substring(0, 5)), minute(span.substring(6))))
                .toList();
    }

    private static int minute(String time) {
        return LocalTime.parse(time).toSecondOfDay() / 60;
    }
}
