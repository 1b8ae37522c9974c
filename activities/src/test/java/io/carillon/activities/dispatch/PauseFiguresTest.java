package io.carillon.activities.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

class PauseFiguresTest {
    @Test
    void nothingLeavesAfterAPauseWasAcknowledged() throws Exception {
        var said = new ByteArrayOutputStream();
        long late;
        try (var out = new PrintStream(said, true, StandardCharsets.UTF_8)) {
            late = new PauseFigures(out, 1).measure(72);
        }

        assertThat(late).as(said.toString(StandardCharsets.UTF_8)).isZero();
        assertThat(said.toString(StandardCharsets.UTF_8)).contains("72 pauses among");
    }
}
