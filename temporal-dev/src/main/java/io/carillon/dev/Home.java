package io.carillon.dev;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * CARILLON_HOME: everything that must survive, and what running processes leave for {@code down}.
 */
record Home(Path path) {
    // Histories, a small database and logs of a first day; below this PostgreSQL stops in the
    // middle of a campaign.
    private static final long FREE_BYTES_MIN = 1L << 30;

    Path run() {
        return path.resolve("run");
    }

    Path logs() {
        return path.resolve("logs");
    }

    Path postgresql() {
        return path.resolve("postgresql");
    }

    Path temporal() {
        return path.resolve("temporal");
    }

    Path simulator() {
        return path.resolve("simulator");
    }

    Path apiKey() {
        return path.resolve("api-key");
    }

    Path operatorKey() {
        return path.resolve("operator-key");
    }

    Path ports() {
        return path.resolve("ports");
    }

    Path campaigns() {
        return path.resolve("campaigns");
    }

    Path log(String process) {
        return logs().resolve(process + ".log");
    }

    Path pid(String process) {
        return run().resolve(process + ".pid");
    }

    /** What is left on its disk; as much as one likes when that cannot be told. */
    long freeBytes() {
        try {
            return Files.getFileStore(path).getUsableSpace();
        } catch (IOException unknown) {
            return Long.MAX_VALUE;
        }
    }

    /** Makes the folders; refuses a disk that is nearly full. */
    void prepare() {
        try {
            for (Path folder :
                    new Path[] {
                        run(), logs(), postgresql(), temporal(), simulator(), campaigns()
                    }) {
                Files.createDirectories(folder);
            }
            long free = freeBytes();
            if (free < FREE_BYTES_MIN) {
                throw new CannotStart(
                        "only %d MB are free where %s is: make room (at least %d MB) or set CARILLON_HOME"
                                .formatted(free >> 20, path, FREE_BYTES_MIN >> 20));
            }
        } catch (IOException refused) {
            throw new CannotStart(
                    "cannot write to " + path + " (CARILLON_HOME): " + refused.getMessage());
        }
    }

    /** Writes a file only its owner can read, whole or not at all. */
    static void writeSecret(Path file, String content) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Files.deleteIfExists(part);
        Files.createFile(
                part,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(part, content);
        Files.move(
                part,
                file,
                java.nio.file.StandardCopyOption.ATOMIC_MOVE,
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }
}
