package io.carillon.activities.leadfile;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.activities.testing.TestDatabase;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

class PreviewFiguresTest {
    @Test
    void countsTheSameColdAndLater() throws Exception {
        var said = new ByteArrayOutputStream();

        LeadFilePreview.Counts counts;
        try (TestDatabase database = TestDatabase.open();
                var out = new PrintStream(said, true, StandardCharsets.UTF_8)) {
            counts = new PreviewFigures(out, database).measure(20_000, 2, true);
        }

        assertThat(counts.totalRows()).isEqualTo(10_000);
        assertThat(counts.updated()).isPositive();
        assertThat(counts.suppressed()).isPositive();
        assertThat(said.toString(StandardCharsets.UTF_8))
                .contains(
                        "warm-up: 2,000 rows",
                        "first preview (warmed up): ",
                        "next 2: p50 ",
                        "ratio: ");
    }
}
