package io.carillon.dev;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

/** The short form of {@code temporal-dev/bench lies}. */
class LyingPortsTest {
    private static final long SEED = 20_261_122;
    private static final int CALLS = 80;

    @TempDir Path folder;

    @Test
    void nothingIsLostOrDoubledWhateverThePortsSay() throws Exception {
        var findings = new Findings(System.out);

        new LyingPorts(findings, "simulator", SEED, folder.toRealPath()).run(CALLS);

        assertThat(findings.broken()).isEmpty();
    }
}
