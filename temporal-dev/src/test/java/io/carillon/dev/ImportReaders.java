package io.carillon.dev;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Which worker reads an import, as Temporal knows it. */
final class ImportReaders {
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final RunningStack stack;

    ImportReaders(RunningStack stack) {
        this.stack = stack;
    }

    /**
     * Between two readings waits for the next.
     *
     * @return the name of the process that was killed (-9); empty: the import ended before
     */
    Optional<String> kill(String importId) throws IOException, InterruptedException {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (System.nanoTime() < end) {
            Optional<String> reader = reader(importId);
            if (reader.isPresent()) {
                stack.kill(reader.get());
                return reader;
            }
            if (ended(importId)) {
                return Optional.empty();
            }
            Thread.sleep(PAUSE);
        }
        throw new IllegalStateException("no worker reads " + importId);
    }

    private boolean ended(String importId) throws IOException, InterruptedException {
        String status = stack.workflow(importId).path("status").asString("");
        return !status.isEmpty() && !status.endsWith("_RUNNING");
    }

    private Optional<String> reader(String importId) throws IOException, InterruptedException {
        for (JsonNode activity : stack.described(importId).path("pendingActivities")) {
            // As the SDK names a worker: its process' id, @, the machine.
            String identity = activity.path("lastWorkerIdentity").asString("");
            if (activity.path("state").asString("").endsWith("_STARTED")) {
                return process(identity.replaceFirst("@.*", ""));
            }
        }
        return Optional.empty();
    }

    private Optional<String> process(String pid) throws IOException {
        return stack.processes().entrySet().stream()
                .filter(process -> process.getValue().toString().equals(pid))
                .map(Map.Entry::getKey)
                .findFirst();
    }
}
