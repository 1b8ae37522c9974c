package io.carillon.activities.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.activities.testing.TestDatabase;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

class ClaimFiguresTest {
    @Test
    void claimsItsBudgetAtEachLookHoweverManyLeadsThereAre() {
        var said = new ByteArrayOutputStream();

        try (TestDatabase database = TestDatabase.open();
                var out = new PrintStream(said, true, StandardCharsets.UTF_8)) {
            new ClaimFigures(out, database).measure(12_000, 10);
        }

        assertThat(said.toString(StandardCharsets.UTF_8)).contains("claim of 7: p95 ", "ratio ");
    }
}
