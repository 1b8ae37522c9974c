package io.carillon.dev;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Clocks of single processes, set wrong by a small library of ours that answers for the C library's
 * wall clock; the machine's own is not touched. It takes a C compiler; without one every clock
 * stays right, and that is said. API and workers only: the clocks of PostgreSQL and of the
 * simulated carrier are what everything is judged by.
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
    private final boolean built;

    private ChaosClock(Path library, boolean built) {
        this.library = library;
        this.built = built;
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
        return new ChaosClock(library, ran.well());
    }

    String told() {
        return built
                ? "clocks of API and workers up to %d s wrong".formatted(SECONDS)
                : "CLOCKS STAY RIGHT, SKIPPED: that takes a C compiler, cc";
    }

    /** For a process whose clock is to be so much off. */
    Map<String, String> environment(int seconds) {
        return built && seconds != 0
                ? Map.of("LD_PRELOAD", library.toString(), "CARILLON_CHAOS_CLOCK", "" + seconds)
                : Map.of();
    }
}
