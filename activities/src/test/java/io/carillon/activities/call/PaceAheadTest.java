package io.carillon.activities.call;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.time.Instant;

class PaceAheadTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    @ParameterizedTest
    @CsvSource({"0.2, 5025", "0.5, 2025", "1, 1025", "5, 205", "10, 102", "20, 51", "50, 20"})
    void spacesInstantsSoThatOneLateRequestBreaksNoSecond(double rate, long millis) {
        assertThat(Pace.gap(rate).toMillis()).isEqualTo(millis);
    }

    @ParameterizedTest
    @CsvSource({
        // rate, milliseconds since the last instant, instants within the next half second
        "1, 10000, 1",
        "1, 1000, 1",
        "1, 500, 0",
        "10, 10000, 5",
        "10, 0, 4",
        "10, -400, 0",
        "20, 10000, 10",
        "0.2, 4600, 1",
        "0.2, 4000, 0"
    })
    void countsInstantsWithinHalfASecond(double rate, long millisSinceLast, int expected) {
        assertThat(Pace.instantsAhead(NOW, NOW.minusMillis(millisSinceLast), rate, Pace.FURTHEST))
                .isEqualTo(expected);
    }

    @Test
    void givesAFreshCampaignItsFirstInstantAtOnce() {
        assertThat(Pace.instantsAhead(NOW, null, 0.001, Pace.FURTHEST)).isEqualTo(1);
    }

    @Test
    void neverMakesUpForTimeNotUsed() {
        int afterAnHour =
                Pace.instantsAhead(NOW, NOW.minus(Duration.ofHours(1)), 10, Pace.FURTHEST);

        assertThat(afterAnHour).isEqualTo(5);
    }
}
