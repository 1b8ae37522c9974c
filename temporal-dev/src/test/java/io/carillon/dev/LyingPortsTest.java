package io.carillon.dev;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;

/** The short form of {@code temporal-dev/bench lies}. */
class LyingPortsTest {
    private static final long SEED = 20_261_122;
    private static final int CALLS = 80;

    @ParameterizedTest
    @ValueSource(strings = {"simulator", "twilio", "ilyost"})
    void nothingIsLostOrDoubledWhateverThePortsSay(String carrier, @TempDir Path folder)
            throws Exception {
        var findings = new Findings(System.out);

        new LyingPorts(findings, carrier, SEED, folder.toRealPath()).run(CALLS);

        assertThat(findings.broken()).isEmpty();
    }
}
