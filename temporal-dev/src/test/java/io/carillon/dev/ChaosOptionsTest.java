package io.carillon.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a chaos run is asked for, and what it refuses before it starts anything. */
class ChaosOptionsTest {
    @Test
    void callsGoThroughTheSimulatedCarrierUnlessAnotherIsNamed() {
        assertThat(ChaosOptions.of().carrier()).isNull();
        assertThat(ChaosOptions.of("--carrier", "simulator").carrier()).isNull();
        assertThat(ChaosOptions.of("--carrier", "ilyost").carrier())
                .isEqualTo(StandInCarrier.ILYOST);
    }

    @ParameterizedTest
    @CsvSource({
        "--embedded --rolling, replaces processes of the services",
        "--carrier twilio --rolling, goes with the simulated carrier",
        "--carrier acme, 'acme (expected: twilio, ilyost)'",
        "--kill, what is --kill?"
    })
    void refusesWhatDoesNotGoTogether(String words, String why) {
        assertThatThrownBy(() -> ChaosOptions.of(words.split(" ")))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining(why);
    }
}
