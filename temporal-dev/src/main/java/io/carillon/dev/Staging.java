package io.carillon.dev;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * What a run that tries the stack changes about it: something may stand between two processes, and
 * a process may be given other settings or an older program. {@link #PLAIN} changes nothing.
 */
interface Staging {
    Staging PLAIN = new Staging() {};

    /**
     * Where one process finds another.
     *
     * @param port the other's own
     */
    default int port(String from, String to, int port) throws IOException {
        return port;
    }

    /** Added to what the process is started with, each time it is started. */
    default Map<String, String> environment(String process) {
        return Map.of();
    }

    /** Added to the Temporal server's own settings; key and value. */
    default Map<String, String> temporalSettings() {
        return Map.of();
    }

    /**
     * The program of a process.
     *
     * @param built as the build packed it
     */
    default Path jar(String process, Path built) {
        return built;
    }
}
