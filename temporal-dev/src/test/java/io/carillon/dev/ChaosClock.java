package io.carillon.dev;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Clocks of single processes, set wrong by a small library of ours that answers for the C library's
 * wall clock; the machine's own is not touched. It takes a C compiler, and a JVM that asks the C
 * library; otherwise every clock stays right, and that is said. API and workers only: the clocks of
 * PostgreSQL and of the simulated carrier are what everything is judged by.
 */
final class ChaosClock {
    /** How far off a clock may be. */
    static final int SECONDS = 2;

    private static final String SOURCE =
            """
            #define _GNU_SOURCE
            #include <stdlib.h>
            #include <sys/syscall.h>
            #include <sys/time.h>
            #include <time.h>
            #include <unistd.h>

            static long offset(void) {
                static long known;
                static int asked;
                if (!asked) {
                    const char *text = getenv("CARILLON_CHAOS_CLOCK");
                    known = text ? atol(text) : 0;
                    asked = 1;
                }
                return known;
            }

            int clock_gettime(clockid_t clock, struct timespec *now) {
                int result = syscall(SYS_clock_gettime, clock, now);
                if (result == 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) {
                    now->tv_sec += offset();
                }
                return result;
            }

            int gettimeofday(struct timeval *now, void *zone) {
                struct timespec exact;
                int result = clock_gettime(CLOCK_REALTIME, &exact);
                now->tv_sec = exact.tv_sec;
                now->tv_usec = exact.tv_nsec / 1000;
                return result;
            }

            time_t time(time_t *now) {
                struct timespec exact;
                clock_gettime(CLOCK_REALTIME, &exact);
                if (now) {
                    *now = exact.tv_sec;
                }
                return exact.tv_sec;
            }
            """;

    private final Path library;
    private final boolean works;

    private ChaosClock(Path library, boolean works) {
        this.library = library;
        this.works = works;
    }

    /** What a process of ours takes for the time. */
    public static void main(String[] none) {
        System.out.println(System.currentTimeMillis());
    }

    static ChaosClock in(Path folder) throws IOException, InterruptedException {
        Path source = Files.writeString(folder.resolve("clock.c"), SOURCE);
        Path library = folder.resolve("clock.so");
        var ran =
                Machine.run(
                        List.of(
                                "cc",
                                "-O2",
                                "-shared",
                                "-fPIC",
                                "-o",
                                library.toString(),
                                source.toString()));
        var clock = new ChaosClock(library, true);
        return new ChaosClock(library, ran.well() && clock.moves());
    }

    /** Seen in a process that is told to be off by as much as any. */
    private boolean moves() throws IOException, InterruptedException {
        Duration off = off(SECONDS);
        return off.minusSeconds(SECONDS).abs().compareTo(Duration.ofSeconds(1)) < 0;
    }

    /**
     * By how much a process of ours is wrong that is started with that environment; at most as much
     * too early as it takes to end.
     */
    Duration off(int seconds) throws IOException, InterruptedException {
        var builder =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ChaosClock.class.getName());
        builder.environment().putAll(environment(seconds));
        Process process = builder.start();
        try (BufferedReader said = process.inputReader()) {
            String time = said.readLine();
            Instant now = Instant.now();
            process.waitFor();
            return Duration.between(now, Instant.ofEpochMilli(Long.parseLong("" + time)));
        }
    }

    /** False: every clock stays right. */
    boolean works() {
        return works;
    }

    String told() {
        return works
                ? "clocks of API and workers up to %d s wrong".formatted(SECONDS)
                : "CLOCKS STAY RIGHT, SKIPPED: that takes a C compiler, cc, and a JVM that asks the C library";
    }

    /** For a process whose clock is to be so much off. */
    Map<String, String> environment(int seconds) {
        return works && seconds != 0
                ? Map.of("LD_PRELOAD", library.toString(), "CARILLON_CHAOS_CLOCK", "" + seconds)
                : Map.of();
    }
}
