package io.carillon.dev;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Processes that outlived a killed {@code up}. They are stopped before anything starts: two workers
 * on one home do no harm, but two PostgreSQL servers on one data directory would.
 */
final class Orphans {
    private static final List<String> IN_ORDER =
            List.of(
                    "worker",
                    "worker-1",
                    "worker-2",
                    "api",
                    "simulator",
                    "temporal-ui",
                    "temporal",
                    "postgresql");
    private static final long SECONDS = 20;

    private final Home home;
    private final Console console;

    Orphans(Home home, Console console) {
        this.home = home;
        this.console = console;
    }

    void stop() throws InterruptedException, IOException {
        for (String name : IN_ORDER) {
            stop(name, home.pid(name));
        }
        stop("postgresql", home.postgresql().resolve("data/postmaster.pid"));
    }

    private void stop(String name, Path file) throws InterruptedException, IOException {
        Optional<ProcessHandle> left = ours(file);
        if (left.isPresent()) {
            console.say(
                    "Stopping "
                            + name
                            + ", left running by a killed `up` (pid "
                            + left.get().pid()
                            + ").");
            // PostgreSQL takes TERM as "when all clients have left" and INT as "now, cleanly".
            Machine.end(left.get(), name.equals("postgresql") ? "INT" : "TERM", SECONDS);
        }
        if (file.startsWith(home.run())) {
            Files.deleteIfExists(file);
        }
    }

    /** The process in a pid file, when it lives and its command line names this home. */
    private Optional<ProcessHandle> ours(Path file) throws IOException {
        if (!Files.isReadable(file)) {
            return Optional.empty();
        }
        String first = Files.readString(file).lines().findFirst().orElse("").strip();
        if (!first.matches("[0-9]{1,10}")) {
            return Optional.empty();
        }
        long pid = Long.parseLong(first);
        return Machine.commandLine(pid).contains(home.path() + "/")
                ? ProcessHandle.of(pid)
                : Optional.empty();
    }
}
