package io.carillon.activities.leadfile;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.activities.testing.TestDatabase;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

class ExportFiguresTest {
    @Test
    void accountsForEveryLeadInTheFileAndInTheList() throws Exception {
        var said = new ByteArrayOutputStream();

        try (TestDatabase database = TestDatabase.open();
                var out = new PrintStream(said, true, StandardCharsets.UTF_8)) {
            new ExportFigures(out, database).measure(12_000);
        }

        assertThat(said.toString(StandardCharsets.UTF_8))
                .contains("results.csv: 12,000 rows", "ruler: ", "ratio: ")
                .contains("leads list: 12,000 leads");
    }
}
