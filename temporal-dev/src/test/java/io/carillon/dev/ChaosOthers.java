package io.carillon.dev;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** What happens to processes beside being killed: they stand still, and their disk is full. */
final class ChaosOthers {
    private static final Duration RESUMES_LIMIT = Duration.ofSeconds(60);
    private static final Duration FULL = Duration.ofSeconds(6);

    /** Kills between two of a kind; both take as long as several kills. */
    private static final int EVERY = 30;

    private final Processes processes;
    private final ChaosBlows blows;
    private final ChaosDisk disk;
    private final ChaosWork work;
    private final ChaosReport report;
    private int frozen;
    private int filled;
    private int skipped;
    private int last;

    ChaosOthers(
            Processes processes,
            ChaosBlows blows,
            ChaosDisk disk,
            ChaosWork work,
            ChaosReport report) {
        this.processes = processes;
        this.blows = blows;
        this.disk = disk;
        this.work = work;
        this.report = report;
    }

    void after(int kills) throws InterruptedException, IOException {
        if (kills == last) {
            return;
        }
        int before = last;
        last = kills;
        if (due(before, kills, EVERY / 6)) {
            freeze();
        } else if (due(before, kills, 2 * EVERY / 3)) {
            fill();
        }
    }

    /** Kills come several at a time. */
    private static boolean due(int before, int kills, int offset) {
        return (before - offset + EVERY) / EVERY != (kills - offset + EVERY) / EVERY;
    }

    private void freeze() throws InterruptedException, IOException {
        String name = blows.some(1).getFirst();
        ChaosFreeze.freeze(processes.pid(name));
        frozen++;
        blows.awaitAll();
        report.other(
                "%s stood still for %d s".formatted(name, ChaosFreeze.FOR.toSeconds()),
                work.resumes(RESUMES_LIMIT).orElse(null));
    }

    private void fill() throws InterruptedException, IOException {
        if (!disk.small()) {
            skipped++;
            return;
        }
        disk.fill();
        try {
            Thread.sleep(FULL);
        } finally {
            disk.empty();
        }
        filled++;
        blows.awaitAll();
        report.other(
                "the disk of all was full for %d s".formatted(FULL.toSeconds()),
                work.resumes(RESUMES_LIMIT).orElse(null));
    }

    List<String> told() {
        return List.of(
                "processes that stood still: %d".formatted(frozen),
                "full disks: %d, skipped: %d".formatted(filled, skipped));
    }
}
