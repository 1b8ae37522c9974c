package io.carillon.dev;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Processor seconds this virtual machine used for itself, by the names its threads have in {@code
 * /proc/self/task}: what it spent compiling belongs to its age, not to the calls of that minute.
 */
record OwnThreads(double compiling, double collecting) {
    private static final Path THREADS = Path.of("/proc/self/task");

    /** Zeros where there is no such folder. */
    static OwnThreads now() throws IOException {
        double compiling = 0;
        double collecting = 0;
        if (Files.exists(THREADS)) {
            try (DirectoryStream<Path> threads = Files.newDirectoryStream(THREADS)) {
                for (Path thread : threads) {
                    StatLine line = StatLine.read(thread.resolve("stat"));
                    if (line.name().contains("CompilerThre")) {
                        compiling += line.seconds();
                    } else if (line.name().startsWith("GC ") || line.name().equals("VM Thread")) {
                        collecting += line.seconds();
                    }
                }
            }
        }
        return new OwnThreads(compiling, collecting);
    }

    OwnThreads since(OwnThreads before) {
        return new OwnThreads(compiling - before.compiling, collecting - before.collecting);
    }
}
