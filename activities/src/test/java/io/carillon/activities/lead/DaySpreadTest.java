package io.carillon.activities.lead;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.stream.Collectors.joining;

import io.carillon.activities.testing.Rows;
import io.carillon.workflows.campaign.CampaignSettings;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;

class DaySpreadTest {
    private static final ZoneId CHICAGO = ZoneId.of("America/Chicago");

    // 2026-11-23 is a Monday; every instant is Chicago's time.
    @ParameterizedTest(name = "{0}: after {1}, due {2}: {3}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    9-20        | 23T09:30                            | 23T10:30 | 23T12:00 afternoon
                    9-20        | 23T09:30                            | 23T13:30 | 23T13:30 afternoon
                    9-20        | 23T09:30                            | 23T18:00 | 23T18:00 evening
                    9-20        | 23T09:30                            | 23T19:59:40 | 24T12:00 afternoon
                    9-20        | 23T13:00                            | 23T13:10 | 23T17:00 evening
                    9-20        | 23T18:00                            | 23T19:00 | 24T09:00 morning
                    9-20        | 23T09:30 23T12:00                   | 23T13:00 | 23T17:00 evening
                    9-20        | 23T09:30 23T12:00 23T17:00          | 23T18:00 | 24T09:00 morning
                    9-20        | 23T09:30 23T12:00 24T09:00          | 24T10:00 | 24T17:00 evening
                    9-20        | 23T13:00 23T18:00                   | 24T12:30 | 25T09:00 morning
                    0-24        | 23T18:00                            | 23T18:10 | 24T08:00 morning
                    0-24        | 23T23:00                            | 23T23:30 | 24T08:00 morning
                    9-12        | 23T09:30                            | 23T10:30 | 24T09:00 morning
                    9-12        | 23T09:30                            | 26T10:30 | 26T10:30 morning
                    21-23       | 23T21:30                            | 23T22:00 | 24T21:00 night
                    9-12 17-20  | 23T09:30                            | 23T10:00 | 23T17:00 evening
                    9-12 monday | 23T09:30                            | 23T10:30 | 30T09:00 morning
                    """)
    void takesAnotherPartOfTheDay(String hours, String tries, String due, String expected) {
        var spread = new DaySpread(new LeadHours(settings(hours)), ZoneId.of("UTC"));

        var choice =
                spread.next(
                        at(due),
                        List.of(CHICAGO),
                        Arrays.stream(tries.split(" ")).map(DaySpreadTest::at).toList(),
                        null);

        assertThat(choice)
                .map(
                        found ->
                                LocalDateTime.ofInstant(found.at(), CHICAGO).toString().substring(8)
                                        + " "
                                        + found.part().wire())
                .contains(expected);
    }

    @Test
    void triesSoonerRatherThanAfterTheEnd() {
        var spread = new DaySpread(new LeadHours(settings("9-20")), CHICAGO);

        assertThat(
                        spread.next(
                                at("23T10:30"),
                                List.of(CHICAGO),
                                List.of(at("23T09:30")),
                                at("23T12:00")))
                .isEmpty();
    }

    @Test
    void leavesALeadAloneWhoseZoneNobodyKnows() {
        var spread = new DaySpread(new LeadHours(settings("9-20")), CHICAGO);

        assertThat(spread.next(at("23T10:30"), List.of(), List.of(at("23T09:30")), null)).isEmpty();
    }

    private static Instant at(String local) {
        return LocalDateTime.parse("2026-11-" + local).atZone(CHICAGO).toInstant();
    }

    /** Hours of the day, on every day unless one is named. */
    private static CampaignSettings settings(String hours) {
        String daily =
                Arrays.stream(hours.split(" "))
                        .filter(word -> word.contains("-"))
                        .map(word -> word.split("-"))
                        .map(
                                span ->
                                        "{\"beginMinute\":%d,\"endMinute\":%d}"
                                                .formatted(
                                                        Integer.parseInt(span[0]) * 60,
                                                        Integer.parseInt(span[1]) * 60))
                        .collect(joining(","));
        String windows =
                Arrays.stream(DayOfWeek.values())
                        .filter(day -> !hours.contains("monday") || day == DayOfWeek.MONDAY)
                        .map(day -> "\"%s\":[%s]".formatted(day, daily))
                        .collect(joining(","));
        return Rows.settings(
                "{\"hours\":{\"windows\":{%s},\"closedDates\":[]}}".formatted(windows));
    }
}
