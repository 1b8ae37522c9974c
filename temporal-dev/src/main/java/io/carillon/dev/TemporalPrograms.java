package io.carillon.dev;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * The production Temporal server, its schema tool and its Web UI, built with Go from the versions
 * {@code go.mod} pins and kept in the user's cache.
 */
final class TemporalPrograms {
    private static final String VERSION = "1.31.2";

    private final Path module;
    private final Path kept;
    private final Console console;

    TemporalPrograms(Path module, Path cache, Console console) {
        this.module = module;
        this.kept = cache.resolve("temporal-server-" + VERSION);
        this.console = console;
    }

    Path server() throws IOException, InterruptedException {
        return program("temporal-server", "go.temporal.io/server/cmd/server");
    }

    Path schemaTool() throws IOException, InterruptedException {
        return program("temporal-sql-tool", "go.temporal.io/server/cmd/tools/sql");
    }

    Path ui() throws IOException, InterruptedException {
        return program("temporal-ui-server", "github.com/temporalio/ui-server/v2/cmd/server");
    }

    private Path program(String name, String pack) throws IOException, InterruptedException {
        Path program = kept.resolve(name);
        if (Files.isExecutable(program)) {
            return program;
        }
        Path go = Machine.program("go");
        if (go == null) {
            throw new CannotStart(
                    "Go 1.26 or newer is needed to build " + name + ": install it (go.dev/dl)");
        }
        console.say("Building " + name + " with Go (once; minutes when Go's cache is empty) ...");
        Files.createDirectories(kept);
        Path part = kept.resolve(name + "." + ProcessHandle.current().pid());
        Process build =
                new ProcessBuilder(go.toString(), "build", "-o", part.toString(), pack)
                        .directory(module.toFile())
                        .redirectErrorStream(true)
                        .start();
        try (BufferedReader lines = build.inputReader()) {
            List<String> said = lines.lines().toList();
            if (build.waitFor() != 0) {
                throw new CannotStart(
                        name + " cannot be built: " + (said.isEmpty() ? "" : said.getLast()));
            }
            return Files.move(part, program, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            build.destroy();
            Files.deleteIfExists(part);
        }
    }
}
