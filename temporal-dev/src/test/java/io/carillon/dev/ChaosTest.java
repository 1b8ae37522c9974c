package io.carillon.dev;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;

/**
 * The short form of {@code temporal-dev/chaos}, on what {@code up} starts; how soon work goes on is
 * judged there.
 */
class ChaosTest {
    private static final long SEED = 20_261_122;
    private static final int KILLS = 6;

    @Test
    void nothingIsLostOrDoubledWhenProcessesAreKilled() throws Exception {
        var options =
                new ChaosOptions(
                        KILLS,
                        SEED,
                        Duration.ofMinutes(20),
                        Duration.ofMinutes(1),
                        true,
                        false,
                        null,
                        null);

        assertThat(ChaosRun.run(options, System.out)).isTrue();
    }
}
