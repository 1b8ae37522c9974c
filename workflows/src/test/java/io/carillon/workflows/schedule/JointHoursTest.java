package io.carillon.workflows.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.workflows.schedule.CallingHours.Window;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;

class JointHoursTest {
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    private static final ZoneId LOS_ANGELES = ZoneId.of("America/Los_Angeles");

    /** 10:00-22:00 in New York is 15:00-03:00 of UTC; 08:00-20:00 in Los Angeles 16:00-04:00. */
    private final JointHours hours =
            JointHours.of(CallingHours.everyDay(new Window(600, 1320)), List.of(NEW_YORK))
                    .and(CallingHours.everyDay(new Window(480, 1200)), List.of(LOS_ANGELES));

    @ParameterizedTest(name = "from {0}: {1}")
    @CsvSource({
        "2026-11-23T10:00:00Z, 2026-11-23T16:00:00Z",
        "2026-11-23T15:30:00Z, 2026-11-23T16:00:00Z",
        "2026-11-23T16:00:00Z, 2026-11-23T16:00:00Z",
        "2026-11-24T02:59:29Z, 2026-11-24T02:59:29Z",
        "2026-11-24T02:59:31Z, 2026-11-24T16:00:00Z",
        "2026-11-24T03:30:00Z, 2026-11-24T16:00:00Z",
    })
    void opensWhereAllAreOpenEachOnItsOwnClock(Instant from, Instant opening) {
        assertThat(hours.nextOpening(from, Duration.ofSeconds(30))).contains(opening);
    }

    @Test
    void closesWithTheFirst() {
        assertThat(hours.closesAt(Instant.parse("2026-11-23T18:00:00Z")))
                .contains(Instant.parse("2026-11-24T03:00:00Z"));
        assertThat(hours.isOpen(Instant.parse("2026-11-24T02:59:59Z"))).isTrue();
        assertThat(hours.isOpen(Instant.parse("2026-11-24T03:00:00Z"))).isFalse();
    }

    @Test
    void staysClosedOnADateThatOneOfThemCloses() {
        var holiday =
                new CallingHours(
                        CallingHours.allDay().windows(), Set.of(LocalDate.parse("2026-11-26")));

        assertThat(
                        hours.and(holiday, List.of(LOS_ANGELES))
                                .nextOpening(Instant.parse("2026-11-26T18:00:00Z"), Duration.ZERO))
                .contains(Instant.parse("2026-11-27T16:00:00Z"));
    }

    @Test
    void neverOpensWhenTheyHaveNothingInCommon() {
        JointHours never = hours.and(CallingHours.everyDay(new Window(0, 60)), List.of(NEW_YORK));

        assertThat(never.nextOpening(Instant.parse("2026-11-23T10:00:00Z"), Duration.ZERO))
                .isEmpty();
    }

    @Test
    void needsAZoneToReadHoursIn() {
        assertThatThrownBy(() -> hours.and(CallingHours.allDay(), List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
