package io.carillon.dev;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

/** The short form of {@code temporal-dev/bench failover}. */
class FailoverTest {
    private static final int PEOPLE = 320;
    private static final long SEED = 20_261_123;

    @Test
    void pendingCallsGoToTheNextAccountAndNoneIsPlacedTwice(@TempDir Path temporary)
            throws Exception {
        var findings = new Findings(System.out);

        FailoverFigures.run(temporary.toRealPath(), PEOPLE, SEED, findings);

        assertThat(findings.broken()).isEmpty();
    }
}
