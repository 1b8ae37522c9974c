package io.carillon.activities.dryrun;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.activities.testing.TestDatabase;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

class DryRunFiguresTest {
    @Test
    void judgesEveryLeadWithAndWithoutTheLaw() {
        var said = new ByteArrayOutputStream();

        try (TestDatabase database = TestDatabase.open();
                var out = new PrintStream(said, true, StandardCharsets.UTF_8)) {
            new DryRunFigures(out, database).measure(5_000);
        }

        assertThat(said.toString(StandardCharsets.UTF_8))
                .contains(
                        "dry run on the simulator: ",
                        "5,000 leads, 5,000 would be dialed, skipped []",
                        "dry run where the law holds: ",
                        "skipped [consent_missing ");
    }
}
