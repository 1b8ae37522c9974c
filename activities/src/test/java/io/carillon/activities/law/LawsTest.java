package io.carillon.activities.law;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.activities.holiday.Holidays;
import io.carillon.workflows.schedule.JointHours;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

class LawsTest {
    /**
     * The week of Monday 2026-11-23 to Sunday 2026-11-29, of which Thursday 26 is Thanksgiving;
     * opening and closing minutes are cases of their own. An empty list of places means nobody
     * knows.
     */
    @ParameterizedTest(name = "{0} on {1}: {2}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    # 47 CFR 64.1200(c)(1): 8 a.m. to 9 p.m., whatever the day
                    US-NY       | 2026-11-23 | 08:00-21:00
                    US-NY       | 2026-11-26 | 08:00-21:00
                    US-NY       | 2026-11-29 | 08:00-21:00
                    US-PR       | 2026-11-29 | 08:00-21:00
                    # not on Sundays and holidays
                    US-AL       | 2026-11-28 | 08:00-20:00
                    US-AL       | 2026-11-29 |
                    US-AL       | 2026-11-26 |
                    US-LA       | 2026-11-29 |
                    US-LA       | 2026-11-26 |
                    US-MS       | 2026-11-28 | 08:00-20:00
                    US-MS       | 2026-11-29 |
                    # Utah Code 13-25a-103(3)
                    US-UT       | 2026-11-28 | 08:00-21:00
                    US-UT       | 2026-11-29 |
                    US-UT       | 2026-11-26 |
                    # Utah Code 63G-1-301: July 24 on a Saturday, the Monday for June 19, Good Friday from 2027
                    US-UT       | 2027-07-23 |
                    US-UT       | 2026-06-15 |
                    US-UT       | 2027-06-21 |
                    US-UT       | 2028-06-19 |
                    US-UT       | 2026-04-03 | 08:00-21:00
                    US-UT       | 2027-03-26 |
                    US-UT       | 2028-04-14 |
                    US-UT       | 2027-06-22 | 08:00-21:00
                    # Cal. Pub. Util. Code 2872(c)
                    US-CA       | 2026-11-29 | 09:00-21:00
                    US-CT       | 2026-11-23 | 09:00-20:00
                    # Fla. Stat. 501.616(6)(a)
                    US-FL       | 2026-11-23 | 08:00-20:00
                    US-FL       | 2026-11-29 | 08:00-20:00
                    US-IL       | 2026-11-23 | 09:00-21:00
                    US-KY       | 2026-11-23 | 10:00-21:00
                    US-MA       | 2026-11-23 | 08:00-20:00
                    US-MD       | 2026-11-23 | 08:00-20:00
                    # 10 MRSA 1498(3)
                    US-ME       | 2026-11-23 | 09:00-17:00
                    US-ME       | 2026-11-28 |
                    US-MI       | 2026-11-23 | 09:00-21:00
                    US-MN       | 2026-11-23 | 09:00-21:00
                    US-NE       | 2026-11-28 | 08:00-21:00
                    US-NE       | 2026-11-29 | 13:00-21:00
                    US-NM       | 2026-11-23 | 09:00-21:00
                    US-NV       | 2026-11-23 | 09:00-20:00
                    # 15 O.S. 755.1 and 775C.4
                    US-OK       | 2026-11-23 | 09:00-20:00
                    US-PA       | 2026-11-28 | 09:00-19:00
                    US-PA       | 2026-11-29 |
                    US-PA       | 2026-11-27 |
                    # R.I. Gen. Laws 5-61-2(2)
                    US-RI       | 2026-11-23 | 09:00-18:00
                    US-RI       | 2026-11-28 | 10:00-17:00
                    US-RI       | 2026-11-29 |
                    US-RI       | 2026-11-26 |
                    # S.D. Codified Laws 37-30-28
                    US-SD       | 2026-11-23 | 09:00-21:00
                    US-SD       | 2026-11-28 |
                    US-TX       | 2026-11-28 | 09:00-21:00
                    US-TX       | 2026-11-29 | 12:00-21:00
                    # RCW 19.158.040(2)
                    US-WA       | 2026-11-23 | 08:00-20:00
                    US-WY       | 2026-11-23 | 08:00-20:00
                    # CRTC, Part III
                    CA-ON       | 2026-11-23 | 09:00-21:30
                    CA-ON       | 2026-11-28 | 10:00-18:00
                    CA-ON       | 2026-11-29 | 10:00-18:00
                    CA-ON       | 2026-12-25 | 09:00-21:30
                    CA-BC       | 2026-12-25 |
                    # the DMA's guide
                    GB          | 2026-11-23 | 08:00-21:00
                    GB          | 2026-11-28 | 09:00-21:00
                    GB          | 2026-11-29 |
                    GB          | 2026-11-30 |
                    GB          | 2026-12-25 |
                    # Industry Standard 2017
                    AU          | 2026-11-23 | 09:00-20:00
                    AU          | 2026-11-28 | 09:00-17:00
                    AU          | 2026-11-29 |
                    # art. D. 223-9
                    FR          | 2026-11-23 | 10:00-13:00 14:00-20:00
                    FR          | 2026-11-28 |
                    FR          | 2026-11-11 |
                    # every place it may be at: the strictest of each
                    US-FL US-KY | 2026-11-23 | 10:00-20:00
                    US-FL US-AL | 2026-11-29 |
                    US-CA CA-ON | 2026-11-23 | 09:00-21:00
                    # somewhere in the country: every state's hours
                    US          | 2026-11-23 | 10:00-17:00
                    US          | 2026-11-28 |
                    CA          | 2026-12-25 |
                    """)
    void opensAsTheLawSays(String places, LocalDate date, String windows) {
        assertThat(open(places(places), date)).isEqualTo(windows == null ? "" : windows);
    }

    @ParameterizedTest
    @CsvSource({"DE", "MX", "BS", "GB DE"})
    void knowsNoHoursWhereThereIsNoRow(String places) {
        assertThat(LawfulHours.of(places(places), 2026)).isEmpty();
    }

    @Test
    void knowsNoHoursOfNoPlace() {
        assertThat(LawfulHours.of(Set.of(), 2026)).isEmpty();
    }

    @Test
    void closesOnTheDayAHolidayIsObserved() {
        // Independence Day of 2027 is a Sunday, New Year's Day of 2028 a Saturday.
        assertThat(open(places("US-RI"), LocalDate.parse("2027-07-05"))).isEmpty();
        assertThat(open(places("US-RI"), LocalDate.parse("2027-12-31"))).isEmpty();
    }

    @Test
    void saysOfEachRowWhereItIsFrom() {
        assertThat(Laws.rows())
                .hasSizeGreaterThan(25)
                .allSatisfy(
                        law -> {
                            assertThat(law.citation()).isNotBlank();
                            assertThat(law.read()).isNotBlank();
                            assertThat(URI.create(law.page()).getScheme()).startsWith("http");
                            assertThat(law.holidays()).allMatch(Holidays::known);
                            assertThat(Laws.known(law.place())).isTrue();
                        });
        assertThat(Laws.rows()).extracting(Law::place).doesNotHaveDuplicates();
    }

    /** A call is placed in the first minute that is open and in none that is not. */
    private static String open(Set<Place> places, LocalDate date) {
        ZoneId zone = ZoneOffset.UTC;
        var hours =
                JointHours.of(
                        LawfulHours.of(places, date.getYear() - 1).orElseThrow(), List.of(zone));
        Instant end = date.plusDays(1).atStartOfDay(zone).toInstant();
        var spans = new java.util.ArrayList<String>();
        Instant at = date.atStartOfDay(zone).toInstant();
        while (true) {
            Instant begin = hours.nextOpening(at, Duration.ZERO).orElse(end);
            if (!begin.isBefore(end)) {
                return String.join(" ", spans);
            }
            at = hours.closesAt(begin).orElse(end);
            spans.add(clock(begin, zone) + "-" + clock(at, zone));
        }
    }

    private static String clock(Instant at, ZoneId zone) {
        return LocalDateTime.ofInstant(at, zone).toLocalTime().toString();
    }

    private static Set<Place> places(String codes) {
        return Arrays.stream(codes.split(" ")).map(Place::new).collect(Collectors.toSet());
    }
}
