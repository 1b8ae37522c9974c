package io.carillon.dev.standin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;

class WavTest {
    @ParameterizedTest
    @CsvSource({"PT1S, 1", "PT2.5S, 2", "PT0S, 1"})
    void isAsLongAsItSays(Duration length, int channels) {
        assertThat(Wav.length(Wav.tone(length, channels))).isEqualTo(length);
    }

    @Test
    void isMeasuredRoughlyWhereItIsNone() {
        assertThat(Wav.length(new byte[16_000])).isEqualTo(Duration.ofSeconds(2));
    }
}
