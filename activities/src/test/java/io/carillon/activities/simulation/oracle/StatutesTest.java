package io.carillon.activities.simulation.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;

/** What the oracle takes for the law, checked against calendars by hand. */
class StatutesTest {
    @ParameterizedTest(name = "{0} at {1}: {2}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    # Monday; the phone rings for thirty seconds
                    US-NY       | 2026-11-23T07:59 | false
                    US-NY       | 2026-11-23T08:00 | true
                    US-NY       | 2026-11-23T20:59 | true
                    US-NY       | 2026-11-23T21:00 | false
                    US-NY US-FL | 2026-11-23T20:00 | false
                    # Sunday, and Thanksgiving
                    US-AL       | 2026-11-29T12:00 | false
                    US-AL       | 2026-11-26T12:00 | false
                    US-AL       | 2026-11-27T12:00 | true
                    US-TX       | 2026-11-29T11:59 | false
                    US-TX       | 2026-11-29T12:00 | true
                    US-SD       | 2026-11-28T12:00 | false
                    US-AL       | 2027-12-31T12:00 | false
                    US-UT       | 2026-06-15T12:00 | false
                    US-UT       | 2027-03-26T12:00 | false
                    US-UT       | 2027-07-23T12:00 | false
                    CA-ON       | 2026-11-28T09:59 | false
                    CA-ON       | 2026-12-25T12:00 | true
                    # substitutes for Christmas and the day after, Easter Monday, St Andrew
                    GB          | 2027-12-27T12:00 | false
                    GB          | 2027-12-28T12:00 | false
                    GB          | 2027-12-29T12:00 | true
                    GB          | 2028-04-17T12:00 | false
                    GB          | 2026-11-30T12:00 | false
                    FR          | 2026-11-23T13:30 | false
                    FR          | 2026-05-14T12:00 | false
                    FR          | 2026-05-25T12:00 | false
                    # part of the country unknown: whatever any part says
                    US          | 2026-11-23T20:00 | false
                    JP          | 2026-11-23T12:00 | false
                    """)
    void opensAsThePeopleWhoWroteItSay(String places, String local, boolean open) {
        ZoneId zone = ZoneId.of("UTC");
        Instant at = Instant.parse(local + ":00Z");

        assertThat(
                        Statutes.open(
                                Set.of(places.split(" ")),
                                List.of(zone),
                                at,
                                Duration.ofSeconds(30)))
                .isEqualTo(open);
    }
}
