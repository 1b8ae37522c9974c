package io.carillon.workflows.testing;

import io.temporal.api.history.v1.History;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.common.WorkflowExecutionHistory;

import org.junit.jupiter.api.TestInfo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Captured histories, one per path an operator can name, in a folder per workflow. {@code mvn test
 * -pl workflows -Dtest='*WorkflowTest' -Dcapture.histories=true} writes them anew; every build
 * replays them.
 */
public final class Histories {
    private static final Path DIRECTORY = Path.of("src/test/resources/history");

    // Signals carry a few ids; a longer one was sent to fill the history.
    private static final int SIGNAL_BYTES = 10_000;

    private Histories() {}

    /** Under the test's name. */
    public static void capture(TestInfo test, WorkflowExecutionHistory history) {
        if (!Boolean.getBoolean("capture.histories")) {
            return;
        }
        Path folder = DIRECTORY.resolve(workflow(history));
        String name = test.getTestMethod().orElseThrow().getName();
        try {
            Files.createDirectories(folder);
            Files.writeString(
                    folder.resolve(name + ".json"), withoutFilling(history).toJson(true) + "\n");
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    public static List<Path> captured() {
        try (Stream<Path> files = Files.walk(DIRECTORY)) {
            return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static String workflow(WorkflowExecutionHistory history) {
        return history.getEvents()
                .getFirst()
                .getWorkflowExecutionStartedEventAttributes()
                .getWorkflowType()
                .getName()
                .toLowerCase(Locale.ROOT);
    }

    private static WorkflowExecutionHistory withoutFilling(WorkflowExecutionHistory history) {
        History.Builder kept = History.newBuilder();
        history.getEvents().forEach(event -> kept.addEvents(withoutFilling(event)));
        return new WorkflowExecutionHistory(kept.build());
    }

    private static HistoryEvent withoutFilling(HistoryEvent event) {
        if (!event.hasWorkflowExecutionSignaledEventAttributes()
                || event.getSerializedSize() < SIGNAL_BYTES) {
            return event;
        }
        HistoryEvent.Builder empty = event.toBuilder();
        empty.getWorkflowExecutionSignaledEventAttributesBuilder().clearInput();
        return empty.build();
    }
}
