package io.carillon.dev;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/** The logs of the processes: their last lines, and a limit to their size. */
final class Logs {
    private static final long SIZE_MAX = 50L << 20;
    private static final int TAIL_BYTES = 8_192;
    private static final int TAIL_LINES = 5;

    private Logs() {}

    /** What a dead process said last; empty lines left out. */
    static String lastLines(Path log) {
        try (var file = new RandomAccessFile(log.toFile(), "r")) {
            int length = (int) Math.min(TAIL_BYTES, file.length());
            byte[] tail = new byte[length];
            file.seek(file.length() - length);
            file.readFully(tail);
            List<String> lines =
                    new String(tail, StandardCharsets.UTF_8)
                            .lines()
                            .filter(line -> !line.isBlank())
                            .toList();
            return String.join(
                    "\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
        } catch (IOException unreadable) {
            return "(no log)";
        }
    }

    /**
     * Moves what is in a log that has grown too large to {@code .1}. The writers append, so that
     * emptying the file under them is safe; a line written in between may be lost.
     */
    static void shorten(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path log : files.filter(file -> file.toString().endsWith(".log")).toList()) {
                if (Files.size(log) > SIZE_MAX) {
                    Files.copy(
                            log,
                            log.resolveSibling(log.getFileName() + ".1"),
                            StandardCopyOption.REPLACE_EXISTING);
                    Files.writeString(log, "");
                }
            }
        }
    }
}
