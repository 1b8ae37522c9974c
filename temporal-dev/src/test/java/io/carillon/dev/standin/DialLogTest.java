package io.carillon.dev.standin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

class DialLogTest {
    private static final DialLog.Line LINE =
            new DialLog.Line(
                    Instant.parse("2026-11-23T15:00:00Z"),
                    "+12025550101",
                    "+12025550100",
                    "token",
                    true);
    private static final String WRITTEN =
            "{\"at\":\"2026-11-23T15:00:00Z\",\"to\":\"+12025550101\",\"from\":\"+12025550100\","
                    + "\"reference\":\"token\",\"rang\":true}";

    @TempDir Path folder;

    @Test
    void hasALineForEveryRequest() throws IOException {
        Path file = folder.resolve("deep/calls.jsonl");

        try (DialLog log = new DialLog(file)) {
            log.write(LINE);
        }

        assertThat(Files.readAllLines(file)).containsExactly(WRITTEN);
    }

    @Test
    void growsOverRestartsAndDropsALineThatWasCutShort() throws IOException {
        Path file = folder.resolve("calls.jsonl");
        Files.writeString(file, WRITTEN + "\n{\"at\":\"2026-11");

        try (DialLog log = new DialLog(file)) {
            log.write(LINE);
        }

        assertThat(Files.readAllLines(file)).containsExactly(WRITTEN, WRITTEN);
    }
}
