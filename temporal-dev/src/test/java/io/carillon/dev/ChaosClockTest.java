package io.carillon.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;

/** A chaos run says that clocks are wrong: they are, in the processes it means and in no other. */
class ChaosClockTest {
    private static final int HOUR = 3_600;

    @TempDir Path folder;

    @Test
    void aProcessTakesAnotherTimeForNow() throws Exception {
        assumeTrue(Machine.program("cc") != null, "the library takes a C compiler");

        ChaosClock clock = ChaosClock.in(folder);

        assertThat(clock.works()).isTrue();
        assertThat(clock.off(HOUR)).isCloseTo(Duration.ofHours(1), Duration.ofMinutes(1));
        assertThat(clock.off(-HOUR)).isCloseTo(Duration.ofHours(-1), Duration.ofMinutes(1));
        assertThat(clock.off(0)).isCloseTo(Duration.ZERO, Duration.ofMinutes(1));
    }
}
