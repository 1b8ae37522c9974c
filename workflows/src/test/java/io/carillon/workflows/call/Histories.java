package io.carillon.workflows.call;

import io.temporal.common.WorkflowExecutionHistory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Captured histories, one per path an operator can name. {@code mvn test -pl workflows
 * -Dtest=CallWorkflowTest -Dcapture.histories=true} writes them anew; every build replays them.
 */
final class Histories {
    private static final Path DIRECTORY = Path.of("src/test/resources/history");

    private Histories() {}

    static void capture(String name, WorkflowExecutionHistory history) {
        if (!Boolean.getBoolean("capture.histories")) {
            return;
        }
        try {
            Files.createDirectories(DIRECTORY);
            Files.writeString(DIRECTORY.resolve(name + ".json"), history.toJson(true) + "\n");
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    static List<Path> captured() {
        try (Stream<Path> files = Files.list(DIRECTORY)) {
            return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
