package io.carillon.activities.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.activities.testing.TestDatabase;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

class LedgerFiguresTest {
    @Test
    void examinesWhatItMadeAndFindsItRight() throws IOException {
        var said = new ByteArrayOutputStream();

        try (TestDatabase database = TestDatabase.open();
                var out = new PrintStream(said, true, StandardCharsets.UTF_8)) {
            assertThat(new LedgerFigures(out, database).measure(2_000).proved())
                    .as(said.toString(StandardCharsets.UTF_8))
                    .isTrue();
        }

        assertThat(said.toString(StandardCharsets.UTF_8)).contains("ledger of 2,000 calls: ");
    }
}
