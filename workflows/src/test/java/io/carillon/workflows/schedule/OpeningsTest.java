package io.carillon.workflows.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.workflows.schedule.CallingHours.Window;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

class OpeningsTest {
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

    @ParameterizedTest(name = "{0} {1} from {2}: {3}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    # ordinary days
                    America/New_York    | 09:00-20:00             | 2026-11-20T13:00:00Z | 2026-11-20T14:00:00Z
                    America/New_York    | 09:00-20:00             | 2026-11-20T14:00:00Z | 2026-11-20T14:00:00Z
                    America/New_York    | 09:00-20:00             | 2026-11-21T00:59:59Z | 2026-11-21T00:59:59Z
                    America/New_York    | 09:00-20:00             | 2026-11-21T01:00:00Z | 2026-11-21T14:00:00Z
                    America/New_York    | 09:00-12:00 13:00-20:00 | 2026-11-20T17:00:00Z | 2026-11-20T18:00:00Z
                    America/New_York    | 00:00-24:00             | 2026-11-20T03:33:33Z | 2026-11-20T03:33:33Z
                    # over midnight
                    America/New_York    | 22:00-02:00             | 2026-11-20T06:59:59Z | 2026-11-20T06:59:59Z
                    America/New_York    | 22:00-02:00             | 2026-11-20T07:00:00Z | 2026-11-21T03:00:00Z
                    # the clock springs from 02:00 to 03:00 at 07:00Z
                    America/New_York    | 02:30-06:00             | 2027-03-14T06:00:00Z | 2027-03-14T07:00:00Z
                    America/New_York    | 02:10-02:50             | 2027-03-14T06:00:00Z | 2027-03-15T06:10:00Z
                    America/New_York    | 03:00-04:00             | 2027-03-14T06:30:00Z | 2027-03-14T07:00:00Z
                    America/New_York    | 09:00-20:00             | 2027-03-14T12:00:00Z | 2027-03-14T13:00:00Z
                    # the clock falls from 02:00 to 01:00 at 06:00Z: 01:00-01:30 is open twice
                    America/New_York    | 01:00-01:30             | 2026-11-01T04:00:00Z | 2026-11-01T05:00:00Z
                    America/New_York    | 01:00-01:30             | 2026-11-01T05:30:00Z | 2026-11-01T06:00:00Z
                    America/New_York    | 01:00-01:30             | 2026-11-01T06:30:00Z | 2026-11-02T06:00:00Z
                    America/New_York    | 09:00-20:00             | 2026-11-01T13:00:00Z | 2026-11-01T14:00:00Z
                    # midnight itself is skipped: Cairo 2026-04-24, Beirut 2026-03-29
                    Africa/Cairo        | 00:00-06:00             | 2026-04-23T21:30:00Z | 2026-04-23T22:00:00Z
                    Africa/Cairo        | 00:15-00:45             | 2026-04-23T21:30:00Z | 2026-04-24T21:15:00Z
                    Asia/Beirut         | 00:00-06:00             | 2026-03-28T21:30:00Z | 2026-03-28T22:00:00Z
                    Asia/Beirut         | 23:00-01:30             | 2026-03-28T21:30:00Z | 2026-03-28T21:30:00Z
                    Asia/Beirut         | 23:00-00:30             | 2026-03-28T22:00:00Z | 2026-03-29T20:00:00Z
                    # Lord Howe moves by half an hour: back at 2026-04-04T15:00Z, on at 2026-10-03T15:30Z
                    Australia/Lord_Howe | 02:15-05:00             | 2026-10-03T15:00:00Z | 2026-10-03T15:30:00Z
                    Australia/Lord_Howe | 01:30-02:00             | 2026-04-04T14:00:00Z | 2026-04-04T14:30:00Z
                    Australia/Lord_Howe | 01:30-01:45             | 2026-04-04T14:45:00Z | 2026-04-04T15:00:00Z
                    """)
    void opensAt(String zone, String windows, Instant from, Instant opening) {
        var openings = new Openings(hours(windows));

        assertThat(openings.nextOpening(from, List.of(ZoneId.of(zone)))).contains(opening);
    }

    @Test
    void waitsUntilEveryCandidateZoneIsOpen() {
        var openings = new Openings(CallingHours.standard());
        var zones = List.of(NEW_YORK, ZoneId.of("America/Los_Angeles"));

        assertThat(openings.nextOpening(Instant.parse("2026-11-20T14:00:00Z"), zones))
                .contains(Instant.parse("2026-11-20T17:00:00Z"));
        assertThat(openings.nextOpening(Instant.parse("2026-11-21T01:00:00Z"), zones))
                .contains(Instant.parse("2026-11-21T17:00:00Z"));
    }

    @Test
    void neverOpensWhereTheHoursOfTwoZonesNeverMeet() {
        var openings = new Openings(hours("09:00-10:00"));

        assertThat(
                        openings.nextOpening(
                                Instant.parse("2026-11-20T14:00:00Z"),
                                List.of(NEW_YORK, ZoneId.of("Asia/Tokyo"))))
                .isEmpty();
    }

    @Test
    void aWeekdayWithoutHoursIsClosed() {
        var openings =
                new Openings(
                        new CallingHours(
                                Map.of(DayOfWeek.MONDAY, List.of(new Window(540, 1200))),
                                Set.of()));

        assertThat(openings.nextOpening(Instant.parse("2026-11-20T14:00:00Z"), List.of(NEW_YORK)))
                .contains(Instant.parse("2026-11-23T14:00:00Z"));
    }

    @Test
    void neitherTheTailBeforeNorTheTailAfterOpensAClosedDate() {
        var hours =
                new CallingHours(
                        hours("22:00-02:00").windows(), Set.of(LocalDate.parse("2026-11-26")));
        var openings = new Openings(hours);

        // The evening before is open until midnight, then nothing until the evening of the 27th.
        assertThat(openings.isOpen(Instant.parse("2026-11-26T04:59:59Z"), NEW_YORK)).isTrue();
        assertThat(openings.nextOpening(Instant.parse("2026-11-26T05:00:00Z"), List.of(NEW_YORK)))
                .contains(Instant.parse("2026-11-28T03:00:00Z"));
        assertThat(openings.isOpen(Instant.parse("2026-11-27T06:00:00Z"), NEW_YORK)).isFalse();
    }

    @Test
    void neverOpensWhenEverythingIsClosed() {
        var openings = new Openings(new CallingHours(Map.of(), Set.of()));

        assertThat(openings.nextOpening(Instant.EPOCH, List.of(NEW_YORK))).isEmpty();
    }

    @Test
    void closesWithTheFirstOfTheZones() {
        var openings = new Openings(CallingHours.standard());

        assertThat(
                        openings.closesAt(
                                Instant.parse("2026-11-20T20:00:00Z"),
                                List.of(NEW_YORK, ZoneId.of("America/Los_Angeles"))))
                .contains(Instant.parse("2026-11-21T01:00:00Z"));
        assertThat(new Openings(CallingHours.allDay()).closesAt(Instant.EPOCH, List.of(NEW_YORK)))
                .isEmpty();
    }

    @Test
    void leavesRoomToRingBeforeClosingTime() {
        var openings = new Openings(CallingHours.standard());
        var ring = Duration.ofSeconds(30);
        Instant last = Instant.parse("2026-11-21T00:59:30Z");

        assertThat(openings.nextOpening(last, List.of(NEW_YORK), ring)).contains(last);
        assertThat(openings.nextOpening(last.plusMillis(1), List.of(NEW_YORK), ring))
                .contains(Instant.parse("2026-11-21T14:00:00Z"));
    }

    /** {@code 09:00-12:00 13:00-20:00}, every day. */
    private static CallingHours hours(String windows) {
        List<Window> parsed =
                Arrays.stream(windows.split(" "))
                        .map(each -> new Window(minute(each, 0), minute(each, 6)))
                        .toList();
        var days = new EnumMap<DayOfWeek, List<Window>>(DayOfWeek.class);
        for (DayOfWeek day : DayOfWeek.values()) {
            days.put(day, parsed);
        }
        return new CallingHours(days, Set.of());
    }

    private static int minute(String window, int at) {
        return Integer.parseInt(window.substring(at, at + 2)) * 60
                + Integer.parseInt(window.substring(at + 3, at + 5));
    }
}
