package io.carillon.activities.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

class RetryScheduleTest {
    private static final Instant NOW = Instant.parse("2026-11-23T09:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "1, PT5S",
        "2, PT5M",
        "3, PT30M",
        "4, PT2H",
        "5, PT5H",
        "6, PT10H",
        "7, PT14H",
        "8, PT20H",
        "9, PT24H"
    })
    void waitsAfterEachFailedTryAsTheSpecificationSays(int tries, Duration step) {
        assertThat(RetrySchedule.next(tries, null, fraction(0))).hasValue(step);
        assertThat(RetrySchedule.next(tries, null, fraction(0.999)).orElseThrow())
                .isBetween(step, step.plus(step.dividedBy(10)));
    }

    @Test
    void givesUpAfterTheTenthTry() {
        assertThat(RetrySchedule.next(10, null, fraction(0))).isEmpty();
        assertThat(RetrySchedule.next(10, Duration.ofHours(1), fraction(0))).isEmpty();
    }

    @Test
    void waitsLongerButNeverShorterThanTheStepWhenAsked() {
        assertThat(RetrySchedule.next(1, Duration.ofMinutes(1), fraction(0)))
                .hasValue(Duration.ofMinutes(1));
        assertThat(RetrySchedule.next(2, Duration.ofSeconds(1), fraction(0)))
                .hasValue(Duration.ofMinutes(5));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "120 | PT2M",
                " 7 | PT7S",
                "0 | PT0S",
                "Mon, 23 Nov 2026 09:10:00 GMT | PT10M",
                "999999999 | PT24H",
                "Mon, 23 Nov 2026 08:00:00 GMT |",
                "-5 |",
                "soon |",
                "99999999999999999999 |",
            })
    void readsRetryAfterAsSecondsOrDate(String header, Duration expected) {
        assertThat(RetrySchedule.retryAfter(header, NOW)).isEqualTo(expected);
    }

    @Test
    void understandsThatNothingWasAsked() {
        assertThat(RetrySchedule.retryAfter(null, NOW)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1, PT0S",
        "1, 5, PT5S",
        "2, 1, PT5S",
        "3, 1, PT10S",
        "7, 1, PT2M40S",
        "8, 1, PT5M",
        "500, 1, PT5M"
    })
    void holdsAnEndpointLongerTheLongerItFails(int rounds, int failures, Duration hold) {
        assertThat(Breaker.hold(rounds, failures)).isEqualTo(hold);
    }

    /** The bits of {@code nextDouble} are the upper 53. */
    private static RandomGenerator fraction(double value) {
        return () -> (long) (value * (1L << 53)) << 11;
    }
}
