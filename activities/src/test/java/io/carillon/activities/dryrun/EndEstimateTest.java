package io.carillon.activities.dryrun;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.activities.dryrun.DryRun.Window;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

class EndEstimateTest {
    // Groups are dials@opening-closing hour, every day; a dial a second; all of it in UTC.
    @ParameterizedTest(name = "{0} from {1}, at most {2} a day: {3} to {4}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            textBlock =
                    """
                    10000@9-20              | 23T09:00 | -   | 23T09:00 | 23T11:46:40
                    10000@9-20              | 23T03:00 | -   | 23T09:00 | 23T11:46:40
                    10000@9-20              | 23T19:00 | -   | 23T19:00 | 24T10:46:40
                    39600@9-20              | 23T09:00 | -   | 23T09:00 | 23T20:00
                    50000@9-20              | 23T09:00 | -   | 23T09:00 | 24T11:53:20
                    1000@9-20               | 23T09:00 | 500 | 23T09:00 | 24T09:08:20
                    1500@9-20               | 23T19:55 | 500 | 23T19:55 | 26T09:03:20
                    1200@0-24               | 23T23:55 | 500 | 23T23:55 | 25T00:06:40
                    10000@9-20 10000@12-23  | 23T09:00 | -   | 23T09:00 | 23T14:46:40
                    20000@9-20 20000@12-23  | 23T09:00 | -   | 23T09:00 | 23T20:06:40
                    20000@9-20 40000@12-23  | 23T09:00 | -   | 23T09:00 | 24T14:40
                    0@9-20 100@12-23        | 23T09:00 | -   | 23T12:00 | 23T12:01:40
                    1@9-20                  | 23T09:00 | -   | 23T09:00 | 23T09:00:01
                    0@9-20                  | 23T09:00 | -   | -        | 23T09:00
                    500@9-20                | 23T09:00 | 1   | 23T09:00 | -
                    """)
    void dialsGroupAfterGroupInTheirHours(
            String groups, String from, Integer cap, String first, String last) {
        List<EndEstimate.Group> waiting =
                Arrays.stream(groups.split(" ")).map(EndEstimateTest::group).toList();
        var estimate = new EndEstimate(Duration.ofSeconds(1), cap, ZoneOffset.UTC);

        assertThat(EndEstimate.firstDial(at(from), waiting)).isEqualTo(optional(first));
        assertThat(estimate.lastDial(at(from), waiting)).isEqualTo(optional(last));
    }

    @Test
    void knowsNoEndForHoursThatNeverOpen() {
        var estimate = new EndEstimate(Duration.ofSeconds(1), null, ZoneOffset.UTC);
        var never = new EndEstimate.Group(5, from -> Optional.empty());

        assertThat(EndEstimate.firstDial(at("23T09:00"), List.of(never))).isEmpty();
        assertThat(estimate.lastDial(at("23T09:00"), List.of(never))).isEmpty();
    }

    private static EndEstimate.Group group(String text) {
        String[] parts = text.split("[@-]");
        return new EndEstimate.Group(
                Double.parseDouble(parts[0]),
                from ->
                        Optional.of(
                                window(
                                        from,
                                        Integer.parseInt(parts[1]),
                                        Integer.parseInt(parts[2]))));
    }

    private static Window window(Instant from, int opens, int closes) {
        LocalDate date = from.atZone(ZoneOffset.UTC).toLocalDate();
        Instant close = hour(date, closes);
        if (!from.isBefore(close)) {
            return new Window(hour(date.plusDays(1), opens), hour(date.plusDays(1), closes));
        }
        Instant open = hour(date, opens);
        return new Window(open.isBefore(from) ? from : open, close);
    }

    private static Instant hour(LocalDate date, int hour) {
        return date.atStartOfDay(ZoneOffset.UTC).plusHours(hour).toInstant();
    }

    private static Optional<Instant> optional(String text) {
        return Optional.ofNullable(text).map(EndEstimateTest::at);
    }

    private static Instant at(String text) {
        return LocalDateTime.parse("2026-11-" + text).toInstant(ZoneOffset.UTC);
    }
}
