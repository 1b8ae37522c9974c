package io.carillon.dev;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How the machine's processors spent their time, by the first line of Linux' {@code /proc/stat}
 * (see proc_stat(5)): a figure taken while a host gave its processors to others says little about
 * us.
 *
 * @param idle in ticks, waiting for disks included
 * @param stolen in ticks: wanted here, given to other machines of the host
 */
record ProcessorTime(long all, long idle, long stolen) {
    private static final Path STAT = Path.of("/proc/stat");
    private static final int IDLE = 4;
    private static final int DISKS = 5;
    private static final int STOLEN = 8;

    /** Zeros where there is no such file. */
    static ProcessorTime now() throws IOException {
        if (!Files.exists(STAT)) {
            return new ProcessorTime(0, 0, 0);
        }
        String[] fields = Files.readString(STAT).lines().findFirst().orElseThrow().split(" +");
        long all = 0;
        for (int field = 1; field <= STOLEN; field++) {
            all += Long.parseLong(fields[field]);
        }
        return new ProcessorTime(
                all,
                Long.parseLong(fields[IDLE]) + Long.parseLong(fields[DISKS]),
                Long.parseLong(fields[STOLEN]));
    }

    ProcessorTime since(ProcessorTime before) {
        return new ProcessorTime(all - before.all, idle - before.idle, stolen - before.stolen);
    }

    /** Of all processors, between 0 and 1. */
    double stolenShare() {
        return (double) stolen / Math.max(1, all);
    }

    /** Of all processors, between 0 and 1. */
    double idleShare() {
        return (double) idle / Math.max(1, all);
    }

    /** For people, in percent of all processors. */
    @Override
    public String toString() {
        return "processors %.0f %% idle, %.0f %% given to other machines of the host"
                .formatted(100 * idleShare(), 100 * stolenShare());
    }
}
