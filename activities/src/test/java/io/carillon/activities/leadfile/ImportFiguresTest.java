package io.carillon.activities.leadfile;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.activities.testing.TestDatabase;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

class ImportFiguresTest {
    @Test
    void accountsForEveryRowOfAMessyFileTwice() throws Exception {
        var said = new ByteArrayOutputStream();

        ImportCounts counts;
        try (TestDatabase database = TestDatabase.open();
                var out = new PrintStream(said, true, StandardCharsets.UTF_8)) {
            counts = new ImportFigures(out).measure(database, 20_000);
        }

        assertThat(counts.totalRows()).isEqualTo(20_000);
        assertThat(said.toString(StandardCharsets.UTF_8))
                .contains("import: completed, 20,000 rows")
                .contains("same file again: completed, 20,000 rows = 0 imported")
                .contains("ratio: ");
    }
}
