package io.carillon.activities.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

class PauseFiguresTest {
    @Test
    void nothingLeavesAfterAPauseOrAStopWasAcknowledged() throws Exception {
        var said = new ByteArrayOutputStream();
        Silences silences;
        try (var out = new PrintStream(said, true, StandardCharsets.UTF_8)) {
            silences = new PauseFigures(out, 1).measure(40);
        }

        assertThat(silences.broken()).as(said.toString(StandardCharsets.UTF_8)).isEmpty();
        assertThat(said.toString(StandardCharsets.UTF_8))
                .contains("40 moments (20 pauses, 20 stops)");
    }
}
