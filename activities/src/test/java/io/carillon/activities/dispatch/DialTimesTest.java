package io.carillon.activities.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

class DialTimesTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        // milliseconds of the dials, the most in a second
        "0, 1",
        "0 999, 2",
        "0 1000, 1",
        "1000 0 500, 2",
        "0 400 800 1200 1300 1399, 5",
    })
    void countsTheMostInAnySlidingSecond(String dials, int most) {
        assertThat(times(dials).mostWithin(Duration.ofSeconds(1))).isEqualTo(most);
    }

    @Test
    void knowsThePaceAfterTheRamp() {
        assertThat(times("0 9000 10000 10500 11000 11500").perSecond(Duration.ofSeconds(10)))
                .isCloseTo(2, within(1e-9));
    }

    @Test
    void findsTheLongestPauseAfterTheRamp() {
        assertThat(times("0 5000 5100 5300").longestPause(Duration.ofSeconds(1)))
                .isEqualTo(Duration.ofMillis(200));
    }

    @Test
    void countsTheMostAtOnce() {
        assertThat(
                        DialTimes.mostAtOnce(
                                List.of(line(0, 10), line(5, 20), line(10, 12), line(11, 30))))
                .isEqualTo(3);
    }

    private static DialTimes times(String dials) {
        return new DialTimes(
                Arrays.stream(dials.split(" ")).map(Long::parseLong).map(NOW::plusMillis).toList());
    }

    private static DialTimes.Line line(long from, long to) {
        return new DialTimes.Line(NOW.plusMillis(from), NOW.plusMillis(to));
    }
}
