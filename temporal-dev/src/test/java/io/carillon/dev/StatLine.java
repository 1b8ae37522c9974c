package io.carillon.dev;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * What Linux says of a process or a thread in its file {@code stat}; see proc_pid_stat(5).
 *
 * @param seconds of processors, as user and in the system
 * @param childrenSeconds of children that ended and were waited for
 */
record StatLine(String name, double seconds, double childrenSeconds) {
    /** USER_HZ is 100 on every Linux there is. */
    private static final double TICKS = 100;

    // Behind the name, from 0.
    private static final int USER = 11;
    private static final int SYSTEM = 12;
    private static final int CHILDREN_USER = 13;
    private static final int CHILDREN_SYSTEM = 14;

    /** Without name and seconds when it has ended. */
    static StatLine read(Path stat) throws IOException {
        String line;
        try {
            line = Files.readString(stat);
        } catch (NoSuchFileException ended) {
            return new StatLine("", 0, 0);
        } catch (IOException ended) {
            // ESRCH: it ended between opening and reading.
            return new StatLine("", 0, 0);
        }
        // The name, in brackets, may hold anything.
        int behind = line.lastIndexOf(')');
        String[] fields = line.substring(behind + 2).split(" ");
        return new StatLine(
                line.substring(line.indexOf('(') + 1, behind),
                (ticks(fields, USER) + ticks(fields, SYSTEM)) / TICKS,
                (ticks(fields, CHILDREN_USER) + ticks(fields, CHILDREN_SYSTEM)) / TICKS);
    }

    private static long ticks(String[] fields, int field) {
        return Long.parseLong(fields[field]);
    }
}
