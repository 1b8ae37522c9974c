package io.carillon.dev;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/**
 * Every process of ours is replaced, one after the other, while the rest works: first the old
 * version by the new one, so that both run side by side, then the new one by itself.
 */
final class ChaosRolling {
    /** As they are updated; the simulated carrier is not ours to restart. */
    private static final List<String> IN_ORDER = List.of("api", "worker-1", "worker-2");

    private static final int ROUNDS = 2;
    private static final Duration SIDE_BY_SIDE = Duration.ofSeconds(8);
    private static final Duration RESUMES_LIMIT = Duration.ofSeconds(60);

    private final Processes processes;
    private final ChaosNetwork network;
    private final ChaosWork work;
    private final ChaosReport report;

    ChaosRolling(Processes processes, ChaosNetwork network, ChaosWork work, ChaosReport report) {
        this.processes = processes;
        this.network = network;
        this.work = work;
        this.report = report;
    }

    /** What is started from now on is the old version. */
    static void startOld(ChaosNetwork network, @Nullable Path old) throws IOException {
        if (old == null) {
            return;
        }
        for (String process : IN_ORDER) {
            network.program(process, packed(old, process.replaceFirst("-.*", "")));
        }
    }

    void run() throws InterruptedException, IOException, SQLException {
        replace("api", "the schema is the new version's");
        // One of the old version that starts on the newer schema, as after a crash in an update.
        restart("worker-1", "begun once more as it was");
        for (int round = 1; round <= ROUNDS; round++) {
            for (String process : IN_ORDER) {
                replace(process, "round " + round);
            }
        }
    }

    private void replace(String process, String when)
            throws InterruptedException, IOException, SQLException {
        network.newest(process);
        restart(process, "replaced, " + when);
    }

    private void restart(String process, String how)
            throws InterruptedException, IOException, SQLException {
        processes.end(process);
        processes.revive(process);
        report.other(process + " was " + how, work.resumes(RESUMES_LIMIT).orElse(null));
        Thread.sleep(SIDE_BY_SIDE);
    }

    private static Path packed(Path folder, String module) throws IOException {
        try (var jars = Files.newDirectoryStream(folder, "carillon-" + module + "-*-exec.jar")) {
            for (Path jar : jars) {
                return jar;
            }
        }
        throw new CannotStart("there is no carillon-" + module + "-*-exec.jar in " + folder);
    }
}
